#include "base/machine.h"

#include <assert.h>
#include <string.h>

#include "base/day_chain.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/base/sql.h"

int machine_find_state(const struct machine *machine, const char *word)
{
    for (int i = 0; i < machine->state_count && word != NULL; i++)
        if (strcmp(machine->states[i], word) == 0)
            return i;
    return -1;
}

int machine_state(const struct machine *machine, const char *word)
{
    int state = machine_find_state(machine, word);
    assert(state >= 0 && "the database holds states that the machine knows");
    return state;
}

const char *machine_state_name(const struct machine *machine, int state)
{
    assert(state >= 0 && state < machine->state_count);
    return machine->states[state];
}

struct db_value machine_states(const struct machine *machine, const char *word)
{
    return word[0] == '\0' ? DB_TEXTS(machine->states, machine->state_count)
                           : DB_TEXTS(&machine->states[machine_state(machine, word)], 1);
}

bool machine_allows(const struct machine *machine, int from, int to)
{
    for (int i = 0; i < machine->move_count; i++)
        if (machine->moves[i].from == from && machine->moves[i].to == to)
            return true;
    return false;
}

bool machine_is_terminal(const struct machine *machine, int state)
{
    for (int i = 0; i < machine->move_count; i++)
        if (machine->moves[i].from == state)
            return false;
    return true;
}

bool machine_is_initial(const struct machine *machine, int state)
{
    return machine->initial & STATE_SET(state);
}

const struct day_chain MACHINE_CHAIN = {.name = "moves",
                                        .lines = &SQL_state_log_lines,
                                        .next = &SQL_state_log_next,
                                        .by_years = true,
                                        .table = "state_log",
                                        .later = 2};

/* One statement carries at most this many rows, so that the id array has a fixed place on the
 * stack. */
enum { LOG_CHUNK = 256 };

/* Objects of one move, all alike but for id and shard. */
static void log_chunk(struct db_tx *tx, const struct machine *machine, const int64_t *object_ids,
                      const char *const *shard_keys, int count, const struct machine_move *move,
                      int64_t actor_id, const char *reason)
{
    int64_t ids[LOG_CHUNK];
    const struct task *task = db_tx_task(tx);
    const char *request = task_acting_request(task);
    for (int i = 0; i < count; i++)
        ids[i] = id_next();
    db_tx_send(tx, &SQL_state_log_add,
               DB_ARGS(DB_I64S(ids, (size_t)count), DB_TEXTS(shard_keys, (size_t)count),
                       DB_TEXT(machine->name), DB_I64S(object_ids, (size_t)count),
                       DB_TEXT(machine_state_name(machine, move->from)),
                       DB_TEXT(machine_state_name(machine, move->to)), DB_I64(actor_id),
                       DB_TEXT(reason), stamp_key(), DB_TEXT(request),
                       DB_I64(request != NULL ? task->acting.on_behalf_of_id : 0)));
}

void machine_log(struct db_tx *tx, const struct machine *machine, const int64_t *object_ids,
                 const char *const *shard_keys, int count, int from, int to, int64_t actor_id,
                 const char *reason)
{
    struct machine_move move = {.from = from, .to = to};
    assert(machine_allows(machine, from, to));
    db_tx_task(tx)->changes += count;
    for (int done = 0; done < count; done += LOG_CHUNK) {
        int n = count - done < LOG_CHUNK ? count - done : LOG_CHUNK;
        log_chunk(tx, machine, object_ids + done, shard_keys + done, n, &move, actor_id, reason);
    }
}
