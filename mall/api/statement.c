/* What a household earned, for itself and for those who may read it. */
#include "ledger/statement.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/proxy.h"
#include "registry/region.h"

static bool read_query(struct call *call, struct statement_query *query, struct refusal *why)
{
    if (!call_id_param(call, 0, &query->household_id, why) || !call_list(call, &query->page, why))
        return false;
    query->month = call_query(call, "month");
    return query->month == NULL || statement_is_month(query->month) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "month", "月份应写成 2026-11 这样");
}

static bool get_statement(struct call *call, struct refusal *why)
{
    struct statement_query query = {0};
    struct household household;
    if (!read_query(call, &query, why) ||
        !proxy_open_statement(call->task, &call->session, query.household_id, &household, why))
        return false;
    json_t *statement = statement_json(call->task, &query, why);
    if (statement == NULL)
        return false;
    json_object_set_new(
        statement, "household_id",
        json_string(arena_printf(call->task->arena, "%lld", (long long)household.id)));
    json_object_set_new(statement, "pseudonym", json_string(household.pseudonym));
    json_object_set_new(statement, "village_name",
                        json_string(region_path(call->task, household.village_code)));
    json_object_set_new(statement, "month",
                        query.month != NULL ? json_string(query.month) : json_null());
    return call_reply(call, 200, statement);
}

const struct route ROUTES_STATEMENT[] = {
    {"statement_get", "GET", "/api/v1/households/:household_id/statement", get_statement,
     .rights = {RIGHT_STATEMENT_READ}, .query = "month after limit"},
    {0},
};
