#include "ledger/transfer.h"

#include <assert.h>
#include <string.h>

#include "base/id.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"

void transfer_list_init(struct transfer_list *list, struct task *task)
{
    *list = (struct transfer_list){.task = task};
}

void transfer_add(struct transfer_list *list, struct transfer transfer)
{
    assert(transfer.amount_fen >= 0);
    if (transfer.amount_fen == 0)
        return;
    if (list->count == list->capacity) {
        int capacity = list->capacity > 0 ? list->capacity * 2 : 32;
        struct transfer *items = arena_array(list->task->arena, (size_t)capacity, sizeof(*items));
        if (list->count > 0)
            memcpy(items, list->items, (size_t)list->count * sizeof(*items));
        list->items = items;
        list->capacity = capacity;
    }
    transfer.id = id_next();
    list->items[list->count++] = transfer;
}

void transfer_book(struct db_tx *tx, const struct transfer_list *list)
{
    if (list->count == 0)
        return;
    const struct transfer *items = list->items;
    int n = list->count;
    db_tx_send(tx, &SQL_transfer_book,
               DB_ARGS(DB_COLUMN_I64(items, n, id), DB_COLUMN_TEXT(items, n, county_code),
                       DB_COLUMN_TEXT(items, n, debit_kind), DB_COLUMN_I64(items, n, debit_owner),
                       DB_COLUMN_TEXT(items, n, credit_kind), DB_COLUMN_I64(items, n, credit_owner),
                       DB_COLUMN_I64(items, n, amount_fen), DB_COLUMN_TEXT(items, n, kind),
                       DB_COLUMN_I64(items, n, order_id), DB_COLUMN_I64(items, n, cause_id),
                       stamp_key()));
}
