/* The port to above: what can be paid for. A trade is one; whatever else will be paid - a donation,
 * a pledge, a purchase on account - joins by filling a struct payable, and the engine of this
 * folder (attempts, captures, refunds, bills) serves it without knowing what it is.
 *
 * An attempt points at (subject_kind, subject_id). The engine asks the payable three things, always
 * inside the engine's own transaction: to lock, to decide what a capture would mean, and to book.
 */
#ifndef PAYMENT_PAYABLE_H
#define PAYMENT_PAYABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "ledger/transfer.h"

/* What the whole amount means when it arrives now. */
enum payable_standing {
    PAYABLE_OWED,    /* it is waited for: book it */
    PAYABLE_SETTLED, /* it was paid before: goes back as paid twice */
    PAYABLE_OVER     /* nobody owes it any more: goes back as late */
};

/* What is to be paid, as its row said under the lock. Texts live in the task's arena. */
struct payable_bill {
    enum payable_standing standing;
    const char *county_code;
    const char *description; /* what the payer reads at the provider, at most 60 characters */
    int64_t amount_fen;      /* > 0 */
    int64_t expires_us;      /* unix microseconds: no attempt is opened afterwards */
};

/* An account that wants to pay a subject, and what its payable says to it. */
struct payable_wish {
    int64_t subject_id, account_id;
    /* the answer */
    bool granted;
    struct payable_bill bill; /* when granted */
    struct refusal why;       /* when not */
};

/* One whole amount that arrived for a subject that owed it. */
struct payable_capture {
    int64_t subject_id, attempt_id;
    int64_t amount_fen;
    const char *county_code;
};

struct payable {
    const char *kind;      /* "trade": kept on every attempt and refund */
    const char *id_member; /* "trade_id": what its id is called in answers */
    /* said to who wants to pay what is not owed (any more), or what ran out of time */
    const struct refusal_kind *not_owed, *expired;

    /* Locks subjects (ids ascending; one may come twice) for the accounts that want to pay them and
     * tells each what is owed. A wish is refused by its own `why`, also when there is no subject of
     * that id for this account; false = nothing could be asked. */
    bool (*lock_to_open)(struct task *task, struct db_tx *tx, struct payable_wish *wishes,
                         int count, struct refusal *why);

    /* Locks subjects (ids ascending, each once) until the transaction ends, and decides for each
     * what a capture would mean: standings[i] of subject_ids[i]. All of them exist. */
    bool (*lock)(struct task *task, struct db_tx *tx, const int64_t *subject_ids, int count,
                 enum payable_standing *standings, struct refusal *why);

    /* Books captures of locked subjects that owed them: moves their states and adds gateway -> own
     * accounts, and what follows from it, to `transfers`; these must take exactly amount_fen of
     * each capture from ACCOUNT_GATEWAY with cause_id = attempt_id. */
    bool (*book)(struct task *task, struct db_tx *tx, const struct payable_capture *captures,
                 int count, struct transfer_list *transfers, struct refusal *why);
};

/* Makes a payable known, at start; at most 8. It must outlive the process's work. */
void payable_add(const struct payable *payable);

/* By the kind an attempt keeps; NULL when this process does not know it. */
const struct payable *payable_find(const char *kind);

#endif
