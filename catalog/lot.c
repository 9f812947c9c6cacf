#include "catalog/lot.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/change_trail.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/job.h"
#include "base/stamp.h"
#include "catalog/product_row.h"
#include "gen/catalog/sql.h"
#include "registry/identifier.h"

const struct refusal_kind LOT_SUPPLY_EXCEEDS = {"supplies_exceed", 422,
                                                "各户交货重量之和超过了批次总重"};
const struct refusal_kind LOT_SUPPLY_TWICE = {"supply_twice", 422, "同一批次里一户只能填一次"};
const struct refusal_kind LOT_HARVEST_DATE = {"harvest_date", 422,
                                              "采收日期不能晚于今天，也不能早于两年前"};
const struct refusal_kind LOT_DAY_FULL = {"lot_day_full", 409, "这个村今天的批次号已用完"};
const struct refusal_kind LOT_WRONG_STATE = {"lot_wrong_state", 409, "批次现在的状态不能这样操作"};

/* ---- reading ---- */

static bool is_village_code(const char *text)
{
    return strspn(text, "0123456789") == 12 && text[0] != '0';
}

static const struct shape_field SUPPLY_FIELDS[] = {
    FIELD_ID(struct lot_supply, household_id, REQUIRED, "请选择农户"),
    FIELD_INT(struct lot_supply, weight_g, REQUIRED, 1, 1000000000, "交货重量应为 1 克到 1000 吨"),
};
static const struct shape SUPPLY_SHAPE = SHAPE(struct lot_supply, SUPPLY_FIELDS);

static const struct shape_field LOT_FIELDS[] = {
    FIELD_CHECKED(struct lot_draft, village_code, REQUIRED, 12, 12, is_village_code,
                  "请选择产地所在的村"),
    FIELD_DATE(struct lot_draft, harvested_on, REQUIRED, "请填写采收日期"),
    FIELD_INT(struct lot_draft, weight_g, REQUIRED, 1, 1000000000, "批次重量应为 1 克到 1000 吨"),
    FIELD_LIST(struct lot_draft, supplies, REQUIRED, 0, LOT_MAX_SUPPLIES, SUPPLY_SHAPE,
               "一个批次最多登记 500 户"),
};
const struct shape LOT_DRAFT_SHAPE = SHAPE(struct lot_draft, LOT_FIELDS);

/* ---- checking ---- */

static const struct lot_supply *supply_at(const struct lot_draft *draft, int index)
{
    return (const struct lot_supply *)draft->supplies.items + index;
}

/* Days as text compare like days; two years back is the same day of the year before last. */
static bool is_harvest_day(const char *day, const char *today)
{
    char earliest[11];
    int year = (int)strtol(today, NULL, 10) - 2;
    memcpy(earliest, today, sizeof(earliest));
    for (int i = 3; i >= 0; i--, year /= 10)
        earliest[i] = (char)('0' + year % 10);
    return strcmp(day, today) <= 0 && strcmp(day, earliest) >= 0;
}

bool lot_draft_check(const struct lot_draft *draft, const char *today, struct refusal *why)
{
    int64_t sum = 0;
    char field[48];
    if (!is_harvest_day(draft->harvested_on, today))
        return refuse(why, &LOT_HARVEST_DATE, "harvested_on");
    for (int i = 0; i < draft->supplies.count; i++) {
        snprintf(field, sizeof(field), "supplies/%d/household_id", i);
        for (int k = 0; k < i; k++)
            if (supply_at(draft, i)->household_id == supply_at(draft, k)->household_id)
                return refuse(why, &LOT_SUPPLY_TWICE, field);
        sum += supply_at(draft, i)->weight_g;
    }
    if (sum <= draft->weight_g)
        return true;
    return refuse_detail(why, &LOT_SUPPLY_EXCEEDS, "supplies",
                         "批次 %" PRId64 " 克，各户合计 %" PRId64 " 克", draft->weight_g, sum);
}

/* ---- intake ---- */

struct intake {
    const struct listing_writer *writer;
    const struct lot_draft *draft;
    int64_t listing_id, lot_id;
    const char *county_code;
    int64_t producer_id;
};

static bool find_place(struct db_tx *tx, struct intake *intake, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_lock, DB_ARGS(DB_I64(intake->listing_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    intake->producer_id = db_i64(rows, 0, LISTING_LOCK_PRODUCER_ID);
    intake->county_code = db_text(rows, 0, LISTING_LOCK_COUNTY_CODE);
    if (!db_tx_query(tx, &SQL_village_path,
                     DB_ARGS(DB_TEXT(intake->draft->village_code), DB_TEXT(intake->county_code)),
                     &rows, why))
        return false;
    return db_count(rows) > 0 || refuse(why, &LISTING_VILLAGE_OUTSIDE, "village_code");
}

static bool write_supplies(struct db_tx *tx, const struct intake *intake, struct refusal *why)
{
    struct db_rows *rows;
    const struct lot_supply *supplies = intake->draft->supplies.items;
    int count = intake->draft->supplies.count;
    if (!db_tx_query(
            tx, &SQL_lot_supply_check,
            DB_ARGS(DB_COLUMN_I64(supplies, count, household_id), DB_TEXT(intake->county_code)),
            &rows, why))
        return false;
    if (db_count(rows) > 0) {
        char field[48];
        snprintf(field, sizeof(field), "supplies/%d/household_id",
                 (int)db_i64(rows, 0, LOT_SUPPLY_CHECK_PLACE) - 1);
        return refuse(why, &PLAN_HOUSEHOLD_UNKNOWN, field);
    }
    db_tx_send(tx, &SQL_lot_supply_add,
               DB_ARGS(DB_I64(intake->lot_id), DB_TEXT(intake->county_code),
                       DB_COLUMN_I64(supplies, count, household_id),
                       DB_COLUMN_I64(supplies, count, weight_g)));
    return true;
}

/* The village's next code of the day. Two at once find the same number; the second then fails on
 * the unique code and its transaction runs again (lot_trace_code_unique, catalog/module.c). */
static bool next_code(struct db_tx *tx, const struct intake *intake, char code[25],
                      struct refusal *why)
{
    char today[11], first[25], last[25];
    struct db_rows *rows;
    clock_beijing_day(clock_now_us(), today);
    identifier_batch_code(intake->draft->village_code, today, 0, first);
    snprintf(last, sizeof(last), "%.18s999999", first);
    memset(first + 18, '0', 6);
    if (!db_tx_query(tx, &SQL_lot_last_code, DB_ARGS(DB_TEXT(first), DB_TEXT(last)), &rows, why))
        return false;
    int serial = db_is_null(rows, 0, LOT_LAST_CODE_LAST_SERIAL)
                     ? 1
                     : (int)db_i64(rows, 0, LOT_LAST_CODE_LAST_SERIAL) + 1;
    if (serial > 99999)
        return refuse(why, &LOT_DAY_FULL, NULL);
    identifier_batch_code(intake->draft->village_code, today, serial, code);
    return true;
}

static bool intake_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct intake *intake = argument;
    char code[25];
    (void)task;
    if (!idempotency_find(tx, intake->writer->key, &intake->lot_id, why))
        return false;
    if (intake->lot_id > 0)
        return true;
    intake->lot_id = id_next();
    if (!find_place(tx, intake, why) || !next_code(tx, intake, code, why))
        return false;
    db_tx_send(tx, &SQL_lot_add,
               DB_ARGS(DB_I64(intake->lot_id), DB_TEXT(intake->county_code),
                       DB_I64(intake->listing_id), DB_I64(intake->producer_id), DB_TEXT(code),
                       DB_TEXT(intake->draft->village_code), DB_TEXT(intake->draft->harvested_on),
                       DB_I64(intake->draft->weight_g), DB_I64(intake->writer->actor_id)));
    if (!write_supplies(tx, intake, why))
        return false;
    db_tx_send(tx, &SQL_lot_stamp, DB_ARGS(stamp_key(), DB_I64S(&intake->lot_id, 1)));
    change_trail_add(
        tx, &(struct change){.subject = "lot",
                             .subject_id = intake->lot_id,
                             .county_code = intake->county_code,
                             .action = "create",
                             .after = json_pack("{s:s, s:I, s:s}", "batch_code", code, "weight_g",
                                                (json_int_t)intake->draft->weight_g, "harvested_on",
                                                intake->draft->harvested_on)});
    idempotency_save(tx, intake->writer->key, intake->lot_id);
    return true;
}

bool lot_create(struct task *task, const struct listing_writer *writer, int64_t listing_id,
                const struct lot_draft *draft, int64_t *lot_id, struct refusal *why)
{
    struct intake intake = {.writer = writer, .draft = draft, .listing_id = listing_id};
    if (!db_transact(task, DB_FAST, intake_body, &intake, why))
        return false;
    *lot_id = intake.lot_id;
    return true;
}

/* ---- state ---- */

struct moving {
    int64_t lot_id;
    enum lot_state to;
    int64_t actor_id;
    const char *reason;
};

/* Boxes of it that are sold already need another lot, or their money goes back: a job of orders/,
 * one for every state that they can be stopped by. */
static void recall_later(struct db_tx *tx, const struct moving *moving, const char *county_code)
{
    char id[21], key[32];
    if (moving->to == LOT_OPEN)
        return;
    json_t *payload = json_pack("{s:s}", "lot_id", id_text(moving->lot_id, id));
    snprintf(key, sizeof(key), "%s:%s", id, machine_state_name(&LOT_MACHINE, moving->to));
    job_add(tx, LOT_RECALL_JOB, key, payload, 0, county_code);
    json_decref(payload);
}

/* What lists show of its listing goes by what its lots sell: behind the lock of their stock. */
static bool restock(struct task *task, struct db_tx *tx, int64_t listing_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_stock_lock_listing, DB_ARGS(DB_I64(listing_id)), &rows, why))
        return false;
    size_t count = (size_t)db_count(rows);
    int64_t *skus = arena_array(task->arena, count, sizeof(*skus));
    for (size_t i = 0; i < count; i++)
        skus[i] = db_i64(rows, (int)i, STOCK_LOCK_LISTING_SKU_ID);
    product_restock(tx, skus, count);
    return true;
}

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct moving *moving = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_lot_lock, DB_ARGS(DB_I64(moving->lot_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    const char *county_code = db_text(rows, 0, LOT_LOCK_COUNTY_CODE),
               *state = db_text(rows, 0, LOT_LOCK_STATE);
    int from = machine_state(&LOT_MACHINE, state);
    if (!machine_allows(&LOT_MACHINE, from, moving->to))
        return refuse(why, &LOT_WRONG_STATE, NULL);
    db_tx_send(tx, &SQL_lot_move,
               DB_ARGS(DB_I64(moving->lot_id), DB_TEXT(state),
                       DB_TEXT(machine_state_name(&LOT_MACHINE, moving->to))));
    machine_log(tx, &LOT_MACHINE, &moving->lot_id, &county_code, 1, from, moving->to,
                moving->actor_id, moving->reason);
    recall_later(tx, moving, county_code);
    return restock(task, tx, db_i64(rows, 0, LOT_LOCK_LISTING_ID), why);
}

bool lot_move(struct task *task, int64_t lot_id, enum lot_state to, int64_t actor_id,
              const char *reason, struct refusal *why)
{
    struct moving moving = {lot_id, to, actor_id, reason};
    return db_transact(task, DB_FAST, move_body, &moving, why);
}

/* ---- reading ---- */

bool lot_scope(struct task *task, int64_t lot_id, struct scope *scope, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_lot_scope, DB_ARGS(DB_I64(lot_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *scope = (struct scope){.region_code = db_text(rows, 0, LOT_SCOPE_VILLAGE_CODE),
                            .org_id = db_i64(rows, 0, LOT_SCOPE_PRODUCER_ID),
                            .station_id = db_i64(rows, 0, LOT_SCOPE_STATION_ID)};
    return true;
}

json_t *lot_json(struct task *task, int64_t lot_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_lot_find, DB_ARGS(DB_I64(lot_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 1)
        return db_row_json(rows, 0);
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}

json_t *lot_list_json(struct task *task, int64_t listing_id, const char *state,
                      const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(
            task, &SQL_lot_of_listing,
            DB_ARGS(DB_I64(listing_id), PAGE_ARGS_DOWN(page), machine_states(&LOT_MACHINE, state)),
            &rows, why))
        return NULL;
    return page_json(page, rows, LOT_OF_LISTING_LOT_ID);
}

json_t *lot_region_list_json(struct task *task, const char *region_code, const char *state,
                             const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_lot_of_region,
                        DB_ARGS(DB_TEXT(region_code), PAGE_ARGS_DOWN(page),
                                machine_states(&LOT_MACHINE, state)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, LOT_OF_REGION_LOT_ID);
}

bool lot_of_code(struct task *task, const char *trace_code, int64_t *lot_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_lot_of_code, DB_ARGS(DB_TEXT(trace_code)), &rows, why))
        return false;
    *lot_id = db_count(rows) > 0 ? db_i64(rows, 0, LOT_OF_CODE_LOT_ID) : 0;
    return true;
}

json_t *lot_on_sale_json(struct task *task, int64_t listing_id, int64_t least, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_lot_on_sale, DB_ARGS(DB_I64(listing_id), DB_I64(least)), &rows, why))
        return NULL;
    return db_rows_json(rows);
}

json_t *lot_suppliers_json(struct task *task, int64_t lot_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_lot_supply_list, DB_ARGS(DB_I64(lot_id)), &rows, why))
        return NULL;
    return db_rows_json(rows);
}
