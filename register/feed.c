#include "register/feed.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/shape.h"
#include "gen/register/sql.h"
#include "register/client.h"
#include "register/fault.h"
#include "register/judge.h"
#include "register/run.h"
#include "register/state.h"
#include "registry/household_double.h"
#include "registry/household_take.h"
#include "registry/import.h"

/* ---- what is told ---- */

static const char *const KINDS[] = {"joined",   "corrected", "exited", "moved",
                                    "deceased", "merged",    "split",  NULL};

struct number {
    const char *household_no;
};
static const struct shape_field NUMBER_FIELDS[] = {{.name = "",
                                                    .type = SHAPE_TEXT,
                                                    .offset = offsetof(struct number, household_no),
                                                    .required = true,
                                                    .min = 4,
                                                    .max = 40,
                                                    .hint = "户编号有误"}};
static const struct shape NUMBER_SHAPE = SHAPE(struct number, NUMBER_FIELDS);

struct change {
    int64_t change_no;
    const char *changed_at, *kind, *household_no;
    json_t *household;
    struct shape_list into;
};
static const struct shape_field CHANGE_FIELDS[] = {
    FIELD_INT(struct change, change_no, REQUIRED, 1, INT64_MAX, "变更号有误"),
    FIELD_TEXT(struct change, changed_at, REQUIRED, 20, 40, "变更时间有误"),
    FIELD_CHOICE(struct change, kind, REQUIRED, KINDS, "变更类别有误"),
    FIELD_TEXT(struct change, household_no, REQUIRED, 4, 40, "户编号有误"),
    FIELD_JSON(struct change, household, REQUIRED),
    FIELD_LIST(struct change, into, OPTIONAL, 0, 30, NUMBER_SHAPE, "去向有误"),
};
static const struct shape CHANGE_SHAPE = SHAPE(struct change, CHANGE_FIELDS);

struct told {
    struct shape_list changes; /* of struct change */
    int64_t last_change_no;
};
static const struct shape_field TOLD_FIELDS[] = {
    FIELD_LIST(struct told, changes, REQUIRED, 0, 1000, CHANGE_SHAPE, "变更有误"),
    FIELD_INT(struct told, last_change_no, REQUIRED, 0, INT64_MAX, "变更号有误"),
};
static const struct shape TOLD_SHAPE = SHAPE(struct told, TOLD_FIELDS);

/* ---- in order ---- */

struct following {
    int64_t known;                /* the last change that was taken over */
    const struct change **wanted; /* those behind it, without gaps, by number */
    int count;
    const char *trouble; /* "" = none */
};

static int by_number(const void *a, const void *b)
{
    int64_t x = (*(const struct change *const *)a)->change_no;
    int64_t y = (*(const struct change *const *)b)->change_no;
    return (x > y) - (x < y);
}

/* Those that are known are left, also when they come twice; up to the first that is missing. */
static void put_in_order(struct arena *arena, const struct told *told, struct following *following)
{
    const struct change *changes = told->changes.items;
    int n = told->changes.count;
    const struct change **sorted = arena_array(arena, (size_t)n + 1, sizeof(*sorted));
    for (int i = 0; i < n; i++)
        sorted[i] = &changes[i];
    qsort(sorted, (size_t)n, sizeof(*sorted), by_number);
    following->wanted = sorted;
    int64_t last = following->known;
    for (int i = 0; i < n; i++) {
        if (sorted[i]->change_no <= last)
            continue;
        if (sorted[i]->change_no != last + 1)
            break;
        sorted[following->count++] = sorted[i];
        last++;
    }
    if (told->last_change_no < following->known)
        following->trouble = TROUBLE_BEHIND;
    else if (following->count == 0 && told->last_change_no > following->known)
        following->trouble = TROUBLE_GAP;
}

/* ---- as lines ---- */

static const char *day_of(struct arena *arena, const char *changed_at)
{
    return arena_memdup(arena, changed_at, 10);
}

static bool is_gone_kind(const char *kind)
{
    return strcmp(kind, "exited") == 0 || strcmp(kind, "merged") == 0;
}

/* The record must be of the household that the change names, and say what its kind says. Where it
 * is not, it is the record's household that nobody can be sure of. */
static void check_change(const struct change *change, struct household_line *line)
{
    const struct record *record = &line->record;
    if (line->faults.count > 0)
        return;
    if (strcmp(record->household_no, change->household_no) != 0)
        record_fault_add(&line->faults, "household_no", "变更说的户和所附信息不是同一户");
    else if (is_gone_kind(change->kind) && record_is_registered(record))
        record_fault_add(&line->faults, "state", "变更说已退出或并户，所附信息仍是在册");
}

static void make_line(struct arena *arena, const struct change *change, struct household_line *line)
{
    *line = (struct household_line){.line_no = change->change_no,
                                    .change_no = change->change_no,
                                    .day = day_of(arena, change->changed_at),
                                    .doubtful = true};
    record_read_json(arena, change->household, &line->record, &line->faults);
    check_change(change, line);
    if (line->faults.count == 0)
        return;
    const char *number = line->record.household_no;
    line->record =
        (struct record){.household_no = number[0] != '\0' ? number : change->household_no};
}

/* ---- taken over ---- */

struct taking {
    struct following *following;
    struct household_line *lines;
    struct register_faults faults;
    struct household_taken taken;
};

/* How many from `from` on may be taken at once: none of their households stands there twice. */
static int run_length(struct arena *arena, const struct taking *taking, int from)
{
    struct map seen;
    int n = from;
    map_init(&seen, arena);
    for (; n < taking->following->count; n++) {
        bool fresh;
        map_add(&seen, taking->lines[n].record.household_no, &fresh);
        if (!fresh)
            break;
    }
    return n - from;
}

static bool take_lines(struct task *task, struct db_tx *tx, struct taking *taking, int from, int n,
                       struct refusal *why)
{
    const struct household_line *lines = taking->lines + from;
    int64_t last = lines[n - 1].line_no;
    struct household_stage_sum sum = {0};
    for (int i = 0; i < n; i++)
        register_fault_line(&taking->faults, &lines[i]);
    if (!household_stage_write(tx, task->arena, REGISTER_FEED, lines, n, &sum, why) ||
        !household_stage_check(tx, REGISTER_FEED, register_fault_misfit, &taking->faults, why) ||
        !household_take(task, tx, REGISTER_FEED, lines[0].line_no - 1, last, "", &taking->taken,
                        why))
        return false;
    judge_again(tx, REGISTER_FEED, lines[0].line_no - 1, last);
    household_stage_forget(tx, REGISTER_FEED, last);
    return true;
}

static bool take_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct taking *taking = argument;
    const struct following *following = taking->following;
    const struct change *last =
        following->count > 0 ? following->wanted[following->count - 1] : NULL;
    struct db_rows *rows;
    taking->faults = (struct register_faults){.arena = task->arena};
    if (!db_tx_query(tx, &SQL_state_followed,
                     DB_ARGS(DB_I64(following->known),
                             DB_I64(last != NULL ? last->change_no : following->known),
                             DB_TEXT(last != NULL ? last->changed_at : NULL)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0) /* somebody else was quicker */
        return true;
    for (int from = 0, n; from < following->count; from += n) {
        n = run_length(task->arena, taking, from);
        if (!take_lines(task, tx, taking, from, n, why))
            return false;
    }
    register_fault_write(tx, REGISTER_FEED, &taking->faults);
    return household_double_of(task, tx,
                               DB_COLUMN_TEXT(taking->lines, following->count, record.household_no),
                               &taking->taken.suspended, why);
}

static bool take_over(struct task *task, struct following *following, struct refusal *why)
{
    struct taking taking = {.following = following};
    taking.lines = arena_array(task->arena, (size_t)following->count + 1, sizeof(*taking.lines));
    for (int i = 0; i < following->count; i++)
        make_line(task->arena, following->wanted[i], &taking.lines[i]);
    return db_transact(task, DB_WORK, take_body, &taking, why);
}

/* ---- asking ---- */

/* What is wrong with the register itself: it is noted, and following tries again later. */
static bool ask_changes(struct task *task, struct following *following, struct refusal *why)
{
    struct register_answer answer;
    struct refusal other = {.have = -1};
    struct told *told = arena_alloc(task->arena, sizeof(*told));
    const char *target = arena_printf(task->arena, "/v1/changes?after=%" PRId64 "&limit=%d",
                                      following->known, FEED_CHANGES);
    (void)why;
    *told = (struct told){.last_change_no = 0};
    if (!register_client_ask(task, "GET", target, NULL, &answer, &other) || answer.status != 200)
        following->trouble = TROUBLE_AWAY;
    else if (!shape_read(task->arena, &TOLD_SHAPE, answer.body, answer.length, told, &other))
        following->trouble = TROUBLE_ANSWER;
    else
        put_in_order(task->arena, told, following);
    return following->trouble[0] == '\0';
}

bool register_follow(struct task *task, int *done, struct refusal *why)
{
    struct register_state state;
    struct register_run run;
    struct following following = {.trouble = ""};
    bool busy;
    *done = 0;
    if (!register_client_is_set())
        return true;
    if (!import_keys_settled(&(struct refusal){.have = -1})) /* hashes would not be found */
        return true;
    if (!register_state_read(task, &state, why) || !register_run_open(task, &run, &busy, why))
        return false;
    if (busy)
        return true;
    if (state.snapshot_id[0] == '\0')
        return register_state_trouble(task, TROUBLE_NO_SNAPSHOT, false, why);
    following.known = state.change_no;
    if (!ask_changes(task, &following, why))
        return register_state_trouble(task, following.trouble,
                                      strcmp(following.trouble, TROUBLE_AWAY) != 0, why);
    *done = following.count;
    return take_over(task, &following, why);
}
