/* What of places is known before its day: a file says from which day on a code is valid, is called
 * otherwise or lies elsewhere, or since when it is not valid any more, and that day is still to
 * come. Until then nothing is otherwise - what ends is found, chosen and written with, what begins
 * is not -; on the day timed work turns it: what begins is in force, what was there under its code
 * becomes the past, what ends does, with what follows if that lives, and what still uses it goes to
 * the desks as ever (registry/region_use.h). A row of a file that says a beginning that has come
 * and no end takes both back. */
#ifndef REGISTRY_REGION_COMING_H
#define REGISTRY_REGION_COMING_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

/* {ends_on, successor_code, successor_name}, null when no end is known. New reference, NULL when
 * refused. */
json_t *region_coming_json(struct task *task, const char *code, int level, struct refusal *why);

/* What a code will be. Texts live in the task's arena. */
struct region_beginning {
    int level;
    const char *parent_code, *name, *begins_on; /* begins_on "" = nothing is known */
};
bool region_beginning_find(struct task *task, const char *code, struct region_beginning *out,
                           struct refusal *why);
/* {begins_on, name, parent_code}, null when nothing is known of this level. New reference, NULL
 * when refused. */
json_t *region_beginning_json(struct task *task, const char *code, int level, struct refusal *why);

/* Timed work: *done = how many places began or ended. Each leaves its row in the trail of changes.
 */
bool region_turn_due(struct task *task, int *done, struct refusal *why);

#endif
