#include "register/report.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json_text.h"
#include "gen/register/sql.h"
#include "register/client.h"
#include "register/state.h"
#include "registry/household_report.h"

/* ---- what is told ---- */

struct reports {
    struct household_report_waiting *items;
    const char **names; /* as the register knows each: of this row and this revision */
    int count;
};

static json_t *report_json(const struct household_report_waiting *told, const char *name)
{
    enum { BEIJING_MINUTES = 480 };
    char changed_at[32];
    json_t *report = json_pack("{s:s, s:s, s:s, s:s}", "report_id", name, "household_no",
                               told->household_no, "kind", told->kind, "reported_at",
                               clock_rfc3339(told->changed_us, BEIJING_MINUTES, changed_at));
    if (strcmp(told->kind, REPORT_CONTACT) == 0) {
        json_object_set_new(report, "phone", json_string(told->text));
    } else if (strcmp(told->kind, REPORT_ADDRESS) == 0) {
        json_object_set_new(report, "address", json_string(told->text));
    } else {
        const struct household_income *income = &told->income;
        json_object_set_new(report, "from", json_string(income->from_day));
        json_object_set_new(report, "to", json_string(income->to_day));
        json_object_set_new(report, "credited_fen", json_integer(income->credited_fen));
        json_object_set_new(report, "reversed_fen", json_integer(income->reversed_fen));
    }
    return report;
}

/* The body of the request, in the arena. */
static const char *make_body(struct arena *arena, struct reports *reports)
{
    json_t *list = json_array();
    reports->names = arena_array(arena, (size_t)reports->count, sizeof(*reports->names));
    for (int i = 0; i < reports->count; i++) {
        const struct household_report_waiting *told = &reports->items[i];
        reports->names[i] = arena_printf(arena, "%" PRId64 "-%" PRId64, told->id, told->revision);
        json_array_append_new(list, report_json(told, reports->names[i]));
    }
    json_t *body = json_pack("{s:o}", "reports", list);
    const char *text = json_text_of(arena, body, NULL);
    json_decref(body);
    return text;
}

/* ---- what the register answers ---- */

/* An unknown name is nobody's. */
static void note(struct reports *reports, const char *name, const char *code)
{
    for (int i = 0; name != NULL && i < reports->count; i++)
        if (strcmp(reports->names[i], name) == 0)
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

/* Those that something was said of. */
static int said_of(struct reports *reports)
{
    int n = 0;
    for (int i = 0; i < reports->count; i++)
        if (reports->items[i].code != NULL)
            reports->items[n++] = reports->items[i];
    return n;
}

bool report_tell(struct task *task, int *done, struct refusal *why)
{
    struct reports reports;
    struct register_answer answer;
    struct refusal other = {.have = -1};
    *done = 0;
    if (!register_client_is_set())
        return true;
    if (!household_report_next(task, REPORT_ROUND, &reports.items, &reports.count, why))
        return false;
    if (reports.count == 0)
        return true;
    const char *body = make_body(task->arena, &reports);
    if (!register_client_ask(task, "POST", "/v1/reports", body, &answer, &other) ||
        answer.status != 200)
        return register_state_trouble(task, TROUBLE_AWAY, false, why);
    if (!read_answer(task->arena, &answer, &reports))
        return register_state_trouble(task, TROUBLE_ANSWER, true, why);
    *done = said_of(&reports);
    return household_report_told(task, reports.items, *done, why);
}

/* ---- the walk over incomes ---- */

struct walk {
    int64_t after, last;
    struct db_rows *changed;
};

static bool step_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct walk *walk = argument;
    int n = db_count(walk->changed);
    struct household_income *incomes = arena_array(task->arena, (size_t)n + 1, sizeof(*incomes));
    for (int row = 0; row < n; row++)
        incomes[row] = (struct household_income){
            .household_id = db_i64(walk->changed, row, INCOME_CHANGED_HOUSEHOLD_ID),
            .county_code = db_text(walk->changed, row, INCOME_CHANGED_COUNTY_CODE),
            .from_day = db_text(walk->changed, row, INCOME_CHANGED_FROM_DAY),
            .to_day = db_text(walk->changed, row, INCOME_CHANGED_TO_DAY),
            .credited_fen = db_i64(walk->changed, row, INCOME_CHANGED_CREDITED_FEN),
            .reversed_fen = db_i64(walk->changed, row, INCOME_CHANGED_REVERSED_FEN)};
    household_report_incomes(task, tx, incomes, n);
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
