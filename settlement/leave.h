/* Leaving lines out of a run: what they would have paid is due with the next one. */
#ifndef SETTLEMENT_LEAVE_H
#define SETTLEMENT_LEAVE_H

#include "ledger/payout.h"

/* All lines of a run that stand in this state (planned or held), within the transaction. */
bool payout_leave(struct task *task, struct db_tx *tx, int64_t run_id, enum payout_state state,
                  const struct payout_mover *mover, struct refusal *why);

#endif
