#include "orders/place_write.h"

#include <string.h>

#include "base/id.h"
#include "gen/orders/sql.h"

struct trade_columns {
    size_t n;
    int64_t *id, *buyer, *total, *expires;
    const char **county;
};
struct order_columns {
    size_t n;
    int64_t *id, *trade, *buyer, *producer, *station, *goods, *freight;
    const char **county, **region;
    const void **address;
    size_t *address_length;
};
struct line_columns {
    size_t n;
    int64_t *id, *order, *line_no, *sku, *listing, *version, *plan, *net_weight, *quantity, *price,
        *paid;
    const char **county, **title, **spec;
};

/* A batch's rows by column, and where each request's first order and each order's first line went.
 */
struct sheet {
    struct arena *arena;
    struct trade_columns trades;
    struct order_columns orders;
    struct line_columns lines;
    size_t *first_order; /* by request */
    size_t *first_line;  /* by order */
};

static int64_t *numbers(struct arena *arena, size_t n)
{
    return arena_array(arena, n, sizeof(int64_t));
}

static const char **texts(struct arena *arena, size_t n)
{
    return arena_array(arena, n, sizeof(char *));
}

static struct trade_columns trade_columns_new(struct arena *a, size_t n)
{
    return (struct trade_columns){
        0, numbers(a, n), numbers(a, n), numbers(a, n), numbers(a, n), texts(a, n)};
}

static struct order_columns order_columns_new(struct arena *a, size_t n)
{
    return (struct order_columns){.id = numbers(a, n),
                                  .trade = numbers(a, n),
                                  .buyer = numbers(a, n),
                                  .producer = numbers(a, n),
                                  .station = numbers(a, n),
                                  .goods = numbers(a, n),
                                  .freight = numbers(a, n),
                                  .county = texts(a, n),
                                  .region = texts(a, n),
                                  .address = arena_array(a, n, sizeof(void *)),
                                  .address_length = arena_array(a, n, sizeof(size_t))};
}

static struct line_columns line_columns_new(struct arena *a, size_t n)
{
    return (struct line_columns){.id = numbers(a, n),
                                 .order = numbers(a, n),
                                 .line_no = numbers(a, n),
                                 .sku = numbers(a, n),
                                 .listing = numbers(a, n),
                                 .version = numbers(a, n),
                                 .plan = numbers(a, n),
                                 .net_weight = numbers(a, n),
                                 .quantity = numbers(a, n),
                                 .price = numbers(a, n),
                                 .paid = numbers(a, n),
                                 .county = texts(a, n),
                                 .title = texts(a, n),
                                 .spec = texts(a, n)};
}

static void add_line(struct sheet *sheet, int64_t order_id, const struct quote_order *order,
                     int line_no)
{
    struct line_columns *c = &sheet->lines;
    const struct quote_line *line = &order->lines[line_no];
    size_t i = c->n++;
    c->id[i] = id_next();
    c->order[i] = order_id;
    c->line_no[i] = line_no + 1;
    c->sku[i] = line->offer.sku_id;
    c->listing[i] = line->offer.listing_id;
    c->version[i] = line->offer.version_id;
    c->plan[i] = line->offer.plan_id;
    c->net_weight[i] = line->offer.net_weight_g;
    c->quantity[i] = line->quantity;
    c->price[i] = line->offer.price_fen;
    c->paid[i] = line->goods_fen;
    c->county[i] = order->county_code;
    c->title[i] = line->offer.title;
    c->spec[i] = line->offer.spec;
}

static void add_order(struct sheet *sheet, const struct place_request *request,
                      const struct quote_order *order)
{
    struct order_columns *c = &sheet->orders;
    size_t i = c->n++;
    c->id[i] = id_next();
    c->trade[i] = request->trade_id;
    c->buyer[i] = request->buyer_id;
    c->producer[i] = order->producer_id;
    c->station[i] = order->station_id;
    c->goods[i] = order->goods_fen;
    c->freight[i] = order->freight_fen;
    c->county[i] = order->county_code;
    c->region[i] = request->region_code;
    c->address[i] = request->address;
    c->address_length[i] = request->address_length;
    sheet->first_line[i] = sheet->lines.n;
    for (int l = 0; l < order->line_count; l++)
        add_line(sheet, c->id[i], order, l);
}

static void add_request(struct sheet *sheet, struct place_request *request, int index)
{
    struct trade_columns *c = &sheet->trades;
    size_t i = c->n++;
    request->trade_id = c->id[i] = id_next();
    c->buyer[i] = request->buyer_id;
    c->total[i] = request->quote->total_fen;
    c->expires[i] = request->expires_us;
    c->county[i] = request->quote->orders[0].county_code;
    sheet->first_order[index] = sheet->orders.n;
    size_t first_line = sheet->lines.n;
    for (int o = 0; o < request->quote->order_count; o++) {
        add_order(sheet, request, &request->quote->orders[o]);
        request->order_ids[o] = sheet->orders.id[sheet->orders.n - 1];
    }
    memcpy(request->line_ids, &sheet->lines.id[first_line],
           (sheet->lines.n - first_line) * sizeof(*request->line_ids));
}

static struct sheet sheet_new(struct arena *arena, struct place_request *const *requests,
                              const bool *accepted, int count)
{
    size_t orders = 0, lines = 0;
    for (int i = 0; i < count; i++) {
        const struct quote *quote = requests[i]->quote;
        orders += accepted[i] ? (size_t)quote->order_count : 0;
        for (int o = 0; accepted[i] && o < quote->order_count; o++)
            lines += (size_t)quote->orders[o].line_count;
    }
    struct sheet sheet = {.arena = arena,
                          .trades = trade_columns_new(arena, (size_t)count),
                          .orders = order_columns_new(arena, orders),
                          .lines = line_columns_new(arena, lines),
                          .first_order = arena_array(arena, (size_t)count, sizeof(size_t)),
                          .first_line = arena_array(arena, orders, sizeof(size_t))};
    for (int i = 0; i < count; i++)
        if (accepted[i])
            add_request(&sheet, requests[i], i);
    return sheet;
}

static void send_sheet(struct db_tx *tx, const struct sheet *sheet)
{
    const struct trade_columns *t = &sheet->trades;
    const struct order_columns *o = &sheet->orders;
    const struct line_columns *l = &sheet->lines;
    db_tx_send(tx, &SQL_trade_add,
               DB_ARGS(DB_I64S(t->id, t->n), DB_TEXTS(t->county, t->n), DB_I64S(t->buyer, t->n),
                       DB_I64S(t->total, t->n), DB_I64S(t->expires, t->n)));
    db_tx_send(tx, &SQL_order_add,
               DB_ARGS(DB_I64S(o->id, o->n), DB_TEXTS(o->county, o->n), DB_I64S(o->trade, o->n),
                       DB_I64S(o->buyer, o->n), DB_I64S(o->producer, o->n),
                       DB_I64S(o->station, o->n), DB_I64S(o->goods, o->n),
                       DB_I64S(o->freight, o->n), DB_TEXTS(o->region, o->n),
                       DB_BYTESS(o->address, o->address_length, o->n)));
    db_tx_send(tx, &SQL_order_line_add,
               DB_ARGS(DB_I64S(l->id, l->n), DB_TEXTS(l->county, l->n), DB_I64S(l->order, l->n),
                       DB_I64S(l->line_no, l->n), DB_I64S(l->sku, l->n), DB_I64S(l->listing, l->n),
                       DB_I64S(l->version, l->n), DB_I64S(l->plan, l->n), DB_TEXTS(l->title, l->n),
                       DB_TEXTS(l->spec, l->n), DB_I64S(l->net_weight, l->n),
                       DB_I64S(l->quantity, l->n), DB_I64S(l->price, l->n),
                       DB_I64S(l->paid, l->n)));
}

static void send_reservations(struct task *task, struct db_tx *tx, const struct sheet *sheet,
                              const struct stock_row *rows,
                              const struct place_allocation *allocations, int count)
{
    size_t n = (size_t)count;
    struct arena *a = sheet->arena;
    int64_t *lines = numbers(a, n), *lots = numbers(a, n), *skus = numbers(a, n),
            *quantities = numbers(a, n);
    const char **counties = texts(a, n);
    struct stock_move *moves = arena_array(a, n, sizeof(*moves));
    for (size_t i = 0; i < n; i++) {
        const struct place_allocation *taken = &allocations[i];
        size_t order = sheet->first_order[taken->request] + (size_t)taken->order;
        size_t line = sheet->first_line[order] + (size_t)taken->line;
        lines[i] = sheet->lines.id[line];
        counties[i] = sheet->lines.county[line];
        lots[i] = rows[taken->row].lot_id;
        skus[i] = rows[taken->row].sku_id;
        quantities[i] = taken->quantity;
        moves[i] = (struct stock_move){skus[i], lots[i], taken->quantity};
    }
    db_tx_send(tx, &SQL_reservation_add,
               DB_ARGS(DB_I64S(lines, n), DB_I64S(lots, n), DB_I64S(skus, n), DB_TEXTS(counties, n),
                       DB_I64S(quantities, n)));
    stock_reserve(task, tx, moves, count);
}

void place_write(struct task *task, struct db_tx *tx, struct place_request *const *requests,
                 const bool *accepted, int count, const struct stock_row *rows,
                 const struct place_allocation *allocations, int allocation_count)
{
    struct sheet sheet = sheet_new(task->arena, requests, accepted, count);
    if (sheet.trades.n == 0)
        return;
    send_sheet(tx, &sheet);
    send_reservations(task, tx, &sheet, rows, allocations, allocation_count);
    struct idempotency *keys = arena_array(task->arena, sheet.trades.n, sizeof(*keys));
    int n = 0;
    for (int i = 0; i < count; i++)
        if (accepted[i])
            keys[n++] = requests[i]->key;
    idempotency_save_many(tx, keys, sheet.trades.id, n);
}
