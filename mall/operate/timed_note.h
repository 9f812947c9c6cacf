/* When each piece of timed work (base/timed.h) ran last and how it went: written down by the worker
 * that runs them, read by operators. */
#ifndef MALL_OPERATE_TIMED_NOTE_H
#define MALL_OPERATE_TIMED_NOTE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* How a piece went when it ran last. */
struct timed_note {
    const char *name;
    int64_t period_ms, done_count;
    const char *error; /* "" = well */
    bool cleared;      /* it came to where nothing was left to do */
};

/* Writes them down, all at once. */
bool timed_note_write(struct task *task, const struct timed_note *notes, int count,
                      struct refusal *why);

/* {"items": [{name, title, period_ms, ran_at, done_at, done_count, error, failures, is_late,
 * lag_s}], "next": null}. `title` is Chinese. A piece is late when it has not run for its period
 * and a minute; lag_s says for how long, beyond its period, it has not come to where nothing was
 * left. New reference, NULL when refused. */
json_t *timed_list_json(struct task *task, struct refusal *why);

#endif
