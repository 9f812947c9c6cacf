#include "registry/region_coming.h"

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/db.h"
#include "gen/registry/sql.h"
#include "registry/region.h"

enum { COUNTY_DIGITS = 6 };

json_t *region_coming_json(struct task *task, const char *code, int level, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_region_coming_find, DB_ARGS(DB_TEXT(code), DB_I64(level)), &rows, why))
        return NULL;
    return db_count(rows) > 0 ? db_row_json(rows, 0) : json_null();
}

static void leave_trail(struct task *task, struct db_tx *tx, const struct db_rows *ended)
{
    int count = db_count(ended);
    struct change *changes = arena_array(task->arena, (size_t)count, sizeof(*changes));
    for (int i = 0; i < count; i++) {
        const char *code = db_text(ended, i, REGION_END_DUE_CODE);
        bool of_county = db_i64(ended, i, REGION_END_DUE_LEVEL) >= REGION_LEVEL_COUNTY;
        const char *next = db_is_null(ended, i, REGION_END_DUE_SUCCESSOR_CODE)
                               ? NULL
                               : db_text(ended, i, REGION_END_DUE_SUCCESSOR_CODE);
        changes[i] = (struct change){
            .subject = "region",
            .subject_key = code,
            .county_code = of_county ? arena_memdup(task->arena, code, COUNTY_DIGITS) : "",
            .action = "end",
            .after = json_pack("{s:s, s:s?}", "valid_to",
                               db_text(ended, i, REGION_END_DUE_VALID_TO), "successor", next),
            .reason = "预告的停用日期到了"};
    }
    change_trail_add_all(tx, changes, (size_t)count);
}

static bool end_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *done = argument;
    struct db_rows *ended;
    if (!db_tx_query(tx, &SQL_region_end_due, DB_NO_ARGS, &ended, why))
        return false;
    *done = db_count(ended);
    if (*done == 0)
        return true;
    leave_trail(task, tx, ended);
    db_tx_send(tx, &SQL_region_notify, DB_NO_ARGS);
    return true;
}

bool region_end_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return db_transact(task, DB_WORK, end_body, done, why);
}
