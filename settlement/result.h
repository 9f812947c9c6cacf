/* What the bank says of payouts: paid on a day, failed, or come back after it was paid. A list is
 * taken whole or not at all; said again it changes nothing, and what contradicts what was said
 * before is refused by the place of its line.
 */
#ifndef SETTLEMENT_RESULT_H
#define SETTLEMENT_RESULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/shape.h"
#include "base/task.h"

enum { PAYOUT_RESULTS_MAX = 200 };

/* 409 payout_result_known: something else was said of it before. */
extern const struct refusal_kind PAYOUT_RESULT_KNOWN;

struct payout_result {
    const char *payout_id, *outcome; /* "paid", "failed", "returned" */
    const char *paid_on, *bank_no;   /* of one that was paid; NULL = not said */
    const char *reason;              /* of the others; NULL = not said */
};
/* {"items": [...]} */
struct payout_results {
    struct shape_list items; /* of struct payout_result */
};
extern const struct shape PAYOUT_RESULTS_SHAPE;

/* Takes down the bank's words on lines of a run; a run of which all are answered closes. *taken =
 * lines that moved. */
bool payout_take_results(struct task *task, int64_t run_id, const struct payout_results *results,
                         int64_t actor_id, int64_t *taken, struct refusal *why);

#endif
