#include "logistics/parcel.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/change_trail.h"
#include "base/id.h"
#include "base/job.h"
#include "base/stamp.h"
#include "base/unique_value.h"
#include "gen/logistics/sql.h"
#include "logistics/carrier_client.h"

const struct refusal_kind PARCEL_NOT_FOUND = {"parcel_not_found", 404, "没有这个包裹"};
const struct refusal_kind PARCEL_WRONG_STATE = {"parcel_wrong_state", 409,
                                                "包裹现在的状态不能这样操作"};
const struct refusal_kind WAYBILL_PATTERN = {"waybill_pattern", 422,
                                             "运单号不像这家快递公司的单号，请核对"};
const struct refusal_kind CARRIER_UNKNOWN = {"carrier_unknown", 422, "请选择列表里的快递公司"};

/* Carriers skip steps: any later state may come next. What was signed, returned or lost stays so.
 */
static const struct machine_move MOVES[] = {
    {PARCEL_PACKED, PARCEL_HANDED_OVER, "the carrier took it over"},
    {PARCEL_PACKED, PARCEL_UNPACKED, "the station opened it again before it left"},
    {PARCEL_HANDED_OVER, PARCEL_IN_TRANSIT, "the carrier reported it on its way"},
    {PARCEL_HANDED_OVER, PARCEL_OUT_FOR_DELIVERY, "the carrier reported it with the courier"},
    {PARCEL_HANDED_OVER, PARCEL_SIGNED, "the carrier reported the receiver's signature"},
    {PARCEL_HANDED_OVER, PARCEL_RETURNED, "the carrier reported it back at its sender"},
    {PARCEL_HANDED_OVER, PARCEL_LOST, "the station gave it up"},
    {PARCEL_IN_TRANSIT, PARCEL_OUT_FOR_DELIVERY, "the carrier reported it with the courier"},
    {PARCEL_IN_TRANSIT, PARCEL_SIGNED, "the carrier reported the receiver's signature"},
    {PARCEL_IN_TRANSIT, PARCEL_RETURNED, "the carrier reported it back at its sender"},
    {PARCEL_IN_TRANSIT, PARCEL_LOST, "the station gave it up"},
    {PARCEL_OUT_FOR_DELIVERY, PARCEL_SIGNED, "the carrier reported the receiver's signature"},
    {PARCEL_OUT_FOR_DELIVERY, PARCEL_RETURNED, "the carrier reported it back at its sender"},
    {PARCEL_OUT_FOR_DELIVERY, PARCEL_LOST, "the station gave it up"},
    {PARCEL_SIGNED, PARCEL_IN_TRANSIT, "the station corrected it, with its reason"},
    {PARCEL_SIGNED, PARCEL_RETURNED, "the station corrected it, with its reason"},
    {PARCEL_SIGNED, PARCEL_LOST, "the station corrected it, with its reason"},
    {PARCEL_RETURNED, PARCEL_IN_TRANSIT, "the station corrected it, with its reason"},
    {PARCEL_RETURNED, PARCEL_SIGNED, "the station corrected it, with its reason"},
    {PARCEL_RETURNED, PARCEL_LOST, "the station corrected it, with its reason"},
    {PARCEL_LOST, PARCEL_IN_TRANSIT, "the station corrected it, with its reason"},
    {PARCEL_LOST, PARCEL_SIGNED, "the station corrected it, with its reason"},
    {PARCEL_LOST, PARCEL_RETURNED, "the station corrected it, with its reason"},
};
const struct machine PARCEL_MACHINE =
    GREAT_MACHINE("parcel", PARCEL_STATES, PARCEL_PACKED, MOVES, &SQL_audit_parcel_state,
                  &SQL_audit_parcel_place, true);

static parcel_end_heard *end_heard;

void parcel_on_end(parcel_end_heard *heard)
{
    end_heard = heard;
}

bool parcel_tell_end(struct task *task, struct db_tx *tx, int64_t order_id, struct refusal *why)
{
    return end_heard == NULL || end_heard(task, tx, order_id, why);
}

bool parcel_has_ended(enum parcel_state state)
{
    return state == PARCEL_SIGNED || state == PARCEL_RETURNED || state == PARCEL_LOST ||
           state == PARCEL_UNPACKED;
}

/* ---- packing ---- */

int64_t parcel_add(struct db_tx *tx, const struct parcel_draft *draft)
{
    const struct parcel_item *items = draft->items;
    int n = draft->item_count;
    int64_t id = id_next();
    assert(n >= 1);
    db_tx_send(tx, &SQL_parcel_add,
               DB_ARGS(DB_I64(id), DB_TEXT(draft->county_code), DB_I64(draft->order_id),
                       DB_I64(draft->station_id), DB_I64(draft->weight_g), DB_I64(draft->packed_by),
                       stamp_key()));
    db_tx_send(tx, &SQL_parcel_item_add,
               DB_ARGS(DB_I64(id), DB_TEXT(draft->county_code), DB_COLUMN_I64(items, n, line_id),
                       DB_COLUMN_I64(items, n, lot_id), DB_COLUMN_I64(items, n, sku_id),
                       DB_COLUMN_I64(items, n, quantity), DB_COLUMN_TEXT(items, n, trace_code),
                       DB_COLUMN_TEXT(items, n, village_code),
                       DB_COLUMN_TEXT(items, n, harvested_on), stamp_key()));
    change_trail_add(tx, &(struct change){.subject = "parcel",
                                          .subject_id = id,
                                          .county_code = draft->county_code,
                                          .action = "pack",
                                          .after = json_pack(
                                              "{s:I, s:I}", "order_id", (json_int_t)draft->order_id,
                                              "weight_g", (json_int_t)draft->weight_g)});
    return id;
}

bool parcel_summary(struct task *task, struct db_tx *tx, int64_t order_id,
                    struct parcel_summary *summary, struct refusal *why)
{
    struct db_rows *rows;
    bool ok = tx != NULL
                  ? db_tx_query(tx, &SQL_parcel_summary, DB_ARGS(DB_I64(order_id)), &rows, why)
                  : db_query(task, &SQL_parcel_summary, DB_ARGS(DB_I64(order_id)), &rows, why);
    if (!ok)
        return false;
    *summary = (struct parcel_summary){.total = (int)db_i64(rows, 0, PARCEL_SUMMARY_TOTAL),
                                       .packed = (int)db_i64(rows, 0, PARCEL_SUMMARY_PACKED),
                                       .signed_ = (int)db_i64(rows, 0, PARCEL_SUMMARY_SIGNED),
                                       .returned = (int)db_i64(rows, 0, PARCEL_SUMMARY_RETURNED),
                                       .lost = (int)db_i64(rows, 0, PARCEL_SUMMARY_LOST)};
    summary->handed_over = summary->total - summary->packed;
    summary->under_way =
        summary->handed_over - summary->signed_ - summary->returned - summary->lost;
    return true;
}

bool parcel_line_boxes(struct db_tx *tx, int64_t order_id, int64_t line_id, int64_t *boxes,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_parcel_line_boxes, DB_ARGS(DB_I64(order_id), DB_I64(line_id)), &rows,
                     why))
        return false;
    *boxes = db_i64(rows, 0, PARCEL_LINE_BOXES_BOXES);
    return true;
}

/* ---- handing over ---- */

/* Made-up numbers of each carrier's form, to show at the desk what one looks like. */
static const struct {
    const char *carrier, *number;
} EXAMPLES[] = {
    {"SF", "SF1000000000001"},     {"ZTO", "78000000000001"},  {"YTO", "YT1000000000001"},
    {"YUNDA", "400000000000001"},  {"STO", "770000000000001"}, {"JT", "JT1000000000001"},
    {"JD", "JDVA00000000001"},     {"POST", "9800000000001"},  {"EMS", "EA000000014CN"},
    {"DEPPON", "DPK100000000001"},
};

static bool refuse_pattern(const struct waybill_carrier *carrier, struct refusal *why)
{
    for (size_t i = 0; i < sizeof(EXAMPLES) / sizeof(EXAMPLES[0]); i++) {
        if (strcmp(EXAMPLES[i].carrier, carrier->code) == 0)
            return refuse_detail(why, &WAYBILL_PATTERN, "waybill_no", "%s的单号例如 %s",
                                 carrier->name, EXAMPLES[i].number);
    }
    return refuse(why, &WAYBILL_PATTERN, "waybill_no");
}

static void subscribe_later(struct db_tx *tx, const struct parcel_handing *handing,
                            const char *county_code)
{
    char id[21];
    if (!carrier_client_is_on())
        return;
    json_t *payload = json_pack("{s:s}", "parcel_id", id_text(handing->parcel_id, id));
    job_add(tx, "carrier_subscribe", id, payload, 0, county_code);
    json_decref(payload);
}

static void take_waybill(struct db_tx *tx, const struct parcel_handing *handing)
{
    char value[sizeof(handing->waybill_no) + 16];
    const char *values[] = {value};
    snprintf(value, sizeof(value), "%s %s", handing->carrier->code, handing->waybill_no);
    unique_value_take(tx, UNIQUE_WAYBILL, DB_TEXTS(values, 1), DB_I64S(&handing->parcel_id, 1));
}

bool parcel_hand_over(struct db_tx *tx, const struct parcel_handing *handing, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_parcel_lock, DB_ARGS(DB_I64(handing->parcel_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &PARCEL_NOT_FOUND, NULL);
    enum parcel_state state = machine_state(&PARCEL_MACHINE, db_text(rows, 0, PARCEL_LOCK_STATE));
    const char *county_code = db_text(rows, 0, PARCEL_LOCK_COUNTY_CODE);
    const char *carrier = db_text(rows, 0, PARCEL_LOCK_CARRIER),
               *number = db_text(rows, 0, PARCEL_LOCK_WAYBILL_NO);
    if (state != PARCEL_PACKED) {
        /* The same once more is no mistake: the desk's answer may have been lost. */
        bool same = number != NULL && strcmp(number, handing->waybill_no) == 0 &&
                    strcmp(carrier, handing->carrier->code) == 0;
        return same || refuse(why, &PARCEL_WRONG_STATE, NULL);
    }
    db_tx_send(tx, &SQL_parcel_hand_over,
               DB_ARGS(DB_I64(handing->parcel_id), DB_TEXT(handing->carrier->code),
                       DB_TEXT(handing->waybill_no), stamp_key()));
    take_waybill(tx, handing);
    machine_log(tx, &PARCEL_MACHINE, &handing->parcel_id, &county_code, 1, PARCEL_PACKED,
                PARCEL_HANDED_OVER, handing->actor_id, handing->carrier->code);
    subscribe_later(tx, handing, county_code);
    return true;
}

bool parcel_handing_read(const char *carrier, const char *waybill_no,
                         struct parcel_handing *handing, struct refusal *why)
{
    const struct waybill_carrier *found = waybill_carrier_find(carrier);
    if (found == NULL)
        return refuse(why, &CARRIER_UNKNOWN, "carrier");
    enum waybill_match match = waybill_normalise(waybill_no, handing->waybill_no)
                                   ? waybill_check(found->code, handing->waybill_no)
                                   : MATCH_NONE;
    if (match == MATCH_NONE)
        return refuse_pattern(found, why);
    handing->carrier = found;
    handing->wide = match == MATCH_WIDE;
    return true;
}

/* ---- unpacking ---- */

static bool read_items(struct task *task, struct db_tx *tx, int64_t parcel_id,
                       struct parcel_item **items, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_parcel_item_list, DB_ARGS(DB_I64(parcel_id)), &rows, why))
        return false;
    *count = db_count(rows);
    *items = arena_array(task->arena, (size_t)*count, sizeof(**items));
    for (int i = 0; i < *count; i++)
        (*items)[i] = (struct parcel_item){.line_id = db_i64(rows, i, PARCEL_ITEM_LIST_LINE_ID),
                                           .lot_id = db_i64(rows, i, PARCEL_ITEM_LIST_LOT_ID),
                                           .sku_id = db_i64(rows, i, PARCEL_ITEM_LIST_SKU_ID),
                                           .quantity = db_i64(rows, i, PARCEL_ITEM_LIST_QUANTITY)};
    return true;
}

bool parcel_unpack(struct task *task, struct db_tx *tx, int64_t parcel_id, int64_t order_id,
                   int64_t actor_id, const char *reason, struct parcel_item **items, int *count,
                   struct refusal *why)
{
    struct db_rows *rows;
    *count = 0;
    if (!db_tx_query(tx, &SQL_parcel_lock, DB_ARGS(DB_I64(parcel_id)), &rows, why))
        return false;
    if (db_count(rows) == 0 || db_i64(rows, 0, PARCEL_LOCK_ORDER_ID) != order_id)
        return refuse(why, &PARCEL_NOT_FOUND, NULL);
    enum parcel_state state = machine_state(&PARCEL_MACHINE, db_text(rows, 0, PARCEL_LOCK_STATE));
    const char *county_code = db_text(rows, 0, PARCEL_LOCK_COUNTY_CODE);
    if (state == PARCEL_UNPACKED)
        return true;
    if (state != PARCEL_PACKED)
        return refuse(why, &PARCEL_WRONG_STATE, NULL);
    db_tx_send(tx, &SQL_parcel_move,
               DB_ARGS(DB_I64(parcel_id), DB_TEXT("packed"), DB_TEXT("unpacked")));
    machine_log(tx, &PARCEL_MACHINE, &parcel_id, &county_code, 1, PARCEL_PACKED, PARCEL_UNPACKED,
                actor_id, reason);
    return read_items(task, tx, parcel_id, items, count, why);
}

/* ---- reading ---- */

bool parcel_scope(struct task *task, int64_t parcel_id, struct scope *scope, int64_t *order_id,
                  struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_parcel_scope, DB_ARGS(DB_I64(parcel_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &PARCEL_NOT_FOUND, NULL);
    *scope = (struct scope){.region_code = db_text(rows, 0, PARCEL_SCOPE_COUNTY_CODE),
                            .station_id = db_i64(rows, 0, PARCEL_SCOPE_STATION_ID)};
    *order_id = db_i64(rows, 0, PARCEL_SCOPE_ORDER_ID);
    return true;
}

/* The carrier's name is ours to say, not the database's. */
static void name_carrier(json_t *parcel)
{
    const struct waybill_carrier *carrier =
        waybill_carrier_find(json_string_value(json_object_get(parcel, "carrier")));
    json_object_set_new(parcel, "carrier_name", json_string(carrier != NULL ? carrier->name : ""));
}

static void name_carriers(json_t *parcels)
{
    size_t i;
    json_t *parcel;
    json_array_foreach(parcels, i, parcel)
        name_carrier(parcel);
}

json_t *parcel_json(struct task *task, int64_t parcel_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_parcel_find, DB_ARGS(DB_I64(parcel_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &PARCEL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *parcel = db_row_json(rows, 0);
    name_carrier(parcel);
    return parcel;
}

json_t *parcels_of_order_json(struct task *task, int64_t order_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_parcel_of_order, DB_ARGS(DB_I64(order_id)), &rows, why))
        return NULL;
    json_t *parcels = db_rows_json(rows);
    name_carriers(parcels);
    return parcels;
}

json_t *parcels_of_lot_json(struct task *task, int64_t lot_id, const struct page *page,
                            struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_parcel_of_lot, DB_ARGS(DB_I64(lot_id), PAGE_ARGS(page)), &rows, why))
        return NULL;
    return page_json(page, rows, PARCEL_OF_LOT_PARCEL_ID);
}

json_t *parcels_of_station_json(struct task *task, const struct parcel_query *query,
                                const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_parcel_of_station,
                        DB_ARGS(DB_I64(query->station_id), PAGE_ARGS_DOWN(page),
                                DB_TEXT(query->state), DB_TEXT(query->carrier),
                                DB_TEXT(query->handed_over_on)),
                        &rows, why))
        return NULL;
    json_t *parcels = page_json(page, rows, PARCEL_OF_STATION_PARCEL_ID);
    name_carriers(json_object_get(parcels, "items"));
    return parcels;
}

bool parcel_of_waybill(struct task *task, const char *number, int64_t *parcel_id,
                       struct refusal *why)
{
    struct db_rows *rows;
    char clean[WAYBILL_MAX + 1];
    int count;
    const struct waybill_carrier *carriers = waybill_carriers(&count);
    *parcel_id = 0;
    if (!waybill_normalise(number, clean))
        return true;
    if (!db_query(task, &SQL_parcel_by_waybill,
                  DB_ARGS(DB_TEXT(clean), DB_COLUMN_TEXT(carriers, count, code)), &rows, why))
        return false;
    if (db_count(rows) > 0)
        *parcel_id = db_i64(rows, 0, PARCEL_BY_WAYBILL_PARCEL_ID);
    return true;
}
