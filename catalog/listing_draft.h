/* A listing as its producer writes it: one JSON body with text, SKUs and benefit plan, read and
 * checked before anything is stored.
 *
 * Sizes are a half-open band: low <= diameter < high, in millimetres. The season may pass the turn
 * of the year (11-20 to 03-31).
 */
#ifndef CATALOG_LISTING_DRAFT_H
#define CATALOG_LISTING_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/shape.h"
#include "catalog/plan_draft.h"

enum { LISTING_MAX_SKUS = 20, LISTING_MAX_PICTURES = 9 };

extern const struct refusal_kind LISTING_SIZE_BAND;       /* 422 size_band */
extern const struct refusal_kind LISTING_SEASON;          /* 422 season */
extern const struct refusal_kind LISTING_SPEC_TWICE;      /* 422 spec_twice */
extern const struct refusal_kind LISTING_GROSS_WEIGHT;    /* 422 gross_weight */
extern const struct refusal_kind LISTING_PICTURE;         /* 422 picture */
extern const struct refusal_kind LISTING_PICTURE_TWICE;   /* 422 picture_twice */
extern const struct refusal_kind LISTING_PICTURE_UNKNOWN; /* 422 picture_unknown: none of the
                                                             producer's */

/* A SKU is known by its spec within a listing. `sku_id` may be given for one that exists; its spec
 * and weights must then be as they are. */
struct listing_draft_sku {
    int64_t sku_id; /* 0 = not given */
    const char *spec;
    int64_t net_weight_g, gross_weight_g;
    int64_t price_fen;
};

/* A photo (media/picture.h) in its place; the first is the main one. */
struct listing_picture {
    int64_t picture_id;
    const char *alt; /* what it shows, for those who do not see it; may be "" */
};

struct listing_draft {
    int64_t producer_id; /* 0 = the producer's only organisation */
    const char *title, *category, *produce, *story, *village_code;
    int64_t size_low_mm, size_high_mm;   /* 0 = not sorted by size */
    const char *season_from, *season_to; /* "MM-DD", NULL = all year */
    int64_t shelf_life_days;             /* 0 = not given */
    const char *storage;
    bool no_reason_return;
    const char *picture;        /* the drawing that stands where there is no photo */
    struct shape_list pictures; /* of struct listing_picture */
    struct shape_list skus;     /* of struct listing_draft_sku */
    struct plan_draft plan;
};

extern const struct shape LISTING_DRAFT_SHAPE;

/* The categories, NULL-terminated, in the order in which they are shown. */
extern const char *const LISTING_CATEGORIES[];

/* Checks what one field cannot show alone. Pure. Presets optional texts that were left out ("" and
 * "generic"). */
bool listing_draft_check(struct listing_draft *draft, struct refusal *why);

/* What a version's row has besides its draft. */
struct listing_draft_row {
    int64_t version_id, listing_id, plan_id;
    const char *county_code;
    int64_t actor_id;
};

/* Stores the draft as its listing's next version; the listing's row is locked or new. Sent, not
 * awaited. Its SKUs: catalog/sku.h. */
void listing_draft_insert(struct db_tx *tx, const struct listing_draft *draft,
                          const struct listing_draft_row *row);

#endif
