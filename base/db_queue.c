#include "base/db_queue.h"

#include <stdlib.h>

#include "base/clock.h"

struct db_slot *db_queue_push(struct db_queue *queue, enum slot_kind kind, const struct sql *sql,
                              struct db_call *call)
{
    struct db_slot *slot = queue->spare;
    if (slot != NULL)
        queue->spare = slot->next;
    else if ((slot = malloc(sizeof *slot)) == NULL)
        abort();
    *slot = (struct db_slot){.kind = kind, .sql = sql, .call = call};
    if (queue->first == NULL) {
        queue->first = slot;
        queue->progress_ms = clock_mono_ms();
    } else {
        queue->last->next = slot;
    }
    queue->last = slot;
    queue->depth += kind == SLOT_QUERY;
    return slot;
}

void db_queue_pop(struct db_queue *queue)
{
    struct db_slot *slot = queue->first;
    queue->first = slot->next;
    queue->depth -= slot->kind == SLOT_QUERY;
    queue->progress_ms = clock_mono_ms();
    PQclear(slot->result);
    slot->next = queue->spare;
    queue->spare = slot;
}

void db_call_end(struct db_call *call, enum db_outcome outcome, PGresult *result)
{
    call->outcome = outcome;
    call->result = result;
    call->slot = NULL;
    if (call->done != NULL)
        call->done(call);
}

void db_slot_tell(struct db_slot *slot, enum db_outcome outcome)
{
    struct db_call *call = slot->call;
    if (call == NULL)
        return;
    PGresult *result = slot->result;
    slot->call = NULL;
    slot->result = NULL;
    if (outcome == DB_LOST || outcome == DB_ABORTED) {
        PQclear(result);
        result = NULL;
    }
    db_call_end(call, outcome, result);
}

void db_queue_release(struct db_queue *queue)
{
    while (queue->spare != NULL) {
        struct db_slot *next = queue->spare->next;
        free(queue->spare);
        queue->spare = next;
    }
}
