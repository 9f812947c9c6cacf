#include "ledger/statement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "base/log.h"
#include "gen/ledger/sql.h"
#include "ledger/word.h"

bool statement_is_month(const char *text)
{
    char day[11];
    if (strlen(text) != 7)
        return false;
    memcpy(day, text, 7);
    memcpy(day + 7, "-01", 4);
    return clock_is_date(day) && strcmp(text, "2000-01") >= 0;
}

static int64_t sum_of(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

/* ---- sums ---- */

static json_t *total_of(json_t *months)
{
    static const char *const NAMES[] = {"credited_fen", "reversed_fen", "accrued_fen",
                                        "matured_fen",  "paid_out_fen", "withheld_fen"};
    json_t *totals = json_object();
    for (size_t n = 0; n < sizeof(NAMES) / sizeof(NAMES[0]); n++) {
        int64_t sum = 0;
        size_t i;
        json_t *month;
        json_array_foreach(months, i, month)
            sum += sum_of(month, NAMES[n]);
        json_object_set_new(totals, NAMES[n], json_integer(sum));
    }
    return totals;
}

static json_t *journal_of(json_t *sums)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:I}", "credited_fen",
                     (json_int_t)sum_of(sums, "journal_credited_fen"), "reversed_fen",
                     (json_int_t)sum_of(sums, "journal_reversed_fen"), "accrued_fen",
                     (json_int_t)sum_of(sums, "journal_accrued_fen"), "matured_fen",
                     (json_int_t)sum_of(sums, "journal_matured_fen"), "withheld_fen",
                     (json_int_t)sum_of(sums, "journal_withheld_fen"));
}

static bool agree(json_t *totals, json_t *journal)
{
    const char *name;
    json_t *value;
    bool same = true;
    json_object_foreach(journal, name, value)
        same &= json_integer_value(value) == sum_of(totals, name);
    return same;
}

static json_t *read_sums(struct task *task, int64_t household_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_statement_load, DB_ARGS(DB_I64(household_id)), &rows,
                        why))
        return NULL;
    json_t *sums = db_row_json(rows, 0);
    json_t *months = json_object_get(sums, "months");
    json_t *statement = json_object();
    json_t *totals = total_of(months), *journal = journal_of(sums);
    bool agrees = agree(totals, journal);
    if (!agrees)
        log_error("statement_disagrees", LOG_I("household_id", household_id));
    json_object_set_new(statement, "totals", totals);
    json_object_set_new(statement, "journal", journal);
    json_object_set_new(statement, "agrees", json_boolean(agrees));
    json_object_set(statement, "months", months);
    json_decref(sums);
    return statement;
}

/* ---- entries ---- */

static json_t *entry_json(const struct db_rows *rows, int row)
{
    json_t *entry = db_row_json(rows, row);
    const char *kind = db_text(rows, row, STATEMENT_ENTRY_LIST_KIND);
    int state = machine_state(&ATTRIBUTION_MACHINE, db_text(rows, row, STATEMENT_ENTRY_LIST_STATE));
    json_object_set_new(entry, "kind_text", json_string(word_linkage(kind)));
    json_object_set_new(entry, "state_text",
                        json_string(word_attribution_state((enum attribution_state)state)));
    return entry;
}

static bool add_entries(struct task *task, const struct statement_query *query, json_t *statement,
                        struct refusal *why)
{
    struct db_rows *rows;
    const char *first =
        query->month != NULL ? arena_printf(task->arena, "%s-01", query->month) : NULL;
    if (!db_query_class(
            task, DB_SLOW, &SQL_statement_entry_list,
            DB_ARGS(DB_I64(query->household_id), DB_TEXT(first), PAGE_ARGS_DOWN(&query->page)),
            &rows, why))
        return false;
    int count = db_count(rows);
    json_t *entries = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(entries, entry_json(rows, i));
    json_t *page =
        page_of_items(&query->page, entries,
                      count > 0 ? db_i64(rows, count - 1, STATEMENT_ENTRY_LIST_ENTRY_ID) : 0);
    json_object_update(statement, page);
    json_decref(page);
    return true;
}

json_t *statement_json(struct task *task, const struct statement_query *query, struct refusal *why)
{
    assert(query->month == NULL || statement_is_month(query->month));
    json_t *statement = read_sums(task, query->household_id, why);
    if (statement == NULL)
        return NULL;
    if (add_entries(task, query, statement, why))
        return statement;
    json_decref(statement);
    return NULL;
}
