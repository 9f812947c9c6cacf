#include "base/change_trail.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/day_chain.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/base/sql.h"

const struct day_chain CHANGE_CHAIN = {.name = "changes",
                                       .lines = &SQL_change_trail_lines,
                                       .next = &SQL_change_trail_next,
                                       .by_years = true};

static const char *const KINDS[] = {[ACTING_SYSTEM] = "system",
                                    [ACTING_PERSON] = "person",
                                    [ACTING_MACHINE] = "machine",
                                    [ACTING_COMMAND] = "command"};

/* `own` as text, without what `other` says likewise; NULL when there is none. */
static const char *side(struct task *task, json_t *own, const json_t *other)
{
    const char *name;
    json_t *value, *kept;
    if (own == NULL)
        return NULL;
    assert(json_is_object(own));
    kept = json_object();
    json_object_foreach(own, name, value)
        if (other == NULL || !json_equal(value, json_object_get(other, name)))
            json_object_set(kept, name, value);
    char *text = json_dumps(kept, JSON_COMPACT);
    const char *copy = arena_strdup(task->arena, text);
    free(text);
    json_decref(kept);
    return copy;
}

json_t *change_side(const json_t *object, const char *names)
{
    json_t *side = json_object();
    while (names[0] != '\0') {
        size_t length = strcspn(names, " ");
        json_t *value = json_object_getn(object, names, length);
        if (value != NULL)
            json_object_setn(side, names, length, value);
        names += length + strspn(names + length, " ");
    }
    return side;
}

void change_trail_add(struct db_tx *tx, const struct change *change)
{
    struct task *task = db_tx_task(tx);
    const struct acting *by = &task->acting;
    const char *key = change->subject_key, *reason = change->reason;
    task->changes++;
    db_tx_send(tx, &SQL_change_trail_add,
               DB_ARGS(DB_I64(id_next()), DB_TEXT(change->county_code), DB_I64(by->account_id),
                       DB_TEXT(KINDS[by->kind]), DB_I64(by->session_id),
                       DB_I64(by->on_behalf_of_id), DB_TEXT(task->id), DB_TEXT(change->subject),
                       DB_I64(change->subject_id), DB_TEXT(key != NULL ? key : ""),
                       DB_TEXT(change->action), DB_TEXT(side(task, change->before, change->after)),
                       DB_TEXT(side(task, change->after, change->before)),
                       DB_TEXT(reason != NULL ? reason : ""), stamp_key()));
    json_decref(change->before);
    json_decref(change->after);
}

/* What of a row is another one's than its neighbours'. */
struct line {
    int64_t id, subject_id;
    const char *county_code, *subject_key, *before, *after;
};

void change_trail_add_all(struct db_tx *tx, const struct change *changes, size_t count)
{
    struct task *task = db_tx_task(tx);
    const struct acting *by = &task->acting;
    if (count == 0)
        return;
    struct line *lines = arena_array(task->arena, count, sizeof(*lines));
    for (size_t i = 0; i < count; i++) {
        const struct change *change = &changes[i];
        const char *key = change->subject_key;
        lines[i] = (struct line){.id = id_next(),
                                 .subject_id = change->subject_id,
                                 .county_code = change->county_code,
                                 .subject_key = key != NULL ? key : "",
                                 .before = side(task, change->before, change->after),
                                 .after = side(task, change->after, change->before)};
        json_decref(change->before);
        json_decref(change->after);
    }
    const char *reason = changes->reason;
    task->changes += (int)count;
    db_tx_send(tx, &SQL_change_trail_add_all,
               DB_ARGS(DB_COLUMN_I64(lines, count, id), DB_COLUMN_TEXT(lines, count, county_code),
                       DB_I64(by->account_id), DB_TEXT(KINDS[by->kind]), DB_I64(by->session_id),
                       DB_I64(by->on_behalf_of_id), DB_TEXT(task->id), DB_TEXT(changes->subject),
                       DB_COLUMN_I64(lines, count, subject_id),
                       DB_COLUMN_TEXT(lines, count, subject_key), DB_TEXT(changes->action),
                       DB_COLUMN_TEXT(lines, count, before), DB_COLUMN_TEXT(lines, count, after),
                       DB_TEXT(reason != NULL ? reason : ""), stamp_key()));
}

static bool write_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct change *change = argument;
    (void)task;
    (void)why;
    json_incref(change->before); /* it may run again */
    json_incref(change->after);
    change_trail_add(tx, change);
    return true;
}

bool change_trail_write(struct task *task, const struct change *change, struct refusal *why)
{
    bool written = db_transact(task, DB_FAST, write_body, (void *)(uintptr_t)change, why);
    json_decref(change->before);
    json_decref(change->after);
    return written;
}
