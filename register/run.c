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
#include "register/state.h"
#include "registry/household_stage.h"
#include "registry/import.h"

const struct refusal_kind REGISTER_BUSY = {"register_busy", 409, "登记系统的快照正在接收"};
const struct refusal_kind REGISTER_BROKEN = {"register_broken", 502,
                                             "登记系统的回答读不懂，这次接收停了"};

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

bool register_run_again(struct task *task, struct register_run *run, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_run_find, DB_ARGS(DB_I64(run->id)), &rows, why))
        return false;
    read_run(rows, run);
    return true;
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

bool register_run_move_in(struct db_tx *tx, const struct register_move *move, struct refusal *why)
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
    const struct register_move *move = argument;
    (void)task;
    if (!register_run_move_in(tx, move, why))
        return false;
    if (move->by_job)
        queue(tx);
    return true;
}

bool register_run_move(struct task *task, struct register_move move, struct refusal *why)
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
        return refuse_detail(why, &REGISTER_BROKEN, NULL, "%s", unread.detail);
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

/* ---- by people ---- */

bool register_run_go_on(struct task *task, int64_t run_id, int64_t account_id, bool by_job,
                        struct refusal *why)
{
    return register_run_move(
        task, (struct register_move){run_id, account_id, RUN_WAITING, RUN_APPLYING, "", by_job},
        why);
}

bool register_run_give_up(struct task *task, int64_t run_id, int64_t account_id,
                          struct refusal *why)
{
    return register_run_move(
               task,
               (struct register_move){run_id, account_id, RUN_WAITING, RUN_GIVEN_UP, "", false},
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
    return register_run_move(
               task, (struct register_move){run.id, ACTOR_SYSTEM, run.state, to, "key", false},
               why) &&
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
