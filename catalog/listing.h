/* A listing: what a producer offers, in versions. A version is written whole, reviewed, and never
 * changed after it was submitted; changing what is on sale means writing the next version, which is
 * reviewed as a difference (catalog/listing_read.h).
 *
 * - At most one version of a listing is on sale, and at most one is in review.
 * - Its SKUs are the same across versions (catalog/sku.h).
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

/* Who writes, under which Idempotency-Key or from which form (catalog/listing_form.h). A form is
 * closed and its version handed in by the same transaction. */
struct listing_writer {
    int64_t actor_id;
    const struct idempotency *key; /* NULL: from a form */
    int64_t form_id;               /* 0 = none */
    int64_t form_revision;
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

#endif
