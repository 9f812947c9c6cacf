/* The public history of a lot, found by the code on its boxes: what happened when, whether its
 * kilograms balance, and whose goods are in it - counted by village, never named, and not at all
 * where they are few.
 */
#ifndef CATALOG_TRACE_H
#define CATALOG_TRACE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* Households of one village in a lot. */
struct trace_village {
    const char *name;
    int64_t households, grams;
};

/* Merges small groups into one, pure: groups come with most households first; those that have
 * fewer than `least` go into the last one, whose name becomes NULL, and so does the next larger
 * until it has enough, because total minus shown would tell it. Returns how many are left; 0 when
 * all together are too few. */
int trace_merge_villages(struct trace_village *villages, int count, int64_t least);

/* A code as people type it - blanks, hyphens, full-width digits - as it is stored. In the arena. */
const char *trace_code(struct arena *arena, const char *typed);

/* {"trace_code", "state", "harvested_on", "weighed_at", places, "producer_name", "listing_id",
 * "on_sale", "title", "produce", "picture", "weight_g", "lost_g", "boxed_g", "unboxed_g",
 * "boxes", "steps": [...], "villages": [...], "households"}. "villages" is empty and "households"
 * null where there are fewer than `least`. not_found when no lot has the code. New reference, NULL
 * and why when refused. */
json_t *trace_json(struct task *task, const char *code, int64_t least, struct refusal *why);

#endif
