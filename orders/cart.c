#include "orders/cart.h"

#include <assert.h>

#include "base/db.h"
#include "base/id.h"
#include "catalog/sku_view.h"
#include "gen/orders/sql.h"
#include "orders/place.h"
#include "orders/quote.h"

const struct refusal_kind CART_NO_LINE = {"line_not_found", 404, "购物车里没有这件商品"};

const struct refusal_kind CART_CHANGED = {"cart_changed", 409,
                                          "购物车里已经没有这些商品了，可能在别的页面下过单"};

/* ---- reading ---- */

static bool load(struct task *task, int64_t account_id, struct cart_line **lines, int *count,
                 struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_cart_list, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    *count = db_count(rows) < CART_MAX_LINES ? db_count(rows) : CART_MAX_LINES;
    *lines = arena_array(task->arena, (size_t)*count, sizeof(**lines));
    for (int i = 0; i < *count; i++)
        (*lines)[i] = (struct cart_line){.sku_id = db_i64(rows, i, CART_LIST_SKU_ID),
                                         .quantity = db_i64(rows, i, CART_LIST_QUANTITY),
                                         .price_fen = db_i64(rows, i, CART_LIST_PRICE_FEN),
                                         .selected = db_bool(rows, i, CART_LIST_SELECTED)};
    return true;
}

json_t *cart_json(struct task *task, int64_t account_id, const char *region_code,
                  struct refusal *why)
{
    struct cart_line *lines;
    int count;
    if (!load(task, account_id, &lines, &count, why))
        return NULL;
    return cart_view_json(task, lines, count, region_code, why);
}

/* ---- putting in ---- */

struct adding {
    const struct idempotency *key;
    const struct cart_line *lines;
    const struct sku_view *skus;
    int count;
    struct cart_line *kept; /* the lines as they will stand */
    int kept_count;
    json_t *left;
};

static void leave(struct adding *adding, int i, int64_t taken, const char *reason)
{
    char id[21];
    const struct sku_view *sku = &adding->skus[i];
    json_array_append_new(adding->left, json_pack("{s:s, s:s, s:I, s:I, s:s}", "sku_id",
                                                  id_text(adding->lines[i].sku_id, id), "title",
                                                  sku->sku_id != 0 ? sku->title : "", "wanted",
                                                  (json_int_t)adding->lines[i].quantity, "taken",
                                                  (json_int_t)taken, "reason", reason));
}

static int64_t there_already(const struct db_rows *rows, int64_t sku_id)
{
    for (int row = 0; row < db_count(rows); row++)
        if (db_i64(rows, row, CART_LOCK_SKU_ID) == sku_id)
            return db_i64(rows, row, CART_LOCK_QUANTITY);
    return 0;
}

/* Decides about one line. *room is how many lines more the basket takes. */
static void take(struct adding *adding, int i, int64_t before, int *room)
{
    const struct cart_line *line = &adding->lines[i];
    const struct sku_view *sku = &adding->skus[i];
    int64_t most = sku->available < QUOTE_MAX_QUANTITY ? sku->available : QUOTE_MAX_QUANTITY;
    int64_t after = before + line->quantity;
    if (sku->price_fen == 0 || sku->available == 0) {
        leave(adding, i, 0, sku->price_fen == 0 ? "not_on_sale" : "sold_out");
        return;
    }
    if (before == 0 && *room == 0) {
        leave(adding, i, 0, "full");
        return;
    }
    if (after > most) {
        after = most > before ? most : before;
        leave(adding, i, after - before, most == sku->available ? "stock" : "limit");
    }
    *room -= before == 0;
    adding->kept[adding->kept_count++] =
        (struct cart_line){.sku_id = line->sku_id,
                           .quantity = after,
                           .price_fen = line->price_fen > 0 ? line->price_fen : sku->price_fen,
                           .selected = true};
}

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    struct db_rows *rows;
    int64_t done;
    json_array_clear(adding->left);
    adding->kept_count = 0;
    (void)task;
    if (!idempotency_find(tx, adding->key, &done, why) ||
        !db_tx_query(tx, &SQL_cart_lock, DB_ARGS(DB_I64(adding->key->account_id)), &rows, why))
        return false;
    if (done > 0)
        return true;
    int room = CART_MAX_LINES - db_count(rows);
    for (int i = 0; i < adding->count; i++)
        take(adding, i, there_already(rows, adding->lines[i].sku_id), &room);
    size_t n = (size_t)adding->kept_count;
    db_tx_send(tx, &SQL_cart_put,
               DB_ARGS(DB_I64(adding->key->account_id), DB_COLUMN_I64(adding->kept, n, sku_id),
                       DB_COLUMN_I64(adding->kept, n, quantity),
                       DB_COLUMN_I64(adding->kept, n, price_fen),
                       DB_COLUMN_BOOL(adding->kept, n, selected)));
    idempotency_save(tx, adding->key, adding->key->account_id);
    return true;
}

/* One statement takes a SKU once. */
static bool check_once(const struct cart_line *lines, int count, struct refusal *why)
{
    char field[32];
    for (int i = 0; i < count; i++)
        for (int k = 0; k < i; k++)
            if (lines[i].sku_id == lines[k].sku_id) {
                snprintf(field, sizeof(field), "lines/%d/sku_id", i);
                return refuse(why, &QUOTE_DUPLICATE_SKU, field);
            }
    return true;
}

bool cart_add(struct task *task, const struct idempotency *key, const struct cart_line *lines,
              int count, json_t **left, struct refusal *why)
{
    assert(count >= 1 && count <= CART_MAX_LINES);
    int64_t ids[CART_MAX_LINES];
    struct sku_view *skus = arena_array(task->arena, (size_t)count, sizeof(*skus));
    for (int i = 0; i < count; i++)
        ids[i] = lines[i].sku_id;
    if (!check_once(lines, count, why) || !sku_view_find(task, ids, count, skus, why))
        return false;
    struct adding adding = {.key = key, .lines = lines, .skus = skus, .count = count};
    adding.kept = arena_array(task->arena, (size_t)count, sizeof(*adding.kept));
    adding.left = json_array();
    *left = adding.left;
    if (db_transact(task, DB_FAST, add_body, &adding, why))
        return true;
    json_decref(adding.left);
    return false;
}

/* ---- changing ---- */

/* Less may always be wanted; more only as far as there is stock. */
static bool check_stock(struct task *task, int64_t account_id, const struct cart_line *line,
                        struct refusal *why)
{
    struct db_rows *rows;
    struct sku_view sku;
    if (!db_query(task, &SQL_cart_line_find, DB_ARGS(DB_I64(account_id), DB_I64(line->sku_id)),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &CART_NO_LINE, NULL);
    if (line->quantity <= db_i64(rows, 0, CART_LINE_FIND_QUANTITY))
        return true;
    if (!sku_view_find(task, &line->sku_id, 1, &sku, why))
        return false;
    if (line->quantity <= sku.available)
        return true;
    refuse_detail(why, &PLACE_OUT_OF_STOCK, "quantity", "只剩 %lld 件了", (long long)sku.available);
    why->have = sku.available;
    return false;
}

bool cart_set(struct task *task, int64_t account_id, const struct cart_line *line,
              struct refusal *why)
{
    struct db_rows *rows;
    if (!check_stock(task, account_id, line, why) ||
        !db_query(task, &SQL_cart_line_set,
                  DB_ARGS(DB_I64(account_id), DB_I64(line->sku_id), DB_I64(line->quantity),
                          DB_BOOL(line->selected)),
                  &rows, why))
        return false;
    return db_count(rows) == 1 || refuse(why, &CART_NO_LINE, NULL);
}

bool cart_select(struct task *task, int64_t account_id, const int64_t *sku_ids, int count,
                 struct refusal *why)
{
    return db_query(task, &SQL_cart_select,
                    DB_ARGS(DB_I64(account_id), DB_I64S(sku_ids, (size_t)count)), NULL, why);
}

bool cart_holds(struct task *task, int64_t account_id, const int64_t *sku_ids, int count,
                struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_cart_count,
                  DB_ARGS(DB_I64(account_id), DB_I64S(sku_ids, (size_t)count)), &rows, why))
        return false;
    return db_i64(rows, 0, CART_COUNT_COUNT) == count || refuse(why, &CART_CHANGED, "from_cart");
}

bool cart_remove(struct task *task, int64_t account_id, const int64_t *sku_ids, int count,
                 struct refusal *why)
{
    return db_query(task, &SQL_cart_remove,
                    DB_ARGS(DB_I64(account_id), DB_I64S(sku_ids, (size_t)count)), NULL, why);
}

bool cart_take_out(struct task *task, int64_t account_id, int64_t sku_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_cart_remove, DB_ARGS(DB_I64(account_id), DB_I64S(&sku_id, 1)), &rows,
                    why) &&
           (db_count(rows) == 1 || refuse(why, &CART_NO_LINE, NULL));
}

bool cart_remove_dead(struct task *task, int64_t account_id, struct refusal *why)
{
    struct cart_line *lines;
    int count, dead = 0;
    if (!load(task, account_id, &lines, &count, why))
        return false;
    int64_t ids[CART_MAX_LINES], dead_ids[CART_MAX_LINES];
    struct sku_view *skus = arena_array(task->arena, (size_t)count, sizeof(*skus));
    for (int i = 0; i < count; i++)
        ids[i] = lines[i].sku_id;
    if (count == 0)
        return true;
    if (!sku_view_find(task, ids, count, skus, why))
        return false;
    for (int i = 0; i < count; i++)
        if (skus[i].price_fen == 0 || skus[i].available == 0)
            dead_ids[dead++] = ids[i];
    return cart_remove(task, account_id, dead_ids, dead, why);
}
