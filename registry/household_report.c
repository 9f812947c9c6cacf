#include "registry/household_report.h"

#include "base/crypto.h"
#include "base/id.h"
#include "gen/registry/sql.h"

/* The seal is of the row's own place, so its id must be known before: the one that is there, or a
 * new one. */
bool household_report_add(struct task *task, struct db_tx *tx, int64_t household_id,
                          const char *county_code, const char *kind, const char *text,
                          struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    if (!db_tx_query(tx, &SQL_household_report_lock,
                     DB_ARGS(DB_I64(household_id), DB_TEXT(county_code), DB_TEXT(kind)), &rows,
                     why))
        return false;
    int64_t id = db_count(rows) > 0 ? db_i64(rows, 0, HOUSEHOLD_REPORT_LOCK_ID) : id_next();
    const void *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_REPORT_TEXT, id), text, &length);
    db_tx_send(tx, &SQL_household_report_put,
               DB_ARGS(DB_I64(id), DB_TEXT(county_code), DB_I64(household_id), DB_TEXT(kind),
                       DB_BYTES(sealed, length)));
    return true;
}
