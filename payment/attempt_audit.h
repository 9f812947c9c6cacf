/* Attempts to pay as they stand, in one walk in order of id beside a walk over the journal
 * (ledger/journal_audit.h): whether each fits its stamp, and whether what they captured is what was
 * booked of them. The latter is told by a sum for all of them, each amount weighed by a keyed hash
 * of its attempt, and by the times of the last hundred thousand attempts and more, which are kept
 * (4 MB), as what is captured is booked within minutes; where they do not tell it, audit_capture
 * looks at attempt by attempt, and names it.
 */
#ifndef PAYMENT_ATTEMPT_AUDIT_H
#define PAYMENT_ATTEMPT_AUDIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/task.h"
#include "ledger/entry_sum.h"

#define AUDIT_ATTEMPT_CAPTURED "what attempts captured is booked, and what was asked for"
#define AUDIT_ATTEMPT_STAMPS "every attempt is as it was opened"

struct attempt_audit;

/* Aborts without memory; freed by attempt_audit_free(). */
struct attempt_audit *attempt_audit_new(void);
void attempt_audit_free(struct attempt_audit *audit);

/* Begins (anew) in a transaction of DB_AUDIT. `violations` gets attempts that do not fit their
 * stamps. */
void attempt_audit_begin(struct attempt_audit *audit, struct db_tx *tx, json_t *violations);
/* The next transfer, by the fields of its content. */
void attempt_audit_transfer(struct attempt_audit *audit,
                            const struct stamp_field fields[TRANSFER_FIELDS]);
/* A page of transfers was told, of no more than 10,000. */
bool attempt_audit_page(struct task *task, struct attempt_audit *audit, struct refusal *why);
/* The last of them was told. */
bool attempt_audit_end(struct task *task, struct attempt_audit *audit, struct refusal *why);

/* What the walk did not tell of what was made from an id on (0 = all). `audit` NULL = there was
 * none, and stamps are looked at too. */
bool attempt_audit_ask(struct task *task, const struct attempt_audit *audit, int64_t from_id,
                       json_t *captured, json_t *stamps, struct refusal *why);

#endif
