/* A listing: what a producer offers, in versions. A version is written whole, reviewed, and never
 * changed after it was submitted; changing what is on sale means writing the next version, which is
 * reviewed as a difference (catalog/listing_read.h).
 *
 * - At most one version of a listing is on sale, and at most one is in review.
 * - A SKU lives across versions under its spec; its weights never change, so that lots and orders
 * keep their meaning. Another weight is another SKU.
 * - A benefit plan that is the same as the last version's is kept; any other becomes the listing's
 * next plan.
 */
#ifndef CATALOG_LISTING_H
#define CATALOG_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/idempotency.h"
#include "catalog/listing_draft.h"

extern const struct refusal_kind LISTING_PRODUCER_UNFIT;  /* 409 producer_unfit: unknown, suspended,
                                                             or no producer */
extern const struct refusal_kind LISTING_NO_STATION;      /* 409 no_station: the county has none */
extern const struct refusal_kind LISTING_VILLAGE_OUTSIDE; /* 422 village_outside: not a village of
                                                             the county */
extern const struct refusal_kind LISTING_IN_REVIEW;       /* 409 version_in_review */
extern const struct refusal_kind LISTING_SKU_FIXED;   /* 422 sku_fixed: spec and weights of a SKU
                                                         never change */
extern const struct refusal_kind LISTING_SKU_UNKNOWN; /* 422 sku_unknown: no SKU of this listing */

/* Who writes, under which Idempotency-Key. */
struct listing_writer {
    int64_t actor_id;
    const struct idempotency *key;
};

/* Stores a new listing of `producer_id` with its first version as a draft. The draft must have
 * passed listing_draft_check(). The same key again gives the same version. The caller has asked for
 * the right over the producer. */
bool listing_create(struct task *task, const struct listing_writer *writer, int64_t producer_id,
                    const struct listing_draft *draft, int64_t *version_id, struct refusal *why);

/* Stores the listing's next version as a draft; a draft that was there expires. Refused while a
 * version is in review. */
bool listing_revise(struct task *task, const struct listing_writer *writer, int64_t listing_id,
                    const struct listing_draft *draft, int64_t *version_id, struct refusal *why);

/* What permissions over a listing are asked with. */
struct listing_scope {
    int64_t listing_id, producer_id, station_id;
    const char *county_code;
    const char *village_code; /* of the version asked for, or of the newest */
    int64_t version_id;
    const char *state;          /* of that version */
    int64_t current_version_id; /* on sale, 0 = none */
};

/* By listing id (with its newest version) or by version id; not_found when there is none. */
bool listing_find_scope(struct task *task, int64_t listing_id, struct listing_scope *scope,
                        struct refusal *why);
bool listing_version_find_scope(struct task *task, int64_t version_id, struct listing_scope *scope,
                                struct refusal *why);

#endif
