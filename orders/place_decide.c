/* The pure half of placing: who gets which boxes. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "orders/place.h"

const struct refusal_kind PLACE_OUT_OF_STOCK = {"out_of_stock", 409, "库存不足"};
const struct refusal_kind PLACE_LISTING_CHANGED = {"listing_changed", 409,
                                                   "商品信息刚刚更新，请刷新后再下单"};
/* First row of a SKU in the ordered rows, by halving. */
static int first_row(const struct stock_row *rows, int row_count, int64_t sku_id)
{
    int low = 0, high = row_count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (rows[middle].sku_id < sku_id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool line_fits(const struct quote_line *line, const struct stock_row *rows, int row_count,
                      struct refusal *why)
{
    int64_t left = 0;
    int first = first_row(rows, row_count, line->offer.sku_id);
    char field[48];
    for (int r = first; r < row_count && rows[r].sku_id == line->offer.sku_id; r++) {
        if (rows[r].version_id != line->offer.version_id) {
            snprintf(field, sizeof(field), "lines/%d/sku_id", line->index);
            return refuse(why, &PLACE_LISTING_CHANGED, field);
        }
        if (rows[r].lot_open)
            left += rows[r].available;
    }
    if (left >= line->quantity)
        return true;
    snprintf(field, sizeof(field), "lines/%d/quantity", line->index);
    refuse_detail(why, &PLACE_OUT_OF_STOCK, field, "%s（%s）还剩 %lld 件", line->offer.title,
                  line->offer.spec, (long long)left);
    why->have = left;
    return false;
}

/* A request names each SKU once (quote_build), so its lines can be tested one by one. */
static bool request_fits(const struct place_request *request, const struct stock_row *rows,
                         int row_count, struct refusal *why)
{
    for (int o = 0; o < request->quote->order_count; o++)
        for (int l = 0; l < request->quote->orders[o].line_count; l++)
            if (!line_fits(&request->quote->orders[o].lines[l], rows, row_count, why))
                return false;
    return true;
}

static int take_line(const struct quote_line *line, struct stock_row *rows, int row_count,
                     struct place_allocation where, struct place_allocation *allocations)
{
    int64_t need = line->quantity;
    int n = 0;
    for (int r = first_row(rows, row_count, line->offer.sku_id); need > 0; r++) {
        assert(r < row_count && rows[r].sku_id == line->offer.sku_id);
        int64_t take = !rows[r].lot_open ? 0 : rows[r].available < need ? rows[r].available : need;
        if (take == 0)
            continue;
        rows[r].available -= take;
        need -= take;
        where.row = r;
        where.quantity = take;
        allocations[n++] = where;
    }
    return n;
}

int place_decide(const struct place_request *const *requests, int count, const bool *skip,
                 struct stock_row *rows, int row_count, bool *verdicts, struct refusal *whys,
                 struct place_allocation *allocations)
{
    int taken = 0;
    for (int i = 0; i < count; i++) {
        if (skip[i])
            continue;
        verdicts[i] = request_fits(requests[i], rows, row_count, &whys[i]);
        if (!verdicts[i])
            continue;
        const struct quote *quote = requests[i]->quote;
        for (int o = 0; o < quote->order_count; o++)
            for (int l = 0; l < quote->orders[o].line_count; l++)
                taken += take_line(&quote->orders[o].lines[l], rows, row_count,
                                   (struct place_allocation){.request = i, .order = o, .line = l},
                                   allocations + taken);
    }
    return taken;
}
