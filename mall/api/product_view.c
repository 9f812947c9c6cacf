#include "mall/api/product_view.h"

#include <string.h>

#include "base/id.h"
#include "base/money.h"
#include "catalog/product.h"
#include "ledger/word.h"
#include "logistics/freight_table.h"
#include "orders/benefit.h"

/* What one box of each SKU credits: credits[sku][i], i over pools and households in the plan's
 * order. */
struct shares {
    struct task *task;
    const struct product *product;
    struct attribution_credit **credits;
    int count; /* for each SKU */
};

static struct shares shares_of(struct task *task, const struct product *product)
{
    struct shares shares = {
        .task = task, .product = product, .count = benefit_credit_count(&product->plan)};
    shares.credits = arena_array(task->arena, (size_t)product->sku_count, sizeof(*shares.credits));
    for (int s = 0; s < product->sku_count; s++) {
        const struct product_sku *sku = &product->skus[s];
        struct benefit_line line = {.plan_id = product->plan_id,
                                    .county_code = product->county_code,
                                    .paid_fen = sku->price_fen,
                                    .quantity = 1,
                                    .net_weight_g = sku->net_weight_g};
        shares.credits[s] =
            arena_array(task->arena, (size_t)shares.count, sizeof(struct attribution_credit));
        benefit_credits(task, &product->plan, &line, shares.credits[s]);
    }
    return shares;
}

static json_t *sku_json(const struct shares *shares, int s)
{
    char id[21];
    const struct product_sku *sku = &shares->product->skus[s];
    int64_t households = 0, withheld = 0;
    for (int i = 0; i < shares->count; i++)
        *(shares->credits[s][i].withhold_reason == NULL ? &households : &withheld) +=
            shares->credits[s][i].amount_fen;
    return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I}", "sku_id", id_text(sku->sku_id, id),
                     "spec", sku->spec, "net_weight_g", (json_int_t)sku->net_weight_g,
                     "gross_weight_g", (json_int_t)sku->gross_weight_g, "price_fen",
                     (json_int_t)sku->price_fen, "households_fen", (json_int_t)households,
                     "withheld_fen", (json_int_t)withheld, "producer_fen",
                     (json_int_t)(sku->price_fen - households - withheld));
}

/* One household of a pool: what each SKU brings it, in the order of "skus". */
static json_t *person_json(const struct shares *shares, const struct product_person *person,
                           int place)
{
    json_t *fen = json_array();
    for (int s = 0; s < shares->product->sku_count; s++)
        json_array_append_new(fen, json_integer(shares->credits[s][place].amount_fen));
    return json_pack("{s:s, s:s, s:o}", "pseudonym", person->pseudonym, "village_name",
                     person->village_name, "fen", fen);
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

/* Households that the register does not confirm now are not named: they would be credited nothing.
 */
static json_t *pool_json(const struct shares *shares, const struct plan_pool *pool, int first)
{
    json_t *people = json_array();
    for (int i = 0; i < pool->share_count; i++) {
        const struct product_person *person =
            product_person(shares->product, pool->shares[i].household_id);
        if (person != NULL && pool->shares[i].state == HOUSEHOLD_CONFIRMED)
            json_array_append_new(people, person_json(shares, person, first + i));
    }
    const char *text =
        arena_printf(shares->task->arena, "%s：%s，按约定份额分给 %zu 户", word_linkage(pool->kind),
                     product_rule_text(shares->task, pool), json_array_size(people));
    return json_pack("{s:i, s:s, s:s, s:s, s:I, s:s, s:o}", "pool_no", pool->pool_no, "kind",
                     pool->kind, "kind_name", word_linkage(pool->kind), "rule", pool->rule, "rate",
                     (json_int_t)pool->rate, "text", text, "households", people);
}

static json_t *benefits_json(const struct shares *shares)
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

json_t *product_view(struct task *task, int64_t listing_id, struct refusal *why)
{
    struct product product;
    if (!product_find(task, listing_id, &product, why))
        return NULL;
    json_t *view = json_copy(product.view);
    if (!add_freight(task, &product, view, why)) {
        json_decref(view);
        return NULL;
    }
    struct shares shares = shares_of(task, &product);
    json_t *skus = json_array();
    for (int s = 0; s < product.sku_count; s++)
        json_array_append_new(skus, sku_json(&shares, s));
    json_object_set_new(view, "skus", skus);
    json_object_set_new(view, "benefits", benefits_json(&shares));
    return view;
}
