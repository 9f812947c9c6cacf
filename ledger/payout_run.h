/* A run of payouts: what has matured for a county's households and was not paid, as it stands in a
 * settlement period, a line a household (ledger/payout.h). Made by the county's centre, or by
 * itself when its time has come; released by somebody else; then the bank pays, and says of each
 * line what became of it. A county has one that is not released at a time.
 */
#ifndef LEDGER_PAYOUT_RUN_H
#define LEDGER_PAYOUT_RUN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

#define PAYOUT_RUN_STATES(STATE)                                                                   \
    STATE(PAYOUT_RUN_PREPARING, "preparing") /* its lines are worked out and compared */           \
    STATE(PAYOUT_RUN_PREPARED, "prepared")   /* waits for its release */                           \
    STATE(PAYOUT_RUN_RELEASING, "releasing") /* its lines are compared once more and ordered */    \
    STATE(PAYOUT_RUN_RELEASED, "released")   /* the bank is to pay */                              \
    STATE(PAYOUT_RUN_CLOSED, "closed") /* the bank has said of each line what became of it */      \
    STATE(PAYOUT_RUN_DROPPED, "dropped")
enum payout_run_state { PAYOUT_RUN_STATES(STATE_ENUM) };
extern const struct machine PAYOUT_RUN_MACHINE;

/* 409 payout_run_open: the county has one that is not released. */
extern const struct refusal_kind PAYOUT_RUN_OPEN;

/* What a run waits for ("" = nothing). */
#define PAYOUT_WAITS_REGISTER "register" /* that the register can be followed */
#define PAYOUT_WAITS_VERDICTS "verdicts" /* that what it said is judged */

struct payout_run {
    int64_t id, created_by, reached_id;
    const char *county_code;
    enum payout_run_state state;
};

/* Begins one, in a transaction. Sent; PAYOUT_RUN_OPEN when there is one. */
void payout_run_add(struct db_tx *tx, int64_t id, const char *county_code, const char *note,
                    int64_t actor_id);
/* Locks one; not_found. Texts are the task's. */
bool payout_run_lock(struct db_tx *tx, int64_t run_id, struct payout_run *run, struct refusal *why);
/* Moves one that is locked, and stamps it. Asserts that the machine allows it. Sent. */
void payout_run_move(struct db_tx *tx, const struct payout_run *run, enum payout_run_state to,
                     int64_t actor_id, const char *reason);
/* A part of one was compared: households up to `reached_id` are in it (0 = as before). Sent. */
struct payout_basis;
void payout_run_reach(struct db_tx *tx, int64_t run_id, int64_t reached_id,
                      const struct payout_basis *basis);
/* Says what it waits for, one of PAYOUT_WAITS_. */
bool payout_run_wait(struct task *task, int64_t run_id, const char *waits_for, struct refusal *why);
/* Runs that are to go on by themselves: preparing or releasing, at most PAYOUT_RUNS_A_ROUND. In the
 * task's arena. */
enum { PAYOUT_RUNS_A_ROUND = 20 };
bool payout_run_due(struct task *task, struct payout_run **runs, int *count, struct refusal *why);
/* Closes one that is released when the bank has answered all of it. */
bool payout_run_close(struct db_tx *tx, int64_t run_id, int64_t actor_id, struct refusal *why);

/* Whose a run is; not_found. Text of the task. */
bool payout_run_county(struct task *task, int64_t run_id, const char **county_code,
                       struct refusal *why);

/* A county's runs, newest first: {run_id, county_code, state, note, created_by_name, created_at,
 * snapshot_id, change_no, compared_at, waits_for, prepared_at, released_by_name, released_at,
 * ended_at, sums: [{state, households, amount_fen}]}. New reference, NULL when refused. */
json_t *payout_run_list_json(struct task *task, const char *county_code, const char *state,
                             const struct page *page, struct refusal *why);
/* One of them; not_found. */
json_t *payout_run_json(struct task *task, int64_t run_id, struct refusal *why);

#endif
