#include "mall/purge.h"

#include "base/db.h"
#include "mall/modules.h"

enum { ROWS_A_ROUND = 1000 };

static bool purge(struct task *task, const struct sql *statement, int *done, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_WORK, statement, DB_ARGS(DB_I64(ROWS_A_ROUND)), &rows, why))
        return false;
    *done += (int)db_affected(rows);
    return true;
}

bool purge_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    for (int i = 0; i < MODULE_COUNT; i++)
        for (const struct sql *const *statement = MODULES[i]->purges;
             statement != NULL && *statement != NULL; statement++)
            if (!purge(task, *statement, done, why))
                return false;
    return true;
}
