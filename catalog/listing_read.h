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
#include "base/page.h"
#include "registry/permission.h"

/* What permissions are asked with, over a listing (with the village of its newest version) and over
 * a version: village, producer, station. not_found when there is none. Texts are the task's. */
bool listing_scope(struct task *task, int64_t listing_id, struct scope *scope, struct refusal *why);
bool version_scope(struct task *task, int64_t version_id, struct scope *scope, struct refusal *why);

/* All return a new reference, NULL and why when refused. */

/* One version whole: {"version_id", "id" (the same), "listing_id", "state", ..., "skus": [...],
 * "plan": {"pools": [...]}, "history": [...], "base_version_id", "changes": [{"field", "old",
 * "new"}]}. `changes` compares with the version on sale; it is empty when none is. */
json_t *version_json(struct task *task, int64_t version_id, struct refusal *why);

/* One listing with a line for each of its versions, newest first. */
json_t *listing_json(struct task *task, int64_t listing_id, struct refusal *why);

/* Which listings a list shows; their newest version counts. */
struct listing_query {
    int64_t producer_id;     /* 0 = of any producer */
    const char *region_code; /* county, township or village; "" = anywhere */
    const char *state;       /* of LISTING_MACHINE; "" = any */
    const char *words;       /* part of the title; "" = any */
};
/* A page of listings, newest first, each with its newest version. */
json_t *listing_list_json(struct task *task, const struct listing_query *query,
                          const struct page *page, struct refusal *why);

/* What waits for a desk: versions in review under a region's code (county, township or village),
 * oldest first. */
json_t *listing_queue_json(struct task *task, const char *region_code, const struct page *page,
                           struct refusal *why);

/* [{"field", "old", "new"}] for the members of two versions that differ, in the order in which a
 * reviewer reads them. Pure; new reference. */
json_t *listing_changes(json_t *old_version, json_t *new_version);

#endif
