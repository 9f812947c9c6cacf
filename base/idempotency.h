/* Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header): the key's row is written in the
 * SAME transaction as the effect. Scope = account + route. Same key and body: the stored answer
 * again (checkout marks it: Idempotency-Replayed: true). Same key, other body: 422. Kept 30 days.
 */
#ifndef BASE_IDEMPOTENCY_H
#define BASE_IDEMPOTENCY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/stamp.h"

extern const struct refusal_kind IDEMPOTENCY_KEY_MISSING; /* 400 idempotency_key_missing */
extern const struct refusal_kind IDEMPOTENCY_KEY_REUSED;  /* 422 idempotency_key_reused */

struct idempotency {
    int64_t account_id;
    const char *route; /* stable route name */
    const char *key;   /* 8..255 printable ASCII */
    uint8_t body_hash[32];
};

/* Checks the header's form; false with IDEMPOTENCY_KEY_MISSING / invalid_field. Fills `out` (key
 * copied by pointer). */
bool idempotency_init(struct idempotency *out, int64_t account_id, const char *route,
                      const char *key, const char *body, size_t length, struct refusal *why);

/* Inside a transaction: looks for the key. True with *result_id = 0: new, go on. True with
 * *result_id > 0: done before, answer from that object. False: other body (IDEMPOTENCY_KEY_REUSED)
 * or database refusal. */
bool idempotency_find(struct db_tx *tx, const struct idempotency *key, int64_t *result_id,
                      struct refusal *why);
/* Looks for the key without a transaction, for answering again when the request could no longer be
 * carried out anew. True with *result_id = 0: not used; otherwise the disk has what it tells of.
 * False with *result_id > 0: used, but it is not known whether the disk has it. */
bool idempotency_peek(struct task *task, const struct idempotency *key, int64_t *result_id,
                      struct refusal *why);

/* Writes the key with the id of what was made; unique (account, route, key) makes a racing twin
 * fail with a conflict that is retried as a replay. */
void idempotency_save(struct db_tx *tx, const struct idempotency *key, int64_t result_id);

/* Stamps a key with what it made, for who writes it by a statement of their own (base/stamp.h). */
void idempotency_stamp(const struct idempotency *key, int64_t result_id,
                       uint8_t stamp[STAMP_BYTES]);

/* The same for many keys at once, for lanes (max 500): asks with db_tx_ask(), then reads the rows:
 * results[i] = 0 when key i is new; reused[i] = true when it was used with another body. */
void idempotency_ask_many(struct db_tx *tx, const struct idempotency *keys, int count,
                          struct db_rows **rows);
void idempotency_read_many(const struct db_rows *rows, int count, int64_t *results, bool *reused);
void idempotency_save_many(struct db_tx *tx, const struct idempotency *keys, const int64_t *results,
                           int count);

/* Whether two keys are the same key (account, route, key), and whether their bodies are the same
 * too. */
bool idempotency_same_key(const struct idempotency *a, const struct idempotency *b);
bool idempotency_same_body(const struct idempotency *a, const struct idempotency *b);

#endif
