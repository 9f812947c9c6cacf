#include "ledger/transfer.h"

#include <assert.h>
#include <string.h>

#include "base/id.h"
#include "sql.h"

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
    list->items[list->count++] = transfer;
}

void transfer_book(struct db_tx *tx, const struct transfer_list *list)
{
    if (list->count == 0)
        return;
    size_t n = (size_t)list->count;
    struct arena *arena = list->task->arena;
    int64_t *ids = arena_array(arena, n, sizeof(*ids));
    const char **counties = arena_array(arena, n, sizeof(*counties));
    const char **debit_kinds = arena_array(arena, n, sizeof(*debit_kinds));
    int64_t *debit_owners = arena_array(arena, n, sizeof(*debit_owners));
    const char **credit_kinds = arena_array(arena, n, sizeof(*credit_kinds));
    int64_t *credit_owners = arena_array(arena, n, sizeof(*credit_owners));
    int64_t *amounts = arena_array(arena, n, sizeof(*amounts));
    const char **kinds = arena_array(arena, n, sizeof(*kinds));
    int64_t *orders = arena_array(arena, n, sizeof(*orders));
    int64_t *causes = arena_array(arena, n, sizeof(*causes));
    for (size_t i = 0; i < n; i++) {
        const struct transfer *t = &list->items[i];
        ids[i] = id_next();
        counties[i] = t->county_code;
        debit_kinds[i] = t->debit_kind;
        debit_owners[i] = t->debit_owner;
        credit_kinds[i] = t->credit_kind;
        credit_owners[i] = t->credit_owner;
        amounts[i] = t->amount_fen;
        kinds[i] = t->kind;
        orders[i] = t->order_id;
        causes[i] = t->cause_id;
    }
    db_tx_send(tx, &SQL_transfer_book,
               DB_ARGS(DB_I64S(ids, n), DB_TEXTS(counties, n), DB_TEXTS(debit_kinds, n),
                       DB_I64S(debit_owners, n), DB_TEXTS(credit_kinds, n),
                       DB_I64S(credit_owners, n), DB_I64S(amounts, n), DB_TEXTS(kinds, n),
                       DB_I64S(orders, n), DB_I64S(causes, n)));
}
