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

#include "base/page.h"
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

/* A page of all beginnings that are known before their day, by code and level, which are the
 * cursor; of those that begin with `county_code` ("" = all): {items: [{code, level, name,
 * parent_code, parent_path ("" = it is to begin as well), kind ("new", "again", "change"),
 * was_name, was_parent_code, begins_on, noted_at}], next}. New reference, NULL when refused. */
json_t *region_beginning_list_json(struct task *task, const char *county_code,
                                   const struct page *page, struct refusal *why);

struct region_call_off {
    const char *code;
    int64_t level;
    const char *reason;
};
/* What was to begin does not; that of a new place takes the end with it that was noted behind it.
 * Refuses with not_found, and with conflict where others rest on it: what is to begin below it,
 * what it is to follow, or itself, as where it lies now ends. */
bool region_beginning_call_off(struct task *task, const struct region_call_off *wish,
                               struct refusal *why);

/* Timed work: *done = how many places began or ended. Each leaves its row in the trail of changes.
 */
bool region_turn_due(struct task *task, int *done, struct refusal *why);

#endif
