#include "orders/recall.h"

#include <stdio.h>

#include "base/id.h"
#include "base/money.h"
#include "catalog/lot.h"
#include "gen/orders/sql.h"
#include "orders/order_address.h"
#include "orders/order_lock.h"
#include "orders/refund.h"
#include "orders/reservation.h"
#include "orders/trade_cancel.h"

enum { ORDERS_A_ROUND = 50, LISTED = 200 };

#define CALLED_OFF "lot closed"

/* One order's boxes of one lot. */
struct recalling {
    int64_t lot_id, order_id;
    struct order_locked order;
    bool closed; /* the lot will not come back */
    int64_t swapped, waiting, refunded_fen;
    bool call_off; /* the order is not paid and cannot be filled: out */
};

static bool read_lot(struct db_tx *tx, struct recalling *recalling, bool *stopped,
                     struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_recall_lot, DB_ARGS(DB_I64(recalling->lot_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    int state = machine_state(&LOT_MACHINE, db_text(rows, 0, RECALL_LOT_STATE));
    recalling->closed = state == LOT_CLOSED;
    *stopped = state != LOT_OPEN;
    return true;
}

/* The money of boxes that will never come. */
static bool pay_back(struct task *task, struct db_tx *tx, struct recalling *recalling,
                     const struct refund_want *wants, int count, struct refusal *why)
{
    struct refund_request request = {.order_id = recalling->order_id,
                                     .actor_id = ACTOR_SYSTEM,
                                     .by_program = true,
                                     .wants = wants,
                                     .count = count,
                                     .lot_id = recalling->lot_id,
                                     .reason = "批次已停用，没有同规格的可以换"};
    int64_t refund_id;
    struct db_rows *rows;
    if (!refund_create_in(task, tx, &request, &refund_id, why) ||
        !db_tx_query(tx, &SQL_recall_refund_sum, DB_ARGS(DB_I64(refund_id)), &rows, why))
        return false;
    recalling->refunded_fen = db_i64(rows, 0, RECALL_REFUND_SUM_TOTAL_FEN);
    return true;
}

static void tell(struct task *task, struct db_tx *tx, const struct recalling *recalling,
                 const struct db_rows *address)
{
    char id[21], fen[24];
    const char *tail = id_text(recalling->order_id, id);
    money_yuan(recalling->refunded_fen, fen);
    struct sms_wish wish = {.template = &SMS_ORDER_CALLED_OFF};
    if (!recalling->call_off && recalling->refunded_fen > 0)
        wish = (struct sms_wish){.template = &SMS_ORDER_MONEY_BACK, .values = {tail, fen}};
    else if (!recalling->call_off)
        wish = (struct sms_wish){
            .template = &SMS_ORDER_WAITS,
            .values = {tail, arena_printf(task->arena, "%lld", (long long)recalling->waiting)}};
    if (recalling->call_off || recalling->refunded_fen > 0 || recalling->waiting > 0)
        order_address_tell(task, tx, recalling->order_id, address, wish);
}

/* Changes what can be changed; the rest goes into wants, one a line. */
static int swap_all(struct db_tx *tx, struct recalling *recalling,
                    const struct reservation *reserved, int count, struct stock_row *rows,
                    int row_count, struct refund_want *wants)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        if (reserved[i].lot_id != recalling->lot_id)
            continue;
        int64_t swapped = reservation_swap(tx, recalling->order_id, recalling->order.county_code,
                                           &reserved[i], reserved[i].quantity, rows, row_count);
        recalling->swapped += swapped;
        if (swapped < reserved[i].quantity) {
            wants[n++] = (struct refund_want){reserved[i].line_id, reserved[i].quantity - swapped};
            recalling->waiting += reserved[i].quantity - swapped;
        }
    }
    return n;
}

static bool recall_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct recalling *recalling = argument;
    struct reservation *reserved;
    struct stock_row *rows;
    struct db_rows *address;
    int count, row_count;
    bool stopped = false;
    *recalling = (struct recalling){.lot_id = recalling->lot_id, .order_id = recalling->order_id};
    if (!order_lock(task, tx, recalling->order_id, &recalling->order, why) ||
        !read_lot(tx, recalling, &stopped, why) ||
        !reservation_open(task, tx, recalling->order_id, &reserved, &count, why))
        return false;
    if (!stopped || count == 0)
        return true;
    int64_t *skus = arena_array(task->arena, (size_t)count, sizeof(*skus));
    struct refund_want *wants = arena_array(task->arena, (size_t)count, sizeof(*wants));
    for (int i = 0; i < count; i++)
        skus[i] = reserved[i].sku_id;
    if (!stock_lock(task, tx, skus, count, &rows, &row_count, why) ||
        !db_tx_query(tx, &SQL_order_address, DB_ARGS(DB_I64(recalling->order_id)), &address, why))
        return false;
    int left = swap_all(tx, recalling, reserved, count, rows, row_count, wants);
    bool ends = left > 0 && recalling->closed;
    recalling->call_off = ends && recalling->order.state == ORDER_PLACED;
    if (ends && recalling->order.state == ORDER_PAID &&
        !pay_back(task, tx, recalling, wants, left, why))
        return false;
    if (recalling->order.state == ORDER_PAID || recalling->call_off)
        tell(task, tx, recalling, address);
    return true;
}

static bool recall_order(struct task *task, int64_t lot_id, int64_t order_id, struct refusal *why)
{
    struct recalling recalling = {.lot_id = lot_id, .order_id = order_id};
    if (!db_transact(task, DB_FAST, recall_body, &recalling, why))
        return false;
    if (!recalling.call_off)
        return true;
    /* The money may have come just before: then the order is paid now, and it is paid back. */
    return trade_call_off(task, recalling.order.trade_id, recalling.order.buyer_id, CALLED_OFF,
                          why) &&
           db_transact(task, DB_FAST, recall_body, &recalling, why);
}

static bool run(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    const char *text = json_string_value(json_object_get(payload, "lot_id"));
    int64_t lot_id, after = 0;
    struct db_rows *rows;
    (void)job_id;
    if (text == NULL || !id_parse(text, &lot_id))
        return refuse(why, &REFUSAL_INTERNAL, "lot_id");
    do {
        if (!db_query(task, &SQL_recall_order_list,
                      DB_ARGS(DB_I64(lot_id), DB_I64(after), DB_I64(ORDERS_A_ROUND)), &rows, why))
            return false;
        for (int i = 0; i < db_count(rows); i++) {
            after = db_i64(rows, i, RECALL_ORDER_LIST_ORDER_ID);
            if (!recall_order(task, lot_id, after, why))
                return false;
        }
    } while (db_count(rows) == ORDERS_A_ROUND);
    return true;
}

const struct job_kind RECALL_JOBS[] = {
    {.name = LOT_RECALL_JOB,
     .run = run,
     .max_attempts = 20,
     .first_delay_ms = 2000,
     .max_delay_ms = 600000,
     .timeout_ms = 120000},
    {.name = NULL},
};

json_t *recall_reserved_json(struct task *task, int64_t lot_id, struct refusal *why)
{
    struct db_rows *rows, *sums;
    if (!db_query(task, &SQL_reserved_of_lot, DB_ARGS(DB_I64(lot_id), DB_I64(LISTED + 1)), &rows,
                  why) ||
        !db_query(task, &SQL_reserved_sum_of_lot, DB_ARGS(DB_I64(lot_id)), &sums, why))
        return NULL;
    json_t *items = db_rows_json(rows);
    bool more = json_array_size(items) > LISTED;
    if (more)
        json_array_remove(items, LISTED);
    json_t *reserved = db_row_json(sums, 0);
    json_object_set_new(reserved, "items", items);
    json_object_set_new(reserved, "more", json_boolean(more));
    return reserved;
}
