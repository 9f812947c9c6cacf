/* A county's households' money by how far it has come: what has matured, of that what was paid and
 * confirmed, what is on its way, and what is due. And whether payouts could go out now.
 */
#ifndef SETTLEMENT_SUMMARY_H
#define SETTLEMENT_SUMMARY_H

#include <jansson.h>

#include "base/refusal.h"
#include "base/task.h"

/* {county_code, matured_fen, due_fen, planned_fen, ordered_fen, paid_fen (all that the bank paid),
 * confirmed_fen, disputed_fen (parts of it), ordered, disputed (lines), least_fen (less waits),
 * waits_for, snapshot_id, change_no}. New reference, NULL when refused. */
json_t *payout_summary_json(struct task *task, const char *county_code, struct refusal *why);

#endif
