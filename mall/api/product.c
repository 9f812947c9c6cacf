/* Products: what everybody sees of the listings on sale. */
#include <string.h>

#include "base/id.h"
#include "base/text.h"
#include "catalog/product.h"
#include "catalog/search.h"
#include "mall/api/product_view.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

/* By enum search_sort. */
static const char *const SORTS[] = {"newest", "price_asc", "price_desc", NULL};

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

static bool read_search(struct call *call, struct search *search, struct refusal *why)
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
    return read_sort(call, &search->sort, why);
}

/* Lists are kept in memory, questions are not: there are too many of them. */
static bool get_products(struct call *call, struct refusal *why)
{
    struct search search = {.words = NULL};
    struct page page;
    int64_t stamp = call_stamp(call);
    if (!call_list(call, &page, why) || !read_search(call, &search, why))
        return false;
    json_t *products = search_products_json(call->task, &search, &page, why);
    return search.words != NULL ? call_reply(call, 200, products)
                                : call_reply_cached(call, "products", stamp, products);
}

static bool get_product(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call), id;
    char digits[21];
    return call_id_param(call, 0, &id, why) &&
           call_reply_cached(call,
                             arena_printf(call->task->arena, "listing:%s", id_text(id, digits)),
                             stamp, product_view(call->task, id, why));
}

static bool get_availability(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           call_reply_list(call, product_availability_json(call->task, id, why));
}

const struct route ROUTES_PRODUCT[] = {
    {"product_list", "GET", "/api/v1/products", get_products, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = "q category county sort after limit"},
    {"product_get", "GET", "/api/v1/products/:listing_id", get_product, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {"product_availability", "GET", "/api/v1/products/:listing_id/availability", get_availability,
     .access = ACCESS_PUBLIC},
    {0},
};
