#include "orders/refund.h"

#include "gen/orders/sql.h"
#include "orders/refund_decide.h"
#include "orders/refund_write.h"

bool refund_create_in(struct task *task, struct db_tx *tx, const struct refund_request *request,
                      int64_t *refund_id, struct refusal *why)
{
    struct refund_case refund = {.request = request, .task = task, .tx = tx};
    *refund_id = 0;
    /* Behind the lock, so that a twin that waited for it finds the refund and not the boxes that it
     * left. */
    if (!order_lock(task, tx, request->order_id, &refund.order, why) ||
        (request->key != NULL && !idempotency_find(tx, request->key, refund_id, why)))
        return false;
    if (*refund_id > 0)
        return true;
    if (!refund_decide(&refund, why) || !refund_write(&refund, why))
        return false;
    *refund_id = refund.refund_id;
    if (request->key != NULL)
        idempotency_save(tx, request->key, refund.refund_id);
    return true;
}

struct creation {
    const struct refund_request *request;
    int64_t refund_id;
};

static bool create_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct creation *creation = argument;
    return refund_create_in(task, tx, creation->request, &creation->refund_id, why);
}

json_t *refund_create(struct task *task, const struct refund_request *request, struct refusal *why)
{
    struct creation creation = {.request = request};
    if (!db_transact(task, DB_FAST, create_body, &creation, why))
        return NULL;
    return refund_json(task, creation.refund_id, why);
}

json_t *refund_json(struct task *task, int64_t refund_id, struct refusal *why)
{
    struct db_rows *rows, *lines;
    if (!db_query(task, &SQL_refund_view, DB_ARGS(DB_I64(refund_id)), &rows, why) ||
        !db_query(task, &SQL_refund_line_list, DB_ARGS(DB_I64(refund_id)), &lines, why))
        return NULL;
    if (db_count(rows) != 1) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *refund = db_row_json(rows, 0);
    json_object_set_new(refund, "lines", db_rows_json(lines));
    return refund;
}

json_t *refund_station_list_json(struct task *task, int64_t station_id, const char *state,
                                 const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_order_refund_of_station,
                        DB_ARGS(DB_I64(station_id), PAGE_ARGS_DOWN(page), DB_TEXT(state)), &rows,
                        why))
        return NULL;
    return page_json(page, rows, ORDER_REFUND_OF_STATION_REFUND_ID);
}
