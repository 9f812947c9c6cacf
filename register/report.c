#include "register/report.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/json_text.h"
#include "gen/register/sql.h"
#include "register/client.h"
#include "register/state.h"
#include "registry/household_report.h"

/* ---- what is told ---- */

/* A report that is on its way. */
struct report {
    int64_t id, revision;
    const char *name; /* as the register knows it: of this row and this revision */
    const char *code; /* why it was refused, "" = it was taken; NULL = nothing was said of it */
};

struct reports {
    struct report *items;
    int count;
};

static void set_text(struct arena *arena, const struct db_rows *rows, int row, const char *key,
                     json_t *report)
{
    size_t length;
    const void *sealed = db_bytes(rows, row, REPORT_WAITING_TEXT_SEALED, &length);
    const char *text =
        crypto_open_at(arena,
                       household_report_place(db_i64(rows, row, REPORT_WAITING_HOUSEHOLD_ID),
                                              db_text(rows, row, REPORT_WAITING_KIND)),
                       sealed, length);
    json_object_set_new(report, key, json_string(text != NULL ? text : ""));
}

static json_t *report_json(struct arena *arena, const struct db_rows *rows, int row,
                           const struct report *told)
{
    enum { BEIJING_MINUTES = 480 };
    const char *kind = db_text(rows, row, REPORT_WAITING_KIND);
    char changed_at[32];
    clock_rfc3339(db_i64(rows, row, REPORT_WAITING_CHANGED_US), BEIJING_MINUTES, changed_at);
    json_t *report = json_pack("{s:s, s:s, s:s, s:s}", "report_id", told->name, "household_no",
                               db_text(rows, row, REPORT_WAITING_HOUSEHOLD_NO), "kind", kind,
                               "reported_at", changed_at);
    if (strcmp(kind, REPORT_CONTACT) == 0) {
        set_text(arena, rows, row, "phone", report);
    } else if (strcmp(kind, REPORT_ADDRESS) == 0) {
        set_text(arena, rows, row, "address", report);
    } else {
        json_object_set_new(report, "from",
                            json_string(db_text(rows, row, REPORT_WAITING_FROM_DAY)));
        json_object_set_new(report, "to", json_string(db_text(rows, row, REPORT_WAITING_TO_DAY)));
        json_object_set_new(report, "credited_fen",
                            json_integer(db_i64(rows, row, REPORT_WAITING_CREDITED_FEN)));
        json_object_set_new(report, "reversed_fen",
                            json_integer(db_i64(rows, row, REPORT_WAITING_REVERSED_FEN)));
    }
    return report;
}

/* Fills `reports` and gives the body of the request, in the arena. */
static const char *make_body(struct arena *arena, const struct db_rows *rows,
                             struct reports *reports)
{
    json_t *list = json_array();
    reports->count = db_count(rows);
    reports->items = arena_array(arena, (size_t)reports->count + 1, sizeof(*reports->items));
    for (int row = 0; row < reports->count; row++) {
        struct report *told = &reports->items[row];
        told->id = db_i64(rows, row, REPORT_WAITING_ID);
        told->revision = db_i64(rows, row, REPORT_WAITING_REVISION);
        told->name = arena_printf(arena, "%" PRId64 "-%" PRId64, told->id, told->revision);
        told->code = NULL;
        json_array_append_new(list, report_json(arena, rows, row, told));
    }
    json_t *body = json_pack("{s:o}", "reports", list);
    const char *text = json_text_of(arena, body, NULL);
    json_decref(body);
    return text;
}

/* ---- what the register answers ---- */

/* In the order in which they were told, mostly; an unknown name is nobody's. */
static void note(struct reports *reports, const char *name, const char *code)
{
    for (int i = 0; name != NULL && i < reports->count; i++)
        if (strcmp(reports->items[i].name, name) == 0)
            reports->items[i].code = code;
}

static bool read_answer(struct arena *arena, const struct register_answer *answer,
                        struct reports *reports)
{
    json_t *body = json_loadb(answer->body, answer->length, 0, NULL);
    const json_t *taken = json_object_get(body, "taken"), *name;
    const json_t *refused = json_object_get(body, "refused"), *one;
    bool read = json_is_array(taken) && json_is_array(refused);
    size_t i;
    json_array_foreach(taken, i, name)
        note(reports, json_string_value(name), "");
    json_array_foreach(refused, i, one) {
        const char *code = json_string_value(json_object_get(one, "code"));
        note(reports, json_string_value(json_object_get(one, "report_id")),
             code != NULL && code[0] != '\0' ? arena_strdup(arena, code) : "bad_report");
    }
    json_decref(body);
    return read;
}

static bool write_answer(struct task *task, const struct reports *reports, int *done,
                         struct refusal *why)
{
    struct report *said = arena_array(task->arena, (size_t)reports->count + 1, sizeof(*said));
    int n = 0;
    for (int i = 0; i < reports->count; i++)
        if (reports->items[i].code != NULL)
            said[n++] = reports->items[i];
    *done = n;
    return n == 0 ||
           db_query_class(task, DB_WORK, &SQL_report_told,
                          DB_ARGS(DB_COLUMN_I64(said, n, id), DB_COLUMN_I64(said, n, revision),
                                  DB_COLUMN_TEXT(said, n, code)),
                          NULL, why);
}

bool report_tell(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    struct reports reports;
    struct register_answer answer;
    struct refusal other = {.have = -1};
    *done = 0;
    if (!register_client_is_set())
        return true;
    if (!db_query_class(task, DB_WORK, &SQL_report_waiting, DB_ARGS(DB_I64(REPORT_ROUND)), &rows,
                        why))
        return false;
    if (db_count(rows) == 0)
        return true;
    const char *body = make_body(task->arena, rows, &reports);
    if (!register_client_ask(task, "POST", "/v1/reports", body, &answer, &other) ||
        answer.status != 200)
        return register_state_trouble(task, TROUBLE_AWAY, false, why);
    if (!read_answer(task->arena, &answer, &reports))
        return register_state_trouble(task, TROUBLE_ANSWER, true, why);
    return write_answer(task, &reports, done, why);
}

/* ---- the walk over incomes ---- */

struct walk {
    int64_t after, last;
    struct db_rows *changed;
};

struct income {
    int64_t id, household_id, credited_fen, reversed_fen;
    const char *county_code, *from_day, *to_day;
};

static bool step_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct walk *walk = argument;
    int n = db_count(walk->changed);
    struct income *incomes = arena_array(task->arena, (size_t)n + 1, sizeof(*incomes));
    for (int row = 0; row < n; row++)
        incomes[row] = (struct income){
            .id = id_next(),
            .household_id = db_i64(walk->changed, row, INCOME_CHANGED_HOUSEHOLD_ID),
            .county_code = db_text(walk->changed, row, INCOME_CHANGED_COUNTY_CODE),
            .from_day = db_text(walk->changed, row, INCOME_CHANGED_FROM_DAY),
            .to_day = db_text(walk->changed, row, INCOME_CHANGED_TO_DAY),
            .credited_fen = db_i64(walk->changed, row, INCOME_CHANGED_CREDITED_FEN),
            .reversed_fen = db_i64(walk->changed, row, INCOME_CHANGED_REVERSED_FEN)};
    if (n > 0)
        db_tx_send(tx, &SQL_income_put,
                   DB_ARGS(DB_COLUMN_I64(incomes, n, id), DB_COLUMN_I64(incomes, n, household_id),
                           DB_COLUMN_TEXT(incomes, n, county_code),
                           DB_COLUMN_TEXT(incomes, n, from_day), DB_COLUMN_TEXT(incomes, n, to_day),
                           DB_COLUMN_I64(incomes, n, credited_fen),
                           DB_COLUMN_I64(incomes, n, reversed_fen)));
    db_tx_send(tx, &SQL_income_walked, DB_ARGS(DB_I64(walk->last)));
    return db_tx_wait(tx, why);
}

bool report_walk(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    struct walk walk;
    *done = 0;
    if (!register_client_is_set())
        return true;
    if (!db_query_class(task, DB_WORK, &SQL_income_walk, DB_NO_ARGS, &rows, why))
        return false;
    if (db_bool(rows, 0, INCOME_WALK_IS_OVER))
        return true;
    walk.after = db_i64(rows, 0, INCOME_WALK_AFTER);
    if (!db_query_class(task, DB_WORK, &SQL_income_page,
                        DB_ARGS(DB_I64(walk.after), DB_I64(REPORT_MONTH_ROWS)), &rows, why))
        return false;
    walk.last = db_is_null(rows, 0, INCOME_PAGE_LAST_ID) ? 0 : db_i64(rows, 0, INCOME_PAGE_LAST_ID);
    if (!db_query_class(task, DB_WORK, &SQL_income_changed,
                        DB_ARGS(DB_I64(walk.after), DB_I64(walk.last)), &walk.changed, why))
        return false;
    *done = walk.last != 0;
    return db_transact(task, DB_WORK, step_body, &walk, why);
}

/* ---- what a person sees and decides ---- */

json_t *report_sum_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_report_sum, DB_NO_ARGS, &rows, why) ? db_row_json(rows, 0) : NULL;
}

json_t *report_refused_json(struct task *task, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_report_refused_list, DB_ARGS(PAGE_ARGS(page)), &rows,
                          why)
               ? page_json(page, rows, REPORT_REFUSED_LIST_REPORT_ID)
               : NULL;
}

struct decision {
    int64_t report_id;
    const struct sql *sql;
    const char *action, *reason;
};

/* Both statements give the same columns. */
static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct decision *decision = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, decision->sql, DB_ARGS(DB_I64(decision->report_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_CONFLICT, "state");
    json_t *before = json_pack("{s:s}", "kind", db_text(rows, 0, REPORT_AGAIN_KIND));
    change_trail_add(tx, &(struct change){.subject = "household",
                                          .subject_id = db_i64(rows, 0, REPORT_AGAIN_HOUSEHOLD_ID),
                                          .county_code = db_text(rows, 0, REPORT_AGAIN_COUNTY_CODE),
                                          .action = decision->action,
                                          .before = before,
                                          .reason = decision->reason});
    json_decref(before);
    return db_tx_wait(tx, why);
}

bool report_again(struct task *task, int64_t report_id, const char *reason, struct refusal *why)
{
    struct decision decision = {report_id, &SQL_report_again, "report_again", reason};
    return db_transact(task, DB_FAST, decide_body, &decision, why);
}

bool report_drop(struct task *task, int64_t report_id, const char *reason, struct refusal *why)
{
    struct decision decision = {report_id, &SQL_report_drop, "report_drop", reason};
    return db_transact(task, DB_FAST, decide_body, &decision, why);
}
