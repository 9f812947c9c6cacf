/* What was paid to a household, for its own page; and its word on whether it has it. */
#ifndef MALL_PAGES_HOUSEHOLD_PAYOUTS_H
#define MALL_PAGES_HOUSEHOLD_PAYOUTS_H

#include <jansson.h>

#include "mall/api/call.h"
#include "mall/pages/household_visit.h"

/* The newest payouts in words (new reference): {payout, payout_fen, day, tail, note, says,
 * because, may (the reader may say of it), first (nothing was said of it yet), asks (whoever only
 * holds the paper is to tell the officer)}. NULL and why when refused. */
json_t *household_payouts_json(struct call *call, const struct household_visit *visit,
                               struct refusal *why);

/* Takes down what a form says of one of them: its own account's word, or that of who acts for it.
 * Refuses whoever only holds the paper. */
bool household_payouts_say(struct call *call, const struct household_visit *visit,
                           struct refusal *why);

#endif
