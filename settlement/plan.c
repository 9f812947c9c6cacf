#include "settlement/plan.h"

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/id.h"
#include "gen/settlement/sql.h"
#include "ledger/payout_run.h"
#include "settlement/compare.h"
#include "settlement/leave.h"

/* ---- begun ---- */

struct beginning {
    const struct payout_wish *wish;
    const struct idempotency *key; /* NULL = by itself */
    int64_t run_id;
};

static bool begin_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct beginning *beginning = argument;
    const struct payout_wish *wish = beginning->wish;
    int64_t before = 0;
    (void)task;
    if (beginning->key != NULL && !idempotency_find(tx, beginning->key, &before, why))
        return false;
    beginning->run_id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    payout_run_add(tx, beginning->run_id, wish->county_code, wish->note, wish->actor_id);
    change_trail_add(tx, &(struct change){.subject = "payout_run",
                                          .subject_id = beginning->run_id,
                                          .county_code = wish->county_code,
                                          .action = "create",
                                          .after = json_pack("{s:s}", "note", wish->note)});
    if (beginning->key != NULL)
        idempotency_save(tx, beginning->key, beginning->run_id);
    return true;
}

bool payout_plan(struct task *task, const struct payout_wish *wish, const struct idempotency *key,
                 int64_t *run_id, struct refusal *why)
{
    struct beginning beginning = {.wish = wish, .key = key};
    if (!db_transact(task, DB_FAST, begin_body, &beginning, why))
        return false;
    *run_id = beginning.run_id;
    return true;
}

bool payout_plan_late(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    char day[11];
    int64_t days = config_int("MALL_PAYOUT_DAYS"), run_id;
    *done = 0;
    if (days == 0)
        return true;
    if (!db_query_class(task, DB_REPORT, &SQL_plan_late,
                        DB_ARGS(DB_I64(days), DB_I64(PAYOUT_COUNTIES)), &rows, why))
        return false;
    clock_beijing_day(clock_now_us(), day);
    for (int i = 0; i < db_count(rows); i++) {
        struct payout_wish wish = {.county_code = db_text(rows, i, PLAN_LATE_COUNTY_CODE),
                                   .note = arena_printf(task->arena, "%s 到期自动列出", day),
                                   .actor_id = ACTOR_SYSTEM};
        /* somebody may have begun one since */
        if (!payout_plan(task, &wish, NULL, &run_id, why) && why->kind != &PAYOUT_RUN_OPEN)
            return false;
        ++*done;
    }
    return true;
}

/* ---- filled ---- */

/* A few fen wait until they are worth a transfer. */
static bool is_enough(const struct compared_household *household)
{
    return household->due_fen >= config_int("MALL_PAYOUT_LEAST_FEN");
}

/* The lines of those that enough is due to. */
static int make_lines(struct task *task, const struct compared_household *households, int count,
                      struct payout_plan *lines)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        const struct compared_household *household = &households[i];
        if (!is_enough(household))
            continue;
        uint32_t reasons = compare_reasons(household);
        struct payout_plan *line = &lines[n++];
        *line =
            (struct payout_plan){.id = id_next(),
                                 .household_id = household->household_id,
                                 .amount_fen = household->due_fen,
                                 .state = machine_state_name(
                                     &PAYOUT_MACHINE, reasons != 0 ? PAYOUT_HELD : PAYOUT_PLANNED),
                                 .reasons = payout_reasons_text(task->arena, reasons),
                                 .verdicts = household->verdicts};
        if (household->payee != NULL)
            line->payee = crypto_seal_at(task->arena, CRYPTO_PLACE(PAYOUT_PAYEE, line->id),
                                         household->payee, &line->payee_length);
    }
    return n;
}

static bool is_waiting(const struct compared_household *households, int count)
{
    for (int i = 0; i < count; i++)
        if (households[i].is_waiting && is_enough(&households[i]))
            return true;
    return false;
}

/* Every household is in it. One that pays nothing ends by itself. */
static bool finish(struct db_tx *tx, const struct payout_run *run, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_plan_lines, DB_ARGS(DB_I64(run->id)), &rows, why))
        return false;
    bool any = db_i64(rows, 0, PLAN_LINES_HOUSEHOLDS) > 0;
    payout_run_move(tx, run, any ? PAYOUT_RUN_PREPARED : PAYOUT_RUN_DROPPED, ACTOR_SYSTEM,
                    any ? "" : "没有要发的钱");
    return true;
}

bool payout_plan_step(struct task *task, struct db_tx *tx, struct settlement_step *step,
                      const struct payout_run *run, struct refusal *why)
{
    struct db_rows *rows;
    struct compared_household *households;
    int count;
    if (!db_tx_query(tx, &SQL_plan_reach,
                     DB_ARGS(DB_TEXT(run->county_code), DB_I64(run->reached_id),
                             DB_I64(PAYOUT_HOUSEHOLDS),
                             DB_I64S(step->late.orders, step->late.count)),
                     &rows, why))
        return false;
    int found = db_count(rows);
    int64_t *ids = db_column(task->arena, rows, PLAN_REACH_HOUSEHOLD_ID);
    if (!compare_load(task, tx, run->county_code, run->id, &step->late, ids, found, &households,
                      &count, why))
        return false;
    step->waits = is_waiting(households, count);
    if (step->waits)
        return true;
    struct payout_plan *lines = arena_array(task->arena, (size_t)count + 1, sizeof(*lines));
    payout_add(tx, run->id, run->county_code, lines, make_lines(task, households, count, lines),
               &step->basis);
    payout_run_reach(tx, run->id, found > 0 ? ids[found - 1] : 0, &step->basis);
    step->more = found > 0 && !db_bool(rows, found - 1, PLAN_REACH_IS_LAST);
    return step->more || finish(tx, run, why);
}

/* ---- dropped ---- */

struct dropping {
    int64_t run_id, actor_id;
    const char *reason;
};

static bool drop_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct dropping *dropping = argument;
    struct payout_run run;
    if (!payout_run_lock(tx, dropping->run_id, &run, why))
        return false;
    if (!machine_allows(&PAYOUT_RUN_MACHINE, (int)run.state, PAYOUT_RUN_DROPPED))
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL,
                             "这批发放已经放行或者撤掉了，请刷新再看");
    const struct payout_mover mover = {dropping->actor_id, dropping->reason};
    payout_run_move(tx, &run, PAYOUT_RUN_DROPPED, dropping->actor_id, dropping->reason);
    return payout_leave(task, tx, run.id, PAYOUT_PLANNED, &mover, why) &&
           payout_leave(task, tx, run.id, PAYOUT_HELD, &mover, why);
}

bool payout_drop(struct task *task, int64_t run_id, int64_t actor_id, const char *reason,
                 struct refusal *why)
{
    struct dropping dropping = {run_id, actor_id, reason};
    return db_transact(task, DB_WORK, drop_body, &dropping, why);
}
