#include "orders/placed.h"

#include "base/clock.h"
#include "base/id.h"
#include "orders/trade.h"
#include "sql.h"

static json_t *id_json(int64_t id)
{
    char text[21];
    return json_string(id_text(id, text));
}

static json_t *trade_facts(int64_t trade_id, int64_t total_fen, int64_t expires_us, json_t *orders)
{
    char expires[32];
    return json_pack("{s:o, s:I, s:s, s:o}", "trade_id", id_json(trade_id), "total_fen",
                     (json_int_t)total_fen, "expires_at", clock_rfc3339(expires_us, 0, expires),
                     "orders", orders);
}

static json_t *order_facts(int64_t order_id, int64_t producer_id, int64_t station_id,
                           const char *county_code, int64_t goods_fen, int64_t freight_fen,
                           json_t *lines)
{
    return json_pack("{s:o, s:o, s:o, s:s, s:I, s:I, s:I, s:o}", "order_id", id_json(order_id),
                     "producer_id", id_json(producer_id), "station_id", id_json(station_id),
                     "county_code", county_code, "goods_fen", (json_int_t)goods_fen, "freight_fen",
                     (json_int_t)freight_fen, "total_fen", (json_int_t)(goods_fen + freight_fen),
                     "lines", lines);
}

struct line_facts {
    int64_t id, sku_id, listing_id, quantity, price_fen, paid_fen;
    const char *title, *spec;
};

static json_t *line_facts_json(const struct line_facts *line)
{
    return json_pack("{s:o, s:o, s:o, s:s, s:s, s:I, s:I, s:I}", "line_id", id_json(line->id),
                     "sku_id", id_json(line->sku_id), "listing_id", id_json(line->listing_id),
                     "title", line->title, "spec", line->spec, "quantity",
                     (json_int_t)line->quantity, "price_fen", (json_int_t)line->price_fen,
                     "paid_fen", (json_int_t)line->paid_fen);
}

json_t *placed_json(const struct place_request *request)
{
    const struct quote *quote = request->quote;
    json_t *orders = json_array();
    int line_no = 0;
    for (int o = 0; o < quote->order_count; o++) {
        const struct quote_order *order = &quote->orders[o];
        json_t *lines = json_array();
        for (int l = 0; l < order->line_count; l++) {
            const struct quote_line *line = &order->lines[l];
            struct line_facts facts = {request->line_ids[line_no++],
                                       line->offer.sku_id,
                                       line->offer.listing_id,
                                       line->quantity,
                                       line->offer.price_fen,
                                       line->goods_fen,
                                       line->offer.title,
                                       line->offer.spec};
            json_array_append_new(lines, line_facts_json(&facts));
        }
        json_array_append_new(orders, order_facts(request->order_ids[o], order->producer_id,
                                                  order->station_id, order->county_code,
                                                  order->goods_fen, order->freight_fen, lines));
    }
    return trade_facts(request->trade_id, quote->total_fen, request->expires_us, orders);
}

static json_t *lines_again(const struct db_rows *rows, int64_t order_id)
{
    json_t *lines = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        if (db_i64(rows, i, 0) != order_id)
            continue;
        struct line_facts facts = {db_i64(rows, i, 1),  db_i64(rows, i, 2), db_i64(rows, i, 3),
                                   db_i64(rows, i, 6),  db_i64(rows, i, 7), db_i64(rows, i, 8),
                                   db_text(rows, i, 4), db_text(rows, i, 5)};
        json_array_append_new(lines, line_facts_json(&facts));
    }
    return lines;
}

json_t *placed_again_json(struct task *task, int64_t trade_id, struct refusal *why)
{
    struct db_rows *trade, *orders, *lines;
    if (!db_query(task, &SQL_trade_placed, DB_ARGS(DB_I64(trade_id)), &trade, why) ||
        !db_query(task, &SQL_order_placed_list, DB_ARGS(DB_I64(trade_id)), &orders, why) ||
        !db_query(task, &SQL_order_line_placed_list, DB_ARGS(DB_I64(trade_id)), &lines, why))
        return NULL;
    if (db_count(trade) != 1) {
        refuse(why, &TRADE_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *list = json_array();
    for (int i = 0; i < db_count(orders); i++)
        json_array_append_new(list, order_facts(db_i64(orders, i, 0), db_i64(orders, i, 1),
                                                db_i64(orders, i, 2), db_text(orders, i, 3),
                                                db_i64(orders, i, 4), db_i64(orders, i, 5),
                                                lines_again(lines, db_i64(orders, i, 0))));
    return trade_facts(trade_id, db_i64(trade, 0, 0), db_i64(trade, 0, 1), list);
}
