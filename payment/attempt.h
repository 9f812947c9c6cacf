/* Payment attempts: the rows. An attempt is one wish to pay one subject (payment/payable.h) at one
 * provider, under a number of its own; the amount always comes from our row. An attempt's failure
 * never touches its subject.
 */
#ifndef PAYMENT_ATTEMPT_H
#define PAYMENT_ATTEMPT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/machine.h"
#include "payment/payable.h"

#define PAYMENT_ATTEMPT_STATES(STATE)                                                              \
    STATE(PAYMENT_ATTEMPT_CREATED, "created")                                                      \
    STATE(PAYMENT_ATTEMPT_PAID, "paid")                                                            \
    STATE(PAYMENT_ATTEMPT_CLOSED, "closed")                                                        \
    STATE(PAYMENT_ATTEMPT_FAILED, "failed")                                                        \
    STATE(PAYMENT_ATTEMPT_ABANDONED, "abandoned")
enum payment_attempt_state { PAYMENT_ATTEMPT_STATES(STATE_ENUM) };
extern const struct machine PAYMENT_ATTEMPT_MACHINE;

/* The attempts of a subject for its payer, oldest first; new reference to an array. NULL and why
 * when the database cannot be asked. */
json_t *payment_attempt_list_json(struct task *task, const struct payable *payable,
                                  int64_t subject_id, struct refusal *why);

/* The code of an attempt of that subject that is still open, for its payer's app to scan; NULL and
 * why (not_found) when there is none. */
const char *payment_attempt_code(struct task *task, const struct payable *payable,
                                 int64_t subject_id, int64_t attempt_id, struct refusal *why);

/* Moves an attempt from created to closed, failed or abandoned; nothing when it moved on already.
 */
bool payment_attempt_end(struct task *task, const char *number, enum payment_attempt_state to,
                         const char *reason, struct refusal *why);

/* Has the open attempts of subjects closed at the provider, by jobs of the same transaction: called
 * where these stop being owed. */
bool payment_attempt_close_all(struct db_tx *tx, const struct payable *payable,
                               const int64_t *subject_ids, int count, struct refusal *why);

/* The attempt whose money filled an escrow account; 0 when none did. */
bool payment_attempt_of_escrow(struct db_tx *tx, int64_t escrow_id, int64_t *attempt_id,
                               struct refusal *why);

#endif
