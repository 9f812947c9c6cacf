#include "base/year.h"

#include <stdio.h>

#include "gen/base/sql.h"

bool year_floor(struct task *task, struct year_floor *floor, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_AUDIT, &SQL_year_floor_find, DB_NO_ARGS, &rows, why))
        return false;
    *floor = (struct year_floor){
        .year = db_i64(rows, 0, YEAR_FLOOR_FIND_YEAR),
        .rows_from = db_i64(rows, 0, YEAR_FLOOR_FIND_ROWS_FROM),
        .objects_from = db_i64(rows, 0, YEAR_FLOOR_FIND_OBJECTS_FROM),
        .settled_ms = db_i64(rows, 0, YEAR_FLOOR_FIND_SETTLED_MS),
    };
    snprintf(floor->months_from, sizeof(floor->months_from), "%s",
             db_text(rows, 0, YEAR_FLOOR_FIND_MONTHS_FROM));
    return true;
}

bool year_raise(struct task *task, int64_t *from_id, struct refusal *why)
{
    struct year_floor floor;
    if (!year_floor(task, &floor, why))
        return false;
    if (floor.objects_from > *from_id)
        *from_id = floor.objects_from;
    return true;
}
