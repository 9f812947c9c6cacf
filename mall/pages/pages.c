/* The pages that everybody can read, rendered here, without any script; and the files they need. */
#include <stdio.h>
#include <string.h>

#include "base/asset.h"
#include "base/config.h"
#include "base/id.h"
#include "base/qr.h"
#include "base/text.h"
#include "base/url.h"
#include "catalog/search.h"
#include "catalog/shelf.h"
#include "catalog/trace.h"
#include "mall/board/board.h"
#include "mall/pages/app.h"
#include "mall/pages/page.h"
#include "mall/pages/pages.h"
#include "mall/pages/money_page.h"
#include "mall/pages/product_page.h"
#include "mall/pages/trace_page.h"
#include "mall/api/product_card.h"
#include "mall/api/reply.h"
#include "orders/receipt.h"

enum { HOME_PRODUCTS = 8, SEARCH_PRODUCTS = 10 };

/* ---- lists of products ---- */

static bool add_categories(struct call *call, json_t *page, struct refusal *why)
{
    json_t *categories = search_categories_json(call->task, why), *category;
    size_t i;
    if (categories == NULL)
        return false;
    json_array_foreach(categories, i, category) {
        const char *name = json_string_value(json_object_get(category, "category"));
        json_object_set_new(category, "query",
                            json_string(url_encode(call->task->arena, URL_PART, name)));
    }
    json_object_set_new(page, "categories", categories);
    return true;
}

/* Shows what was found as cards, under a name. Takes its items. */
static bool add_cards(struct call *call, json_t *page, const char *name,
                      const struct search_found *found, struct refusal *why)
{
    bool ok = product_cards(call->task, found, why);
    if (ok)
        page_add_money(found->items);
    json_object_set_new(page, name, found->items);
    return ok;
}

/* ---- start page ---- */

/* Where the reader came from on our own site, as a path; "/" when that is not known. */
static const char *back_path(struct call *call)
{
    const char *referer = http_header(call->http, "referer"),
               *host = http_header(call->http, "host");
    const char *authority = referer != NULL ? strstr(referer, "://") : NULL;
    if (authority == NULL || host == NULL || host[0] == '\0')
        return "/";
    const char *path = authority + 3 + strlen(host);
    if (strncmp(authority + 3, host, strlen(host)) != 0 || path[0] != '/' || path[1] == '/' ||
        path[1] == '\\' || strncmp(path, "/?elder=", 8) == 0 || strlen(path) > 1000)
        return "/";
    for (const char *c = path; *c != '\0'; c++)
        if (*c <= ' ' || *c > '~')
            return "/";
    return path;
}

static bool add_shelves(struct call *call, json_t *page, struct refusal *why)
{
    struct search_found shelves[SHELVES];
    if (!shelf_find(call->task, HOME_PRODUCTS, shelves, why))
        return false;
    json_decref(shelves[SHELF_KEEPING].items);
    json_object_set_new(page, "has_season", json_boolean(shelves[SHELF_SEASON].count > 0));
    bool season = add_cards(call, page, "in_season", &shelves[SHELF_SEASON], why);
    return add_cards(call, page, "newest", &shelves[SHELF_NEW], why) && season;
}

bool page_reply_home(struct call *call, struct refusal *why)
{
    const char *elder = call_query(call, "elder");
    if (elder != NULL) {
        page_set_elder(call, strcmp(elder, "1") == 0);
        http_set_header(call->http, "Cache-Control", "no-store");
        return call_reply_elsewhere(call, back_path(call));
    }
    int64_t stamp = call_stamp(call);
    json_t *page = page_data(call, "扶贫商城");
    json_object_set_new(page, "home", json_true());
    json_object_set_new(page, "without_app", json_boolean(!app_is_built()));
    if (!add_categories(call, page, why) || !add_shelves(call, page, why)) {
        json_decref(page);
        return false;
    }
    return call_html_cached(call, "home", stamp, "home", page);
}

/* ---- search ---- */

/* The question as the page and the next page's address repeat it. */
static void add_question(struct call *call, json_t *page, const struct search *search,
                         const struct search_found *found, bool full)
{
    struct arena *arena = call->task->arena;
    const char *category = search->category;
    json_object_set_new(page, "q", json_string(search->words));
    json_object_set_new(page, "category", json_string(category != NULL ? category : ""));
    if (found->next == 0)
        return;
    json_object_set_new(page, "next_word", json_string(full ? "下一页" : "接着找"));
    json_object_set_new(
        page, "next_query",
        json_string(arena_printf(arena, "q=%s%s%s&after=%lld",
                                 url_encode(arena, URL_PART, search->words),
                                 category != NULL ? "&category=" : "",
                                 category != NULL ? url_encode(arena, URL_PART, category) : "",
                                 (long long)found->next)));
}

/* What the tab and the heading say. */
static const char *search_title(struct call *call, const struct search *search)
{
    const char *category = search->category != NULL ? search->category : "";
    if (search->words[0] == '\0')
        return category[0] != '\0' ? category : "全部商品";
    return arena_printf(call->task->arena, "“%s”的搜索结果", search->words);
}

static bool get_search(struct call *call, struct refusal *why)
{
    struct search search = {.words = call_query(call, "q")};
    struct search_found found;
    struct page shown = {.limit = SEARCH_PRODUCTS};
    search.words = search.words != NULL ? search.words : "";
    search.category = call_query(call, "category");
    if (search.category != NULL && search.category[0] == '\0')
        search.category = NULL;
    if (!call_id_query(call, "after", &shown.after, why))
        return false;
    if (text_length(search.words) > SEARCH_MAX_POINTS ||
        (search.category != NULL && text_length(search.category) > SEARCH_MAX_POINTS))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "q", "搜索词太长，请只写商品名或地名");
    json_t *page = page_data(call, search_title(call, &search));
    if (!add_categories(call, page, why) ||
        !search_products(call->task, &search, &shown, &found, why) ||
        !add_cards(call, page, "products", &found, why)) {
        json_decref(page);
        return false;
    }
    add_question(call, page, &search, &found, found.count == shown.limit);
    return call_html(call, 200, "search", page);
}

/* ---- product, receipt, board ---- */

static bool get_product(struct call *call, struct refusal *why)
{
    int64_t listing_id, stamp = call_stamp(call);
    return call_id_param(call, 0, &listing_id, why) &&
           call_html_cached(call,
                            arena_printf(call->task->arena, "listing:%lld", (long long)listing_id),
                            stamp, "product", page_product(call, listing_id, why));
}

/* A code that nobody has is an answer of its own: whoever scanned it must know what to do. */
static bool get_trace(struct call *call, struct refusal *why)
{
    const char *code = trace_code(call->task->arena, call_param(call, 0));
    json_t *trace = trace_json(call->task, code, config_int("MALL_MIN_GROUP"), why);
    if (trace != NULL)
        return call_html(call, 200, "trace", page_trace(call, trace));
    if (why->kind != &REFUSAL_NOT_FOUND)
        return false;
    return call_html(call, 404, "trace", page_trace_unknown(call, code));
}

static bool find_trace(struct call *call, struct refusal *why)
{
    const char *typed = call_query(call, "code");
    const char *code = trace_code(call->task->arena, typed != NULL ? typed : "");
    (void)why;
    if (code[0] == '\0')
        return call_reply_elsewhere(call, "/plain");
    return call_reply_elsewhere(call, arena_printf(call->task->arena, "/t/%s",
                                                   url_encode(call->task->arena, URL_PART, code)));
}

static bool get_receipt(struct call *call, struct refusal *why)
{
    int64_t order_id;
    if (!receipt_parse(call_param(call, 0), &order_id))
        return refuse(why, &RECEIPT_NOT_FOUND, NULL);
    json_t *receipt = receipt_json(call->task, order_id, 0, config_int("MALL_MIN_GROUP"), why);
    if (receipt == NULL)
        return false;
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    return call_html(call, 200, "receipt", page_receipt(call, receipt));
}

/* The form on the start page: a code as typed leads to the receipt's own address. */
static bool find_receipt(struct call *call, struct refusal *why)
{
    const char *typed = call_query(call, "code");
    int64_t order_id;
    char code[RECEIPT_CODE_SIZE];
    if (typed == NULL || !receipt_parse(typed, &order_id))
        return refuse(why, &RECEIPT_NOT_FOUND, NULL);
    return call_reply_elsewhere(
        call, arena_printf(call->task->arena, "/r/%s", receipt_code(order_id, code)));
}

static bool get_board(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    json_t *board = board_json(call->task, why);
    return board != NULL &&
           call_html_cached(call, "board", stamp, "board", page_board(call, board));
}

/* Where the board is, for who stands before a screen that shows it. */
static bool get_board_code(struct call *call, struct refusal *why)
{
    size_t length;
    const char *url = arena_printf(call->task->arena, "%s/board", config_text("MALL_PUBLIC_URL"));
    const char *svg = qr_svg(call->task->arena, url, &length);
    if (svg == NULL)
        return refuse(why, &REFUSAL_INTERNAL, NULL);
    return call_bytes_cached(call, "static", call_stamp(call), "image/svg+xml",
                             "public, max-age=86400", svg, length);
}

/* ---- files ---- */

static bool get_static(struct call *call, struct refusal *why)
{
    const char *version = call_query(call, "v");
    const char *path = arena_printf(call->task->arena, "static/%s", call_param(call, 0));
    const struct web_file *file = asset_find(path);
    if (file == NULL || (version != NULL && !asset_has_version(file, version)))
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return call_bytes_cached(call, "static", call_stamp(call), asset_type(path),
                             version != NULL ? "public, max-age=31536000, immutable"
                                             : "public, max-age=300",
                             file->bytes, file->length);
}

/* The one style sheet that depends on the reader: the elder view, by cookie. */
static bool get_view(struct call *call, struct refusal *why)
{
    (void)why;
    const struct web_file *file =
        asset_find(page_is_elder(call) ? "static/view-elder.css" : "static/view-plain.css");
    http_set_header(call->http, "Cache-Control", "private, no-cache");
    http_set_header(call->http, "Vary", "Cookie");
    http_reply(call->http, 200, "text/css; charset=utf-8", file->bytes, file->length);
    return true;
}

static bool get_robots(struct call *call, struct refusal *why)
{
    static const char TEXT[] = "User-agent: *\nDisallow: /r/\nDisallow: /w/\nDisallow: /h\n"
                               "Disallow: /api/\nDisallow: /search\n";
    (void)why;
    return call_bytes_cached(call, "static", call_stamp(call), "text/plain; charset=utf-8",
                             "public, max-age=86400", TEXT, sizeof(TEXT) - 1);
}

const struct route ROUTES_PAGE[] = {
    {"page_home", "GET", "/plain", page_reply_home, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_CACHED, .query = "elder"},
    {"page_search", "GET", "/search", get_search, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE,
     .query = "q category after"},
    {"page_product", "GET", "/p/:listing_id", get_product, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_CACHED},
    {"page_trace", "GET", "/t/:code", get_trace, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE},
    {"page_trace_find", "GET", "/t", find_trace, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE,
     .query = "code"},
    {"page_receipt", "GET", "/r/:code", get_receipt, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE},
    {"page_receipt_find", "GET", "/r", find_receipt, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE,
     .query = "code"},
    {"page_board", "GET", "/board/tables", get_board, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_CACHED},
    {"page_board_code", "GET", "/board/code.svg", get_board_code, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {"page_view", "GET", "/view.css", get_view, .access = ACCESS_PUBLIC},
    {"page_static", "GET", "/static/*path", get_static, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED, .query = "v"},
    {"page_robots", "GET", "/robots.txt", get_robots, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {0},
};
