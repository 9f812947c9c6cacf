/* What a start page shows, chosen by rules that can be said: a story, shelves, counties, words to
 * begin a search with. Nothing here is chosen by hand.
 */
#ifndef CATALOG_SHELF_H
#define CATALOG_SHELF_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "catalog/search.h"

enum { SHELF_LENGTH = 10, SHELF_HOT_WORDS = 10, SHELF_COUNTIES = 12 };

enum shelf {
    SHELF_SEASON,  /* in season, not all year round, keeps at most 90 days: what began last first */
    SHELF_NEW,     /* by publication, one a producer */
    SHELF_KEEPING, /* keeps at least 180 days, counties in turn, the newest of each */
    SHELVES
};

/* The shelves, each at most `length` (1..SHELF_LENGTH) long; what is sold out stands on none. */
bool shelf_find(struct task *task, int length, struct search_found shelves[SHELVES],
                struct refusal *why);

/* What a start page tells about: of what is in season and keeps at most 90 days, whose season began
 * last, with its newest lot: {..., "lot": {"trace_code", "harvested_on", "village_name",
 * "households" (null = fewer than `least`)}}. No item (count 0) when nothing is in season. */
bool shelf_story(struct task *task, int64_t least, struct search_found *story, struct refusal *why);

/* Counties that sell something, those with most first, at most `most`; *all says how many there
 * are. An array, a new reference; NULL and why when refused. */
json_t *shelf_counties_json(struct task *task, int most, int64_t *all, struct refusal *why);

/* All of them as the text of a whole list, as long as the task: a country of counties is told value
 * by value, without a tree between. NULL and why when refused. */
const char *shelf_counties_text(struct task *task, size_t *length, struct refusal *why);

/* The one of a code, a new reference; not_found when it sells nothing now. */
json_t *shelf_county_json(struct task *task, const char *county_code, struct refusal *why);

/* Produce in season that most counties sell, an array of texts. Likewise. */
json_t *shelf_hot_json(struct task *task, struct refusal *why);

#endif
