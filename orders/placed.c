#include "orders/placed.h"

#include "base/clock.h"
#include "base/json_text.h"
#include "gen/orders/sql.h"
#include "orders/trade.h"

/* Opens the trade and its list of orders. */
static void begin_trade(struct json_text *json, int64_t trade_id, int64_t total_fen,
                        int64_t expires_us)
{
    char expires[32];
    json_text_object(json, NULL);
    json_text_id(json, "trade_id", trade_id);
    json_text_integer(json, "total_fen", total_fen);
    json_text_string(json, "expires_at", clock_rfc3339(expires_us, 0, expires));
    json_text_array(json, "orders");
}

struct order_facts {
    int64_t id, producer_id, station_id, goods_fen, freight_fen;
    const char *county_code;
};

/* Opens an order and its list of lines. */
static void begin_order(struct json_text *json, const struct order_facts *order)
{
    json_text_object(json, NULL);
    json_text_id(json, "order_id", order->id);
    json_text_id(json, "producer_id", order->producer_id);
    json_text_id(json, "station_id", order->station_id);
    json_text_string(json, "county_code", order->county_code);
    json_text_integer(json, "goods_fen", order->goods_fen);
    json_text_integer(json, "freight_fen", order->freight_fen);
    json_text_integer(json, "total_fen", order->goods_fen + order->freight_fen);
    json_text_array(json, "lines");
}

static void end_list_and_object(struct json_text *json)
{
    json_text_end(json);
    json_text_end(json);
}

struct line_facts {
    int64_t id, sku_id, listing_id, quantity, price_fen, paid_fen;
    const char *title, *spec;
};

static void add_line(struct json_text *json, const struct line_facts *line)
{
    json_text_object(json, NULL);
    json_text_id(json, "line_id", line->id);
    json_text_id(json, "sku_id", line->sku_id);
    json_text_id(json, "listing_id", line->listing_id);
    json_text_string(json, "title", line->title);
    json_text_string(json, "spec", line->spec);
    json_text_integer(json, "quantity", line->quantity);
    json_text_integer(json, "price_fen", line->price_fen);
    json_text_integer(json, "paid_fen", line->paid_fen);
    json_text_end(json);
}

const char *placed_text(struct task *task, const struct place_request *request, size_t *length)
{
    const struct quote *quote = request->quote;
    struct json_text json;
    int line_no = 0;
    json_text_init(&json, task->arena);
    begin_trade(&json, request->trade_id, quote->total_fen, request->expires_us);
    for (int o = 0; o < quote->order_count; o++) {
        const struct quote_order *order = &quote->orders[o];
        begin_order(&json, &(struct order_facts){.id = request->order_ids[o],
                                                 .producer_id = order->producer_id,
                                                 .station_id = order->station_id,
                                                 .goods_fen = order->goods_fen,
                                                 .freight_fen = order->freight_fen,
                                                 .county_code = order->county_code});
        for (int l = 0; l < order->line_count; l++) {
            const struct quote_line *line = &order->lines[l];
            add_line(&json, &(struct line_facts){.id = request->line_ids[line_no++],
                                                 .sku_id = line->offer.sku_id,
                                                 .listing_id = line->offer.listing_id,
                                                 .quantity = line->quantity,
                                                 .price_fen = line->offer.price_fen,
                                                 .paid_fen = line->goods_fen,
                                                 .title = line->offer.title,
                                                 .spec = line->offer.spec});
        }
        end_list_and_object(&json);
    }
    end_list_and_object(&json);
    return json_text_done(&json, length);
}

static void add_lines_again(struct json_text *json, const struct db_rows *rows, int64_t order_id)
{
    for (int i = 0; i < db_count(rows); i++) {
        if (db_i64(rows, i, ORDER_LINE_PLACED_LIST_ORDER_ID) != order_id)
            continue;
        add_line(json, &(struct line_facts){
                           .id = db_i64(rows, i, ORDER_LINE_PLACED_LIST_ID),
                           .sku_id = db_i64(rows, i, ORDER_LINE_PLACED_LIST_SKU_ID),
                           .listing_id = db_i64(rows, i, ORDER_LINE_PLACED_LIST_LISTING_ID),
                           .title = db_text(rows, i, ORDER_LINE_PLACED_LIST_TITLE),
                           .spec = db_text(rows, i, ORDER_LINE_PLACED_LIST_SPEC),
                           .quantity = db_i64(rows, i, ORDER_LINE_PLACED_LIST_QUANTITY),
                           .price_fen = db_i64(rows, i, ORDER_LINE_PLACED_LIST_PRICE_FEN),
                           .paid_fen = db_i64(rows, i, ORDER_LINE_PLACED_LIST_PAID_FEN)});
    }
}

static void add_order_again(struct json_text *json, const struct db_rows *orders, int row,
                            const struct db_rows *lines)
{
    int64_t order_id = db_i64(orders, row, ORDER_PLACED_LIST_ID);
    begin_order(json, &(struct order_facts){
                          .id = order_id,
                          .producer_id = db_i64(orders, row, ORDER_PLACED_LIST_PRODUCER_ID),
                          .station_id = db_i64(orders, row, ORDER_PLACED_LIST_STATION_ID),
                          .county_code = db_text(orders, row, ORDER_PLACED_LIST_COUNTY_CODE),
                          .goods_fen = db_i64(orders, row, ORDER_PLACED_LIST_GOODS_FEN),
                          .freight_fen = db_i64(orders, row, ORDER_PLACED_LIST_FREIGHT_FEN)});
    add_lines_again(json, lines, order_id);
    end_list_and_object(json);
}

const char *placed_again_text(struct task *task, int64_t trade_id, size_t *length,
                              struct refusal *why)
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
    struct json_text json;
    json_text_init(&json, task->arena);
    begin_trade(&json, trade_id, db_i64(trade, 0, TRADE_PLACED_TOTAL_FEN),
                db_i64(trade, 0, TRADE_PLACED_EXPIRES_AT_US));
    for (int i = 0; i < db_count(orders); i++)
        add_order_again(&json, orders, i, lines);
    end_list_and_object(&json);
    return json_text_done(&json, length);
}
