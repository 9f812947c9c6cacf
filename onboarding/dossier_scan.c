#include "onboarding/dossier_scan.h"

#include "base/change_trail.h"
#include "base/id.h"
#include "gen/onboarding/sql.h"
#include "onboarding/sealed_scan.h"
#include "registry/access_trail.h"

const struct refusal_kind DOSSIER_SCANS_FULL = {"dossier_scans_full", 409,
                                                "这份申请的扫描件太多了，最多 60 张"};

struct adding {
    const struct dossier_scan *scan;
    const struct picture_file *file;
    int64_t scan_id;
};

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    const struct dossier_scan *scan = adding->scan;
    struct db_rows *rows, *count;
    int64_t before = 0;
    size_t length;
    if (!idempotency_find(tx, scan->key, &before, why))
        return false;
    adding->scan_id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    if (!db_tx_query(tx, &SQL_dossier_lock, DB_ARGS(DB_I64(scan->dossier_id)), &rows, why))
        return false;
    if (db_count(rows) == 0 || db_i64(rows, 0, DOSSIER_LOCK_APPLICANT_ID) != scan->account_id)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    int state = machine_state(&DOSSIER_MACHINE, db_text(rows, 0, DOSSIER_LOCK_STATE));
    if (state != DOSSIER_DRAFT && state != DOSSIER_SENT_BACK)
        return refuse(why, &DOSSIER_NOT_YOURS_NOW, NULL);
    if (!db_tx_query(tx, &SQL_dossier_scan_count,
                     DB_ARGS(DB_I64(scan->dossier_id), DB_I64S(&adding->scan_id, 1)), &count, why))
        return false;
    if (db_i64(count, 0, DOSSIER_SCAN_COUNT_ALL_COUNT) >= DOSSIER_SCANS_MAX)
        return refuse(why, &DOSSIER_SCANS_FULL, NULL);
    const uint8_t *sealed =
        sealed_scan_seal(task, adding->file, DOSSIER_SCAN, adding->scan_id, &length);
    db_tx_send(tx, &SQL_dossier_scan_add,
               DB_ARGS(DB_I64(adding->scan_id), DB_TEXT(db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE)),
                       DB_I64(scan->dossier_id), DB_I64(adding->file->width),
                       DB_I64(adding->file->height), DB_BYTES(sealed, length)));
    change_trail_add(
        tx, &(struct change){.subject = "dossier",
                             .subject_id = scan->dossier_id,
                             .county_code = db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE),
                             .action = "add_scan",
                             .after = json_pack("{s:I}", "scan_id", (json_int_t)adding->scan_id)});
    idempotency_save(tx, scan->key, adding->scan_id);
    return true;
}

bool dossier_scan_add(struct task *task, const struct dossier_scan *scan, int64_t *scan_id,
                      struct refusal *why)
{
    struct picture_made made = {.count = 0};
    struct adding adding = {.scan = scan};
    if (!picture_make(task, scan->bytes, scan->length, &made, why))
        return false;
    adding.file = sealed_scan_file(&made);
    if (!db_transact(task, DB_FAST, add_body, &adding, why))
        return false;
    *scan_id = adding.scan_id;
    return true;
}

bool dossier_scan_open(struct task *task, const struct dossier *dossier, int64_t scan_id,
                       int64_t reader_id, const void **bytes, size_t *length, struct refusal *why)
{
    struct access_reading reading = {.account_id = reader_id,
                                     .purpose = "verify",
                                     .subject = "dossier",
                                     .subject_id = dossier->id,
                                     .county_code = dossier->county_code,
                                     .fields = "scan"};
    struct db_rows *rows;
    if (!db_query(task, &SQL_dossier_scan_find, DB_ARGS(DB_I64(scan_id), DB_I64(dossier->id)),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (reader_id != 0 && !access_trail_add(task, &reading, why))
        return false;
    const void *sealed = db_bytes(rows, 0, DOSSIER_SCAN_FIND_IMAGE_SEALED, length);
    return sealed_scan_open(task, DOSSIER_SCAN, scan_id, sealed, bytes, length) ||
           refuse(why, &REFUSAL_INTERNAL, NULL);
}
