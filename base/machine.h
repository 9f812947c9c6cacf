/* State machines as data, and the one log of their moves.
 *
 * Every move in the product is `update ... where id = $1 and state = from` plus a row here, in the
 * same transaction; `mall audit` replays the log against the tables below every noun (ORDER_MACHINE
 * ...): each row must be a listed move, rows of an object must join up, and the last must be its
 * state now.
 */
#ifndef BASE_MACHINE_H
#define BASE_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

struct machine_move {
    const char *from;
    const char *to;
    const char *when;
}; /* `when`: a sentence for people */
struct machine {
    const char *name;
    const char *initial;
    const struct machine_move *moves;
    int count;
};
#define MACHINE(name_, initial_, moves_)                                                           \
    {                                                                                              \
        (name_), (initial_), (moves_), (int)(sizeof(moves_) / sizeof((moves_)[0]))                 \
    }

/* Whether the machine lists this move. */
bool machine_allows(const struct machine *machine, const char *from, const char *to);
/* Whether a state has no way out. */
bool machine_is_terminal(const struct machine *machine, const char *state);

/* Actors that are no account. */
enum { ACTOR_SYSTEM = 0, ACTOR_PROVIDER = 1, ACTOR_CARRIER = 2 };

/* Logs the same move of `count` objects; asserts that the machine allows it. Sent with the
 * transaction's next statement or commit. */
void machine_log(struct db_tx *tx, const struct machine *machine, const int64_t *object_ids,
                 const char *const *county_codes, int count, const char *from, const char *to,
                 int64_t actor_id, const char *reason);

#endif
