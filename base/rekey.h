/* A key rotation brought to its end: everything that is sealed, and every keyed hash, is written
 * anew under the newest master key, each value bound to its place; then the older keys are not
 * needed any more.
 *
 * - It may run beside programs that serve: whoever writes must write under the newest key already,
 *   or it refuses and says who does not (base/id_lease.h).
 * - A chunk of a table is one transaction, and the place where it ended is kept with it: what was
 *   killed goes on there.
 * - A field that opens under no key is left as it is, and the older keys stay needed until somebody
 *   has decided what becomes of it.
 */
#ifndef BASE_REKEY_H
#define BASE_REKEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sealed.h"
#include "base/task.h"

extern const struct refusal_kind REKEY_WRITTEN_OLD; /* 409 rekey_written_old: who, in the detail */
extern const struct refusal_kind REKEY_SHUT;        /* 409 rekey_shut */

/* How far a table is. */
struct rekey_table {
    int64_t row, part; /* the last one looked at */
    int64_t seen, written, shut;
    bool done;
};

/* Whether everybody who writes does so under the newest key; waits a while for who does not. Before
 * the key is noted (base/key_check.h), so that one that is begun too early leaves nothing. */
bool rekey_may_begin(struct task *task, struct refusal *why);
/* Nothing is written under an older key from now on. */
bool rekey_begin(struct task *task, struct refusal *why);
/* Where an earlier run came to; all zero when there was none. */
bool rekey_where(struct task *task, const struct sealed_table *table, struct rekey_table *out,
                 struct refusal *why);
/* One chunk more, of at most `limit` rows (0 = the usual number); `at` moves on. */
bool rekey_step(struct task *task, const struct sealed_table *table, int limit,
                struct rekey_table *at, struct refusal *why);
/* All tables are done: the keys of codes, and then the older keys are retired. `shut` fields that
 * open under no key keep them needed, and the next run begins anew. */
bool rekey_end(struct task *task, int64_t shut, int *retired, struct refusal *why);

#endif
