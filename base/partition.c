#include "base/partition.h"

#include "base/db.h"
#include "gen/base/sql.h"

bool partition_tend(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    *done = 0;
    if (!db_query_class(task, DB_WORK, &SQL_partition_tend, DB_NO_ARGS, &rows, why))
        return false;
    *done = (int)db_i64(rows, 0, PARTITION_TEND_DONE);
    return true;
}
