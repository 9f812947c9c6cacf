#include "registry/household_scan.h"

#include "base/crypto.h"
#include "base/id.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"

const struct refusal_kind HOUSEHOLD_SCANS_FULL = {
    "household_scans_full", 409, "这户传上来还没用的照片太多了，先用掉，或过一周再传"};

struct adding {
    const struct household *household;
    const struct household_scan *scan;
    int64_t scan_id;
};

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    const struct household_scan *scan = adding->scan;
    struct db_rows *rows;
    size_t length;
    if (!idempotency_find(tx, scan->key, &adding->scan_id, why))
        return false;
    if (adding->scan_id > 0)
        return true;
    if (!db_tx_query(tx, &SQL_household_scan_count, DB_ARGS(DB_I64(adding->household->id)), &rows,
                     why))
        return false;
    if (db_i64(rows, 0, HOUSEHOLD_SCAN_COUNT_LOOSE) >= HOUSEHOLD_SCANS_MAX)
        return refuse(why, &HOUSEHOLD_SCANS_FULL, NULL);
    adding->scan_id = id_next();
    const uint8_t *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_SCAN, adding->scan_id),
                       crypto_base64(task->arena, scan->bytes, scan->length), &length);
    db_tx_send(tx, &SQL_household_scan_add,
               DB_ARGS(DB_I64(adding->scan_id), DB_TEXT(adding->household->county_code),
                       DB_I64(adding->household->id), DB_I64(scan->account_id), DB_I64(scan->width),
                       DB_I64(scan->height), DB_BYTES(sealed, length)));
    idempotency_save(tx, scan->key, adding->scan_id);
    return true;
}

bool household_scan_add(struct task *task, const struct household *household,
                        const struct household_scan *scan, int64_t *scan_id, struct refusal *why)
{
    struct adding adding = {household, scan, 0};
    if (!db_transact(task, DB_FAST, add_body, &adding, why))
        return false;
    *scan_id = adding.scan_id;
    return true;
}

bool household_scan_keep(struct db_tx *tx, int64_t household_id, int64_t scan_id,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_household_scan_keep, DB_ARGS(DB_I64(household_id), DB_I64(scan_id)),
                     &rows, why))
        return false;
    return db_count(rows) > 0 || refuse_detail(why, &REFUSAL_INVALID_FIELD, "scan_id",
                                               "这张照片不是这一户的，或者已经过期删除了");
}

bool household_scan_drop(struct task *task, int64_t household_id, int64_t scan_id,
                         struct refusal *why)
{
    return db_query(task, &SQL_household_scan_drop, DB_ARGS(DB_I64(household_id), DB_I64(scan_id)),
                    NULL, why);
}

bool household_scan_open(struct task *task, const struct household *household, int64_t scan_id,
                         int64_t reader_id, const void **bytes, size_t *length, struct refusal *why)
{
    struct access_reading reading = {.account_id = reader_id,
                                     .purpose = "verify",
                                     .subject = "household",
                                     .subject_id = household->id,
                                     .county_code = household->county_code,
                                     .fields = "scan"};
    struct db_rows *rows;
    uint8_t *opened;
    if (!db_query(task, &SQL_household_scan_find, DB_ARGS(DB_I64(household->id), DB_I64(scan_id)),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (reader_id != 0 && !access_trail_open(task, &reading, "MALL_PERSONAL_DAILY", why))
        return false;
    const void *sealed = db_bytes(rows, 0, HOUSEHOLD_SCAN_FIND_IMAGE_SEALED, length);
    const char *text =
        crypto_open_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_SCAN, scan_id), sealed, *length);
    if (text == NULL || !crypto_unbase64(task->arena, text, &opened, length))
        return refuse(why, &REFUSAL_INTERNAL, NULL);
    *bytes = opened;
    return true;
}

json_t *household_scan_list_json(struct task *task, int64_t household_id, const struct page *page,
                                 struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_household_scan_list,
                    DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)), &rows, why)
               ? page_json(page, rows, HOUSEHOLD_SCAN_LIST_SCAN_ID)
               : NULL;
}
