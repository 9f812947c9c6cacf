#include "catalog/offer.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/db.h"
#include "catalog/offer_cache.h"
#include "gen/catalog/sql.h"

const struct refusal_kind OFFER_NOT_ON_SALE = {"not_on_sale", 409, "这件商品已下架或不存在"};

enum { OFFER_MAX = 100 };

static void read_offer(const struct db_rows *rows, int row, struct offer *offer)
{
    *offer = (struct offer){.sku_id = db_i64(rows, row, OFFER_FIND_SKU_ID),
                            .listing_id = db_i64(rows, row, OFFER_FIND_LISTING_ID),
                            .version_id = db_i64(rows, row, OFFER_FIND_VERSION_ID),
                            .plan_id = db_i64(rows, row, OFFER_FIND_PLAN_ID),
                            .producer_id = db_i64(rows, row, OFFER_FIND_PRODUCER_ID),
                            .station_id = db_i64(rows, row, OFFER_FIND_STATION_ID),
                            .title = db_text(rows, row, OFFER_FIND_TITLE),
                            .spec = db_text(rows, row, OFFER_FIND_SPEC),
                            .price_fen = db_i64(rows, row, OFFER_FIND_PRICE_FEN),
                            .net_weight_g = db_i64(rows, row, OFFER_FIND_NET_WEIGHT_G),
                            .gross_weight_g = db_i64(rows, row, OFFER_FIND_GROSS_WEIGHT_G),
                            .no_reason_return = db_bool(rows, row, OFFER_FIND_NO_REASON_RETURN)};
    snprintf(offer->county_code, sizeof(offer->county_code), "%s",
             db_text(rows, row, OFFER_FIND_COUNTY_CODE));
}

/* Gives the offer to every place that asked for it. */
static void spread(const struct offer *offer, const int64_t *sku_ids, int count,
                   struct offer *offers)
{
    for (int i = 0; i < count; i++)
        if (sku_ids[i] == offer->sku_id)
            offers[i] = *offer;
}

static bool ask(struct task *task, const int64_t *missing, int missing_count,
                const int64_t *sku_ids, int count, struct offer *offers, struct refusal *why)
{
    struct db_rows *rows;
    uint64_t stamp = offer_cache_stamp();
    if (!db_query(task, &SQL_offer_find, DB_ARGS(DB_I64S(missing, (size_t)missing_count)), &rows,
                  why))
        return false;
    for (int r = 0; r < db_count(rows); r++) {
        struct offer offer;
        read_offer(rows, r, &offer);
        offer_cache_keep(&offer, stamp);
        spread(&offer, sku_ids, count, offers);
    }
    return true;
}

bool offer_find(struct task *task, const int64_t *sku_ids, int count, struct offer *offers,
                struct refusal *why)
{
    int64_t missing[OFFER_MAX];
    int missing_count = 0;
    assert(count >= 1 && count <= OFFER_MAX);
    for (int i = 0; i < count; i++) {
        offers[i] = (struct offer){.sku_id = 0};
        if (!offer_cache_find(task->arena, sku_ids[i], &offers[i]))
            missing[missing_count++] = sku_ids[i];
    }
    if (missing_count > 0 && !ask(task, missing, missing_count, sku_ids, count, offers, why))
        return false;
    for (int i = 0; i < count; i++) {
        if (offers[i].sku_id != 0)
            continue;
        char field[32];
        snprintf(field, sizeof(field), "lines/%d/sku_id", i);
        return refuse(why, &OFFER_NOT_ON_SALE, field);
    }
    return true;
}

void offer_forget(const int64_t *sku_ids, int count)
{
    for (int i = 0; i < count; i++)
        offer_cache_forget(sku_ids[i]);
}
