/* A county's figures, for its auditors. */
#include "mall/board/county.h"

#include <string.h>

#include "ledger/statement.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool read_month(struct call *call, const char *name, const char **month, struct refusal *why)
{
    *month = call_query(call, name);
    return *month == NULL || statement_is_month(*month) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, name, "月份应写成 2026-11 这样");
}

static bool read_query(struct call *call, struct county_query *query, struct refusal *why)
{
    *query = (struct county_query){.county_code = ""};
    if (!call_county_query(call, "county", &query->county_code, why) ||
        !read_month(call, "from", &query->from_month, why) ||
        !read_month(call, "to", &query->to_month, why) ||
        !call_desk(call, RIGHT_LEDGER_READ, &query->county_code, why))
        return false;
    if (query->county_code[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "county", "请选择县");
    return query->from_month == NULL || query->to_month == NULL ||
           strcmp(query->from_month, query->to_month) <= 0 ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "to", "结束月份不能早于开始月份");
}

static bool get_figures(struct call *call, struct refusal *why)
{
    struct county_query query;
    return read_query(call, &query, why) &&
           call_reply(call, 200, county_figures_json(call->task, &query, why));
}

static bool get_figures_csv(struct call *call, struct refusal *why)
{
    struct county_query query;
    json_t *figures;
    if (!read_query(call, &query, why) ||
        (figures = county_figures_json(call->task, &query, why)) == NULL)
        return false;
    const char *csv = county_figures_csv(call->task, figures);
    json_decref(figures);
    return call_reply_file(call, "text/csv; charset=utf-8",
                           arena_printf(call->task->arena, "county-%s.csv", query.county_code), csv,
                           strlen(csv));
}

const struct route ROUTES_COUNTY[] = {
    {"county_figures", "GET", "/api/v1/desk/county-figures", get_figures,
     .rights = {RIGHT_LEDGER_READ}, .query = "county from to"},
    {"county_figures_csv", "GET", "/api/v1/desk/county-figures.csv", get_figures_csv,
     .rights = {RIGHT_LEDGER_READ}, .query = "county from to"},
    {0},
};
