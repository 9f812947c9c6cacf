#include "settlement/word.h"

#include "ledger/payout_run.h"

const struct refusal_kind PAYOUT_NOT_PAID = {"payout_not_paid", 409,
                                             "这笔钱现在不等这个回话，请刷新再看"};

struct saying {
    int64_t payout_id, actor_id;
    enum payout_state to;
    const char *reason;
};

static bool may_move(enum payout_state from, enum payout_state to)
{
    if (to == PAYOUT_CONFIRMED || to == PAYOUT_DISPUTED)
        return machine_allows(&PAYOUT_MACHINE, (int)from, (int)to);
    return from == PAYOUT_DISPUTED && (to == PAYOUT_PAID || to == PAYOUT_RETURNED);
}

static bool body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct saying *saying = argument;
    struct payout *lines;
    int count;
    if (!payout_lock(task, tx, &saying->payout_id, 1, &lines, &count, why))
        return false;
    if (count == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (lines[0].state == saying->to && saying->to != PAYOUT_PAID)
        return true;
    if (!may_move(lines[0].state, saying->to))
        return refuse(why, &PAYOUT_NOT_PAID, NULL);
    const struct payout_move move = {.line = &lines[0], .reason = saying->reason};
    const struct payout_mover mover = {saying->actor_id, saying->reason};
    payout_move(task, tx, &move, 1, saying->to, &mover);
    return true;
}

bool payout_say(struct task *task, int64_t payout_id, enum payout_state to, int64_t actor_id,
                const char *reason, struct refusal *why)
{
    struct saying saying = {payout_id, actor_id, to, reason};
    return db_transact(task, DB_FAST, body, &saying, why);
}
