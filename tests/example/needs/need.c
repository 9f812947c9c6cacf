#include "needs/need.h"

#include "gen/needs/sql.h"

static const struct machine_move MOVES[] = {
    {NEED_TOLD, NEED_MET, "nothing of it is left to meet"},
};
const struct machine NEED_MACHINE =
    MACHINE("need", NEED_STATES, STATE_SET(NEED_TOLD), MOVES, &SQL_audit_need_state);

json_t *need_list_json(struct task *task, const char *county_code, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_need_list, DB_ARGS(DB_TEXT(county_code)), &rows, why))
        return NULL;
    return json_pack("{s:o, s:n}", "items", db_rows_json(rows), "next");
}

static bool settle(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *done = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_need_settle, DB_NO_ARGS, &rows, why))
        return false;
    *done = db_count(rows);
    for (int i = 0; i < *done; i++) {
        int64_t id = db_i64(rows, i, NEED_SETTLE_ID);
        const char *county = db_text(rows, i, NEED_SETTLE_COUNTY_CODE);
        machine_log(tx, &NEED_MACHINE, &id, &county, 1, NEED_TOLD, NEED_MET, ACTOR_SYSTEM, "met");
    }
    return true;
}

bool need_settle_due(struct task *task, int *done, struct refusal *why)
{
    return db_transact(task, DB_FAST, settle, done, why);
}
