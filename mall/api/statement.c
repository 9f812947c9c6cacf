/* What a household earned, for itself and for those who may read it. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "mall/api/statement_view.h"
#include "registry/proxy.h"

static bool read_month(struct call *call, struct statement_query *query, struct refusal *why)
{
    query->month = call_query(call, "month");
    return query->month == NULL || statement_is_month(query->month) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "month", "月份应写成 2026-11 这样");
}

static bool read_query(struct call *call, struct statement_query *query, struct refusal *why)
{
    return call_id_param(call, 0, &query->household_id, why) &&
           call_list(call, &query->page, why) && read_month(call, query, why);
}

static bool get_statement(struct call *call, struct refusal *why)
{
    struct statement_query query = {0};
    struct household household;
    if (!read_query(call, &query, why) ||
        !proxy_open_statement(call->task, &call->session, query.household_id, &household, why))
        return false;
    return call_reply(call, 200, statement_view_json(call->task, &household, &query, why));
}

/* What would be sent to the household's telephone: to read out, or to print. */
static bool get_sms(struct call *call, struct refusal *why)
{
    struct statement_query query = {.page = {.limit = 1}};
    struct household household;
    struct household_face face;
    if (!call_id_param(call, 0, &query.household_id, why) || !read_month(call, &query, why) ||
        !proxy_open_statement(call->task, &call->session, query.household_id, &household, why) ||
        !household_face(call->task, &household, &face, why))
        return false;
    json_t *statement = statement_json(call->task, &query, why);
    if (statement == NULL)
        return false;
    json_t *message = statement_sms_json(call->task, &face, statement, query.month);
    json_decref(statement);
    return call_reply(call, 200, message);
}

const struct route ROUTES_STATEMENT[] = {
    {"statement_get", "GET", "/api/v1/households/:household_id/statement", get_statement,
     .access = ACCESS_SIGNED_IN, .query = "month after limit"},
    {"statement_sms", "GET", "/api/v1/households/:household_id/statement/sms", get_sms,
     .access = ACCESS_SIGNED_IN, .query = "month"},
    {0},
};
