/* Counties that were on the national list. */
#include <string.h>

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/listed_county.h"

static bool get_listed_counties(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t stamp = call_stamp(call), year = 0;
    const char *province = "";
    if (!call_list(call, &page, why) || !call_region_query(call, "province", &province, why) ||
        !call_int_query(call, "year", LISTED_COUNTY_FIRST_EXIT, LISTED_COUNTY_LAST_EXIT, &year,
                        why))
        return false;
    if (province[0] != '\0' && (strlen(province) != 6 || strcmp(province + 2, "0000") != 0))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "province",
                             "省级区划代码为 6 位数字，后四位是 0");
    return call_reply_cached(call, "regions", stamp,
                             listed_county_list_json(call->task, province, year, &page, why));
}

static bool get_listed_county(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    return call_reply_cached(call, "regions", stamp,
                             listed_county_json(call->task, call_param(call, 0), why));
}

const struct route ROUTES_LISTED_COUNTY[] = {
    {"listed_county_list", "GET", "/api/v1/listed-counties", get_listed_counties,
     .access = ACCESS_PUBLIC, .flags = ROUTE_CACHED, .query = "province year after limit"},
    {"listed_county_get", "GET", "/api/v1/listed-counties/:code", get_listed_county,
     .access = ACCESS_PUBLIC, .flags = ROUTE_CACHED},
    {0},
};
