#include "orders/quote.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "logistics/freight_quote.h"
#include "orders/benefit.h"

const struct refusal_kind QUOTE_DUPLICATE_SKU = {"duplicate_sku", 422,
                                                 "同一规格请合并成一行，改数量即可"};
const struct refusal_kind QUOTE_TOO_HEAVY = {"too_heavy", 422, "这一单太重了，请分几次下单"};

static bool check_wants(const struct quote_want *wants, int count, struct refusal *why)
{
    assert(count >= 1 && count <= QUOTE_MAX_LINES);
    for (int i = 0; i < count; i++) {
        assert(wants[i].quantity >= 1 && wants[i].quantity <= QUOTE_MAX_QUANTITY);
        for (int k = 0; k < i; k++)
            if (wants[k].sku_id == wants[i].sku_id) {
                char field[32];
                snprintf(field, sizeof(field), "lines/%d/sku_id", i);
                return refuse(why, &QUOTE_DUPLICATE_SKU, field);
            }
    }
    return true;
}

static struct quote_order *order_for(struct quote *quote, const struct offer *offer)
{
    for (int i = 0; i < quote->order_count; i++) {
        struct quote_order *order = &quote->orders[i];
        if (order->producer_id == offer->producer_id && order->station_id == offer->station_id)
            return order;
    }
    struct quote_order *order = &quote->orders[quote->order_count++];
    order->producer_id = offer->producer_id;
    order->station_id = offer->station_id;
    return order;
}

static void add_line(struct task *task, struct quote *quote, const struct offer *offer,
                     int64_t quantity, int index, int count)
{
    struct quote_order *order = order_for(quote, offer);
    if (order->lines == NULL)
        order->lines = arena_array(task->arena, (size_t)count, sizeof(*order->lines));
    struct quote_line *line = &order->lines[order->line_count++];
    *line = (struct quote_line){.index = index,
                                .offer = *offer,
                                .quantity = quantity,
                                .goods_fen = offer->price_fen * quantity};
    order->county_code = line->offer.county_code;
    order->weight_g += offer->gross_weight_g * quantity;
    order->goods_fen += line->goods_fen;
}

bool quote_build(struct task *task, const struct quote_want *wants, int count,
                 const char *region_code, struct quote *quote, struct refusal *why)
{
    if (!check_wants(wants, count, why))
        return false;
    int64_t sku_ids[QUOTE_MAX_LINES];
    struct offer *offers = arena_array(task->arena, (size_t)count, sizeof(*offers));
    for (int i = 0; i < count; i++)
        sku_ids[i] = wants[i].sku_id;
    if (!offer_find(task, sku_ids, count, offers, why))
        return false;
    *quote = (struct quote){
        .orders = arena_array(task->arena, (size_t)count, sizeof(struct quote_order))};
    for (int i = 0; i < count; i++)
        add_line(task, quote, &offers[i], wants[i].quantity, i, count);
    for (int i = 0; i < quote->order_count; i++) {
        struct quote_order *order = &quote->orders[i];
        if (order->weight_g > QUOTE_MAX_WEIGHT_G)
            return refuse(why, &QUOTE_TOO_HEAVY, "lines");
        if (!freight_quote_row(task, order->county_code, region_code, &order->freight_row, why))
            return false;
        order->freight_fen = freight_fee(&order->freight_row, order->weight_g);
        order->total_fen = order->goods_fen + order->freight_fen;
        quote->goods_fen += order->goods_fen;
        quote->freight_fen += order->freight_fen;
    }
    quote->total_fen = quote->goods_fen + quote->freight_fen;
    return true;
}

int64_t quote_boxes(const struct quote *quote)
{
    int64_t boxes = 0;
    for (int o = 0; o < quote->order_count; o++)
        for (int l = 0; l < quote->orders[o].line_count; l++)
            boxes += quote->orders[o].lines[l].quantity;
    return boxes;
}

struct benefit_sum {
    int64_t households_fen, withheld_fen;
};

/* What the households would be credited for one order, and what would be held back for those that
 * the register does not confirm. */
static struct benefit_sum order_benefit(struct task *task, const struct quote_order *order,
                                        const struct plan *plans)
{
    struct benefit_sum sum = {0, 0};
    for (int i = 0; i < order->line_count; i++) {
        const struct quote_line *line = &order->lines[i];
        struct benefit_line benefit = {.county_code = order->county_code,
                                       .paid_fen = line->goods_fen,
                                       .quantity = line->quantity,
                                       .net_weight_g = line->offer.net_weight_g};
        struct attribution_credit *credits =
            arena_array(task->arena, (size_t)benefit_credit_count(&plans[i]), sizeof(*credits));
        int n = benefit_credits(task, &plans[i], &benefit, credits);
        for (int c = 0; c < n; c++)
            *(credits[c].withhold_reason == NULL ? &sum.households_fen : &sum.withheld_fen) +=
                credits[c].amount_fen;
    }
    return sum;
}

static json_t *quote_line_json(const struct quote_line *line)
{
    char sku[21], listing[21];
    return json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:b}", "sku_id",
                     id_text(line->offer.sku_id, sku), "listing_id",
                     id_text(line->offer.listing_id, listing), "title", line->offer.title, "spec",
                     line->offer.spec, "quantity", (json_int_t)line->quantity, "price_fen",
                     (json_int_t)line->offer.price_fen, "goods_fen", (json_int_t)line->goods_fen,
                     "no_reason_return", (int)line->offer.no_reason_return);
}

static json_t *quote_order_json(const struct quote_order *order, struct benefit_sum benefit)
{
    json_t *lines = json_array();
    for (int i = 0; i < order->line_count; i++)
        json_array_append_new(lines, quote_line_json(&order->lines[i]));
    char producer[21], station[21];
    return json_pack(
        "{s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:o}", "producer_id",
        id_text(order->producer_id, producer), "station_id", id_text(order->station_id, station),
        "county_code", order->county_code, "weight_g", (json_int_t)order->weight_g, "goods_fen",
        (json_int_t)order->goods_fen, "freight_fen", (json_int_t)order->freight_fen, "total_fen",
        (json_int_t)order->total_fen, "households_fen", (json_int_t)benefit.households_fen,
        "withheld_fen", (json_int_t)benefit.withheld_fen, "freight",
        freight_sum_json(&order->freight_row, order->weight_g), "lines", lines);
}

json_t *quote_json(struct task *task, const struct quote *quote, struct refusal *why)
{
    json_t *orders = json_array();
    struct benefit_sum all = {0, 0};
    for (int i = 0; i < quote->order_count; i++) {
        const struct quote_order *order = &quote->orders[i];
        int64_t plan_ids[QUOTE_MAX_LINES];
        struct plan plans[QUOTE_MAX_LINES];
        for (int k = 0; k < order->line_count; k++)
            plan_ids[k] = order->lines[k].offer.plan_id;
        if (!plan_load(task, NULL, plan_ids, order->line_count, plans, why)) {
            json_decref(orders);
            return NULL;
        }
        struct benefit_sum benefit = order_benefit(task, order, plans);
        all.households_fen += benefit.households_fen;
        all.withheld_fen += benefit.withheld_fen;
        json_array_append_new(orders, quote_order_json(order, benefit));
    }
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:o}", "goods_fen", (json_int_t)quote->goods_fen,
                     "freight_fen", (json_int_t)quote->freight_fen, "total_fen",
                     (json_int_t)quote->total_fen, "households_fen", (json_int_t)all.households_fen,
                     "withheld_fen", (json_int_t)all.withheld_fen, "orders", orders);
}
