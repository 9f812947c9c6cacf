/* The stage as a whole: what only all lines together show, how many there are, and its end. */
#include "gen/registry/sql.h"
#include "registry/household_stage.h"

static const struct {
    const struct sql *sql;
    const char *field, *message;
} CHECKS[] = {
    {&SQL_household_stage_check_number, "household_no", "户编号出现两次"},
    {&SQL_household_stage_check_village, "village_code", "没有这个村，请先在区划里导入"},
    {&SQL_household_stage_check_person, "members", "有人同时在另一户"},
};

bool household_stage_check(struct db_tx *tx, int64_t run_id,
                           void (*tell)(const struct household_misfit *misfit, void *argument),
                           void *argument, struct refusal *why)
{
    for (size_t i = 0; i < sizeof(CHECKS) / sizeof(CHECKS[0]); i++) {
        struct db_rows *rows;
        if (!db_tx_query(tx, CHECKS[i].sql, DB_ARGS(DB_I64(run_id)), &rows, why))
            return false;
        for (int row = 0; row < db_count(rows); row++) {
            const struct household_misfit misfit = {
                .line_no = db_i64(rows, row, HOUSEHOLD_STAGE_CHECK_NUMBER_LINE_NO),
                .household_no = db_text(rows, row, HOUSEHOLD_STAGE_CHECK_NUMBER_HOUSEHOLD_NO),
                .field = CHECKS[i].field,
                .message = CHECKS[i].message,
            };
            tell(&misfit, argument);
        }
    }
    return true;
}

void household_stage_analyze(struct db_tx *tx)
{
    db_tx_send(tx, &SQL_household_analyze, DB_NO_ARGS);
}

bool household_stage_has(struct db_tx *tx, int64_t run_id, int64_t line_no, bool *has,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_household_stage_has, DB_ARGS(DB_I64(run_id), DB_I64(line_no)), &rows,
                     why))
        return false;
    *has = db_count(rows) > 0;
    return true;
}

bool household_stage_count(struct task *task, int64_t run_id, int64_t *lines, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_REPORT, &SQL_household_stage_count, DB_ARGS(DB_I64(run_id)), &rows,
                        why))
        return false;
    *lines = db_i64(rows, 0, HOUSEHOLD_STAGE_COUNT_HOUSEHOLDS);
    return true;
}

void household_stage_forget(struct db_tx *tx, int64_t run_id, int64_t to)
{
    db_tx_send(tx, &SQL_household_stage_forget, DB_ARGS(DB_I64(run_id), DB_I64(to)));
}

bool household_stage_empty(struct task *task, struct refusal *why)
{
    return db_query_class(task, DB_REPORT, &SQL_household_stage_empty, DB_NO_ARGS, NULL, why);
}
