#include "fraud/income_limit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/db.h"
#include "gen/fraud/sql.h"
#include "registry/household.h"
#include "registry/household_record.h"
#include "registry/household_stage.h"

/* ---- by the register ---- */

enum { HOUSEHOLDS_ASKED = 300, HOUSEHOLDS_LEAST = 20 };

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The incomes a head that the register tells of these rows; *count how many. */
static int64_t *read_incomes(struct arena *arena, const struct db_rows *rows, int *count)
{
    int64_t *incomes = arena_array(arena, (size_t)db_count(rows) + 1, sizeof(*incomes));
    *count = 0;
    for (int row = 0; row < db_count(rows); row++) {
        size_t length;
        struct record record;
        struct record_faults faults;
        int64_t version_id = db_i64(rows, row, INCOME_LIMIT_FACTS_VERSION_ID);
        const void *sealed = db_bytes(rows, row, INCOME_LIMIT_FACTS_FACTS_SEALED, &length);
        const char *text =
            crypto_open_at(arena, CRYPTO_PLACE(HOUSEHOLD_FACTS, version_id), sealed, length);
        if (text != NULL && record_read(arena, text, strlen(text), &record, &faults) &&
            record.net_income_fen > 0)
            incomes[(*count)++] = record.net_income_fen;
    }
    return incomes;
}

/* 0 = it tells of too few. */
static bool median_income(struct task *task, const char *county_code, int64_t *median,
                          struct refusal *why)
{
    struct db_rows *rows;
    int count;
    if (!db_query_class(task, DB_REPORT, &SQL_income_limit_facts,
                        DB_ARGS(DB_TEXT(county_code), DB_I64(HOUSEHOLDS_ASKED)), &rows, why))
        return false;
    int64_t *incomes = read_incomes(task->arena, rows, &count);
    qsort(incomes, (size_t)count, sizeof(*incomes), by_size);
    *median = count >= HOUSEHOLDS_LEAST ? incomes[count / 2] : 0;
    return true;
}

bool income_limit_now(struct task *task, const char *county_code, struct income_limit *limit,
                      struct refusal *why)
{
    struct db_rows *rows;
    char today[11];
    int64_t median;
    clock_beijing_day(clock_now_us(), today);
    if (!db_query_class(task, DB_REPORT, &SQL_income_limit_find,
                        DB_ARGS(DB_TEXT(county_code), DB_I64(atoi(today))), &rows, why))
        return false;
    if (db_count(rows) > 0) {
        *limit = (struct income_limit){db_i64(rows, 0, INCOME_LIMIT_FIND_FEN_A_HEAD), "county"};
        return true;
    }
    if (!median_income(task, county_code, &median, why))
        return false;
    *limit = (struct income_limit){median * config_int("MALL_FRAUD_INCOME_TIMES"), "register"};
    if (median == 0)
        *limit = (struct income_limit){config_int("MALL_FRAUD_INCOME_FEN"), "setting"};
    return true;
}

/* ---- by the county ---- */

json_t *income_limit_list_json(struct task *task, const char *county_code, const struct page *page,
                               struct refusal *why)
{
    struct db_rows *rows, *look;
    if (!db_query_class(task, DB_SLOW, &SQL_income_limit_list,
                        DB_ARGS(DB_TEXT(county_code), PAGE_ARGS_DOWN(page)), &rows, why) ||
        !db_query_class(task, DB_SLOW, &SQL_fraud_look_find, DB_ARGS(DB_TEXT(county_code)), &look,
                        why))
        return NULL;
    json_t *list = page_json(page, rows, INCOME_LIMIT_LIST_YEAR);
    json_object_set_new(list, "used", db_count(look) > 0 ? db_row_json(look, 0) : json_null());
    return list;
}

static bool set_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct income_limit_wish *wish = argument;
    struct db_rows *before;
    (void)task;
    if (!db_tx_query(tx, &SQL_income_limit_find,
                     DB_ARGS(DB_TEXT(wish->county_code), DB_I64(wish->year)), &before, why))
        return false;
    db_tx_send(tx, &SQL_income_limit_set,
               DB_ARGS(DB_TEXT(wish->county_code), DB_I64(wish->year), DB_I64(wish->fen_a_head),
                       DB_TEXT(wish->reason), DB_I64(wish->actor_id)));
    json_t *was = NULL;
    if (db_count(before) > 0)
        was = json_pack("{s:I, s:I}", "year", (json_int_t)wish->year, "fen_a_head",
                        (json_int_t)db_i64(before, 0, INCOME_LIMIT_FIND_FEN_A_HEAD));
    change_trail_add(
        tx, &(struct change){.subject = "income_limit",
                             .subject_key = wish->county_code,
                             .county_code = wish->county_code,
                             .action = db_count(before) > 0 ? "edit" : "create",
                             .before = was,
                             .after = json_pack("{s:I, s:I}", "year", (json_int_t)wish->year,
                                                "fen_a_head", (json_int_t)wish->fen_a_head),
                             .reason = wish->reason});
    return db_tx_wait(tx, why);
}

bool income_limit_set(struct task *task, const struct income_limit_wish *wish, struct refusal *why)
{
    return db_transact(task, DB_FAST, set_body, (void *)(uintptr_t)wish, why);
}
