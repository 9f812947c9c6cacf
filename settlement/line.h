/* One line of a run as it is looked at: with the verdicts that stood when it was compared last. */
#ifndef SETTLEMENT_LINE_H
#define SETTLEMENT_LINE_H

#include <jansson.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* As payout_json() (ledger/payout.h), its verdicts with their rules in words (register/judge.h).
 * New reference, NULL when refused. */
json_t *settlement_line_json(struct task *task, int64_t payout_id, struct refusal *why);

#endif
