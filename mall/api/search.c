/* Finding products: lists and searches, how much each filter leaves, suggestions while typing. */
#include <string.h>

#include "base/text.h"
#include "catalog/face.h"
#include "catalog/search.h"
#include "catalog/suggest.h"
#include "logistics/freight_reach.h"
#include "mall/api/product_card.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/region.h"

/* By enum search_sort. */
static const char *const SORTS[] = {"newest", "price_asc", "price_desc", NULL};
static const char *const SWITCH[] = {"0", "1", NULL};

enum { PRICE_MAX_FEN = 100000000 };

static bool read_sort(struct call *call, enum search_sort *sort, struct refusal *why)
{
    const char *word = SORTS[SEARCH_NEWEST];
    if (!call_choice_query(call, "sort", SORTS, &word, why))
        return false;
    *sort = SEARCH_NEWEST;
    while (strcmp(SORTS[*sort], word) != 0)
        (*sort)++;
    return true;
}

static bool read_switch(struct call *call, const char *name, bool *on, struct refusal *why)
{
    const char *word = *on ? "1" : "0";
    if (!call_choice_query(call, name, SWITCH, &word, why))
        return false;
    *on = word[0] == '1';
    return true;
}

static bool read_prices(struct call *call, struct search *search, struct refusal *why)
{
    if (!call_int_query(call, "price_min", 0, PRICE_MAX_FEN, &search->price_low_fen, why) ||
        !call_int_query(call, "price_max", 1, PRICE_MAX_FEN, &search->price_high_fen, why))
        return false;
    if (search->price_high_fen != 0 && search->price_high_fen < search->price_low_fen)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "price_max", "最高价不能低于最低价");
    return true;
}

/* The buyer's place: the counties that deliver there. */
static bool read_place(struct call *call, struct search *search, struct refusal *why)
{
    const char *region = "";
    if (!call_region_query(call, "region", &region, why))
        return false;
    return region[0] == '\0' ||
           freight_reach(call->task, region, &search->counties, &search->county_count, why);
}

static bool read_words(struct call *call, struct search *search, struct refusal *why)
{
    search->words = call_query(call, "q");
    search->category = call_query(call, "category");
    search->county_code = call_query(call, "county");
    if (search->words != NULL && text_length(search->words) > SEARCH_MAX_POINTS)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "q", "搜索词最多 %d 个字",
                             SEARCH_MAX_POINTS);
    if (search->category != NULL && text_length(search->category) > 20)
        return refuse(why, &REFUSAL_INVALID_FIELD, "category");
    if (search->county_code != NULL &&
        (strlen(search->county_code) != 6 || strspn(search->county_code, "0123456789") != 6))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "county", "县级区划代码为 6 位数字");
    return true;
}

static bool read_search(struct call *call, struct search *search, struct refusal *why)
{
    bool in_season = false;
    if (!read_words(call, search, why) ||
        !call_id_query(call, "producer", &search->producer_id, why) ||
        !read_switch(call, "in_season", &in_season, why) || !read_prices(call, search, why) ||
        !read_place(call, search, why))
        return false;
    search->season_day = in_season ? face_today(call->task->arena) : NULL;
    return true;
}

/* Lists are kept in memory, questions are not: there are too many of them. */
static bool is_question(const struct search *search)
{
    return search->words != NULL || search->counties != NULL || search->price_low_fen != 0 ||
           search->price_high_fen != 0;
}

static bool get_products(struct call *call, struct refusal *why)
{
    struct search search = {.words = NULL};
    struct search_found found;
    struct page page;
    int64_t stamp = call_stamp(call);
    if (!call_list(call, &page, why) || !read_search(call, &search, why) ||
        !read_sort(call, &search.sort, why) ||
        !search_products(call->task, &search, &page, &found, why))
        return false;
    if (!product_cards(call->task, &found, why)) {
        json_decref(found.items);
        return false;
    }
    json_t *list = page_with_next(found.items, found.next);
    return is_question(&search) ? call_reply(call, 200, list)
                                : call_reply_cached(call, "products", stamp, list);
}

static bool get_facets(struct call *call, struct refusal *why)
{
    struct search search = {.words = NULL};
    bool deliverable = true;
    int64_t stamp = call_stamp(call);
    if (!read_search(call, &search, why) || !read_switch(call, "deliverable", &deliverable, why))
        return false;
    json_t *facets = search_facets_json(call->task, &search, deliverable, why);
    return is_question(&search) ? call_reply(call, 200, facets)
                                : call_reply_cached(call, "products", stamp, facets);
}

static bool get_suggestions(struct call *call, struct refusal *why)
{
    const char *asked = call_query(call, "q");
    if (asked == NULL)
        return refuse(why, &REFUSAL_MISSING_FIELD, "q");
    if (text_length(asked) > SEARCH_MAX_POINTS)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "q", "搜索词最多 %d 个字",
                             SEARCH_MAX_POINTS);
    return call_reply_list(call, suggest_json(call->task, asked, why));
}

#define FILTERS "q category county producer in_season region price_min price_max"

const struct route ROUTES_SEARCH[] = {
    {"product_list", "GET", "/api/v1/products", get_products, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = FILTERS " sort after limit"},
    {"product_facets", "GET", "/api/v1/products/facets", get_facets, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = FILTERS " deliverable"},
    {"product_suggestions", "GET", "/api/v1/products/suggestions", get_suggestions,
     .access = ACCESS_PUBLIC, .query = "q"},
    {0},
};
