/* State machines as data, and the one log of their moves.
 *
 * Every move in the product is `update ... where id = $1 and state = from` plus a row here, in the
 * same transaction; the audit replays the log against the machines: each row must be a listed move,
 * rows of an object must join up, and the last must be its state now.
 *
 * States are numbers in C and words in the database, made from one list in the noun's header:
 *
 *     #define LOT_STATES(STATE)   \
 *         STATE(LOT_OPEN, "open") \
 *         STATE(LOT_CLOSED, "closed")
 *     enum lot_state { LOT_STATES(STATE_ENUM) };
 *     extern const struct machine LOT_MACHINE;
 *
 * and its moves in the source beside it:
 *
 *     static const struct machine_move MOVES[] = {
 *         {LOT_OPEN, LOT_CLOSED, "nothing more comes from it"},
 *     };
 *     const struct machine LOT_MACHINE =
 *         MACHINE("lot", LOT_STATES, STATE_SET(LOT_OPEN), MOVES, &SQL_audit_lot_state);
 *
 * A word from the database becomes a number once, where the row is read (machine_state()); a number
 * becomes a word where it is bound (machine_state_name()). No state is compared as text.
 */
#ifndef BASE_MACHINE_H
#define BASE_MACHINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

struct machine_move {
    int from, to;
    const char *when; /* a sentence for people */
};

struct machine {
    const char *name;
    const char *const *states; /* the word of each state */
    int state_count;           /* at most 32 */
    uint32_t initial;          /* a set: what an object may begin as */
    const struct machine_move *moves;
    int move_count;
    /* Finds objects whose state is not where their last move ended or, without moves, not an
     * initial one. $1 initial states. Columns: subject, detail. */
    const struct sql *audit;
    /* Its objects come to their end within weeks, and there are as many as sales. Of all others it
     * is carried on where they stand when a year's moves are taken out (base/year.h). */
    bool passing;
    /* The next objects, of a machine that has so many that the audit adds their moves up instead of
     * gathering them by object; NULL = few. $1 after id, $2 objects. Binary columns: id, what its
     * rows are spread by, state. Index: the table's primary key. */
    const struct sql *places;
};

/* What a list of states is expanded with. */
#define STATE_ENUM(id_, word_) id_,
#define STATE_WORD_(id_, word_) [id_] = (word_),

/* A set of states: STATE_SET(A) | STATE_SET(B). */
#define STATE_SET(state_) ((uint32_t)1 << (state_))

#define MACHINE(name_, states_, initial_, moves_, audit_)                                          \
    MACHINE_(name_, states_, initial_, moves_, audit_, false)
/* One of what passes. */
#define PASSING_MACHINE(name_, states_, initial_, moves_, audit_)                                  \
    MACHINE_(name_, states_, initial_, moves_, audit_, true)
/* One of what is great in number and begins in one state; the last says whether it passes. */
#define GREAT_MACHINE(name_, states_, initial_, moves_, audit_, places_, passing_)                 \
    MACHINE__(name_, states_, STATE_SET(initial_), moves_, audit_, passing_, places_)
#define MACHINE_(name_, states_, initial_, moves_, audit_, passing_)                               \
    MACHINE__(name_, states_, initial_, moves_, audit_, passing_, NULL)
#define MACHINE__(name_, states_, initial_, moves_, audit_, passing_, places_)                     \
    {                                                                                              \
        .name = (name_), .states = (const char *const[]){states_(STATE_WORD_)},                    \
        .state_count =                                                                             \
            (int)(sizeof((const char *const[]){states_(STATE_WORD_)}) / sizeof(const char *)),     \
        .initial = (initial_), .moves = (moves_),                                                  \
        .move_count = (int)(sizeof(moves_) / sizeof((moves_)[0])), .audit = (audit_),              \
        .passing = (passing_), .places = (places_)                                                 \
    }

/* The number of a state's word, -1 when the machine has no such state (NULL too): for words from
 * outside. */
int machine_find_state(const struct machine *machine, const char *word);
/* The same for a word that is known to be one, as the database's check constraint holds it:
 * asserts. */
int machine_state(const struct machine *machine, const char *word);
/* The word; static. Asserts that it is one of the machine's. */
const char *machine_state_name(const struct machine *machine, int state);

/* To be bound as text[]: the one state of this word, or, when it is "", all of the machine's. So
 * that a list's statement says `state = any ($n)` whatever is asked for, and has one plan. The word
 * must be one of the machine's: asserts. Nothing to free. */
struct db_value machine_states(const struct machine *machine, const char *word);

/* Whether the machine lists this move. */
bool machine_allows(const struct machine *machine, int from, int to);
/* Whether a state has no way out. */
bool machine_is_terminal(const struct machine *machine, int state);
/* Whether an object may begin in this state. */
bool machine_is_initial(const struct machine *machine, int state);

/* The days of all moves (base/day_chain.h). */
struct day_chain;
extern const struct day_chain MACHINE_CHAIN;

/* Actors that are no account. */
enum { ACTOR_SYSTEM = 0, ACTOR_PROVIDER = 1, ACTOR_CARRIER = 2 };

/* Logs the same move of `count` objects; asserts that the machine allows it. `shard_keys` is what
 * each object's rows are spread by. Sent with the transaction's next statement or commit. */
void machine_log(struct db_tx *tx, const struct machine *machine, const int64_t *object_ids,
                 const char *const *shard_keys, int count, int from, int to, int64_t actor_id,
                 const char *reason);

#endif
