/* Organisations: who sells, and who ships. */
#include "base/text.h"
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/organisation.h"

enum { WORDS_MAX = 60 };

/* Those applied for or removed are nobody's business but that of those who decide. */
static bool allowed_state(struct call *call, const struct organisation_query *query,
                          struct refusal *why)
{
    int state = machine_find_state(&ORGANISATION_MACHINE, query->state);
    return (state != ORGANISATION_APPLIED && state != ORGANISATION_REMOVED) ||
           call_allowed(call, RIGHT_ORGANISATION_STATE,
                        &(struct scope){.region_code = query->county_code}, why);
}

static bool read_query(struct call *call, struct organisation_query *query, struct page *page,
                       struct refusal *why)
{
    const char *words = call_query(call, "q");
    *query = (struct organisation_query){.county_code = "", .kind = "", .state = "", .words = ""};
    if (words != NULL && text_length(words) > WORDS_MAX)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "q", "搜索词最多 %d 个字", WORDS_MAX);
    query->words = words != NULL ? words : "";
    return call_region_query(call, "county", &query->county_code, why) &&
           call_choice_query(call, "kind", ORGANISATION_KIND_WORDS, &query->kind, why) &&
           call_state_query(call, "state", &ORGANISATION_MACHINE, &query->state, why) &&
           call_list(call, page, why);
}

static bool get_organisations(struct call *call, struct refusal *why)
{
    struct page page;
    struct organisation_query query;
    return read_query(call, &query, &page, why) && allowed_state(call, &query, why) &&
           call_reply(call, 200, organisation_list_json(call->task, &query, &page, why));
}

/* At the desk of those who decide on them: all states, and why they are so. */
static bool get_desk_organisations(struct call *call, struct refusal *why)
{
    struct page page;
    struct organisation_query query;
    return read_query(call, &query, &page, why) &&
           call_desk(call, RIGHT_ORGANISATION_STATE, &query.county_code, why) &&
           call_reply(call, 200, organisation_desk_list_json(call->task, &query, &page, why));
}

static bool get_moves(struct call *call, struct refusal *why)
{
    struct organisation found;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !organisation_find(call->task, id, &found, why))
        return false;
    struct scope scope = {.region_code = found.county_code, .org_id = id};
    return call_allowed(call, RIGHT_ORGANISATION_STATE, &scope, why) &&
           call_reply_list(call, organisation_moves_json(call->task, id, why));
}

static bool get_organisation(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           call_reply(call, 200, organisation_json(call->task, id, why));
}

static bool move(struct call *call, enum organisation_state to, struct refusal *why)
{
    struct organisation found;
    const char *reason;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_reason(call, &reason, why) ||
        !organisation_find(call->task, id, &found, why))
        return false;
    struct scope scope = {.region_code = found.county_code, .org_id = id};
    return call_allowed(call, RIGHT_ORGANISATION_STATE, &scope, why) &&
           organisation_move(call->task, id, to, call->session.account_id, reason, why) &&
           call_reply(call, 200, organisation_json(call->task, id, why));
}

static bool post_suspend(struct call *call, struct refusal *why)
{
    return move(call, ORGANISATION_SUSPENDED, why);
}

static bool post_restore(struct call *call, struct refusal *why)
{
    return move(call, ORGANISATION_ACTIVE, why);
}

static bool post_remove(struct call *call, struct refusal *why)
{
    return move(call, ORGANISATION_REMOVED, why);
}

const struct route ROUTES_ORGANISATION[] = {
    {"organisation_list", "GET", "/api/v1/organisations", get_organisations,
     .access = ACCESS_PUBLIC, .query = "county kind state q after limit"},
    {"organisation_get", "GET", "/api/v1/organisations/:organisation_id", get_organisation,
     .access = ACCESS_PUBLIC},
    {"organisation_desk_list", "GET", "/api/v1/desk/organisations", get_desk_organisations,
     .rights = {RIGHT_ORGANISATION_STATE}, .query = "county kind state q after limit"},
    {"organisation_moves", "GET", "/api/v1/organisations/:organisation_id/moves", get_moves,
     .rights = {RIGHT_ORGANISATION_STATE}},
    {"organisation_suspend", "POST", "/api/v1/organisations/:organisation_id/suspend", post_suspend,
     .rights = {RIGHT_ORGANISATION_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"organisation_restore", "POST", "/api/v1/organisations/:organisation_id/restore", post_restore,
     .rights = {RIGHT_ORGANISATION_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"organisation_remove", "POST", "/api/v1/organisations/:organisation_id/remove", post_remove,
     .rights = {RIGHT_ORGANISATION_STATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {0},
};
