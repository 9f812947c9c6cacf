#include "register/run.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/config.h"
#include "base/id.h"
#include "base/job.h"
#include "base/log.h"
#include "base/shape.h"
#include "gen/register/sql.h"
#include "register/client.h"
#include "register/fault.h"
#include "register/judge.h"
#include "register/state.h"
#include "registry/household_take.h"
#include "registry/import.h"

const struct refusal_kind REGISTER_BUSY = {"register_busy", 409, "登记系统的快照正在接收"};
static const struct refusal_kind RUN_BROKEN = {"register_broken", 502,
                                               "登记系统的回答读不懂，这次接收停了"};

enum { FETCH_LINES = 2000, TAKE_LINES = 5000, GONE_LINES = 5000 };
#define PAGE_ARENA ((size_t)512 * 1024 * 1024)

static const struct machine_move MOVES[] = {
    {RUN_FETCHING, RUN_APPLYING, "全部读到，没有问题"},
    {RUN_FETCHING, RUN_WAITING, "有读不对的行，或少了很多户，等人看"},
    {RUN_FETCHING, RUN_FAILED, "快照读不全"},
    {RUN_WAITING, RUN_APPLYING, "看过了，其余的照样接收"},
    {RUN_WAITING, RUN_GIVEN_UP, "不接收这份快照"},
    {RUN_APPLYING, RUN_DONE, "全部接收"},
    {RUN_APPLYING, RUN_FETCHING, "数据库停过，读到的没有了，从头再读"},
};
const struct machine REGISTER_RUN_MACHINE = MACHINE(
    "register_run", REGISTER_RUN_STATES, STATE_SET(RUN_FETCHING), MOVES, &SQL_audit_run_state);

/* ---- one run ---- */

static void read_run(const struct db_rows *rows, struct register_run *run)
{
    *run = (struct register_run){
        .id = db_i64(rows, 0, RUN_OPEN_RUN_ID),
        .snapshot_id = db_text(rows, 0, RUN_OPEN_SNAPSHOT_ID),
        .cursor = db_text(rows, 0, RUN_OPEN_CURSOR),
        .day = db_text(rows, 0, RUN_OPEN__DAY),
        .state = machine_state(&REGISTER_RUN_MACHINE, db_text(rows, 0, RUN_OPEN_STATE)),
        .change_no = db_i64(rows, 0, RUN_OPEN_CHANGE_NO),
        .household_count = db_i64(rows, 0, RUN_OPEN_HOUSEHOLD_COUNT),
        .member_count = db_i64(rows, 0, RUN_OPEN_MEMBER_COUNT),
        .fetched_households = db_i64(rows, 0, RUN_OPEN_FETCHED_HOUSEHOLDS),
        .fetched_members = db_i64(rows, 0, RUN_OPEN_FETCHED_MEMBERS),
        .fault_count = db_i64(rows, 0, RUN_OPEN_FAULT_COUNT),
        .gone_count = db_i64(rows, 0, RUN_OPEN_GONE_COUNT),
        .applied_line = db_i64(rows, 0, RUN_OPEN_APPLIED_LINE),
    };
}

bool register_run_open(struct task *task, struct register_run *run, bool *found,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_run_open, DB_NO_ARGS, &rows, why))
        return false;
    *found = db_count(rows) > 0;
    if (*found)
        read_run(rows, run);
    return true;
}

struct move {
    int64_t run_id, account_id;
    enum register_run_state from, to;
    const char *trouble;
    bool by_job;
};

/* False when it is not (any more) where it is to be moved from. */
static bool move_in(struct db_tx *tx, const struct move *move, struct refusal *why)
{
    struct db_rows *rows;
    const char *nowhere = "";
    if (!db_tx_query(tx, &SQL_run_move,
                     DB_ARGS(DB_I64(move->run_id),
                             DB_TEXT(machine_state_name(&REGISTER_RUN_MACHINE, (int)move->from)),
                             DB_TEXT(machine_state_name(&REGISTER_RUN_MACHINE, (int)move->to)),
                             DB_TEXT(move->trouble)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_CONFLICT, "state");
    machine_log(tx, &REGISTER_RUN_MACHINE, &move->run_id, &nowhere, 1, (int)move->from,
                (int)move->to, move->account_id, move->trouble);
    return true;
}

/* The job that goes on with the one under way, unless it waits already. */
static void queue(struct db_tx *tx)
{
    json_t *payload = json_object();
    job_add(tx, REGISTER_JOB, REGISTER_JOB, payload, 0, "");
    json_decref(payload);
}

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct move *move = argument;
    (void)task;
    if (!move_in(tx, move, why))
        return false;
    if (move->by_job)
        queue(tx);
    return true;
}

static bool move_run(struct task *task, struct move move, struct refusal *why)
{
    return db_transact(task, DB_FAST, move_body, &move, why);
}

/* ---- begin ---- */

struct snapshot {
    const char *snapshot_id, *taken_at;
    int64_t change_no, household_count, member_count;
};
static const struct shape_field SNAPSHOT_FIELDS[] = {
    FIELD_TEXT(struct snapshot, snapshot_id, REQUIRED, 1, 60, "快照编号有误"),
    FIELD_TEXT(struct snapshot, taken_at, REQUIRED, 20, 40, "快照时间有误"),
    FIELD_INT(struct snapshot, change_no, REQUIRED, 0, INT64_MAX, "变更号有误"),
    FIELD_INT(struct snapshot, household_count, REQUIRED, 0, 100000000, "户数有误"),
    FIELD_INT(struct snapshot, member_count, REQUIRED, 0, 1000000000, "人数有误"),
};
static const struct shape SNAPSHOT_SHAPE = SHAPE(struct snapshot, SNAPSHOT_FIELDS);

struct beginning {
    const struct snapshot *snapshot;
    int64_t run_id, account_id;
    bool by_job;
};

static bool begin_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct beginning *beginning = argument;
    const struct snapshot *snapshot = beginning->snapshot;
    (void)task;
    if (beginning->by_job)
        queue(tx);
    change_trail_add(tx, &(struct change){.subject = "register_run",
                                          .subject_id = beginning->run_id,
                                          .county_code = "",
                                          .action = "begin"});
    return db_tx_query(tx, &SQL_run_add,
                       DB_ARGS(DB_I64(beginning->run_id), DB_TEXT(snapshot->snapshot_id),
                               DB_TEXT(snapshot->taken_at), DB_I64(snapshot->change_no),
                               DB_I64(snapshot->household_count), DB_I64(snapshot->member_count),
                               DB_I64(beginning->account_id)),
                       NULL, why);
}

bool register_run_begin(struct task *task, int64_t account_id, bool by_job, int64_t *run_id,
                        struct refusal *why)
{
    struct register_answer answer;
    struct snapshot snapshot = {.snapshot_id = NULL};
    struct refusal unread = {.have = -1};
    if (!import_keys_settled(why) ||
        !register_client_ask(task, "GET", "/v1/snapshots/latest", NULL, &answer, why))
        return false;
    if (answer.status == 404)
        return refuse_detail(why, &REFUSAL_CONFLICT, "snapshot", "登记系统还没有快照");
    if (answer.status != 200)
        return refuse_detail(why, &REGISTER_AWAY, NULL, "登记系统没有给出快照");
    if (!shape_read(task->arena, &SNAPSHOT_SHAPE, answer.body, answer.length, &snapshot, &unread))
        return refuse_detail(why, &RUN_BROKEN, NULL, "%s", unread.detail);
    *run_id = id_next();
    struct beginning beginning = {&snapshot, *run_id, account_id, by_job};
    return db_transact(task, DB_FAST, begin_body, &beginning, why);
}

bool register_run_first(struct task *task, int *done, struct refusal *why)
{
    struct page page = {.limit = 1};
    struct register_state state;
    struct refusal away = {.have = -1};
    int64_t run_id;
    *done = 0;
    if (!register_client_is_set())
        return true;
    if (!register_state_read(task, &state, why))
        return false;
    if (state.snapshot_id[0] != '\0')
        return true;
    json_t *runs = register_run_list_json(task, &page, why);
    if (runs == NULL)
        return false;
    bool asked = json_array_size(json_object_get(runs, "items")) > 0;
    json_decref(runs);
    /* A register that does not answer yet is asked again in the next round. */
    *done = !asked && register_run_begin(task, ACTOR_SYSTEM, true, &run_id, &away);
    return true;
}

/* ---- fetching ---- */

struct page_of {
    const struct register_run *run;
    const char *next;
    struct household_line *lines;
    int count;
};

static int count_lines(const char *body)
{
    int count = 0;
    for (const char *at = body; (at = strchr(at, '\n')) != NULL; at++)
        count++;
    return count;
}

static void read_lines(struct arena *arena, const char *body, struct page_of *page)
{
    page->lines = arena_array(arena, (size_t)count_lines(body) + 1, sizeof(*page->lines));
    for (const char *at = body; at[0] != '\0';) {
        const char *end = strchr(at, '\n');
        size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
        struct household_line *line = &page->lines[page->count++];
        line->line_no = page->run->fetched_households + page->count;
        line->change_no = page->run->change_no;
        line->day = page->run->day;
        record_read(arena, at, length, &line->record, &line->faults);
        at += length + (end != NULL ? 1 : 0);
    }
}

static bool write_page(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct page_of *page = argument;
    const struct register_run *run = page->run;
    struct household_stage_sum sum = {0};
    struct register_faults faults = {.arena = task->arena};
    struct db_rows *rows;
    for (int i = 0; i < page->count; i++)
        register_fault_line(&faults, &page->lines[i]);
    if (!household_stage_write(tx, task->arena, run->id, page->lines, page->count, &sum, why))
        return false;
    register_fault_write(tx, run->id, &faults);
    if (!db_tx_query(tx, &SQL_run_fetched,
                     DB_ARGS(DB_I64(run->id), DB_TEXT(run->cursor), DB_TEXT(page->next),
                             DB_I64(sum.households), DB_I64(sum.members), DB_I64(sum.same),
                             DB_I64(sum.newer), DB_I64(faults.count)),
                     &rows, why))
        return false;
    return db_count(rows) == 1 || refuse(why, &REFUSAL_CONFLICT, NULL);
}

/* Behind the last page the cursor is "." */
static const char END[] = ".";

static bool fetch_page(struct task *task, const struct register_run *run, struct refusal *why)
{
    struct register_answer answer;
    struct page_of page = {.run = run};
    const char *target = arena_printf(task->arena, "/v1/snapshots/%s/households?after=%s&limit=%d",
                                      run->snapshot_id, run->cursor, FETCH_LINES);
    if (!register_client_ask(task, "GET", target, NULL, &answer, why))
        return false;
    if (answer.status == 404)
        return refuse_detail(why, &RUN_BROKEN, NULL, "登记系统已不留这份快照，请重新接收");
    if (answer.status != 200 || answer.next == NULL)
        return refuse_detail(why, &REGISTER_AWAY, NULL, "快照这一页没有读到");
    page.next = answer.next[0] == '\0' ? END : answer.next;
    read_lines(task->arena, answer.body, &page);
    return db_transact(task, DB_REPORT, write_page, &page, why);
}

/* ---- all is there ---- */

struct checking {
    const struct register_run *run;
    struct register_faults faults;
    int64_t gone;
};

static bool check_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct checking *checking = argument;
    checking->faults = (struct register_faults){.arena = task->arena};
    if (!household_stage_check(tx, checking->run->id, register_fault_misfit, &checking->faults,
                               why))
        return false;
    register_fault_write(tx, checking->run->id, &checking->faults);
    db_tx_send(
        tx, &SQL_run_checked,
        DB_ARGS(DB_I64(checking->run->id), DB_I64(checking->faults.count), DB_I64(checking->gone)));
    return true;
}

static bool analyze_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task, (void)argument, (void)why;
    household_stage_analyze(tx);
    return true;
}

/* What is missing may be the register's mistake as well: many are looked at by a person. */
static bool is_many(int64_t gone, int64_t known)
{
    return gone * 100 > known * config_int("MALL_REGISTER_GONE_PERCENT");
}

/* Nobody is missing in what was read; the people of a line that cannot be read cannot be counted.
 */
static bool is_whole(const struct register_run *run)
{
    return run->fetched_households == run->household_count &&
           (run->fault_count > 0 || run->fetched_members == run->member_count);
}

static bool check_all(struct task *task, const struct register_run *run, struct refusal *why)
{
    struct checking checking = {.run = run};
    struct move move = {.run_id = run->id,
                        .account_id = ACTOR_SYSTEM,
                        .from = RUN_FETCHING,
                        .to = RUN_APPLYING,
                        .trouble = ""};
    int64_t known;
    if (!is_whole(run)) {
        move.to = RUN_FAILED;
        move.trouble = "incomplete";
        return move_run(task, move, why);
    }
    if (!db_transact(task, DB_REPORT, analyze_body, NULL, why) ||
        !household_gone_count(task, run->id, run->change_no, &checking.gone, &known, why) ||
        !db_transact(task, DB_REPORT, check_body, &checking, why))
        return false;
    if (run->fault_count + checking.faults.count > 0)
        move.trouble = "faults";
    else if (is_many(checking.gone, known))
        move.trouble = "many_gone";
    if (move.trouble[0] != '\0')
        move.to = RUN_WAITING;
    return move_run(task, move, why);
}

static bool restart_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct register_run *run = argument;
    const struct move move = {.run_id = run->id,
                              .account_id = ACTOR_SYSTEM,
                              .from = run->state,
                              .to = RUN_FETCHING,
                              .trouble = ""};
    (void)task;
    if (run->state != RUN_FETCHING && !move_in(tx, &move, why))
        return false;
    db_tx_send(tx, &SQL_run_restart, DB_ARGS(DB_I64(run->id)));
    return true;
}

/* A crash of the server empties the stage; what was staged is fetched again. What was taken over of
 * it already is then found to be the same. */
static bool restart(struct task *task, const struct register_run *run, struct refusal *why)
{
    return db_transact(task, DB_FAST, restart_body, (void *)(uintptr_t)run, why);
}

static bool step_fetching(struct task *task, const struct register_run *run, struct refusal *why)
{
    int64_t staged;
    if (!import_keys_settled(why))
        return false;
    if (run->fetched_households > 0 && strcmp(run->cursor, END) == 0) {
        if (!household_stage_count(task, run->id, &staged, why))
            return false;
        if (staged != run->fetched_households)
            return restart(task, run, why);
        return check_all(task, run, why);
    }
    return strcmp(run->cursor, END) == 0 ? check_all(task, run, why) : fetch_page(task, run, why);
}

/* ---- taking over ---- */

struct applying {
    const struct register_run *run;
    int64_t to;
    int64_t gone; /* suspended for being missing */
};

static struct household_stage_at stage_at(const struct register_run *run)
{
    return (struct household_stage_at){run->id, run->fetched_households, run->applied_line};
}

static bool note_applied(struct db_tx *tx, const struct applying *applying,
                         const struct household_taken *taken, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_run_applied,
                     DB_ARGS(DB_I64(applying->run->id), DB_I64(applying->run->applied_line),
                             DB_I64(applying->to), DB_I64(taken->added), DB_I64(taken->changed),
                             DB_I64(taken->suspended), DB_I64(taken->members_added),
                             DB_I64(taken->members_changed), DB_I64(taken->members_gone)),
                     &rows, why))
        return false;
    return db_count(rows) == 1 || refuse(why, &REFUSAL_CONFLICT, NULL);
}

static bool apply_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct applying *applying = argument;
    const struct register_run *run = applying->run;
    struct household_taken taken = {0};
    if (!household_take(task, tx, run->id, run->applied_line, applying->to, run->snapshot_id,
                        &taken, why))
        return false;
    judge_again(tx, run->id, run->applied_line, applying->to);
    return note_applied(tx, applying, &taken, why);
}

static bool gone_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct applying *applying = argument;
    struct household_taken taken = {0};
    const struct household_stage_at at = stage_at(applying->run);
    household_stage_analyze(tx);
    if (!household_gone_suspend(task, tx, &at, applying->run->change_no, GONE_LINES,
                                &applying->gone, why))
        return false;
    taken.suspended = applying->gone;
    applying->to = applying->run->applied_line;
    return note_applied(tx, applying, &taken, why);
}

static bool done_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct register_run *run = argument;
    struct db_rows *rows;
    const struct move move = {.run_id = run->id,
                              .account_id = ACTOR_SYSTEM,
                              .from = RUN_APPLYING,
                              .to = RUN_DONE,
                              .trouble = ""};
    (void)task;
    if (!move_in(tx, &move, why) ||
        !db_tx_query(tx, &SQL_run_find, DB_ARGS(DB_I64(run->id)), &rows, why))
        return false;
    db_tx_send(tx, &SQL_state_snapshot,
               DB_ARGS(DB_TEXT(run->snapshot_id), DB_TEXT(db_text(rows, 0, RUN_FIND_TAKEN_AT)),
                       DB_I64(run->change_no)));
    return true;
}

static bool step_applying(struct task *task, const struct register_run *run, struct refusal *why)
{
    struct applying applying = {.run = run};
    const struct household_stage_at at = stage_at(run);
    bool is_staged;
    if (!household_take_bound(task, &at, TAKE_LINES, &applying.to, &is_staged, why))
        return false;
    if (!is_staged && run->fetched_households > 0)
        return restart(task, run, why);
    if (applying.to > 0)
        return db_transact(task, DB_REPORT, apply_body, &applying, why);
    if (!db_transact(task, DB_REPORT, gone_body, &applying, why))
        return false;
    return applying.gone > 0 || db_transact(task, DB_FAST, done_body, (void *)(uintptr_t)run, why);
}

/* ---- to the end ---- */

/* One page or piece, in an arena of its own. */
static bool step(struct task *task, const struct register_run *run, struct refusal *why)
{
    struct arena *own = task->arena;
    task->arena = arena_new(PAGE_ARENA);
    bool ok =
        run->state == RUN_FETCHING ? step_fetching(task, run, why) : step_applying(task, run, why);
    arena_free(task->arena);
    task->arena = own;
    return ok;
}

/* A snapshot that the register no longer has, or that cannot be read, ends the run. */
static bool fail(struct task *task, const struct register_run *run, const struct refusal *why)
{
    struct refusal other = {.have = -1};
    const struct move move = {.run_id = run->id,
                              .account_id = ACTOR_SYSTEM,
                              .from = RUN_FETCHING,
                              .to = RUN_FAILED,
                              .trouble = "unreadable"};
    return run->state == RUN_FETCHING && why->kind == &RUN_BROKEN && move_run(task, move, &other);
}

static bool read_again(struct task *task, struct register_run *run, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_run_find, DB_ARGS(DB_I64(run->id)), &rows, why))
        return false;
    read_run(rows, run);
    return true;
}

static bool is_at_work(const struct register_run *run)
{
    return run->state == RUN_FETCHING || run->state == RUN_APPLYING;
}

bool register_run_work(struct task *task, const struct register_watch *watch,
                       struct register_run *run, bool *found, struct refusal *why)
{
    if (!register_run_open(task, run, found, why))
        return false;
    if (!*found)
        return true;
    while (is_at_work(run)) {
        struct register_run before = *run;
        bool ok = step(task, &before, why) || fail(task, &before, why);
        if (!ok || !read_again(task, run, why))
            return false;
        if (watch != NULL && watch->progress != NULL)
            watch->progress(watch->argument, run);
    }
    if (run->state == RUN_WAITING)
        return true;
    log_info("register_run", LOG_S("state", machine_state_name(&REGISTER_RUN_MACHINE, run->state)),
             LOG_I("households", run->fetched_households));
    return household_stage_empty(task, why);
}

/* ---- by people ---- */

bool register_run_go_on(struct task *task, int64_t run_id, int64_t account_id, bool by_job,
                        struct refusal *why)
{
    return move_run(task, (struct move){run_id, account_id, RUN_WAITING, RUN_APPLYING, "", by_job},
                    why);
}

bool register_run_give_up(struct task *task, int64_t run_id, int64_t account_id,
                          struct refusal *why)
{
    return move_run(task, (struct move){run_id, account_id, RUN_WAITING, RUN_GIVEN_UP, "", false},
                    why) &&
           household_stage_empty(task, why);
}

bool register_run_leave_key(struct task *task, struct refusal *why)
{
    struct register_run run;
    bool found;
    if (!register_run_open(task, &run, &found, why))
        return false;
    if (!found)
        return true;
    if (run.state == RUN_APPLYING)
        return refuse(why, &REGISTER_BUSY, NULL);
    const enum register_run_state to = run.state == RUN_FETCHING ? RUN_FAILED : RUN_GIVEN_UP;
    return move_run(task, (struct move){run.id, ACTOR_SYSTEM, run.state, to, "key", false}, why) &&
           household_stage_empty(task, why);
}

json_t *register_run_list_json(struct task *task, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_run_list, DB_ARGS(PAGE_ARGS_DOWN(page)), &rows, why)
               ? page_json(page, rows, RUN_LIST_RUN_ID)
               : NULL;
}

json_t *register_run_json(struct task *task, int64_t run_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_run_find, DB_ARGS(DB_I64(run_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    return db_row_json(rows, 0);
}
