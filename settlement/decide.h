/* What a person decides of one line before its run is released: hold it, or let it pass although
 * something speaks against it, which is then theirs to answer for.
 */
#ifndef SETTLEMENT_DECIDE_H
#define SETTLEMENT_DECIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* 403 payout_own_case: of one's own household. */
extern const struct refusal_kind PAYOUT_OWN_CASE;
/* 409 payout_firm: without an account, or with less due, nobody can let it pass. */
extern const struct refusal_kind PAYOUT_FIRM;

struct payout_decision {
    int64_t payout_id, actor_id;
    bool pass; /* else hold */
    const char *reason;
};
/* Refuses with conflict when the run is not prepared or the line stands otherwise. */
bool payout_decide(struct task *task, const struct payout_decision *decision, struct refusal *why);

#endif
