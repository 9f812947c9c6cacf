/* Listings and versions as their producer and the reviewing desks see them: all states, with plan,
 * SKUs, history and what a version changes. Nothing here is for the public (catalog/product.h is).
 * Whether the asker may see it is the caller's question.
 */
#ifndef CATALOG_LISTING_READ_H
#define CATALOG_LISTING_READ_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

/* One version whole: {"id", "listing_id", "state", ..., "skus": [...], "plan": {"pools": [...]},
 * "history": [...], "base_version_id", "changes": [{"field", "old", "new"}]}. `changes` compares
 * with the version on sale; it is empty when none is. New reference. */
bool listing_version_json(struct task *task, int64_t version_id, json_t **version,
                          struct refusal *why);

/* One listing with a line for each of its versions, newest first. New reference. */
bool listing_json(struct task *task, int64_t listing_id, json_t **listing, struct refusal *why);

/* Listings of a producer, or (producer_id 0) of a county, newest first, each with its newest
 * version. */
bool listing_list(struct task *task, int64_t producer_id, const char *county_code, int64_t after,
                  int64_t limit, json_t **items, int64_t *next, struct refusal *why);

/* What waits for a desk: versions in review under a region's code (county, township or village),
 * oldest first. */
bool listing_queue(struct task *task, const char *region_code, int64_t after, int64_t limit,
                   json_t **items, int64_t *next, struct refusal *why);

/* [{"field", "old", "new"}] for the members of two versions that differ, in the order in which a
 * reviewer reads them. Pure; new reference. */
json_t *listing_changes(json_t *old_version, json_t *new_version);

#endif
