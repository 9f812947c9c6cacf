#include "onboarding/consent_scan.h"

#include "base/change_trail.h"
#include "base/id.h"
#include "gen/onboarding/sql.h"
#include "onboarding/sealed_scan.h"
#include "registry/access_trail.h"

struct adding {
    const struct household *household;
    const struct picture_file *file;
    const struct idempotency *key;
    int64_t scan_id;
};

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    int64_t before = 0;
    size_t length;
    if (!idempotency_find(tx, adding->key, &before, why))
        return false;
    adding->scan_id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    const uint8_t *sealed =
        sealed_scan_seal(task, adding->file, CONSENT_SCAN, adding->scan_id, &length);
    db_tx_send(tx, &SQL_consent_scan_add,
               DB_ARGS(DB_I64(adding->scan_id), DB_TEXT(adding->household->county_code),
                       DB_I64(adding->household->id), DB_I64(adding->file->width),
                       DB_I64(adding->file->height), DB_BYTES(sealed, length)));
    change_trail_add(
        tx, &(struct change){.subject = "household",
                             .subject_id = adding->household->id,
                             .county_code = adding->household->county_code,
                             .action = "add_scan",
                             .after = json_pack("{s:I}", "scan_id", (json_int_t)adding->scan_id)});
    idempotency_save(tx, adding->key, adding->scan_id);
    return true;
}

bool consent_scan_add(struct task *task, const struct household *household, const void *bytes,
                      size_t length, const struct idempotency *key, int64_t *scan_id,
                      struct refusal *why)
{
    struct picture_made made = {.count = 0};
    struct adding adding = {.household = household, .key = key};
    if (!picture_make(task, bytes, length, &made, why))
        return false;
    adding.file = sealed_scan_file(&made);
    if (!db_transact(task, DB_FAST, add_body, &adding, why))
        return false;
    *scan_id = adding.scan_id;
    return true;
}

bool consent_scan_require(struct task *task, int64_t household_id, int64_t scan_id,
                          struct refusal *why)
{
    struct db_rows *rows;
    if (scan_id == 0)
        return true;
    if (!db_query(task, &SQL_consent_scan_find, DB_ARGS(DB_I64(scan_id), DB_I64(household_id)),
                  &rows, why))
        return false;
    return db_count(rows) == 1 ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "consent.scan_id", "照片找不到了，请重新拍");
}

bool consent_scan_open(struct task *task, const struct household *household, int64_t scan_id,
                       int64_t reader_id, const void **bytes, size_t *length, struct refusal *why)
{
    struct access_reading reading = {.account_id = reader_id,
                                     .purpose = "verify",
                                     .subject = "household",
                                     .subject_id = household->id,
                                     .county_code = household->county_code,
                                     .fields = "consent_scan"};
    struct db_rows *rows;
    if (!db_query(task, &SQL_consent_scan_find, DB_ARGS(DB_I64(scan_id), DB_I64(household->id)),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!access_trail_add(task, &reading, why))
        return false;
    const void *sealed = db_bytes(rows, 0, CONSENT_SCAN_FIND_IMAGE_SEALED, length);
    return sealed_scan_open(task, CONSENT_SCAN, scan_id, sealed, bytes, length) ||
           refuse(why, &REFUSAL_INTERNAL, NULL);
}
