/* How many text messages may go out: to one phone, at the wish of one block of addresses, and in
 * all; in an hour and on a Beijing day. A message that nobody wanted costs money, and the phone's
 * owner patience; who asks for them in masses asks from many addresses of few networks.
 *
 * The counts are rows of the database, so they are the same for all workers and exact however many
 * ask at once. A window is a whole hour or day of the clock: at its edge twice its budget may go
 * out in a short time.
 *
 * A block (base/address_block.h) is an IPv4 /24 or an IPv6 /48: the smallest that networks hand to
 * each other, so that nobody gets a thousand of them for the price of one. Behind an operator's NAT
 * many people share one, which is why its budget is many times a phone's.
 */
#ifndef SMS_BUDGET_H
#define SMS_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "sms/sms.h"

extern const struct refusal_kind SMS_BUDGET; /* 429 sms_budget, retry_after_s */

/* Takes one message from all its budgets, in the transaction that writes it; the phone's own does
 * not hold back what its owner asks for (`by_owner`). Refused the transaction must not be kept. */
bool sms_budget_take(struct db_tx *tx, const uint8_t phone_hash[32], const struct sms_wish *wish,
                     struct refusal *why);

/* Counts one that is sent whatever the budgets say. */
void sms_budget_count(struct db_tx *tx, const uint8_t phone_hash[32]);

#endif
