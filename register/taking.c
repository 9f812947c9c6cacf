#include "register/taking.h"

#include "base/id.h"
#include "base/task.h"
#include "base/team.h"
#include "gen/register/sql.h"
#include "register/judge.h"
#include "register/staging.h"
#include "registry/household_double.h"
#include "registry/household_stage.h"
#include "registry/household_take.h"

enum { TAKE_LINES = 5000, GONE_LINES = 5000, DOUBLE_PAIRS = 5000 };

/* ---- one piece ---- */

struct piece {
    const struct register_run *run;
    int64_t after, to; /* lines */
    /* The first of two: it holds the run from its beginning on. */
    bool is_first, holds;
    struct wait *waiting; /* of who wants to hear that it does */
};

/* The row is waited for by itself: an update that asks for the line where the first piece ends
 * would look at the row as it was before, find that it does not fit, and not wait. */
static bool note_taken(struct db_tx *tx, const struct piece *piece,
                       const struct household_taken *taken, struct refusal *why)
{
    struct db_rows *rows;
    db_tx_send(tx, &SQL_run_wait, DB_ARGS(DB_I64(piece->run->id)));
    if (!db_tx_query(tx, &SQL_run_applied,
                     DB_ARGS(DB_I64(piece->run->id), DB_I64(piece->after), DB_I64(piece->to),
                             DB_I64(taken->added), DB_I64(taken->changed), DB_I64(taken->suspended),
                             DB_I64(taken->members_added), DB_I64(taken->members_changed),
                             DB_I64(taken->members_gone), DB_I64(taken->learned),
                             DB_I64(taken->members_learned)),
                     &rows, why))
        return false;
    return db_count(rows) == 1 || refuse(why, &REFUSAL_CONFLICT, NULL);
}

static void tell_held(struct piece *piece)
{
    piece->holds = true;
    if (piece->waiting != NULL)
        wait_done(piece->waiting);
    piece->waiting = NULL;
}

static bool hold_run(struct db_tx *tx, struct piece *piece, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_run_hold, DB_ARGS(DB_I64(piece->run->id), DB_I64(piece->after)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_CONFLICT, NULL);
    tell_held(piece);
    return true;
}

static bool piece_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct piece *piece = argument;
    const struct register_run *run = piece->run;
    struct household_taken taken = {0};
    if (piece->is_first && !hold_run(tx, piece, why))
        return false;
    if (!household_take(task, tx, run->id, piece->after, piece->to, run->snapshot_id, &taken, why))
        return false;
    judge_again(tx, run->id, piece->after, piece->to);
    return note_taken(tx, piece, &taken, why);
}

/* ---- two pieces side by side ---- */

/* The second moves the run on from where the first has left it, so it waits for the first's end in
 * the database, where two that wait for each other are found out; and it begins when the first
 * holds the run, or it would be the one to be waited for. */
struct pair {
    struct piece pieces[2];
    int count, taken; /* pieces; those that somebody has begun */
    bool ok;          /* of the first */
    struct refusal *why;
};

static void forget_waiting(void *argument)
{
    struct piece *first = argument;
    first->waiting = NULL;
}

static bool wait_for_first(struct task *task, struct piece *first)
{
    struct wait wait;
    if (first->holds)
        return true;
    wait_init(&wait, task);
    first->waiting = &wait;
    return wait_for(&wait, forget_waiting, first) == WAIT_DONE;
}

static void take_first(struct task *task, struct pair *pair)
{
    pair->ok = db_transact(task, DB_REPORT, piece_body, &pair->pieces[0], pair->why);
    tell_held(&pair->pieces[0]);
}

/* What is refused here is taken again as the first of the next two. */
static void take_second(struct task *task, struct pair *pair)
{
    struct refusal later = {.have = -1};
    if (wait_for_first(task, &pair->pieces[0]))
        db_transact(task, DB_REPORT, piece_body, &pair->pieces[1], &later);
}

static void pair_part(struct task *member, void *argument)
{
    struct pair *pair = argument;
    while (pair->taken < pair->count)
        (pair->taken++ == 0 ? take_first : take_second)(member, pair);
}

/* ---- who is missing, and the end ---- */

struct missing {
    const struct register_run *run;
    int64_t suspended, doubles; /* households; pairs of them that have a person in common */
    bool is_staged; /* false: a crash of the server has emptied the stage, so nobody is missing */
};

static bool gone_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct missing *missing = argument;
    const struct register_run *run = missing->run;
    struct household_taken taken = {0};
    const struct piece nothing = {.run = run, .after = run->applied_line, .to = run->applied_line};
    if (!household_stage_has(tx, run->id, run->fetched_households, &missing->is_staged, why))
        return false;
    if (!missing->is_staged)
        return true;
    if (!household_gone_suspend(task, tx, run->id, run->change_no, GONE_LINES, &taken.suspended,
                                why))
        return false;
    missing->suspended = taken.suspended;
    return note_taken(tx, &nothing, &taken, why);
}

/* Only when all of the snapshot is there: who moves stands in two counties until then. */
static bool double_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct missing *missing = argument;
    const struct register_run *run = missing->run;
    struct household_taken taken = {0};
    const struct piece nothing = {.run = run, .after = run->applied_line, .to = run->applied_line};
    return household_double_of_run(task, tx, run->id, DOUBLE_PAIRS, &missing->doubles,
                                   &taken.suspended, why) &&
           (missing->doubles == 0 || note_taken(tx, &nothing, &taken, why));
}

static bool done_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct register_run *run = argument;
    struct db_rows *rows;
    const struct register_move move = {.run_id = run->id,
                                       .account_id = ACTOR_SYSTEM,
                                       .from = RUN_APPLYING,
                                       .to = RUN_DONE,
                                       .trouble = ""};
    (void)task;
    if (!register_run_move_in(tx, &move, why) ||
        !db_tx_query(tx, &SQL_run_find, DB_ARGS(DB_I64(run->id)), &rows, why))
        return false;
    db_tx_send(tx, &SQL_state_snapshot,
               DB_ARGS(DB_TEXT(run->snapshot_id), DB_TEXT(db_text(rows, 0, RUN_FIND_TAKEN_AT)),
                       DB_I64(run->change_no)));
    return true;
}

static bool take_end(struct task *task, const struct register_run *run, struct refusal *why)
{
    struct missing missing = {.run = run};
    if (!db_transact(task, DB_REPORT, gone_body, &missing, why))
        return false;
    if (!missing.is_staged && run->fetched_households > 0)
        return register_stage_again(task, run, why);
    if (missing.suspended > 0)
        return true;
    if (!db_transact(task, DB_REPORT, double_body, &missing, why))
        return false;
    return missing.doubles > 0 ||
           db_transact(task, DB_FAST, done_body, (void *)(uintptr_t)run, why);
}

/* ---- a step ---- */

/* The next two pieces; one when the first ends within a village, whose households are numbered by
 * how many there are. */
static bool find_pieces(struct task *task, const struct register_run *run, struct pair *pair,
                        struct refusal *why)
{
    struct household_bound bound = {.to = run->applied_line, .ends_village = true};
    while (pair->count < 2 && bound.ends_village) {
        int64_t after = bound.to;
        if (!household_take_bound(task, run->id, after, TAKE_LINES, &bound, why))
            return false;
        if (bound.to == 0)
            break;
        pair->pieces[pair->count] = (struct piece){
            .run = run, .after = after, .to = bound.to, .is_first = pair->count == 0};
        pair->count++;
    }
    return true;
}

bool register_take(struct task *task, const struct register_run *run, struct refusal *why)
{
    struct pair pair = {.why = why};
    if (!find_pieces(task, run, &pair, why))
        return false;
    if (pair.count == 0)
        return take_end(task, run, why);
    team_run(task, pair.count, pair_part, &pair);
    return pair.ok;
}
