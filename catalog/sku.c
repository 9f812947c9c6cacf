#include "catalog/sku.h"

#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "gen/catalog/sql.h"

const struct refusal_kind SKU_FIXED = {"sku_fixed", 422,
                                       "已有规格的名称和重量不能改，请新增一个规格"};
const struct refusal_kind SKU_UNKNOWN = {"sku_unknown", 422, "这个商品没有这个规格"};

static bool fault(struct refusal *why, const struct refusal_kind *kind, int index, const char *name)
{
    char field[48];
    snprintf(field, sizeof(field), "skus/%d/%s", index, name);
    return refuse(why, kind, field);
}

/* The id of the listing's SKU with that spec; 0 in *id when it is a new one. */
static bool match(const struct db_rows *known, const struct listing_draft_sku *sku, int index,
                  int64_t *id, struct refusal *why)
{
    *id = 0;
    for (int r = 0; r < db_count(known); r++) {
        bool same_spec = strcmp(db_text(known, r, SKU_OF_LISTING_SPEC), sku->spec) == 0;
        if (sku->sku_id != 0 && db_i64(known, r, SKU_OF_LISTING_ID) == sku->sku_id && !same_spec)
            return fault(why, &SKU_FIXED, index, "spec");
        if (!same_spec)
            continue;
        if (db_i64(known, r, SKU_OF_LISTING_NET_WEIGHT_G) != sku->net_weight_g)
            return fault(why, &SKU_FIXED, index, "net_weight_g");
        if (db_i64(known, r, SKU_OF_LISTING_GROSS_WEIGHT_G) != sku->gross_weight_g)
            return fault(why, &SKU_FIXED, index, "gross_weight_g");
        *id = db_i64(known, r, SKU_OF_LISTING_ID);
    }
    return sku->sku_id == 0 || sku->sku_id == *id || fault(why, &SKU_UNKNOWN, index, "sku_id");
}

/* Gives every SKU its id; those that are new stand in `fresh` as well. */
static bool find_ids(const struct db_rows *known, struct listing_draft_sku *skus, int count,
                     struct listing_draft_sku *fresh, int *fresh_count, struct refusal *why)
{
    for (int i = 0; i < count; i++) {
        int64_t id;
        if (!match(known, &skus[i], i, &id, why))
            return false;
        skus[i].sku_id = id != 0 ? id : id_next();
        if (id == 0)
            fresh[(*fresh_count)++] = skus[i];
    }
    return true;
}

bool sku_write(struct db_tx *tx, const struct sku_owner *owner, const struct listing_draft *draft,
               struct refusal *why)
{
    struct db_rows *known;
    struct listing_draft_sku skus[LISTING_MAX_SKUS], fresh[LISTING_MAX_SKUS];
    int count = draft->skus.count, fresh_count = 0;
    memcpy(skus, draft->skus.items, (size_t)count * sizeof(*skus));
    if (!db_tx_query(tx, &SQL_sku_of_listing, DB_ARGS(DB_I64(owner->listing_id)), &known, why) ||
        !find_ids(known, skus, count, fresh, &fresh_count, why))
        return false;
    if (fresh_count > 0)
        db_tx_send(tx, &SQL_sku_add,
                   DB_ARGS(DB_TEXT(owner->county_code), DB_I64(owner->listing_id),
                           DB_COLUMN_I64(fresh, fresh_count, sku_id),
                           DB_COLUMN_TEXT(fresh, fresh_count, spec),
                           DB_COLUMN_I64(fresh, fresh_count, net_weight_g),
                           DB_COLUMN_I64(fresh, fresh_count, gross_weight_g)));
    db_tx_send(tx, &SQL_version_sku_add,
               DB_ARGS(DB_I64(owner->version_id), DB_TEXT(owner->county_code),
                       DB_COLUMN_I64(skus, count, sku_id), DB_COLUMN_I64(skus, count, price_fen)));
    return true;
}
