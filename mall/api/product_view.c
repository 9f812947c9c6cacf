#include "mall/api/product_view.h"

#include <string.h>

#include "base/asset.h"
#include "base/config.h"
#include "base/map.h"
#include "base/money.h"
#include "catalog/face.h"
#include "catalog/lot.h"
#include "catalog/product.h"
#include "ledger/group.h"
#include "ledger/word.h"
#include "logistics/freight_table.h"
#include "mall/api/product_card.h"
#include "mall/api/product_choice.h"

/* One household of a pool: what a box of each SKU brings it at least, in the order of "skus". */
static json_t *person_json(const struct product_shares *shares, const struct product_person *person,
                           int place)
{
    json_t *fen = json_array();
    for (int s = 0; s < shares->product->sku_count; s++)
        json_array_append_new(fen, json_integer(shares->least[s][place]));
    return json_pack("{s:s, s:s, s:s, s:b, s:o}", "pseudonym", person->pseudonym, "village_name",
                     person->village_name, "village_code", person->village_code, "hidden",
                     person->hidden, "fen", fen);
}

const char *product_rule_text(struct task *task, const struct plan_pool *pool)
{
    char yuan[24];
    if (strcmp(pool->rule, "rate_bp") == 0) {
        const char *percent = arena_printf(task->arena, "%s", money_yuan(pool->rate, yuan));
        size_t length = strlen(percent);
        while (length > 0 && percent[length - 1] == '0')
            length--;
        length -= percent[length - 1] == '.';
        return arena_printf(task->arena, "货款的 %.*s%%", (int)length, percent);
    }
    const char *unit = strcmp(pool->rule, "fen_per_kg") == 0 ? "每千克" : "每件";
    return arena_printf(task->arena, "%s %s 元", unit, money_yuan(pool->rate, yuan));
}

/* What one box of a SKU brings the pool's confirmed households. */
static int64_t pool_fen(const struct product_shares *shares, int s, const struct plan_pool *pool,
                        int first)
{
    int64_t fen = 0;
    for (int i = first; i < first + pool->share_count; i++)
        if (shares->credits[s][i].withhold_reason == NULL)
            fen += shares->credits[s][i].amount_fen;
    return fen;
}

/* What could not be divided of a box: it goes to the pool's households as well, by largest
 * remainder of all boxes that are bought together. */
static int64_t spare_fen(const struct product_shares *shares, int s, const struct plan_pool *pool,
                         int first)
{
    int64_t fen = pool_fen(shares, s, pool, first);
    for (int i = first; i < first + pool->share_count; i++)
        if (shares->credits[s][i].withhold_reason == NULL)
            fen -= shares->least[s][i];
    return fen;
}

static const char *const PERSON_APART[] = {NULL};
static const char *const PERSON_SUMS[] = {"fen", NULL};
static const struct group_shape PERSON_SHAPE = {PERSON_APART, PERSON_SUMS};

/* Households that the register does not confirm now are not counted: they would be credited
 * nothing. Small groups stand together (ledger/group.h). */
static json_t *pool_json(const struct product_shares *shares, const struct plan_pool *pool,
                         int first)
{
    struct arena *arena = shares->task->arena;
    int64_t least = config_int("MALL_MIN_GROUP");
    json_t *people = json_array();
    for (int i = 0; i < pool->share_count; i++) {
        const struct product_person *person =
            product_person(shares->product, pool->shares[i].household_id);
        if (person != NULL && plan_share_withheld(&pool->shares[i]) == NULL)
            json_array_append_new(people, person_json(shares, person, first + i));
    }
    json_t *fen = json_array(), *spare = json_array();
    for (int s = 0; s < shares->product->sku_count; s++) {
        json_array_append_new(fen, json_integer((json_int_t)pool_fen(shares, s, pool, first)));
        json_array_append_new(spare, json_integer((json_int_t)spare_fen(shares, s, pool, first)));
    }
    int64_t count = (int64_t)json_array_size(people);
    const char *text = arena_printf(arena, "%s：%s，按约定份额分给%s%s", word_linkage(pool->kind),
                                    product_rule_text(shares->task, pool), count < least ? "" : " ",
                                    group_label(arena, count, count == 0 ? 0 : least));
    json_t *households = group_public(arena, people, &PERSON_SHAPE, least);
    json_decref(people);
    return json_pack("{s:i, s:s, s:s, s:s, s:I, s:s, s:o, s:o, s:o}", "pool_no", pool->pool_no,
                     "kind", pool->kind, "kind_name", word_linkage(pool->kind), "rule", pool->rule,
                     "rate", (json_int_t)pool->rate, "text", text, "fen", fen, "spare_fen", spare,
                     "households", households);
}

static json_t *benefits_json(const struct product_shares *shares)
{
    json_t *pools = json_array();
    int first = 0;
    for (int p = 0; p < shares->product->plan.pool_count; p++) {
        const struct plan_pool *pool = &shares->product->plan.pools[p];
        json_array_append_new(pools, pool_json(shares, pool, first));
        first += pool->share_count;
    }
    return pools;
}

/* Households that a purchase brings something, each once; null when there are some but fewer than
 * the least group. */
static json_t *household_count_json(const struct product_shares *shares)
{
    const struct plan *plan = &shares->product->plan;
    int64_t count = 0, least = config_int("MALL_MIN_GROUP");
    struct map seen;
    map_init(&seen, shares->task->arena);
    for (int p = 0; p < plan->pool_count; p++) {
        for (int i = 0; i < plan->pools[p].share_count; i++) {
            bool fresh;
            map_add_i64(&seen, plan->pools[p].shares[i].household_id, &fresh);
            count += fresh && plan_share_withheld(&plan->pools[p].shares[i]) == NULL;
        }
    }
    return count > 0 && count < least ? json_null() : json_integer(count);
}

/* The lowest freight of the lightest box: "from". The exact one needs a destination. */
static bool add_freight(struct task *task, const struct product *product, json_t *view,
                        struct refusal *why)
{
    const struct freight_table *table;
    int64_t lightest = INT64_MAX;
    for (int s = 0; s < product->sku_count; s++)
        if (product->skus[s].gross_weight_g < lightest)
            lightest = product->skus[s].gross_weight_g;
    if (!freight_table_find(task, product->county_code, &table, why))
        return false;
    int64_t lowest = product->sku_count > 0 ? freight_table_lowest(table, lightest) : -1;
    json_object_set_new(view, "freight_from_fen", lowest >= 0 ? json_integer(lowest) : json_null());
    json_object_set_new(view, "freight_text",
                        json_string("运费按收货地区和整单重量计算，同一主体的商品合并计一次"));
    return true;
}

/* Takes the reference. */
static bool add(json_t *view, const char *name, json_t *value)
{
    return value != NULL && json_object_set_new(view, name, value) == 0;
}

static json_t *drawn_json(const char *url, const char *kind, int width, int height)
{
    return json_pack("{s:s, s:s, s:i, s:i, s:s, s:s}", "url", url, "kind", kind, "width", width,
                     "height", height, "alt", "", "srcset", "");
}

/* The file of that width: "{width}" and "{format}" of the photo's url filled in. */
static const char *photo_url(struct task *task, const char *url, json_int_t width)
{
    return arena_printf(task->arena, "%.*s%lld.webp", (int)strcspn(url, "{"), url,
                        (long long)width);
}

/* Shown at 800 unless a screen wants more. */
static json_t *photo_json(struct task *task, json_t *photo)
{
    enum { SHOWN_WIDTH = 800 };
    const char *url = json_string_value(json_object_get(photo, "url")), *srcset = "";
    json_int_t shown = 0;
    size_t i;
    json_t *width;
    json_array_foreach(json_object_get(photo, "widths"), i, width) {
        json_int_t wide = json_integer_value(width);
        shown = wide <= SHOWN_WIDTH || shown == 0 ? wide : shown;
        srcset = arena_printf(task->arena, "%s%s%s %lldw", srcset, i == 0 ? "" : ", ",
                              photo_url(task, url, wide), (long long)wide);
    }
    return json_pack("{s:s, s:s, s:O, s:O, s:O, s:s}", "url", photo_url(task, url, shown), "kind",
                     "photo", "width", json_object_get(photo, "width"), "height",
                     json_object_get(photo, "height"), "alt", json_object_get(photo, "alt"),
                     "srcset", srcset);
}

/* Pictures as a gallery shows them: photos, or the drawing where there is none - the first is that
 * of cards -, then where it grows. Takes the photos from the view. */
static json_t *gallery_json(struct task *task, const struct product *product, json_t *view)
{
    const char *picture = json_string_value(json_object_get(product->view, "picture"));
    const char *scene = arena_printf(task->arena, "static/scenes/%s.svg", product->county_code);
    json_t *gallery = json_array(), *photo;
    size_t i;
    json_array_foreach(json_object_get(view, "pictures"), i, photo)
        json_array_append_new(gallery, photo_json(task, photo));
    if (json_array_size(gallery) == 0)
        json_array_append_new(
            gallery, drawn_json(product_picture_url(task->arena, picture), "drawing", 400, 300));
    if (asset_find(scene) != NULL)
        json_array_append_new(gallery,
                              drawn_json(asset_url(task->arena, scene), "scene", 320, 180));
    json_object_del(view, "pictures");
    return gallery;
}

static bool add_facts(struct task *task, const struct product *product, json_t *view,
                      struct refusal *why)
{
    const char *from = json_string_value(json_object_get(view, "season_from"));
    const char *to = json_string_value(json_object_get(view, "season_to"));
    json_object_set_new(view, "in_season",
                        json_boolean(face_season_holds(from, to, face_today(task->arena))));
    return add(view, "gallery", gallery_json(task, product, view)) &&
           add(view, "lots",
               lot_on_sale_json(task, product->listing_id, config_int("MALL_MIN_GROUP"), why)) &&
           add(view, "producer", product_producer_json(task, product->producer_id, why)) &&
           add(view, "choices", product_choices_json(task, product, why)) &&
           add_freight(task, product, view, why);
}

json_t *product_view(struct task *task, int64_t listing_id, struct refusal *why)
{
    struct product product;
    if (!product_find(task, listing_id, &product, why))
        return NULL;
    json_t *view = json_copy(product.view);
    struct product_shares shares = product_shares_of(task, &product);
    json_t *skus = json_array();
    for (int s = 0; s < product.sku_count; s++)
        json_array_append_new(skus, product_sku_json(&shares, s));
    json_object_set_new(view, "skus", skus);
    json_object_set_new(view, "benefits", benefits_json(&shares));
    json_object_set_new(view, "household_count", household_count_json(&shares));
    if (add_facts(task, &product, view, why))
        return view;
    json_decref(view);
    return NULL;
}
