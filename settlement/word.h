/* What a household says of a payout that the bank has paid - it has it, or it has it not - and what
 * the county answers to a no: shown to be paid, or found to have come back.
 */
#ifndef SETTLEMENT_WORD_H
#define SETTLEMENT_WORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "ledger/payout.h"

/* 409 payout_not_paid: there is nothing to say of it, or it is said already. */
extern const struct refusal_kind PAYOUT_NOT_PAID;

/* Moves a line to confirmed or disputed by the household's word, or from disputed to paid or
 * returned by the county's answer. Said again it changes nothing. */
bool payout_say(struct task *task, int64_t payout_id, enum payout_state to, int64_t actor_id,
                const char *reason, struct refusal *why);

#endif
