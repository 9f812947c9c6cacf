/* What the files of goods have in common: listings and SKUs by the keys that the files call them
 * by. */
#ifndef CATALOG_IMPORT_GOODS_H
#define CATALOG_IMPORT_GOODS_H

#include "base/import_file.h"
#include "base/import_index.h"
#include "catalog/listing_draft.h"

struct import_listing {
    const char *key, *county_code, *village_code;
    const char *producer_code;
    int64_t producer_id;
    json_t *json; /* the listing as its producer would send it */
    struct listing_draft draft;
    int64_t listing_id;
    int64_t *sku_ids;                                           /* in the order of draft.skus */
    int64_t producer_account, station_account, village_account; /* 0 = nobody has the role */
};

struct import_sku {
    const struct import_listing *listing;
    int place; /* in its listing's SKUs */
};

extern const struct importer IMPORT_LISTINGS; /* with skus, plans, plan_shares, lots, lot_intake and
                                                 lot_stock beside it */

/* Columns of the files beside listings.csv and skus.csv. */
extern const struct import_column IMPORT_PLAN_COLUMNS[], IMPORT_PLAN_SHARE_COLUMNS[],
    IMPORT_LOT_COLUMNS[], IMPORT_LOT_INTAKE_COLUMNS[], IMPORT_LOT_STOCK_COLUMNS[];

struct import_goods {
    struct import *import;
    struct import_listing *listings;
    size_t listing_count;
    struct import_sku *skus;
    struct import_index listing_keys; /* id = index into listings */
    struct import_index sku_keys;     /* id = index into skus */
};

/* plans.csv and plan_shares.csv beside `path`, into the listings' JSON. */
bool import_plans(struct import_goods *goods, const char *path, struct refusal *why);
/* Writes the listings, each as if it had taken every step of the review. */
bool import_publish(struct import_goods *goods, struct refusal *why);
/* lots.csv, lot_intake.csv and lot_stock.csv beside `path`, for listings that are written already.
 */
bool import_lots(struct import_goods *goods, const char *path, struct refusal *why);

/* ---- for these files ---- */

/* The listing that a row names, NULL after a fault. */
struct import_listing *import_listing_of(struct import_goods *goods, struct import_file *file,
                                         size_t row, int column);
/* A member of a JSON object, unless the text is empty; a number under its column's name. */
void import_put_text(json_t *json, const char *name, const char *text);
void import_put_int(struct import_file *file, size_t row, int column, json_t *json);
/* All texts of a column. */
const char **import_column(struct import_file *file, int column);

#endif
