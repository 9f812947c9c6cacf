/* SKUs: the boxes in which a listing is sold. A SKU lives across the listing's versions under its
 * spec; its weights never change, so that lots and orders keep their meaning. Another weight is
 * another SKU; what it costs is the version's.
 */
#ifndef CATALOG_SKU_H
#define CATALOG_SKU_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "catalog/listing_draft.h"

extern const struct refusal_kind SKU_FIXED;   /* 422 sku_fixed: spec and weights of a SKU never
                                                 change */
extern const struct refusal_kind SKU_UNKNOWN; /* 422 sku_unknown: no SKU of this listing */

/* The version whose SKUs are written. */
struct sku_owner {
    int64_t listing_id, version_id;
    const char *county_code;
};

/* Finds the draft's SKUs among the listing's, adds those that are new, and stores what the version
 * asks for each. The listing's row is locked or new, the version's was sent. Refusals name the
 * field: "skus/0/spec". */
bool sku_write(struct db_tx *tx, const struct sku_owner *owner, const struct listing_draft *draft,
               struct refusal *why);

#endif
