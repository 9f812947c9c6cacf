#include "mall/purge.h"

#include "base/db.h"
#include "sql.h"

/* Each deletes a bounded number of rows and returns their count; how long each kind is kept stands
 * in the statement. */
static const struct sql *const STATEMENTS[] = {
    &SQL_session_purge,     &SQL_login_code_purge, &SQL_message_purge,
    &SQL_idempotency_purge, &SQL_job_purge,
};
enum { STATEMENT_COUNT = sizeof(STATEMENTS) / sizeof(STATEMENTS[0]), ROWS_A_ROUND = 1000 };

bool purge_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        struct db_rows *rows;
        if (!db_query_class(task, DB_SLOW, STATEMENTS[i], DB_ARGS(DB_I64(ROWS_A_ROUND)), &rows,
                            why))
            return false;
        *done += (int)db_affected(rows);
    }
    return true;
}
