/* What one's organisation sold, as sums. */
#include "orders/sales.h"

#include "base/text.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/organisation.h"

static bool call_month_query(struct call *call, const char **month, struct refusal *why)
{
    static struct text_rule rule = TEXT_RULE("^20[0-9]{2}-(0[1-9]|1[0-2])$");
    const char *text = call_query(call, "month");
    *month = text;
    return text == NULL || text_match(&rule, text) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "month", "月份应写成年-月，例如：2026-11");
}

static bool get_sales(struct call *call, struct refusal *why)
{
    struct sales_query query = {.producer_id = call_own_organisation(call, RIGHT_SALES_READ)};
    struct organisation seller;
    if (!call_id_query(call, "producer_id", &query.producer_id, why) ||
        !call_month_query(call, &query.month, why))
        return false;
    if (query.producer_id == 0)
        return refuse(why, &REFUSAL_MISSING_FIELD, "producer_id");
    if (!organisation_find(call->task, query.producer_id, &seller, why))
        return false;
    struct scope scope = {.org_id = query.producer_id, .region_code = seller.county_code};
    query.county_code = seller.county_code;
    return call_allowed(call, RIGHT_SALES_READ, &scope, why) &&
           call_reply(call, 200, sales_json(call->task, &query, why));
}

const struct route ROUTES_SALES[] = {
    {"sales_get", "GET", "/api/v1/sales", get_sales, .rights = {RIGHT_SALES_READ},
     .query = "producer_id month"},
    {0},
};
