/* A payout: what has matured for a household and no other payout pays, paid to it by a bank. It is
 * a line of a run (ledger/payout_run.h): planned, ordered when the run is released, and then what
 * the bank says of it. What fails, comes back, or is left out is in the next run again.
 *
 * In the journal a household's income stands with the orders that it came from; what was drawn from
 * it for payouts stands in an account of the household beside them (ACCOUNT_HOUSEHOLD_DRAWN, below
 * zero), so that what is still owed is the sum of both. A payout's own account holds the money
 * while it is on its way.
 */
#ifndef LEDGER_PAYOUT_H
#define LEDGER_PAYOUT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

#define PAYOUT_STATES(STATE)                                                                       \
    STATE(PAYOUT_PLANNED, "planned")     /* goes out when its run is released */                   \
    STATE(PAYOUT_HELD, "held")           /* not, unless what holds it is settled */                \
    STATE(PAYOUT_LEFT, "left")           /* not with this run */                                   \
    STATE(PAYOUT_ORDERED, "ordered")     /* the bank is to pay it */                               \
    STATE(PAYOUT_PAID, "paid")           /* the bank paid it */                                    \
    STATE(PAYOUT_FAILED, "failed")       /* the bank could not */                                  \
    STATE(PAYOUT_RETURNED, "returned")   /* the bank paid it, and it came back */                  \
    STATE(PAYOUT_CONFIRMED, "confirmed") /* the household says it has it */                        \
    STATE(PAYOUT_DISPUTED, "disputed")   /* the household says it has not */
enum payout_state { PAYOUT_STATES(STATE_ENUM) };
extern const struct machine PAYOUT_MACHINE;

/* To whom it is paid, sealed: {"account", "holder", "bank"} as they stood when it was planned. */
#define PAYOUT_PAYEE "payout.payee"

/* Its tables with sealed fields, for the module. */
struct sealed_table;
extern const struct sealed_table *const PAYOUT_SEALED[];

/* A line as it is planned. */
struct payout_plan {
    int64_t id, household_id, amount_fen;
    const void *payee; /* sealed for this id; NULL = no account is known */
    size_t payee_length;
    const char *state;              /* "planned" or "held" */
    const char *reasons, *verdicts; /* a comma between */
};

/* What was known of the register. */
struct payout_basis {
    const char *snapshot_id;
    int64_t change_no;
};

/* A line that is held by the transaction. */
struct payout {
    int64_t id, run_id, household_id, amount_fen;
    const char *county_code;
    enum payout_state state;
    const char *reasons, *passed;               /* a comma between */
    const char *ordered_on, *paid_on, *bank_no; /* days; NULL = not yet */
};

/* Writes lines of a run. Sent. */
void payout_add(struct db_tx *tx, int64_t run_id, const char *county_code,
                const struct payout_plan *lines, int count, const struct payout_basis *basis);

/* Locks lines, by id; *count may be less than was asked for. Texts are the task's. */
bool payout_lock(struct task *task, struct db_tx *tx, const int64_t *ids, int id_count,
                 struct payout **lines, int *count, struct refusal *why);

/* What moves lines, and why. */
struct payout_mover {
    int64_t actor_id;
    const char *reason; /* of all of them; what is said of each one stands beside it */
};

/* One line's move; `day` and `bank_no` of one that was paid. */
struct payout_move {
    const struct payout *line;
    const char *day, *bank_no, *reason;
};

/* Moves lines of a run that are locked and stand alike, with the transfers that belong to it: to
 * `ordered`, `paid`, `failed`, `returned`, or without any. Asserts that the machine allows it.
 * Sent. */
void payout_move(struct task *task, struct db_tx *tx, const struct payout_move *moves, int count,
                 enum payout_state to, const struct payout_mover *mover);

/* A person lets a held line pass for all that holds it, or holds one that would go out. Sent. */
void payout_pass(struct db_tx *tx, const struct payout *line, const struct payout_mover *mover);
void payout_hold(struct db_tx *tx, const struct payout *line, const struct payout_mover *mover);

/* The next lines of a run in a state, behind one; locked. With the payee as it was sealed. */
struct payout_next {
    struct payout line;
    const void *payee;
    size_t payee_length;
};
bool payout_next(struct task *task, struct db_tx *tx, int64_t run_id, enum payout_state state,
                 int limit, struct payout_next **lines, int *count, struct refusal *why);

/* What lines were compared with, anew: of each its reasons and verdicts (a comma between). Sent. */
struct payout_compared {
    int64_t id;
    const char *reasons, *verdicts;
};
void payout_compare(struct db_tx *tx, const struct payout_compared *lines, int count,
                    const struct payout_basis *basis);

/* ---- reading ---- */

/* Whose a line is; refuses with not_found. */
struct payout_place {
    int64_t run_id, household_id;
    const char *county_code, *village_code;
};
bool payout_find(struct task *task, int64_t payout_id, struct payout_place *place,
                 struct refusal *why);

/* A page of a run's lines by id: {payout_id, run_id, county_code, household_id, pseudonym,
 * household_state, village_code, village_name, amount_fen, state, reasons, passed, passed_by_name,
 * account_tail, ordered_at, paid_on, bank_no, reason, moved_at}. New reference, NULL when refused.
 */
json_t *payout_list_json(struct task *task, int64_t run_id, const char *state,
                         const struct page *page, struct refusal *why);
/* One of them, with {planned_at, compared_at, snapshot_id, change_no, verdicts}; not_found. */
json_t *payout_json(struct task *task, int64_t payout_id, struct refusal *why);
/* A household's, newest first, those that were ordered: {payout_id, run_id, note, amount_fen,
 * state, account_tail, planned_at, ordered_at, paid_on, reason, moved_at}. */
json_t *payout_household_json(struct task *task, int64_t household_id, const struct page *page,
                              struct refusal *why);

/* The payee of a line as it was sealed: an object (new reference), NULL when there is none or it
 * does not open. */
json_t *payout_payee_open(struct arena *arena, int64_t payout_id, const void *sealed,
                          size_t length);

#endif
