/* Boxes in and out of a lot, under the lot's lock, so that its kilograms always balance. */
#include <inttypes.h>

#include "base/id.h"

#include "base/change_trail.h"
#include "base/stamp.h"
#include "catalog/lot.h"
#include "catalog/product_row.h"
#include "catalog/stock.h"
#include "gen/catalog/sql.h"

const struct refusal_kind LOT_SKU_UNKNOWN = {"sku_unknown", 422, "这个批次所属的商品没有这个规格"};
const struct refusal_kind LOT_TOO_HEAVY = {"lot_exhausted", 409, "批次剩余的重量不够装这么多件"};
const struct refusal_kind LOT_NOT_AVAILABLE = {"not_available", 409, "可用的件数不够"};
static const struct refusal_kind LOT_NOT_OPEN = {"lot_not_open", 409,
                                                 "批次已停用或关闭，不能再入库"};

struct moving {
    const struct listing_writer *writer;
    const struct lot_movement *movement;
    int64_t movement_id;
    /* the lot, locked */
    const char *county_code;
    int64_t listing_id;
    enum lot_state state;
    int64_t free_g; /* weight - lost - sum of received boxes, net */
};

/* The key of the request is looked for behind the lock: a twin that waited for it finds what the
 * first one did, and is not refused for what that one left. */
static bool lock_lot(struct db_tx *tx, int64_t lot_id, struct moving *moving, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_lot_lock, DB_ARGS(DB_I64(lot_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    moving->county_code = db_text(rows, 0, LOT_LOCK_COUNTY_CODE);
    moving->listing_id = db_i64(rows, 0, LOT_LOCK_LISTING_ID);
    moving->state = (enum lot_state)machine_state(&LOT_MACHINE, db_text(rows, 0, LOT_LOCK_STATE));
    /* Summed after the lock was had: a query sees what was committed when it began. */
    if (!db_tx_query(tx, &SQL_lot_free_weight, DB_ARGS(DB_I64(lot_id)), &rows, why))
        return false;
    moving->free_g = db_i64(rows, 0, LOT_FREE_WEIGHT_GRAMS);
    return true;
}

/* Net weight of a box, when the SKU is one of the lot's listing. */
static bool find_box(struct db_tx *tx, const struct moving *moving, int64_t *net_weight_g,
                     struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_sku_find,
                     DB_ARGS(DB_I64(moving->movement->sku_id), DB_I64(moving->listing_id)), &rows,
                     why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LOT_SKU_UNKNOWN, "sku_id");
    *net_weight_g = db_i64(rows, 0, SKU_FIND_NET_WEIGHT_G);
    return true;
}

static void log_movement(struct db_tx *tx, struct moving *moving, const char *kind)
{
    moving->movement_id = id_next();
    db_tx_send(tx, &SQL_stock_movement_add,
               DB_ARGS(DB_I64(moving->movement_id), DB_TEXT(moving->county_code),
                       DB_I64(moving->movement->sku_id), DB_I64(moving->movement->lot_id),
                       DB_TEXT(kind), DB_I64(moving->movement->boxes),
                       DB_I64(moving->writer->actor_id), DB_TEXT(moving->movement->reason),
                       stamp_key()));
    idempotency_save(tx, moving->writer->key, moving->movement_id);
}

static void note_boxes(struct db_tx *tx, const struct moving *moving, const char *action)
{
    const struct lot_movement *movement = moving->movement;
    change_trail_add(tx, &(struct change){.subject = "lot",
                                          .subject_id = movement->lot_id,
                                          .county_code = moving->county_code,
                                          .action = action,
                                          .after = json_pack("{s:I, s:I}", "sku_id",
                                                             (json_int_t)movement->sku_id, "boxes",
                                                             (json_int_t)movement->boxes),
                                          .reason = movement->reason});
}

static bool receive_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct moving *moving = argument;
    const struct lot_movement *movement = moving->movement;
    int64_t net_weight_g = 0;
    (void)task;
    if (!lock_lot(tx, movement->lot_id, moving, why) ||
        !idempotency_find(tx, moving->writer->key, &moving->movement_id, why))
        return false;
    if (moving->movement_id > 0)
        return true;
    if (!find_box(tx, moving, &net_weight_g, why))
        return false;
    if (moving->state != LOT_OPEN)
        return refuse(why, &LOT_NOT_OPEN, NULL);
    int64_t fit = moving->free_g / net_weight_g;
    if (movement->boxes > fit) {
        refuse_detail(why, &LOT_TOO_HEAVY, "boxes", "还能装 %" PRId64 " 件", fit);
        why->have = fit;
        return false;
    }
    if (!stock_hold(tx, &movement->sku_id, 1, why))
        return false;
    db_tx_send(tx, &SQL_stock_receive,
               DB_ARGS(DB_I64(movement->sku_id), DB_I64(movement->lot_id),
                       DB_TEXT(moving->county_code), DB_I64(movement->boxes)));
    product_restock(tx, &movement->sku_id, 1);
    log_movement(tx, moving, "receive");
    note_boxes(tx, moving, "receive");
    return true;
}

bool lot_receive(struct task *task, const struct listing_writer *writer,
                 const struct lot_movement *movement, int64_t *movement_id, struct refusal *why)
{
    struct moving moving = {.writer = writer, .movement = movement};
    if (!db_transact(task, DB_FAST, receive_body, &moving, why))
        return false;
    *movement_id = moving.movement_id;
    return true;
}

static bool write_off_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct moving *moving = argument;
    const struct lot_movement *movement = moving->movement;
    struct db_rows *rows;
    (void)task;
    if (!lock_lot(tx, movement->lot_id, moving, why) ||
        !idempotency_find(tx, moving->writer->key, &moving->movement_id, why))
        return false;
    if (moving->movement_id > 0)
        return true;
    if (!stock_hold(tx, &movement->sku_id, 1, why) ||
        !db_tx_query(tx, &SQL_stock_of_lot,
                     DB_ARGS(DB_I64(movement->sku_id), DB_I64(movement->lot_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LOT_SKU_UNKNOWN, "sku_id");
    int64_t available = db_i64(rows, 0, STOCK_OF_LOT_AVAILABLE);
    if (movement->boxes > available) {
        refuse_detail(why, &LOT_NOT_AVAILABLE, "boxes", "可用 %" PRId64 " 件", available);
        why->have = available;
        return false;
    }
    db_tx_send(
        tx, &SQL_stock_write_off,
        DB_ARGS(DB_I64(movement->sku_id), DB_I64(movement->lot_id), DB_I64(movement->boxes)));
    product_restock(tx, &movement->sku_id, 1);
    log_movement(tx, moving, "write_off");
    note_boxes(tx, moving, "write_off");
    return true;
}

bool lot_write_off(struct task *task, const struct listing_writer *writer,
                   const struct lot_movement *movement, int64_t *movement_id, struct refusal *why)
{
    struct moving moving = {.writer = writer, .movement = movement};
    if (!db_transact(task, DB_FAST, write_off_body, &moving, why))
        return false;
    *movement_id = moving.movement_id;
    return true;
}

/* ---- loose goods ---- */

struct losing {
    const struct listing_writer *writer;
    int64_t lot_id, weight_g;
    const char *reason;
};

static bool lose_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct losing *losing = argument;
    struct moving lot;
    int64_t before = 0;
    (void)task;
    if (!lock_lot(tx, losing->lot_id, &lot, why) ||
        !idempotency_find(tx, losing->writer->key, &before, why))
        return false;
    if (before > 0)
        return true;
    if (losing->weight_g > lot.free_g) {
        refuse_detail(why, &LOT_TOO_HEAVY, "weight_g", "散货还剩 %" PRId64 " 克", lot.free_g);
        why->have = lot.free_g;
        return false;
    }
    db_tx_send(tx, &SQL_lot_lose, DB_ARGS(DB_I64(losing->lot_id), DB_I64(losing->weight_g)));
    db_tx_send(tx, &SQL_lot_loss_add,
               DB_ARGS(DB_I64(id_next()), DB_I64(losing->lot_id), DB_I64(losing->weight_g),
                       DB_TEXT(losing->reason), DB_I64(losing->writer->actor_id), stamp_key()));
    change_trail_add(
        tx,
        &(struct change){.subject = "lot",
                         .subject_id = losing->lot_id,
                         .county_code = lot.county_code,
                         .action = "write_off",
                         .before = json_pack("{s:I}", "free_g", (json_int_t)lot.free_g),
                         .after = json_pack("{s:I, s:I}", "weight_g", (json_int_t)losing->weight_g,
                                            "free_g", (json_int_t)(lot.free_g - losing->weight_g)),
                         .reason = losing->reason});
    idempotency_save(tx, losing->writer->key, losing->lot_id);
    return true;
}

bool lot_lose(struct task *task, const struct listing_writer *writer, int64_t lot_id,
              int64_t weight_g, const char *reason, struct refusal *why)
{
    struct losing losing = {writer, lot_id, weight_g, reason};
    return db_transact(task, DB_FAST, lose_body, &losing, why);
}
