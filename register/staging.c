#include "register/staging.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/id.h"
#include "base/team.h"
#include "gen/register/sql.h"
#include "register/fault.h"
#include "registry/household_stage.h"
#include "registry/household_take.h"
#include "registry/import.h"

enum { FETCH_LINES = 2000 };
#define PAGE_ARENA ((size_t)128 * 1024 * 1024)
#define LINES_ARENA ((size_t)512 * 1024 * 1024)
/* Behind the last page the cursor is "." */
static const char END[] = ".";

/* ---- asking for a page ---- */

void register_page_free(struct register_page *page)
{
    arena_free(page->arena);
    *page = (struct register_page){.arena = NULL};
}

static bool is_wanted(const struct register_page *page, const struct register_run *run)
{
    return page->arena != NULL && page->run_id == run->id && strcmp(page->cursor, run->cursor) == 0;
}

static bool ask_in(struct task *task, const struct register_run *run, struct register_page *page,
                   struct refusal *why)
{
    const char *target = arena_printf(task->arena, "/v1/snapshots/%s/households?after=%s&limit=%d",
                                      run->snapshot_id, page->cursor, FETCH_LINES);
    if (!register_client_ask(task, "GET", target, NULL, &page->answer, why))
        return false;
    if (page->answer.status == 404)
        return refuse_detail(why, &REGISTER_BROKEN, NULL, "登记系统已不留这份快照，请重新接收");
    if (page->answer.status != 200 || page->answer.next == NULL)
        return refuse_detail(why, &REGISTER_AWAY, NULL, "快照这一页没有读到");
    if (!record_page_read(task, page->answer.body, page->answer.length, &page->records, why))
        return false;
    return !page->records.is_broken ||
           refuse_detail(why, &REGISTER_BROKEN, NULL, "快照这一页读不出来，请重新接收");
}

/* The page behind `cursor`, read, in an arena of its own; none when refused. */
static bool ask(struct task *task, const struct register_run *run, const char *cursor,
                struct register_page *page, struct refusal *why)
{
    struct arena *own = task->arena;
    register_page_free(page);
    task->arena = page->arena = arena_new(PAGE_ARENA);
    page->run_id = run->id;
    page->cursor = arena_strdup(page->arena, cursor);
    bool ok = ask_in(task, run, page, why);
    task->arena = own;
    if (!ok)
        register_page_free(page);
    return ok;
}

/* ---- reading and writing one ---- */

struct lines {
    const struct register_run *run;
    const char *next;
    struct household_line *lines;
    int count;
};

static void number_lines(struct arena *arena, const struct record_page *records, struct lines *page)
{
    page->count = records->count;
    page->lines = arena_array(arena, (size_t)page->count, sizeof(*page->lines));
    for (int i = 0; i < page->count; i++)
        page->lines[i] = (struct household_line){.line_no = page->run->fetched_households + i + 1,
                                                 .change_no = page->run->change_no,
                                                 .day = page->run->day,
                                                 .record = records->lines[i].record,
                                                 .faults = records->lines[i].faults,
                                                 .text = records->lines[i].text};
}

static bool write_page(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct lines *page = argument;
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

/* ---- one page is written while the next is asked for ---- */

struct turn {
    const struct register_run *run;
    struct register_page *page; /* to write */
    struct register_page next;
    int taken; /* parts that somebody has begun */
    bool written;
    struct refusal *why;
};

static void write_one(struct task *task, struct turn *turn)
{
    struct lines lines = {.run = turn->run};
    struct arena *own = task->arena;
    task->arena = arena_new(LINES_ARENA);
    const struct register_answer *answer = &turn->page->answer;
    lines.next = answer->next[0] == '\0' ? END : answer->next;
    number_lines(task->arena, &turn->page->records, &lines);
    turn->written = db_transact(task, DB_REPORT, write_page, &lines, turn->why);
    arena_free(task->arena);
    task->arena = own;
}

/* What is refused here is asked for again when it is wanted. */
static void ask_next(struct task *task, struct turn *turn)
{
    struct refusal later = {.have = -1};
    const char *next = turn->page->answer.next;
    if (next[0] != '\0')
        ask(task, turn->run, next, &turn->next, &later);
}

static void turn_part(struct task *member, void *argument)
{
    static void (*const PARTS[])(struct task * task, struct turn * turn) = {ask_next, write_one};
    struct turn *turn = argument;
    while (turn->taken < 2)
        PARTS[turn->taken++](member, turn);
}

static bool fetch_page(struct task *task, const struct register_run *run,
                       struct register_page *ahead, struct refusal *why)
{
    if (!is_wanted(ahead, run) && !ask(task, run, run->cursor, ahead, why))
        return false;
    struct turn turn = {.run = run, .page = ahead, .why = why};
    team_run(task, 2, turn_part, &turn);
    register_page_free(ahead);
    *ahead = turn.next;
    return turn.written || (why->kind != NULL ? false : refuse(why, &REFUSAL_CANCELLED, NULL));
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
    struct register_move move = {.run_id = run->id,
                                 .account_id = ACTOR_SYSTEM,
                                 .from = RUN_FETCHING,
                                 .to = RUN_APPLYING,
                                 .trouble = ""};
    int64_t known;
    if (!is_whole(run)) {
        move.to = RUN_FAILED;
        move.trouble = "incomplete";
        return register_run_move(task, move, why);
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
    return register_run_move(task, move, why);
}

static bool restart_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct register_run *run = argument;
    const struct register_move move = {.run_id = run->id,
                                       .account_id = ACTOR_SYSTEM,
                                       .from = run->state,
                                       .to = RUN_FETCHING,
                                       .trouble = ""};
    (void)task;
    if (run->state != RUN_FETCHING && !register_run_move_in(tx, &move, why))
        return false;
    db_tx_send(tx, &SQL_run_restart, DB_ARGS(DB_I64(run->id)));
    return true;
}

/* A crash of the server empties the stage; what was staged is fetched again. What was taken over of
 * it already is then found to be the same. */
bool register_stage_again(struct task *task, const struct register_run *run, struct refusal *why)
{
    return db_transact(task, DB_FAST, restart_body, (void *)(uintptr_t)run, why);
}

bool register_stage(struct task *task, const struct register_run *run, struct register_page *ahead,
                    struct refusal *why)
{
    int64_t staged;
    if (!import_keys_settled(why))
        return false;
    if (run->fetched_households > 0 && strcmp(run->cursor, END) == 0) {
        if (!household_stage_count(task, run->id, &staged, why))
            return false;
        if (staged != run->fetched_households)
            return register_stage_again(task, run, why);
        return check_all(task, run, why);
    }
    return strcmp(run->cursor, END) == 0 ? check_all(task, run, why)
                                         : fetch_page(task, run, ahead, why);
}
