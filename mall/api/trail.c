/* The access trail of a county: who read whose personal fields, what for, when. */
#include "base/clock.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/access_trail.h"

/* What stands in the trail besides what a reader may name. */
static const char *const PURPOSES[] = {
    "verify", "payout", "complaint", "correction", "shipping",    "proxy",        "grant", "revoke",
    "export", "import", "lock",      "unlock",     "paper_issue", "paper_revoke", "paper", NULL};

static bool read_day(struct call *call, const char *name, const char **day, struct refusal *why)
{
    *day = call_query(call, name);
    return *day == NULL || clock_is_date(*day) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, name, "日期应写成 2026-11-27 这样");
}

static bool get_trail(struct call *call, struct refusal *why)
{
    struct access_trail_query query = {.county_code = "", .purpose = ""};
    struct page page;
    return call_list(call, &page, why) &&
           call_county_query(call, "county", &query.county_code, why) &&
           call_id_query(call, "actor", &query.account_id, why) &&
           call_choice_query(call, "purpose", PURPOSES, &query.purpose, why) &&
           read_day(call, "from", &query.from_day, why) &&
           read_day(call, "to", &query.to_day, why) &&
           call_desk(call, RIGHT_TRAIL_READ, &query.county_code, why) &&
           call_reply(call, 200, access_trail_of_county_json(call->task, &query, &page, why));
}

const struct route ROUTES_TRAIL[] = {
    {"trail_list", "GET", "/api/v1/access-trail", get_trail, .rights = {RIGHT_TRAIL_READ},
     .query = "county actor purpose from to after limit"},
    {0},
};
