#include "settlement/decide.h"

#include "gen/settlement/sql.h"
#include "ledger/payout_run.h"
#include "settlement/compare.h"

const struct refusal_kind PAYOUT_OWN_CASE = {"payout_own_case", 403,
                                             "这一户是您自己家，请别的人来定"};
const struct refusal_kind PAYOUT_FIRM = {
    "payout_firm", 409, "没有收款账号、账号变了或者金额不够的户不能放过，留到下一批"};

struct deciding {
    const struct payout_decision *decision;
    int64_t run_id;
};

/* The run is held before its lines, as by all who move them. */
static bool lock(struct task *task, struct db_tx *tx, const struct deciding *deciding,
                 struct payout *line, struct refusal *why)
{
    const struct payout_decision *decision = deciding->decision;
    struct payout_run run;
    struct payout *lines;
    int count;
    if (!payout_run_lock(tx, deciding->run_id, &run, why) ||
        !payout_lock(task, tx, &decision->payout_id, 1, &lines, &count, why))
        return false;
    *line = lines[0];
    if (run.state != PAYOUT_RUN_PREPARED ||
        line->state != (decision->pass ? PAYOUT_HELD : PAYOUT_PLANNED))
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL, "这一户刚刚有变动，请刷新再看");
    return true;
}

static bool check_own(struct db_tx *tx, const struct payout_decision *decision,
                      const struct payout *line, struct refusal *why)
{
    struct db_rows *rows;
    return db_tx_query(tx, &SQL_decide_own,
                       DB_ARGS(DB_I64(decision->actor_id), DB_I64(line->household_id)), &rows,
                       why) &&
           (!db_bool(rows, 0, DECIDE_OWN_IS_OWN) || refuse(why, &PAYOUT_OWN_CASE, NULL));
}

static bool body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct deciding *deciding = argument;
    const struct payout_decision *decision = deciding->decision;
    const struct payout_mover mover = {decision->actor_id, decision->reason};
    struct payout line;
    if (!lock(task, tx, deciding, &line, why) || !check_own(tx, decision, &line, why))
        return false;
    if (!decision->pass) {
        payout_hold(tx, &line, &mover);
        return true;
    }
    if ((payout_reasons_of(line.reasons) & REASONS_FIRM) != 0)
        return refuse(why, &PAYOUT_FIRM, NULL);
    payout_pass(tx, &line, &mover);
    return true;
}

bool payout_decide(struct task *task, const struct payout_decision *decision, struct refusal *why)
{
    struct payout_place place;
    struct deciding deciding = {.decision = decision};
    if (!payout_find(task, decision->payout_id, &place, why))
        return false;
    deciding.run_id = place.run_id;
    return db_transact(task, DB_FAST, body, &deciding, why);
}
