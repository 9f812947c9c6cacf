/* The trails of a county, or of all counties of a city's office: who read whose personal fields,
 * what for, when; and who changed what, for whom. */
#include <string.h>

#include "base/clock.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/access_trail.h"
#include "registry/change_list.h"

/* What stands in the trail besides what a reader may name. */
static const char *const PURPOSES[] = {"verify",
                                       "payout",
                                       "complaint",
                                       "correction",
                                       "shipping",
                                       "proxy",
                                       "grant",
                                       "revoke",
                                       "export",
                                       "import",
                                       "lock",
                                       "unlock",
                                       "paper_issue",
                                       "paper_revoke",
                                       "paper",
                                       "grant_confirm",
                                       "second_set",
                                       "second_remove",
                                       "close",
                                       "authority",
                                       "password_set",
                                       "password_remove",
                                       "program_create",
                                       "program_release",
                                       "program_revoke",
                                       "program_key_issue",
                                       "program_key_revoke",
                                       NULL};
static const char *const SUBJECTS[] = {
    "household", "household_search", "order",   "role_grant", "export",
    "import",    "account",          "dossier", "program",    NULL};

static bool read_day(struct call *call, const char *name, const char **day, struct refusal *why)
{
    *day = call_query(call, name);
    return *day == NULL || clock_is_date(*day) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, name, "日期应写成 2026-11-27 这样");
}

/* County, first and last day: what both lists are asked with. */
static bool read_query(struct call *call, struct access_trail_query *query, struct refusal *why)
{
    *query = (struct access_trail_query){.county_code = "", .purpose = "", .subject = ""};
    return call_county_query(call, "county", &query->county_code, why) &&
           read_day(call, "from", &query->from_day, why) &&
           read_day(call, "to", &query->to_day, why) &&
           call_desk(call, RIGHT_TRAIL_READ, &query->county_code, why);
}

static bool get_trail(struct call *call, struct refusal *why)
{
    struct access_trail_query query;
    struct page page;
    return call_list(call, &page, why) && read_query(call, &query, why) &&
           call_id_query(call, "actor", &query.account_id, why) &&
           call_choice_query(call, "purpose", PURPOSES, &query.purpose, why) &&
           call_choice_query(call, "subject", SUBJECTS, &query.subject, why) &&
           call_reply(call, 200, access_trail_of_county_json(call->task, &query, &page, why));
}

/* Who opened much in a day. */
static bool get_readers(struct call *call, struct refusal *why)
{
    struct access_trail_query query;
    return read_query(call, &query, why) &&
           call_reply_list(call, access_trail_readers_json(call->task, &query, why));
}

/* A word of the trail, such as the table has: no list of them all can be kept here. */
static bool word_query(struct call *call, const char *name, const char **word, struct refusal *why)
{
    const char *asked = call_query(call, name);
    if (asked == NULL)
        return true;
    *word = asked;
    return strspn(asked, "abcdefghijklmnopqrstuvwxyz_") == strlen(asked) && strlen(asked) <= 40
               ? true
               : refuse(why, &REFUSAL_INVALID_FIELD, name);
}

/* A household's id, or the word any. */
static bool behalf_query(struct call *call, int64_t *household_id, struct refusal *why)
{
    const char *asked = call_query(call, "on_behalf_of");
    if (asked == NULL || strcmp(asked, "any") != 0)
        return call_id_query(call, "on_behalf_of", household_id, why);
    *household_id = -1;
    return true;
}

static bool get_changes(struct call *call, struct refusal *why)
{
    struct change_query query = {.county_code = "", .subject = "", .action = ""};
    struct page page;
    return call_list(call, &page, why) &&
           call_county_query(call, "county", &query.county_code, why) &&
           read_day(call, "from", &query.from_day, why) &&
           read_day(call, "to", &query.to_day, why) &&
           call_desk(call, RIGHT_CHANGE_READ, &query.county_code, why) &&
           call_id_query(call, "actor", &query.actor_id, why) &&
           behalf_query(call, &query.on_behalf_of_id, why) &&
           word_query(call, "subject", &query.subject, why) &&
           call_id_query(call, "subject_id", &query.subject_id, why) &&
           word_query(call, "action", &query.action, why) &&
           call_reply(call, 200, change_list_json(call->task, &query, &page, why));
}

const struct route ROUTES_TRAIL[] = {
    {"change_list", "GET", "/api/v1/changes", get_changes, .rights = {RIGHT_CHANGE_READ},
     .query = "county actor on_behalf_of subject subject_id action from to after limit"},
    {"trail_list", "GET", "/api/v1/access-trail", get_trail, .rights = {RIGHT_TRAIL_READ},
     .query = "county actor purpose subject from to after limit"},
    {"trail_readers", "GET", "/api/v1/access-trail/readers", get_readers,
     .rights = {RIGHT_TRAIL_READ}, .query = "county from to"},
    {0},
};
