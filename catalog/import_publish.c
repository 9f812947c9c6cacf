/* Listings that were read go on sale through every step of the review. */
#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "base/machine.h"
#include "base/stamp.h"
#include "catalog/import_goods.h"
#include "catalog/machines.h"
#include "catalog/product_row.h"
#include "gen/catalog/sql.h"
#include "registry/import.h"

static const char *officer_key(struct import *import, const char *role, const char *place)
{
    return arena_printf(import->arena, "%s/%s", role, place);
}

static int64_t officer(const struct import_index *officers, const char *key)
{
    const struct import_entry *entry = import_index_find(officers, key);
    return entry != NULL ? entry->id : ACTOR_SYSTEM;
}

/* Who would have written, checked and approved each listing. */
static bool find_officers(struct import_goods *goods, struct refusal *why)
{
    struct import *import = goods->import;
    struct import_index officers;
    const char **keys = arena_array(import->arena, goods->listing_count * 3, sizeof(*keys));
    for (size_t i = 0; i < goods->listing_count; i++) {
        keys[3 * i] = officer_key(import, "producer", goods->listings[i].producer_code);
        keys[3 * i + 1] = officer_key(import, "station_officer", goods->listings[i].county_code);
        keys[3 * i + 2] = officer_key(import, "village_officer", goods->listings[i].village_code);
    }
    import_index_init(&officers, import->arena);
    if (!import_index_load(import, &officers, IMPORT_FIND[IMPORT_OFFICER], keys, sizeof(*keys),
                           goods->listing_count * 3, why))
        return false;
    for (size_t i = 0; i < goods->listing_count; i++) {
        goods->listings[i].producer_account = officer(&officers, keys[3 * i]);
        goods->listings[i].station_account = officer(&officers, keys[3 * i + 1]);
        goods->listings[i].village_account = officer(&officers, keys[3 * i + 2]);
    }
    return true;
}

static void write_skus(struct import *import, struct import_listing *listing, int64_t version_id)
{
    size_t n = (size_t)listing->draft.skus.count;
    const struct listing_draft_sku *skus = listing->draft.skus.items;
    listing->sku_ids = arena_array(import->arena, n, sizeof(int64_t));
    for (size_t i = 0; i < n; i++)
        listing->sku_ids[i] = id_next();
    db_tx_send(import->tx, &SQL_sku_add,
               DB_ARGS(DB_TEXT(listing->county_code), DB_I64(listing->listing_id),
                       DB_I64S(listing->sku_ids, n), DB_COLUMN_TEXT(skus, n, spec),
                       DB_COLUMN_I64(skus, n, net_weight_g),
                       DB_COLUMN_I64(skus, n, gross_weight_g)));
    db_tx_send(import->tx, &SQL_version_sku_add,
               DB_ARGS(DB_I64(version_id), DB_TEXT(listing->county_code),
                       DB_I64S(listing->sku_ids, n), DB_COLUMN_I64(skus, n, price_fen)));
}

static void move_version(struct import *import, const struct import_listing *listing,
                         int64_t version_id, enum listing_state from, enum listing_state to,
                         int64_t actor_id)
{
    db_tx_send(import->tx, &SQL_listing_version_move,
               DB_ARGS(DB_I64(version_id), DB_TEXT(machine_state_name(&LISTING_MACHINE, (int)from)),
                       DB_TEXT(machine_state_name(&LISTING_MACHINE, (int)to))));
    machine_log(import->tx, &LISTING_MACHINE, &version_id, &listing->county_code, 1, (int)from,
                (int)to, actor_id, "导入");
}

/* Where a village has no officer the township's check is left out, as the machine allows. */
static void publish(struct import *import, const struct import_listing *listing, int64_t version_id)
{
    enum listing_state checked = LISTING_SUBMITTED;
    move_version(import, listing, version_id, LISTING_DRAFT, LISTING_SUBMITTED,
                 listing->producer_account);
    if (listing->village_account != ACTOR_SYSTEM) {
        move_version(import, listing, version_id, LISTING_SUBMITTED, LISTING_TOWNSHIP_CHECKED,
                     listing->village_account);
        checked = LISTING_TOWNSHIP_CHECKED;
    }
    move_version(import, listing, version_id, checked, LISTING_COUNTY_APPROVED,
                 listing->station_account);
    move_version(import, listing, version_id, LISTING_COUNTY_APPROVED, LISTING_PUBLICISED,
                 listing->station_account);
    move_version(import, listing, version_id, LISTING_PUBLICISED, LISTING_ON_SALE, ACTOR_SYSTEM);
    db_tx_send(import->tx, &SQL_listing_set_current,
               DB_ARGS(DB_I64(listing->listing_id), DB_I64(version_id)));
    product_put(import->tx, listing->listing_id);
}

static bool write_listing(struct import *import, struct import_listing *listing,
                          struct refusal *why)
{
    struct db_rows *producer, *path;
    int64_t version_id = id_next(), plan_id = id_next();
    listing->listing_id = id_next();
    if (!db_tx_query(import->tx, &SQL_listing_producer, DB_ARGS(DB_I64(listing->producer_id)),
                     &producer, why) ||
        !db_tx_query(import->tx, &SQL_village_path,
                     DB_ARGS(DB_TEXT(listing->village_code), DB_TEXT(listing->county_code)), &path,
                     why))
        return false;
    if (db_count(producer) == 0 || db_is_null(producer, 0, LISTING_PRODUCER_STATION_ID) ||
        db_count(path) == 0)
        return refuse_detail(why, &IMPORT_FAULTY, NULL,
                             "the producer of %s may not sell, or its county has no station",
                             listing->key);
    db_tx_send(import->tx, &SQL_listing_add,
               DB_ARGS(DB_I64(listing->listing_id), DB_TEXT(listing->county_code),
                       DB_I64(listing->producer_id),
                       DB_I64(db_i64(producer, 0, LISTING_PRODUCER_STATION_ID)),
                       DB_I64(listing->producer_account)));
    plan_draft_insert(import->task, import->tx, &listing->draft.plan, plan_id, listing->listing_id,
                      listing->county_code, listing->producer_account);
    listing_draft_insert(import->tx, &listing->draft,
                         &(struct listing_draft_row){.version_id = version_id,
                                                     .listing_id = listing->listing_id,
                                                     .plan_id = plan_id,
                                                     .county_code = listing->county_code,
                                                     .actor_id = listing->producer_account});
    write_skus(import, listing, version_id);
    db_tx_send(import->tx, &SQL_listing_stamp,
               DB_ARGS(stamp_key(), DB_I64S(&listing->listing_id, 1)));
    publish(import, listing, version_id);
    return true;
}

bool import_publish(struct import_goods *goods, struct refusal *why)
{
    if (!find_officers(goods, why))
        return false;
    for (size_t i = 0; i < goods->listing_count; i++)
        if (!write_listing(goods->import, &goods->listings[i], why))
            return false;
    return true;
}
