#include "mall/api/product_choice.h"

#include <string.h>

#include "base/id.h"
#include "catalog/face.h"
#include "orders/benefit.h"

static void find_least(struct product_shares *shares, int s)
{
    const struct plan *plan = &shares->product->plan;
    const struct attribution_credit *credits = shares->credits[s];
    int64_t *least = shares->least[s];
    for (int p = 0; p < plan->pool_count; p++) {
        int n = plan->pools[p].share_count;
        int64_t *weights = arena_array(shares->task->arena, (size_t)n, sizeof(*weights));
        int64_t amount = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = plan->pools[p].shares[i].weight;
            amount += credits[i].amount_fen;
        }
        split_least(amount, weights, n, least);
        credits += n;
        least += n;
    }
}

struct product_shares product_shares_of(struct task *task, const struct product *product)
{
    struct product_shares shares = {
        .task = task, .product = product, .count = benefit_credit_count(&product->plan)};
    shares.credits = arena_array(task->arena, (size_t)product->sku_count, sizeof(*shares.credits));
    shares.least = arena_array(task->arena, (size_t)product->sku_count, sizeof(*shares.least));
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
        shares.least[s] = arena_array(task->arena, (size_t)shares.count, sizeof(int64_t));
        find_least(&shares, s);
    }
    return shares;
}

json_t *product_sku_json(const struct product_shares *shares, int s)
{
    char id[21];
    const struct product_sku *sku = &shares->product->skus[s];
    int64_t households = 0, withheld = 0;
    for (int i = 0; i < shares->count; i++)
        *(shares->credits[s][i].withhold_reason == NULL ? &households : &withheld) +=
            shares->credits[s][i].amount_fen;
    return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "sku_id",
                     id_text(sku->sku_id, id), "spec", sku->spec, "net_weight_g",
                     (json_int_t)sku->net_weight_g, "gross_weight_g",
                     (json_int_t)sku->gross_weight_g, "price_fen", (json_int_t)sku->price_fen,
                     "per_jin_fen", (json_int_t)face_per_jin_fen(sku->price_fen, sku->net_weight_g),
                     "households_fen", (json_int_t)households, "withheld_fen", (json_int_t)withheld,
                     "producer_fen", (json_int_t)(sku->price_fen - households - withheld));
}

/* ---- choices ---- */

/* The spec without the size that the other question asks: "5 kg 装（75-80 mm）" -> "5 kg 装". */
static const char *pack_of(struct arena *arena, const char *spec, int64_t low_mm, int64_t high_mm)
{
    const char *size =
        arena_printf(arena, "（%lld-%lld mm）", (long long)low_mm, (long long)high_mm);
    size_t spec_length = strlen(spec), size_length = strlen(size);
    if (low_mm == 0 || spec_length <= size_length ||
        strcmp(spec + spec_length - size_length, size) != 0)
        return spec;
    return arena_memdup(arena, spec, spec_length - size_length);
}

static void add_stock(json_t *choice, json_t *availability)
{
    static const char *const MEMBERS[] = {"in_stock", "left", "word"};
    size_t i;
    json_t *item;
    json_array_foreach(availability, i, item) {
        if (!json_equal(json_object_get(item, "sku_id"), json_object_get(choice, "sku_id")))
            continue;
        for (size_t m = 0; m < sizeof(MEMBERS) / sizeof(MEMBERS[0]); m++)
            json_object_set(choice, MEMBERS[m], json_object_get(item, MEMBERS[m]));
    }
}

/* The SKUs of one listing. */
static bool add_choices(struct task *task, const struct product *product, json_t *choices,
                        struct refusal *why)
{
    static const char *const MEMBERS[] = {"listing_id", "title", "size_low_mm", "size_high_mm"};
    json_t *availability = product_availability_json(task, product->listing_id, why);
    if (availability == NULL)
        return false;
    struct product_shares shares = product_shares_of(task, product);
    int64_t low = json_integer_value(json_object_get(product->view, "size_low_mm"));
    int64_t high = json_integer_value(json_object_get(product->view, "size_high_mm"));
    for (int s = 0; s < product->sku_count; s++) {
        json_t *choice = product_sku_json(&shares, s);
        for (size_t m = 0; m < sizeof(MEMBERS) / sizeof(MEMBERS[0]); m++)
            json_object_set(choice, MEMBERS[m], json_object_get(product->view, MEMBERS[m]));
        const char *pack = pack_of(task->arena, product->skus[s].spec, low, high);
        json_object_set_new(choice, "pack", json_string(pack));
        add_stock(choice, availability);
        json_array_append_new(choices, choice);
    }
    json_decref(availability);
    return true;
}

/* A sibling that was taken off sale meanwhile is no choice any more. */
static bool add_sibling(struct task *task, int64_t listing_id, json_t *choices, struct refusal *why)
{
    struct product sibling;
    if (product_find(task, listing_id, &sibling, why) && add_choices(task, &sibling, choices, why))
        return true;
    return why->kind == &REFUSAL_NOT_FOUND;
}

json_t *product_choices_json(struct task *task, const struct product *product, struct refusal *why)
{
    int64_t ids[PRODUCT_SIBLINGS];
    int count;
    if (!product_siblings(task, product->listing_id, ids, &count, why))
        return NULL;
    json_t *choices = json_array();
    bool ok = add_choices(task, product, choices, why);
    for (int i = 0; ok && i < count; i++)
        if (ids[i] != product->listing_id)
            ok = add_sibling(task, ids[i], choices, why);
    if (ok)
        return choices;
    json_decref(choices);
    return NULL;
}
