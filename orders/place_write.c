#include "orders/place_write.h"

#include <string.h>

#include "base/id.h"
#include "base/stamp.h"
#include "gen/orders/sql.h"
#include "orders/order_address.h"

/* A batch's rows as the statements take them. */
struct trade_row {
    int64_t id, buyer_id, total_fen, boxes, expires_us;
    const char *county_code;
    uint8_t stamp[STAMP_BYTES];
};
struct order_row {
    int64_t id, trade_id, buyer_id, producer_id, station_id, goods_fen, freight_fen;
    const char *county_code, *region_code;
    const uint8_t *address;
    size_t address_length;
    size_t first_line; /* in the sheet */
    uint8_t stamp[STAMP_BYTES];
};
struct line_row {
    int64_t id, order_id, sku_id, listing_id, version_id, plan_id;
    int64_t net_weight_g, quantity, price_fen, paid_fen;
    int line_no;
    const char *county_code, *title, *spec;
};

/* Where a request's rows stand; its trade is one. */
struct part {
    size_t first_order, order_count, first_line, line_count;
};

struct place_sheet {
    struct arena *arena;
    struct trade_row *trades;
    struct idempotency *keys; /* by trade, which they made */
    struct order_row *orders;
    struct line_row *lines;
    size_t trade_count, order_count, line_count;
    struct part *parts; /* by request */
    int request_count;
};

static void add_line(struct place_sheet *sheet, int64_t order_id, const struct quote_order *order,
                     int index)
{
    const struct quote_line *line = &order->lines[index];
    const struct offer *offer = &line->offer;
    sheet->lines[sheet->line_count++] = (struct line_row){.id = id_next(),
                                                          .order_id = order_id,
                                                          .line_no = index + 1,
                                                          .sku_id = offer->sku_id,
                                                          .listing_id = offer->listing_id,
                                                          .version_id = offer->version_id,
                                                          .plan_id = offer->plan_id,
                                                          .net_weight_g = offer->net_weight_g,
                                                          .quantity = line->quantity,
                                                          .price_fen = offer->price_fen,
                                                          .paid_fen = line->goods_fen,
                                                          .county_code = order->county_code,
                                                          .title = offer->title,
                                                          .spec = offer->spec};
}

/* What stamp_bytes(sale_order) makes of it in the database: the order, then its lines. */
static void stamp_order(struct place_sheet *sheet, struct order_row *order)
{
    stamp_begin("sale_order", 10);
    stamp_i64(order->id);
    stamp_text(order->county_code);
    stamp_i64(order->trade_id);
    stamp_i64(order->buyer_id);
    stamp_i64(order->producer_id);
    stamp_i64(order->station_id);
    stamp_i64(order->goods_fen);
    stamp_i64(order->freight_fen);
    stamp_text(order->region_code);
    size_t lines = stamp_open();
    for (size_t l = order->first_line; l < sheet->line_count; l++) {
        const struct line_row *line = &sheet->lines[l];
        stamp_row(13);
        stamp_i64(line->id);
        stamp_text(line->county_code);
        stamp_i32(line->line_no);
        stamp_i64(line->sku_id);
        stamp_i64(line->listing_id);
        stamp_i64(line->version_id);
        stamp_i64(line->plan_id);
        stamp_text(line->title);
        stamp_text(line->spec);
        stamp_i64(line->net_weight_g);
        stamp_i64(line->quantity);
        stamp_i64(line->price_fen);
        stamp_i64(line->paid_fen);
    }
    stamp_close(lines);
    stamp_end(order->stamp);
}

static void add_order(struct place_sheet *sheet, const struct place_request *request,
                      int64_t trade_id, const struct quote_order *order)
{
    int64_t id = id_next();
    size_t address_length;
    const uint8_t *address =
        order_address_seal(sheet->arena, id, request->address, &address_length);
    sheet->orders[sheet->order_count++] = (struct order_row){.id = id,
                                                             .trade_id = trade_id,
                                                             .buyer_id = request->buyer_id,
                                                             .producer_id = order->producer_id,
                                                             .station_id = order->station_id,
                                                             .goods_fen = order->goods_fen,
                                                             .freight_fen = order->freight_fen,
                                                             .county_code = order->county_code,
                                                             .region_code = request->region_code,
                                                             .address = address,
                                                             .address_length = address_length,
                                                             .first_line = sheet->line_count};
    for (int l = 0; l < order->line_count; l++)
        add_line(sheet, id, order, l);
    stamp_order(sheet, &sheet->orders[sheet->order_count - 1]);
}

/* What stamp_bytes(trade) makes of it. */
static void stamp_trade(struct trade_row *trade)
{
    stamp_begin("trade", 4);
    stamp_i64(trade->id);
    stamp_text(trade->county_code);
    stamp_i64(trade->buyer_id);
    stamp_i64(trade->total_fen);
    stamp_end(trade->stamp);
}

static void add_request(struct place_sheet *sheet, const struct place_request *request,
                        struct part *part)
{
    const struct quote *quote = request->quote;
    int64_t id = id_next();
    sheet->trades[sheet->trade_count++] =
        (struct trade_row){.id = id,
                           .buyer_id = request->buyer_id,
                           .total_fen = quote->total_fen,
                           .boxes = quote_boxes(quote),
                           .expires_us = request->expires_us,
                           .county_code = quote->orders[0].county_code};
    stamp_trade(&sheet->trades[sheet->trade_count - 1]);
    sheet->keys[sheet->trade_count - 1] = request->key;
    *part = (struct part){.first_order = sheet->order_count, .first_line = sheet->line_count};
    for (int o = 0; o < quote->order_count; o++)
        add_order(sheet, request, id, &quote->orders[o]);
    part->order_count = sheet->order_count - part->first_order;
    part->line_count = sheet->line_count - part->first_line;
}

struct place_sheet *place_sheet_new(struct arena *arena, struct place_request *const *requests,
                                    int count)
{
    size_t n = (size_t)count, orders = 0, lines = 0;
    for (size_t i = 0; i < n; i++) {
        const struct quote *quote = requests[i]->quote;
        orders += (size_t)quote->order_count;
        for (int o = 0; o < quote->order_count; o++)
            lines += (size_t)quote->orders[o].line_count;
    }
    struct place_sheet *sheet = arena_alloc(arena, sizeof(*sheet));
    *sheet = (struct place_sheet){.arena = arena,
                                  .trades = arena_array(arena, n, sizeof(*sheet->trades)),
                                  .keys = arena_array(arena, n, sizeof(*sheet->keys)),
                                  .orders = arena_array(arena, orders, sizeof(*sheet->orders)),
                                  .lines = arena_array(arena, lines, sizeof(*sheet->lines)),
                                  .parts = arena_array(arena, n, sizeof(*sheet->parts)),
                                  .request_count = count};
    for (size_t i = 0; i < n; i++)
        add_request(sheet, requests[i], &sheet->parts[i]);
    return sheet;
}

/* Moves a request's rows to the end of those that are kept so far. */
static void keep_part(struct place_sheet *sheet, size_t request, struct part *part)
{
    size_t orders = sheet->order_count, lines = sheet->line_count;
    sheet->trades[sheet->trade_count] = sheet->trades[request];
    sheet->keys[sheet->trade_count++] = sheet->keys[request];
    memmove(sheet->orders + orders, sheet->orders + part->first_order,
            part->order_count * sizeof(*sheet->orders));
    memmove(sheet->lines + lines, sheet->lines + part->first_line,
            part->line_count * sizeof(*sheet->lines));
    for (size_t o = orders; o < orders + part->order_count; o++)
        sheet->orders[o].first_line -= part->first_line - lines;
    part->first_order = orders;
    part->first_line = lines;
    sheet->order_count += part->order_count;
    sheet->line_count += part->line_count;
}

void place_sheet_keep(struct place_sheet *sheet, const bool *accepted)
{
    sheet->trade_count = sheet->order_count = sheet->line_count = 0;
    for (size_t i = 0; i < (size_t)sheet->request_count; i++)
        if (accepted[i])
            keep_part(sheet, i, &sheet->parts[i]);
}

/* First, since one that was used undoes the rest. */
static void send_keys(struct db_tx *tx, const struct place_sheet *sheet)
{
    int64_t *trades = arena_array(sheet->arena, sheet->trade_count, sizeof(*trades));
    for (size_t i = 0; i < sheet->trade_count; i++)
        trades[i] = sheet->trades[i].id;
    idempotency_save_many(tx, sheet->keys, trades, (int)sheet->trade_count);
}

void place_sheet_send(struct db_tx *tx, const struct place_sheet *sheet)
{
    if (sheet->trade_count == 0)
        return;
    const struct trade_row *t = sheet->trades;
    const struct order_row *o = sheet->orders;
    const struct line_row *l = sheet->lines;
    size_t tn = sheet->trade_count, on = sheet->order_count, ln = sheet->line_count;
    send_keys(tx, sheet);
    db_tx_send(tx, &SQL_trade_add,
               DB_ARGS(DB_COLUMN_I64(t, tn, id), DB_COLUMN_TEXT(t, tn, county_code),
                       DB_COLUMN_I64(t, tn, buyer_id), DB_COLUMN_I64(t, tn, total_fen),
                       DB_COLUMN_I64(t, tn, boxes), DB_COLUMN_I64(t, tn, expires_us),
                       DB_COLUMN_HASH(t, tn, stamp)));
    db_tx_send(tx, &SQL_order_add,
               DB_ARGS(DB_COLUMN_I64(o, on, id), DB_COLUMN_TEXT(o, on, county_code),
                       DB_COLUMN_I64(o, on, trade_id), DB_COLUMN_I64(o, on, buyer_id),
                       DB_COLUMN_I64(o, on, producer_id), DB_COLUMN_I64(o, on, station_id),
                       DB_COLUMN_I64(o, on, goods_fen), DB_COLUMN_I64(o, on, freight_fen),
                       DB_COLUMN_TEXT(o, on, region_code),
                       DB_COLUMN_BYTES(o, on, address, address_length),
                       DB_COLUMN_HASH(o, on, stamp)));
    db_tx_send(tx, &SQL_order_line_add,
               DB_ARGS(DB_COLUMN_I64(l, ln, id), DB_COLUMN_TEXT(l, ln, county_code),
                       DB_COLUMN_I64(l, ln, order_id), DB_COLUMN_I64(l, ln, line_no),
                       DB_COLUMN_I64(l, ln, sku_id), DB_COLUMN_I64(l, ln, listing_id),
                       DB_COLUMN_I64(l, ln, version_id), DB_COLUMN_I64(l, ln, plan_id),
                       DB_COLUMN_TEXT(l, ln, title), DB_COLUMN_TEXT(l, ln, spec),
                       DB_COLUMN_I64(l, ln, net_weight_g), DB_COLUMN_I64(l, ln, quantity),
                       DB_COLUMN_I64(l, ln, price_fen), DB_COLUMN_I64(l, ln, paid_fen)));
}

/* The line an allocation is for. */
static const struct line_row *line_of(const struct place_sheet *sheet,
                                      const struct place_allocation *taken)
{
    size_t order = sheet->parts[taken->request].first_order + (size_t)taken->order;
    return &sheet->lines[sheet->orders[order].first_line + (size_t)taken->line];
}

/* Whether what was taken changes what lists show: it emptied a row, or with the others it left few
 * boxes of a SKU that had more. */
static bool empties(const struct stock_row *rows, int row_count,
                    const struct place_allocation *allocations, int count,
                    const struct place_allocation *taken)
{
    const struct stock_row *row = &rows[taken->row];
    if (row->available == 0 || row->available >= STOCK_LOW)
        return row->available == 0;
    int64_t left = stock_left(rows, row_count, taken->row), had = left;
    for (int i = 0; i < count; i++)
        if (rows[allocations[i].row].sku_id == row->sku_id)
            had += allocations[i].quantity;
    return left < STOCK_LOW && had >= STOCK_LOW;
}

static void send_reservations(struct task *task, struct db_tx *tx, const struct place_sheet *sheet,
                              const struct stock_row *rows, int row_count,
                              const struct place_allocation *allocations, int count)
{
    struct {
        int64_t line_id;
        const char *county_code;
    } *lines = arena_array(task->arena, (size_t)count, sizeof(*lines));
    struct stock_move *moves = arena_array(task->arena, (size_t)count, sizeof(*moves));
    for (int i = 0; i < count; i++) {
        const struct place_allocation *taken = &allocations[i];
        const struct line_row *line = line_of(sheet, taken);
        lines[i].line_id = line->id;
        lines[i].county_code = line->county_code;
        const struct stock_row *row = &rows[taken->row];
        moves[i] = (struct stock_move){row->sku_id, row->lot_id, taken->quantity,
                                       empties(rows, row_count, allocations, count, taken)};
    }
    db_tx_send(tx, &SQL_reservation_add,
               DB_ARGS(DB_COLUMN_I64(lines, count, line_id), DB_COLUMN_I64(moves, count, lot_id),
                       DB_COLUMN_I64(moves, count, sku_id),
                       DB_COLUMN_TEXT(lines, count, county_code),
                       DB_COLUMN_I64(moves, count, quantity)));
    stock_reserve(tx, moves, count);
}

/* Tells a request what its rows are called. */
static void tell_ids(const struct place_sheet *sheet, const struct part *part,
                     struct place_request *request)
{
    request->trade_id = sheet->orders[part->first_order].trade_id;
    for (size_t o = 0; o < part->order_count; o++)
        request->order_ids[o] = sheet->orders[part->first_order + o].id;
    for (size_t l = 0; l < part->line_count; l++)
        request->line_ids[l] = sheet->lines[part->first_line + l].id;
}

void place_write(struct task *task, struct db_tx *tx, const struct place_sheet *sheet,
                 struct place_request *const *requests, const bool *accepted,
                 const struct stock_row *rows, int row_count,
                 const struct place_allocation *allocations, int allocation_count)
{
    if (sheet->trade_count == 0)
        return;
    send_reservations(task, tx, sheet, rows, row_count, allocations, allocation_count);
    for (int i = 0; i < sheet->request_count; i++)
        if (accepted[i])
            tell_ids(sheet, &sheet->parts[i], requests[i]);
}
