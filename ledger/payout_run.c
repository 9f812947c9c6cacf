#include "ledger/payout_run.h"

#include "base/arena.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"
#include "ledger/payout.h"

const struct refusal_kind PAYOUT_RUN_OPEN = {"payout_run_open", 409,
                                             "这个县还有一批发放没有放行，先把它放行或者撤掉"};

static const struct machine_move MOVES[] = {
    {PAYOUT_RUN_PREPARING, PAYOUT_RUN_PREPARED, "every household is in it"},
    {PAYOUT_RUN_PREPARING, PAYOUT_RUN_DROPPED, "nothing is to be paid, or a person drops it"},
    {PAYOUT_RUN_PREPARED, PAYOUT_RUN_RELEASING, "another person releases it"},
    {PAYOUT_RUN_PREPARED, PAYOUT_RUN_DROPPED, "a person drops it"},
    {PAYOUT_RUN_RELEASING, PAYOUT_RUN_RELEASED, "every line was ordered or left"},
    {PAYOUT_RUN_RELEASED, PAYOUT_RUN_CLOSED, "the bank has answered every line"},
};
const struct machine PAYOUT_RUN_MACHINE =
    PASSING_MACHINE("payout_run", PAYOUT_RUN_STATES, STATE_SET(PAYOUT_RUN_PREPARING), MOVES,
                    &SQL_audit_payout_run_state);

static void stamp(struct db_tx *tx, int64_t run_id)
{
    db_tx_send(tx, &SQL_payout_run_stamp, DB_ARGS(stamp_key(), DB_I64(run_id)));
}

void payout_run_add(struct db_tx *tx, int64_t id, const char *county_code, const char *note,
                    int64_t actor_id)
{
    db_tx_send(tx, &SQL_payout_run_add,
               DB_ARGS(DB_I64(id), DB_TEXT(county_code), DB_TEXT(note), DB_I64(actor_id)));
    stamp(tx, id);
}

bool payout_run_lock(struct db_tx *tx, int64_t run_id, struct payout_run *run, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payout_run_lock, DB_ARGS(DB_I64(run_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *run = (struct payout_run){
        .id = run_id,
        .created_by = db_i64(rows, 0, PAYOUT_RUN_LOCK_CREATED_BY),
        .reached_id = db_i64(rows, 0, PAYOUT_RUN_LOCK_REACHED_ID),
        .county_code = db_text(rows, 0, PAYOUT_RUN_LOCK_COUNTY_CODE),
        .state = machine_state(&PAYOUT_RUN_MACHINE, db_text(rows, 0, PAYOUT_RUN_LOCK_STATE))};
    return true;
}

void payout_run_move(struct db_tx *tx, const struct payout_run *run, enum payout_run_state to,
                     int64_t actor_id, const char *reason)
{
    db_tx_send(tx, &SQL_payout_run_move,
               DB_ARGS(DB_I64(run->id), DB_TEXT(machine_state_name(&PAYOUT_RUN_MACHINE, (int)to)),
                       DB_I64(actor_id)));
    stamp(tx, run->id);
    machine_log(tx, &PAYOUT_RUN_MACHINE, &run->id, &run->county_code, 1, (int)run->state, (int)to,
                actor_id, reason);
}

void payout_run_reach(struct db_tx *tx, int64_t run_id, int64_t reached_id,
                      const struct payout_basis *basis)
{
    db_tx_send(tx, &SQL_payout_run_reach,
               DB_ARGS(DB_I64(run_id), DB_I64(reached_id), DB_TEXT(basis->snapshot_id),
                       DB_I64(basis->change_no)));
}

bool payout_run_wait(struct task *task, int64_t run_id, const char *waits_for, struct refusal *why)
{
    return db_query(task, &SQL_payout_run_wait, DB_ARGS(DB_I64(run_id), DB_TEXT(waits_for)), NULL,
                    why);
}

bool payout_run_due(struct task *task, struct payout_run **runs, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_WORK, &SQL_payout_run_due, DB_ARGS(DB_I64(PAYOUT_RUNS_A_ROUND)),
                        &rows, why))
        return false;
    *count = db_count(rows);
    *runs = arena_array(task->arena, (size_t)*count + 1, sizeof(**runs));
    for (int i = 0; i < *count; i++)
        (*runs)[i] = (struct payout_run){
            .id = db_i64(rows, i, PAYOUT_RUN_DUE_RUN_ID),
            .county_code = db_text(rows, i, PAYOUT_RUN_DUE_COUNTY_CODE),
            .state = machine_state(&PAYOUT_RUN_MACHINE, db_text(rows, i, PAYOUT_RUN_DUE_STATE))};
    return true;
}

bool payout_run_close(struct db_tx *tx, int64_t run_id, int64_t actor_id, struct refusal *why)
{
    struct payout_run run;
    struct db_rows *rows;
    if (!payout_run_lock(tx, run_id, &run, why) ||
        !db_tx_query(tx, &SQL_payout_open, DB_ARGS(DB_I64(run_id)), &rows, why))
        return false;
    if (run.state == PAYOUT_RUN_RELEASED && db_i64(rows, 0, PAYOUT_OPEN_COUNT) == 0)
        payout_run_move(tx, &run, PAYOUT_RUN_CLOSED, actor_id, "");
    return true;
}

bool payout_run_county(struct task *task, int64_t run_id, const char **county_code,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_payout_run_county, DB_ARGS(DB_I64(run_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *county_code = db_text(rows, 0, PAYOUT_RUN_COUNTY_COUNTY_CODE);
    return true;
}

static struct db_rows *list(struct task *task, const char *county_code, const char *state,
                            const struct page *page, int64_t run_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_payout_run_list,
                          DB_ARGS(DB_TEXT(county_code), machine_states(&PAYOUT_RUN_MACHINE, state),
                                  PAGE_ARGS_DOWN(page), DB_I64(run_id)),
                          &rows, why)
               ? rows
               : NULL;
}

json_t *payout_run_list_json(struct task *task, const char *county_code, const char *state,
                             const struct page *page, struct refusal *why)
{
    struct db_rows *rows = list(task, county_code, state, page, 0, why);
    return rows != NULL ? page_json(page, rows, PAYOUT_RUN_LIST_RUN_ID) : NULL;
}

json_t *payout_run_json(struct task *task, int64_t run_id, struct refusal *why)
{
    struct page page = {.limit = 1};
    const char *county_code;
    if (!payout_run_county(task, run_id, &county_code, why))
        return NULL;
    struct db_rows *rows = list(task, county_code, "", &page, run_id, why);
    return rows != NULL ? db_row_json(rows, 0) : NULL;
}
