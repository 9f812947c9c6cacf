/* Ends of places that are known before their day: a file says since when a code is not valid any
 * more, and that day is still to come. Until then nothing is otherwise - it is found, chosen and
 * written with -; on the day timed work ends it, with what follows if that lives, and what still
 * uses it goes to the desks as ever (registry/region_use.h). A row of a file that says a beginning
 * and no end takes it back. */
#ifndef REGISTRY_REGION_COMING_H
#define REGISTRY_REGION_COMING_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

/* {ends_on, successor_code, successor_name}, null when no end is known. New reference, NULL when
 * refused. */
json_t *region_coming_json(struct task *task, const char *code, int level, struct refusal *why);

/* Timed work: *done = how many places ended. Each leaves its row in the trail of changes. */
bool region_end_due(struct task *task, int *done, struct refusal *why);

#endif
