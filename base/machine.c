#include "base/machine.h"

#include <assert.h>
#include <string.h>

#include "base/id.h"
#include "gen/sql.h"

bool machine_allows(const struct machine *machine, const char *from, const char *to)
{
    for (int i = 0; i < machine->count; i++)
        if (strcmp(machine->moves[i].from, from) == 0 && strcmp(machine->moves[i].to, to) == 0)
            return true;
    return false;
}

bool machine_is_terminal(const struct machine *machine, const char *state)
{
    for (int i = 0; i < machine->count; i++)
        if (strcmp(machine->moves[i].from, state) == 0)
            return false;
    return true;
}

/* One statement carries at most this many rows, so that the id array has a fixed place on the
 * stack. */
enum { LOG_CHUNK = 256 };

static void log_chunk(struct db_tx *tx, const char *machine, const int64_t *object_ids,
                      const char *const *county_codes, int count, const char *from, const char *to,
                      int64_t actor_id, const char *reason)
{
    int64_t ids[LOG_CHUNK];
    for (int i = 0; i < count; i++)
        ids[i] = id_next();
    db_tx_send(tx, &SQL_state_log_add,
               DB_ARGS(DB_I64S(ids, (size_t)count), DB_TEXTS(county_codes, (size_t)count),
                       DB_TEXT(machine), DB_I64S(object_ids, (size_t)count), DB_TEXT(from),
                       DB_TEXT(to), DB_I64(actor_id), DB_TEXT(reason)));
}

void machine_log(struct db_tx *tx, const struct machine *machine, const int64_t *object_ids,
                 const char *const *county_codes, int count, const char *from, const char *to,
                 int64_t actor_id, const char *reason)
{
    assert(machine_allows(machine, from, to));
    for (int done = 0; done < count; done += LOG_CHUNK) {
        int n = count - done < LOG_CHUNK ? count - done : LOG_CHUNK;
        log_chunk(tx, machine->name, object_ids + done, county_codes + done, n, from, to, actor_id,
                  reason);
    }
}
