#include "mall/pages/product_page.h"

#include <string.h>

#include "base/config.h"
#include "base/money.h"
#include "mall/pages/page.h"
#include "mall/api/product_view.h"

/* Households named one by one; the rest of a long plan is summed up. A page must stay small. */
enum { PEOPLE_SHOWN = 24 };

static void set_text(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_string(text));
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static int64_t integer_of(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

/* ---- the goods ---- */

static const char *origin_text(struct task *task, json_t *origin)
{
    const char *text = "";
    size_t i;
    json_t *name;
    json_array_foreach(origin, i, name)
        text = arena_printf(task->arena, "%s%s%s", text, i > 0 ? " " : "", json_string_value(name));
    return text;
}

/* "11-20" -> "11月20日" */
static const char *day_text(struct task *task, const char *day)
{
    if (strlen(day) != 5 || day[2] != '-')
        return day;
    return arena_printf(task->arena, "%d月%d日", (day[0] - '0') * 10 + day[1] - '0',
                        (day[3] - '0') * 10 + day[4] - '0');
}

/* The main photo, or the drawing that stands for it and says so. */
static void set_picture(struct task *task, json_t *page)
{
    json_t *first = json_array_get(json_object_get(page, "gallery"), 0);
    const char *alt = json_string_value(json_object_get(first, "alt"));
    bool drawn = strcmp(json_string_value(json_object_get(first, "kind")), "photo") != 0;
    set_text(page, "picture_url", json_string_value(json_object_get(first, "url")));
    set_text(page, "picture_alt",
             drawn ? arena_printf(task->arena, "%s（示意图）", text_of(page, "produce"))
                   : (alt[0] != '\0' ? alt : text_of(page, "produce")));
}

static void add_facts(struct task *task, json_t *page)
{
    int64_t low = integer_of(page, "size_low_mm"), high = integer_of(page, "size_high_mm");
    const char *from = text_of(page, "season_from"), *to = text_of(page, "season_to");
    set_text(page, "origin_text", origin_text(task, json_object_get(page, "origin")));
    if (high > 0)
        set_text(page, "size_text",
                 arena_printf(task->arena, "%lld–%lld 毫米", (long long)low, (long long)high));
    if (from[0] != '\0' && to[0] != '\0')
        set_text(page, "season_text",
                 arena_printf(task->arena, "%s到%s", day_text(task, from), day_text(task, to)));
    if (integer_of(page, "shelf_life_days") > 0)
        set_text(
            page, "shelf_text",
            arena_printf(task->arena, "%lld 天", (long long)integer_of(page, "shelf_life_days")));
    set_picture(task, page);
}

/* ---- the price ---- */

static const char *weight_text(struct task *task, int64_t grams)
{
    if (grams < 1000)
        return arena_printf(task->arena, "%lld 克", (long long)grams);
    const char *text = arena_printf(task->arena, "%lld.%03lld", (long long)(grams / 1000),
                                    (long long)(grams % 1000));
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        length--;
    length -= text[length - 1] == '.';
    return arena_printf(task->arena, "%.*s 千克", (int)length, text);
}

/* The first choices are the SKUs, in the same order. */
static void add_skus(struct task *task, json_t *page)
{
    bool withheld = false;
    size_t i;
    json_t *sku;
    json_array_foreach(json_object_get(page, "skus"), i, sku) {
        withheld |= integer_of(sku, "withheld_fen") > 0;
        set_text(sku, "weight_text", weight_text(task, integer_of(sku, "net_weight_g")));
        set_text(sku, "stock_text",
                 text_of(json_array_get(json_object_get(page, "choices"), i), "word"));
        if (i == 0)
            set_text(page, "example_spec", text_of(sku, "spec"));
    }
    json_object_del(page, "choices");
    json_object_set_new(page, "any_withheld", json_boolean(withheld));
}

/* ---- who benefits ---- */

/* A pool as a table: by the first SKU, at most *room households by name, the rest summed up. */
static json_t *pool_json(json_t *pool, int *room)
{
    json_t *people = json_array(), *person;
    int64_t rest = 0, total = json_integer_value(json_array_get(json_object_get(pool, "fen"), 0)),
            spare = json_integer_value(json_array_get(json_object_get(pool, "spare_fen"), 0));
    int rest_count = 0;
    size_t i;
    json_array_foreach(json_object_get(pool, "households"), i, person) {
        int64_t fen = json_integer_value(json_array_get(json_object_get(person, "fen"), 0));
        if (*room > 0) {
            (*room)--;
            json_array_append_new(people,
                                  json_pack("{s:s, s:s, s:I}", "label", text_of(person, "label"),
                                            "village_name", text_of(person, "village_name"),
                                            "amount_fen", (json_int_t)fen));
        } else {
            rest += fen;
            rest_count++;
        }
    }
    return json_pack("{s:s, s:I, s:o, s:i, s:I, s:b, s:I}", "text", text_of(pool, "text"),
                     "total_fen", (json_int_t)total, "people", people, "rest_count", rest_count,
                     "rest_fen", (json_int_t)rest, "has_spare", spare > 0, "spare_fen",
                     (json_int_t)spare);
}

static void add_pools(json_t *page)
{
    int room = PEOPLE_SHOWN;
    json_t *pools = json_array(), *pool;
    size_t i;
    json_array_foreach(json_object_get(page, "benefits"), i, pool)
        json_array_append_new(pools, pool_json(pool, &room));
    json_object_set_new(page, "pools", pools);
    json_object_del(page, "benefits");
}

/* What a shared link shows: title, lowest price, picture, and whose the money is. */
static void add_og(struct task *task, json_t *page)
{
    char yuan[24];
    const char *public_url = config_text("MALL_PUBLIC_URL");
    json_t *sku = json_array_get(json_object_get(page, "skus"), 0);
    const char *share =
        arena_strdup(task->arena, money_yuan(integer_of(sku, "households_fen"), yuan));
    const char *description =
        arena_printf(task->arena, "%s，%s。买一份农户得 %s 元。", text_of(page, "origin_text"),
                     text_of(sku, "spec"), share);
    json_object_set_new(
        page, "og",
        json_pack("{s:s, s:s, s:s, s:s}", "description", description, "url",
                  arena_printf(task->arena, "%s/p/%s", public_url, text_of(page, "listing_id")),
                  "image",
                  arena_printf(task->arena, "%s%s", public_url, text_of(page, "picture_url")),
                  "price", money_yuan(integer_of(sku, "price_fen"), yuan)));
}

json_t *page_product(struct call *call, int64_t listing_id, struct refusal *why)
{
    json_t *view = product_view(call->task, listing_id, why);
    if (view == NULL)
        return NULL;
    json_t *page = page_data(call, text_of(view, "title"));
    json_object_update_missing(page, view);
    json_decref(view);
    add_facts(call->task, page);
    add_skus(call->task, page);
    add_pools(page);
    add_og(call->task, page);
    page_add_money(page);
    return page;
}
