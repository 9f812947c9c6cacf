#include "onboarding/dossier_forget.h"

#include "base/change_trail.h"
#include "base/db.h"
#include "gen/onboarding/sql.h"

static int64_t keep_days;

void dossier_forget_start(int64_t days)
{
    keep_days = days;
}

int64_t dossier_forget_days(void)
{
    return keep_days;
}

static bool forget_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int64_t id = *(const int64_t *)argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_dossier_forget, DB_ARGS(DB_I64(id), DB_I64(keep_days)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true; /* somebody has gone on with it meanwhile */
    db_tx_send(tx, &SQL_dossier_paper_clear, DB_ARGS(DB_I64(id)));
    db_tx_send(tx, &SQL_dossier_share_clear, DB_ARGS(DB_I64(id)));
    db_tx_send(tx, &SQL_dossier_scan_clear, DB_ARGS(DB_I64(id)));
    db_tx_send(tx, &SQL_objection_forget, DB_ARGS(DB_I64(id)));
    change_trail_add(tx,
                     &(struct change){.subject = "dossier",
                                      .subject_id = id,
                                      .county_code = db_text(rows, 0, DOSSIER_FORGET_COUNTY_CODE),
                                      .action = "forget",
                                      .reason = "过了保存期，个人信息和扫描件清除"});
    return true;
}

bool dossier_forget_due(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *due;
    *done = 0;
    if (!db_query_class(task, DB_WORK, &SQL_dossier_forget_due,
                        DB_ARGS(DB_I64(DOSSIERS_FORGOTTEN_A_ROUND), DB_I64(keep_days)), &due, why))
        return false;
    for (int row = 0; row < db_count(due); row++) {
        int64_t id = db_i64(due, row, DOSSIER_FORGET_DUE_ID);
        if (!db_transact(task, DB_WORK, forget_body, &id, why))
            return false;
        ++*done;
    }
    return true;
}
