/* The journal and its entries as they stand, read once (ledger/day_audit.h) for six checks: stamps
 * of both, the chain over closed days, whether both say the same, and accounts below zero. What
 * closed days kept of it is held against it too, and another may watch each transfer, so that what
 * is told by sums of transfers beside other tables needs no reading of its own
 * (orders/audit_book.h). */
#ifndef LEDGER_JOURNAL_AUDIT_H
#define LEDGER_JOURNAL_AUDIT_H

#include <jansson.h>

#include "ledger/day_audit.h"

#define AUDIT_TRANSFER_STAMPS "every transfer is as it was booked"
#define AUDIT_ENTRY_STAMPS "every entry is as it was written"
#define AUDIT_DAY_CHAIN "the hash chain over ledger days is whole"
#define AUDIT_ENTRY_MOMENTS "every entry and reversal has its one transfer"
#define AUDIT_ENTRY_ACCOUNTS "households' entries say what the journal says"
#define AUDIT_DAY_SUMS "closed days kept what the journal moved on them"
#define AUDIT_NOT_BELOW "no account is below zero that must not be"

/* Whom what is found of each check is added to. */
struct journal_found {
    json_t *transfer_stamps, *entry_stamps, *day_chain, *entry_moments, *entry_accounts, *day_sums,
        *not_below;
};

/* From an id on (0 = all). `watch` may be NULL. */
bool journal_audit(struct task *task, int64_t from_id, const struct journal_found *found,
                   const struct ledger_watch *watch, struct refusal *why);

#endif
