/* The statements one connection has on their way: one slot for each entry of libpq's command queue,
 * in the order of sending. Private to base/db_*.c. */
#ifndef BASE_DB_QUEUE_H
#define BASE_DB_QUEUE_H

#include "base/db_conn.h"

enum slot_kind { SLOT_PREPARE, SLOT_QUERY, SLOT_SYNC };

struct db_slot {
    enum slot_kind kind;
    bool until_sync; /* a write of its own: told at its sync */
    const struct sql *sql;
    struct db_call *call; /* NULL = nobody wants to know */
    PGresult *result;     /* so far; the slot's */
    struct db_slot *next;
};

/* All zero is the empty queue. */
struct db_queue {
    struct db_slot *first, *last;
    struct db_slot *spare; /* used again */
    int depth;             /* queries among them */
    int64_t progress_ms;   /* when something came to the head last */
};

struct db_slot *db_queue_push(struct db_queue *queue, enum slot_kind kind, const struct sql *sql,
                              struct db_call *call);
/* Takes the first slot away, and its result when that is still the slot's. */
void db_queue_pop(struct db_queue *queue);
/* The memory of an empty queue. */
void db_queue_release(struct db_queue *queue);

/* Hands the slot's result over to whoever waits. */
void db_slot_tell(struct db_slot *slot, enum db_outcome outcome);
/* The end of a call, whose `result` is its owner's from here on. */
void db_call_end(struct db_call *call, enum db_outcome outcome, PGresult *result);

#endif
