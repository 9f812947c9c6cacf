/* Regions of the administrative division. */
#include "base/clock.h"
#include "base/text.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/region.h"

/* A day, "" when none is asked for. */
static bool day_query(struct call *call, const char *name, const char **day, struct refusal *why)
{
    const char *text = call_query(call, name);
    if (text == NULL || text[0] == '\0')
        return true;
    *day = text;
    return clock_is_date(text) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, name, "日期写成 2026-11-27 这样");
}

static bool get_regions(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t stamp = call_stamp(call);
    struct region_query query = {.parent_code = "", .on = ""};
    return call_list(call, &page, why) &&
           call_region_query(call, "parent", &query.parent_code, why) &&
           call_int_query(call, "level", 1, 5, &query.level, why) &&
           call_int_query(call, "depth", 1, 5, &query.depth, why) &&
           day_query(call, "on", &query.on, why) &&
           call_reply_cached(call, "regions", stamp,
                             region_list_json(call->task, &query, &page, why));
}

static bool get_region(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    const char *on = "";
    return day_query(call, "on", &on, why) &&
           call_reply_cached(call, "regions", stamp,
                             region_json(call->task, call_param(call, 0), on, why));
}

enum { WORDS_MIN = 2, WORDS_MAX = 40 };

static bool get_search(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t stamp = call_stamp(call), level = 0;
    const char *words = call_query(call, "q");
    if (!call_list(call, &page, why) || !call_int_query(call, "level", 1, 5, &level, why))
        return false;
    size_t length = words != NULL ? text_length(words) : 0;
    if (length < WORDS_MIN || length > WORDS_MAX)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "q",
                             "写地名开头的两个字以上，或代码的前两位以上");
    return call_reply_cached(call, "regions", stamp,
                             region_search_json(call->task, words, level, &page, why));
}

const struct route ROUTES_REGION[] = {
    {"region_list", "GET", "/api/v1/regions", get_regions, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = "parent level depth on after limit"},
    {"region_get", "GET", "/api/v1/regions/:code", get_region, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = "on"},
    {"region_search", "GET", "/api/v1/region-search", get_search, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = "q level after limit"},
    {0},
};
