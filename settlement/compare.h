/* Comparing the households of a payout, at the moment that it is planned and again when it is
 * released: what is due to each, to which account, and what the register and the county's own books
 * say against it. What speaks against a line holds it, by name; a person may let pass what a person
 * can answer for. Nothing is guessed: while the register cannot be followed, or has said something
 * that is not judged yet, nothing is compared and payouts wait.
 */
#ifndef SETTLEMENT_COMPARE_H
#define SETTLEMENT_COMPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"
#include "ledger/payout.h"
#include "registry/household.h"

/* What holds a line, as it is written (payout.reasons). */
#define PAYOUT_REASONS(REASON)                                                                     \
    REASON(REASON_SUSPENDED, "suspended") /* the household does not count at present */            \
    REASON(REASON_REMOVED, "removed")     /* it left the register */                               \
    REASON(REASON_UNFIT, "unfit")         /* by the register's rules it is not who it should be */ \
    REASON(REASON_DOUBT, "doubt")         /* a rule does not fit, and nobody has looked */         \
    REASON(REASON_UNKNOWN, "unknown")     /* the register tells nothing of it */                   \
    REASON(REASON_UNJUDGED, "unjudged")   /* none of its links was ever compared */                \
    REASON(REASON_FLAG, "flag")           /* a suspicion waits for its decision */                 \
    REASON(REASON_SHARED, "shared_account")   /* another household has the same account */         \
    REASON(REASON_BY_HAND, "by_hand")         /* a person holds it */                              \
    REASON(REASON_NO_ACCOUNT, "no_account")   /* no account is known */                            \
    REASON(REASON_CHANGED, "account_changed") /* another account than when it was planned */       \
    REASON(REASON_LESS, "less")               /* less is due than when it was planned */
enum payout_reason { PAYOUT_REASONS(STATE_ENUM) REASON_COUNT };
/* Those that nobody may let pass: it cannot be paid so. */
#define REASONS_FIRM                                                                               \
    (STATE_SET(REASON_NO_ACCOUNT) | STATE_SET(REASON_CHANGED) | STATE_SET(REASON_LESS))

/* A set of reasons as it is written, a comma between ("" = none; text of the arena), and back. */
const char *payout_reasons_text(struct arena *arena, uint32_t reasons);
uint32_t payout_reasons_of(const char *text);

/* What is known of a household. */
struct compared_household {
    int64_t household_id;
    int64_t due_fen; /* what has matured and no other run pays; may be 0 */
    enum household_state state;
    bool has_unfit, has_doubt, has_unknown, has_flag, is_shared, is_waiting;
    const char *verdicts; /* ids of those that stand on its links, a comma between; "" = none */
    const char *payee;    /* {"account", "holder", "bank"} as text; NULL = no account is known */
};

/* What speaks against paying it. Pure. */
uint32_t compare_reasons(const struct compared_household *household);

/* Whether the register can be asked now. *waits_for = why not (PAYOUT_WAITS_REGISTER), "" when it
 * can; then *basis is what is known of it. */
bool compare_basis(struct task *task, struct payout_basis *basis, const char **waits_for,
                   struct refusal *why);

/* Orders whose changes the sums do not have yet. */
struct compared_late {
    const int64_t *orders;
    int count;
};

/* Reads households of a county, by id, in a run's transaction; lines of `run_id` do not count as
 * paid. *count may be less than was asked for. In the task's arena. */
bool compare_load(struct task *task, struct db_tx *tx, const char *county_code, int64_t run_id,
                  const struct compared_late *late, const int64_t *households, int household_count,
                  struct compared_household **out, int *count, struct refusal *why);

#endif
