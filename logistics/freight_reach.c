#include "logistics/freight_reach.h"

#include "gen/logistics/sql.h"

bool freight_reach(struct task *task, const char *region_code, const char ***counties, int *count,
                   struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_freight_county_reach, DB_ARGS(DB_TEXT(region_code)), &rows, why))
        return false;
    *count = db_count(rows);
    *counties = arena_array(task->arena, (size_t)*count, sizeof(**counties));
    for (int i = 0; i < *count; i++)
        (*counties)[i] = db_text(rows, i, FREIGHT_COUNTY_REACH_COUNTY_CODE);
    return true;
}
