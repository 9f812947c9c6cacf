#include "register-mock/register_report.h"

#include <string.h>

#include "base/clock.h"
#include "base/json_text.h"
#include "base/text.h"
#include "register-mock/register_record.h"

enum { REPORTS_MAX = 500, BEIJING_MINUTES = 480 };

static const char SCHEMA[] =
    "create table if not exists report (report_no integer primary key, report_id text not null "
    "unique,"
    "    household_no text not null, taken_at text not null, record text not null);"
    "create table if not exists income (household_no text not null, from_day text not null,"
    "    to_day text not null, report_id text not null, reported_at_us integer not null,"
    "    credited_fen integer not null, reversed_fen integer not null,"
    "    primary key (household_no, from_day, to_day)) without rowid;";

void register_report_open(struct register_store *store)
{
    register_db_run(store->db, SCHEMA);
}

/* ---- what a report must be ----------------------------------------------------------------- */

static bool report_id_is(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^[A-Za-z0-9_.-]{1,64}$");
    return text_match(&rule, text);
}

static bool is_contact(const json_t *report)
{
    const char *phone = json_string_value(json_object_get(report, "phone"));
    return json_object_size(report) == 5 && phone != NULL &&
           (phone[0] == '\0' || register_mobile_is(phone));
}

static bool is_address(const json_t *report)
{
    const char *address = json_string_value(json_object_get(report, "address"));
    return json_object_size(report) == 5 && address != NULL && text_length(address) >= 1 &&
           text_length(address) <= 200 && text_is_clean(address, strlen(address), false);
}

static bool is_fen(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) >= 0;
}

static bool is_income(const json_t *report)
{
    const char *from = register_record_text(report, "from");
    const char *to = register_record_text(report, "to");
    return json_object_size(report) == 8 && clock_is_date(from) && clock_is_date(to) &&
           strcmp(from, to) <= 0 && is_fen(json_object_get(report, "credited_fen")) &&
           is_fen(json_object_get(report, "reversed_fen"));
}

static bool report_is(const json_t *report, int64_t *reported_at_us)
{
    const char *kind = register_record_text(report, "kind");
    if (!clock_parse_rfc3339(register_record_text(report, "reported_at"), reported_at_us))
        return false;
    return (strcmp(kind, "contact") == 0 && is_contact(report)) ||
           (strcmp(kind, "address") == 0 && is_address(report)) ||
           (strcmp(kind, "income") == 0 && is_income(report));
}

/* ---- taking -------------------------------------------------------------------------------- */

static bool was_taken(struct register_store *store, const char *report_id)
{
    sqlite3_stmt *statement =
        register_db_use(store->db, "select 1 from report where report_id = ?1");
    register_db_text(statement, 1, report_id);
    bool taken = register_db_step(store->db, statement);
    register_db_done(statement);
    return taken;
}

static void write_report(struct register_store *store, struct arena *arena, json_t *report,
                         int64_t now_us)
{
    char taken_at[32];
    sqlite3_stmt *statement =
        register_db_use(store->db, "insert into report (report_id, household_no, taken_at, record)"
                                   " values (?1, ?2, ?3, ?4)");
    register_db_text(statement, 1, register_record_text(report, "report_id"));
    register_db_text(statement, 2, register_record_text(report, "household_no"));
    register_db_text(statement, 3, clock_rfc3339(now_us, BEIJING_MINUTES, taken_at));
    register_db_text(statement, 4, json_text_of(arena, report, NULL));
    register_db_do(store->db, statement);
}

/* The one that was reported later holds, in whatever order they come. */
static void write_income(struct register_store *store, const json_t *report, int64_t reported_at_us)
{
    sqlite3_stmt *statement = register_db_use(
        store->db, "insert into income (household_no, from_day, to_day, report_id, reported_at_us,"
                   "    credited_fen, reversed_fen) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                   " on conflict (household_no, from_day, to_day) do update set"
                   "    report_id = excluded.report_id, reported_at_us = excluded.reported_at_us,"
                   "    credited_fen = excluded.credited_fen, reversed_fen = excluded.reversed_fen"
                   " where excluded.reported_at_us > income.reported_at_us");
    register_db_text(statement, 1, register_record_text(report, "household_no"));
    register_db_text(statement, 2, register_record_text(report, "from"));
    register_db_text(statement, 3, register_record_text(report, "to"));
    register_db_text(statement, 4, register_record_text(report, "report_id"));
    register_db_i64(statement, 5, reported_at_us);
    register_db_i64(statement, 6, json_integer_value(json_object_get(report, "credited_fen")));
    register_db_i64(statement, 7, json_integer_value(json_object_get(report, "reversed_fen")));
    register_db_do(store->db, statement);
}

/* NULL = taken, or the code that refuses it. */
static const char *take(struct register_store *store, struct arena *arena, json_t *report,
                        int64_t now_us)
{
    int64_t reported_at_us;
    if (was_taken(store, register_record_text(report, "report_id")))
        return NULL;
    if (!report_is(report, &reported_at_us))
        return "bad_report";
    if (register_store_record(store, arena, register_record_text(report, "household_no")) == NULL)
        return "unknown_household";
    write_report(store, arena, report, now_us);
    if (strcmp(register_record_text(report, "kind"), "income") == 0)
        write_income(store, report, reported_at_us);
    return NULL;
}

static bool is_list(const json_t *reports)
{
    size_t count = json_array_size(reports);
    for (size_t i = 0; i < count; i++)
        if (!report_id_is(register_record_text(json_array_get(reports, i), "report_id")))
            return false;
    return count >= 1 && count <= REPORTS_MAX;
}

bool register_report_take(struct register_store *store, struct arena *arena, const json_t *body,
                          int64_t now_us, json_t **answer, struct register_refusal *why)
{
    const json_t *reports = json_object_get(body, "reports");
    if (json_object_size(body) != 1 || !is_list(reports))
        return register_refuse(why, 400, "bad_request",
                               "reports 应为 1 到 500 条，每条都有 report_id");
    json_t *taken = json_array(), *refused = json_array();
    register_store_begin(store);
    for (size_t i = 0; i < json_array_size(reports); i++) {
        json_t *report = json_array_get(reports, i);
        const char *report_id = register_record_text(report, "report_id");
        const char *code = take(store, arena, report, now_us);
        if (code == NULL)
            json_array_append_new(taken, json_string(report_id));
        else
            json_array_append_new(refused,
                                  json_pack("{s:s, s:s}", "report_id", report_id, "code", code));
    }
    register_store_commit(store);
    *answer = json_pack("{s:o, s:o}", "taken", taken, "refused", refused);
    return true;
}

/* ---- looking ------------------------------------------------------------------------------- */

json_t *register_report_list(struct register_store *store, struct arena *arena, int64_t after,
                             int64_t limit)
{
    json_t *list = json_array();
    sqlite3_stmt *statement = register_db_use(
        store->db, "select report_no, taken_at, record from report where report_no > ?1"
                   " order by report_no limit ?2");
    register_db_i64(statement, 1, after);
    register_db_i64(statement, 2, limit);
    while (register_db_step(store->db, statement))
        json_array_append_new(
            list, json_pack("{s:I, s:s, s:o}", "no", (json_int_t)sqlite3_column_int64(statement, 0),
                            "taken_at", register_db_column(statement, 1, arena), "report",
                            json_loads(register_db_column(statement, 2, arena), 0, NULL)));
    return list;
}

json_t *register_report_incomes(struct register_store *store, struct arena *arena,
                                const char *household_no)
{
    json_t *list = json_array();
    sqlite3_stmt *statement = register_db_use(
        store->db, "select from_day, to_day, report_id, credited_fen, reversed_fen from income"
                   " where household_no = ?1 order by from_day, to_day");
    register_db_text(statement, 1, household_no);
    while (register_db_step(store->db, statement))
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:I, s:I}", "from", register_db_column(statement, 0, arena),
                      "to", register_db_column(statement, 1, arena), "report_id",
                      register_db_column(statement, 2, arena), "credited_fen",
                      (json_int_t)sqlite3_column_int64(statement, 3), "reversed_fen",
                      (json_int_t)sqlite3_column_int64(statement, 4)));
    return list;
}
