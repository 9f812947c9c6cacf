/* The journal and its entries as they stand, in one walk over transfers in order of id beside one
 * over entries in order of their orders: each row is read once, for its stamp, for the chain of
 * closed days, and for whether journal and entries say the same (ledger/entry_sum.h). What an
 * accrual's line ends in (ledger/day.h) is kept of the last hundred thousand orders and more that
 * the walk over entries came to - 17 MB, however many there are -, and asked for where it is not
 * among them.
 */
#ifndef LEDGER_DAY_AUDIT_H
#define LEDGER_DAY_AUDIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/task.h"
#include "ledger/account_sum.h"
#include "ledger/entry_sum.h"

/* Who looks at each transfer besides, in order of ids, as it was at that moment. */
struct ledger_watch {
    /* Anew, as a transaction may begin anew. */
    bool (*begin)(struct task *task, struct db_tx *tx, void *argument, struct refusal *why);
    void (*tell)(void *argument, const struct stamp_field fields[TRANSFER_FIELDS]);
    /* A page of them was told. */
    bool (*page)(struct task *task, struct db_tx *tx, void *argument, struct refusal *why);
    bool (*end)(struct task *task, struct db_tx *tx, void *argument, struct refusal *why);
    void *argument;
};

/* Transfers that mature at another time than is kept of their order, or of whose order it was not
 * known; most of them are of shares that were withheld when it matured. */
enum { LEDGER_LATE_MAX = 20000 };
struct ledger_late {
    int64_t ids[LEDGER_LATE_MAX];
    int count;
    bool has_more;
};

struct ledger_day_found {
    char bad[11];                /* the first day that differs, "" = the chain is whole */
    int64_t days;                /* closed ones */
    json_t *transfers, *entries; /* gets those that do not fit their stamps; NULL = not looked at */
    struct entry_sum sum;        /* its `since` is the caller's */
    struct account_sum *accounts; /* gets what was moved between others' accounts; NULL = nothing */
    struct ledger_late *late;     /* of orders from sum.since on; NULL = is not looked at */
    bool sums_differ; /* what days kept is not what was moved on them, or was not added */
    const struct ledger_watch *watch; /* NULL = nobody */
};

/* Compares closed days with the rows as they stand; finds rows that were written into days between
 * them, and whether the last day is that with which the chain ended. Stamps are looked at of rows
 * from from_id on (0 = all), entries by their orders; days' transfers from chain_from_id on: a day
 * that begins before it keeps the root it was closed with, of which is looked at only that it is
 * chained. */
bool ledger_day_audit(struct task *task, int64_t from_id, int64_t chain_from_id,
                      struct ledger_day_found *found, struct refusal *why);

#endif
