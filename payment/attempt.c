#include "payment/attempt.h"

#include "base/job.h"
#include "gen/payment/sql.h"

static const struct machine_move MOVES[] = {
    {PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_PAID, "the provider reported the captured amount"},
    {PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_CLOSED,
     "the provider confirmed that it can no longer be paid"},
    {PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_FAILED, "the provider refused to open it"},
    {PAYMENT_ATTEMPT_CREATED, PAYMENT_ATTEMPT_ABANDONED,
     "a month after its time nobody can say what became of it"},
};
const struct machine PAYMENT_ATTEMPT_MACHINE =
    GREAT_MACHINE("payment", PAYMENT_ATTEMPT_STATES, PAYMENT_ATTEMPT_CREATED, MOVES,
                  &SQL_audit_payment_state, &SQL_audit_attempt_place, true);

json_t *payment_attempt_list_json(struct task *task, const struct payable *payable,
                                  int64_t subject_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_payment_attempt_list,
                  DB_ARGS(DB_TEXT(payable->kind), DB_I64(subject_id)), &rows, why))
        return NULL;
    return db_rows_json(rows);
}

const char *payment_attempt_code(struct task *task, const struct payable *payable,
                                 int64_t subject_id, int64_t attempt_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_payment_attempt_list,
                  DB_ARGS(DB_TEXT(payable->kind), DB_I64(subject_id)), &rows, why))
        return NULL;
    for (int i = 0; i < db_count(rows); i++) {
        const char *state = db_text(rows, i, PAYMENT_ATTEMPT_LIST_STATE);
        const char *code = db_text(rows, i, PAYMENT_ATTEMPT_LIST_CODE_URL);
        if (db_i64(rows, i, PAYMENT_ATTEMPT_LIST_PAYMENT_ID) == attempt_id && code != NULL &&
            machine_state(&PAYMENT_ATTEMPT_MACHINE, state) == PAYMENT_ATTEMPT_CREATED)
            return code;
    }
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}

struct ending {
    const char *number, *reason;
    enum payment_attempt_state to;
};

static bool end_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct ending *ending = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_payment_attempt_end,
                     DB_ARGS(DB_TEXT(ending->number),
                             DB_TEXT(machine_state_name(&PAYMENT_ATTEMPT_MACHINE, ending->to))),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true; /* moved on already */
    int64_t id = db_i64(rows, 0, PAYMENT_ATTEMPT_END_ID);
    const char *county = db_text(rows, 0, PAYMENT_ATTEMPT_END_COUNTY_CODE);
    machine_log(tx, &PAYMENT_ATTEMPT_MACHINE, &id, &county, 1, PAYMENT_ATTEMPT_CREATED, ending->to,
                ACTOR_SYSTEM, ending->reason);
    return true;
}

bool payment_attempt_end(struct task *task, const char *number, enum payment_attempt_state to,
                         const char *reason, struct refusal *why)
{
    struct ending ending = {number, reason, to};
    return db_transact(task, DB_FAST, end_body, &ending, why);
}

bool payment_attempt_close_all(struct db_tx *tx, const struct payable *payable,
                               const int64_t *subject_ids, int count, struct refusal *why)
{
    struct db_rows *open;
    if (!db_tx_query(tx, &SQL_payment_attempt_open_of_subjects,
                     DB_ARGS(DB_TEXT(payable->kind), DB_I64S(subject_ids, (size_t)count)), &open,
                     why))
        return false;
    for (int i = 0; i < db_count(open); i++) {
        const char *number = db_text(open, i, PAYMENT_ATTEMPT_OPEN_OF_SUBJECTS_NUMBER);
        json_t *payload = json_pack("{s:s}", "number", number);
        job_add(tx, "payment_close", number, payload, 0,
                db_text(open, i, PAYMENT_ATTEMPT_OPEN_OF_SUBJECTS_COUNTY_CODE));
        json_decref(payload);
    }
    return true;
}

bool payment_attempt_of_escrow(struct db_tx *tx, int64_t escrow_id, int64_t *attempt_id,
                               struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payment_attempt_of_escrow, DB_ARGS(DB_I64(escrow_id)), &rows, why))
        return false;
    *attempt_id = db_count(rows) > 0 ? db_i64(rows, 0, PAYMENT_ATTEMPT_OF_ESCROW_ATTEMPT_ID) : 0;
    return true;
}
