/* The checks of the audit whose rule is the arithmetic of ledger/split.h: what households were
 * credited, and what they keep. */
#ifndef ORDERS_AUDIT_BENEFIT_H
#define ORDERS_AUDIT_BENEFIT_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

/* For every paid line and pool: the households' shares are the pool's amount at the sale, dealt out
 * by weight. */
bool audit_shares(struct task *task, int64_t from_id, json_t *violations, struct refusal *why);

/* For every paid line and pool: what the households keep in sum is the pool's amount for the units
 * that the buyer kept until completion. */
bool audit_kept(struct task *task, int64_t from_id, json_t *violations, struct refusal *why);

#endif
