#include "settlement/release.h"

#include <string.h>

#include "base/arena.h"
#include "gen/settlement/sql.h"
#include "ledger/payout_run.h"
#include "settlement/compare.h"
#include "settlement/leave.h"

const struct refusal_kind PAYOUT_SAME_PERSON = {
    "payout_same_person", 409, "这批发放是您列出的，或者其中有您放过的户，请另一位来放行"};
const struct refusal_kind PAYOUT_CHANGED = {"payout_changed", 409,
                                            "这批发放的户数或金额刚刚有变动，请刷新后再核对一遍"};

/* ---- a person's yes ---- */

static bool check(struct db_tx *tx, const struct payout_release *release,
                  const struct payout_run *run, struct refusal *why)
{
    struct db_rows *rows;
    if (run->state != PAYOUT_RUN_PREPARED)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL, "这批发放现在不等放行，请刷新再看");
    if (!db_tx_query(tx, &SQL_release_find, DB_ARGS(DB_I64(run->id), DB_I64(release->actor_id)),
                     &rows, why))
        return false;
    if (run->created_by == release->actor_id || db_bool(rows, 0, RELEASE_FIND_HAS_PASSED))
        return refuse(why, &PAYOUT_SAME_PERSON, NULL);
    if (db_i64(rows, 0, RELEASE_FIND_HOUSEHOLDS) != release->households ||
        db_i64(rows, 0, RELEASE_FIND_AMOUNT_FEN) != release->amount_fen)
        return refuse(why, &PAYOUT_CHANGED, NULL);
    if (release->households == 0)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL,
                             "这批里没有能发的户，请先处理暂缓的户，或者撤掉这批");
    return true;
}

static bool release_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct payout_release *release = argument;
    struct payout_run run;
    (void)task;
    if (!payout_run_lock(tx, release->run_id, &run, why) || !check(tx, release, &run, why))
        return false;
    payout_run_move(tx, &run, PAYOUT_RUN_RELEASING, release->actor_id, "");
    return true;
}

bool payout_release(struct task *task, const struct payout_release *release, struct refusal *why)
{
    struct payout_release own = *release;
    return db_transact(task, DB_FAST, release_body, &own, why);
}

/* ---- what follows ---- */

/* Lines beside what is known of their households now. */
struct sorting {
    struct payout_next *lines;
    struct compared_household *households; /* in the order of the lines */
    struct payout_compared *compared;
    struct payout_move *orders, *holds;
    int count, order_count, hold_count;
};

static const struct compared_household *household_of(const struct compared_household *households,
                                                     int count, int64_t household_id)
{
    for (int i = 0; i < count; i++)
        if (households[i].household_id == household_id)
            return &households[i];
    return NULL;
}

static bool same_payee(struct arena *arena, const struct payout_next *next, const char *payee)
{
    const char *then = next->payee != NULL
                           ? crypto_open_at(arena, CRYPTO_PLACE(PAYOUT_PAYEE, next->line.id),
                                            next->payee, next->payee_length)
                           : NULL;
    return then != NULL && payee != NULL && strcmp(then, payee) == 0;
}

/* What speaks against a line now, less what a person let pass. */
static uint32_t reasons_of(struct arena *arena, const struct payout_next *next,
                           const struct compared_household *household)
{
    uint32_t reasons = compare_reasons(household);
    if (household->payee != NULL && !same_payee(arena, next, household->payee))
        reasons |= STATE_SET(REASON_CHANGED);
    if (household->due_fen < next->line.amount_fen)
        reasons |= STATE_SET(REASON_LESS);
    return reasons & ~(payout_reasons_of(next->line.passed) & ~REASONS_FIRM);
}

static void sort_line(struct arena *arena, struct sorting *sorting, int i,
                      const struct compared_household *household)
{
    const struct payout_next *next = &sorting->lines[i];
    uint32_t reasons = reasons_of(arena, next, household);
    struct payout_move move = {.line = &next->line, .reason = ""};
    sorting->compared[i] = (struct payout_compared){
        .id = next->line.id,
        .reasons = payout_reasons_text(arena, reasons | payout_reasons_of(next->line.passed)),
        .verdicts = household->verdicts};
    if (reasons != 0)
        sorting->holds[sorting->hold_count++] = move;
    else
        sorting->orders[sorting->order_count++] = move;
}

static bool sort_lines(struct task *task, struct db_tx *tx, struct settlement_step *step,
                       const struct payout_run *run, struct sorting *sorting, struct refusal *why)
{
    size_t n = (size_t)sorting->count + 1;
    struct compared_household *households;
    int known;
    int64_t *ids = arena_array(task->arena, n, sizeof(*ids));
    for (int i = 0; i < sorting->count; i++)
        ids[i] = sorting->lines[i].line.household_id;
    if (!compare_load(task, tx, run->county_code, run->id, &step->late, ids, sorting->count,
                      &households, &known, why))
        return false;
    sorting->compared = arena_array(task->arena, n, sizeof(*sorting->compared));
    sorting->orders = arena_array(task->arena, n, sizeof(*sorting->orders));
    sorting->holds = arena_array(task->arena, n, sizeof(*sorting->holds));
    for (int i = 0; i < sorting->count; i++) {
        const struct compared_household *household = household_of(households, known, ids[i]);
        if (household == NULL)
            return refuse(why, &REFUSAL_INTERNAL, NULL);
        step->waits = step->waits || household->is_waiting;
        sort_line(task->arena, sorting, i, household);
    }
    return true;
}

/* Nothing is left to be ordered: what is held stays out of it. */
static bool finish(struct task *task, struct db_tx *tx, const struct payout_run *run,
                   struct refusal *why)
{
    const struct payout_mover mover = {ACTOR_SYSTEM, "这一批没有发，留到下一批"};
    if (!payout_leave(task, tx, run->id, PAYOUT_HELD, &mover, why))
        return false;
    payout_run_move(tx, run, PAYOUT_RUN_RELEASED, ACTOR_SYSTEM, "");
    return payout_run_close(tx, run->id, ACTOR_SYSTEM, why);
}

bool payout_release_step(struct task *task, struct db_tx *tx, struct settlement_step *step,
                         const struct payout_run *run, struct refusal *why)
{
    struct sorting sorting = {.count = 0};
    const struct payout_mover mover = {ACTOR_SYSTEM, ""};
    if (!payout_next(task, tx, run->id, PAYOUT_PLANNED, PAYOUT_HOUSEHOLDS, &sorting.lines,
                     &sorting.count, why))
        return false;
    if (sorting.count == 0)
        return finish(task, tx, run, why);
    if (!sort_lines(task, tx, step, run, &sorting, why))
        return false;
    if (step->waits)
        return true;
    payout_compare(tx, sorting.compared, sorting.count, &step->basis);
    payout_move(task, tx, sorting.orders, sorting.order_count, PAYOUT_ORDERED, &mover);
    payout_move(task, tx, sorting.holds, sorting.hold_count, PAYOUT_HELD, &mover);
    payout_run_reach(tx, run->id, 0, &step->basis);
    step->more = true;
    return true;
}
