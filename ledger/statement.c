#include "ledger/statement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "base/log.h"
#include "gen/ledger/sql.h"
#include "ledger/roll_up.h"
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

/* What the journal says: the entries, and what its accounts have beyond them. */
static json_t *journal_of(json_t *totals, const struct db_rows *beyond)
{
    static const struct {
        const char *name;
        int column;
    } FIGURES[] = {{"credited_fen", STATEMENT_BEYOND_CREDITED_FEN},
                   {"reversed_fen", STATEMENT_BEYOND_REVERSED_FEN},
                   {"accrued_fen", STATEMENT_BEYOND_ACCRUED_FEN},
                   {"matured_fen", STATEMENT_BEYOND_MATURED_FEN},
                   {"withheld_fen", STATEMENT_BEYOND_WITHHELD_FEN}};
    json_t *journal = json_object();
    for (size_t i = 0; i < sizeof(FIGURES) / sizeof(FIGURES[0]); i++)
        json_object_set_new(
            journal, FIGURES[i].name,
            json_integer(sum_of(totals, FIGURES[i].name) + db_i64(beyond, 0, FIGURES[i].column)));
    return journal;
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

static json_t *read_sums(struct task *task, int64_t household_id, struct roll_up_late *late,
                         struct refusal *why)
{
    struct db_rows *rows, *beyond;
    if (!roll_up_late_of_household(task, household_id, late, why))
        return NULL;
    struct db_value rosters = DB_I64S(late->rosters, late->roster_count),
                    orders = DB_I64S(late->orders, late->order_count);
    if (!db_query(task, &SQL_statement_load, DB_ARGS(DB_I64(household_id), orders), &rows, why) ||
        !db_query(task, &SQL_statement_beyond, DB_ARGS(rosters, orders), &beyond, why))
        return NULL;
    json_t *months = db_rows_json(rows);
    json_t *statement = json_object();
    json_t *totals = total_of(months), *journal = journal_of(totals, beyond);
    bool agrees = agree(totals, journal);
    if (!agrees)
        log_error("statement_disagrees", LOG_I("household_id", household_id));
    json_object_set_new(statement, "totals", totals);
    json_object_set_new(statement, "journal", journal);
    json_object_set_new(statement, "agrees", json_boolean(agrees));
    json_object_set_new(statement, "months", months);
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

/* Pools that are looked at beyond those of a page: an entry's number is a little above its pool's,
 * and so may stand before those of as many others. */
enum { POOLS_BEYOND = 8 };

/* From when and before when a month's entries were credited; any time when there is no month. */
static void bounds_of(struct task *task, const char *month, const char **from, const char **before)
{
    *from = "-infinity";
    *before = "infinity";
    if (month == NULL)
        return;
    unsigned long year = strtoul(month, NULL, 10), number = strtoul(month + 5, NULL, 10);
    *from = arena_printf(task->arena, "%s-01 00:00:00+08", month);
    *before = arena_printf(task->arena, "%04lu-%02lu-01 00:00:00+08", year + number / 12,
                           number % 12 + 1);
}

/* Orders among whose entries those of the page are. */
static bool find_orders(struct task *task, const struct statement_query *query,
                        const struct roll_up_late *late, const char *from, const char *before,
                        struct db_rows **orders, struct refusal *why)
{
    struct db_value rosters = DB_I64S(late->rosters, late->roster_count),
                    below = DB_I64(query->page.after > 0 ? query->page.after : INT64_MAX),
                    limit = DB_I64(query->page.limit + 1 + POOLS_BEYOND);
    if (query->month == NULL)
        return db_query_class(task, DB_SLOW, &SQL_statement_entry_order,
                              DB_ARGS(rosters, below, limit), orders, why);
    return db_query_class(task, DB_SLOW, &SQL_statement_entry_month,
                          DB_ARGS(rosters, below, limit, DB_TEXT(from), DB_TEXT(before)), orders,
                          why);
}

static bool add_entries(struct task *task, const struct statement_query *query,
                        const struct roll_up_late *late, json_t *statement, struct refusal *why)
{
    struct db_rows *rows, *orders;
    const char *from, *before;
    bounds_of(task, query->month, &from, &before);
    if (!find_orders(task, query, late, from, before, &orders, why))
        return false;
    int64_t *ids = db_column(task->arena, orders, STATEMENT_ENTRY_ORDER_ORDER_ID);
    if (!db_query(task, &SQL_statement_entry_list,
                  DB_ARGS(DB_I64(query->household_id), DB_I64S(ids, db_count(orders)),
                          PAGE_ARGS_DOWN(&query->page), DB_TEXT(from), DB_TEXT(before)),
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
    struct roll_up_late late;
    json_t *statement = read_sums(task, query->household_id, &late, why);
    if (statement == NULL)
        return NULL;
    if (add_entries(task, query, &late, statement, why))
        return statement;
    json_decref(statement);
    return NULL;
}
