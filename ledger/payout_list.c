/* Payouts as they are shown. */
#include <string.h>

#include "base/arena.h"
#include "gen/ledger/sql.h"
#include "ledger/payout.h"

json_t *payout_payee_open(struct arena *arena, int64_t payout_id, const void *sealed, size_t length)
{
    if (sealed == NULL)
        return NULL;
    const char *text = crypto_open_at(arena, CRYPTO_PLACE(PAYOUT_PAYEE, payout_id), sealed, length);
    return text != NULL ? json_loads(text, 0, NULL) : NULL;
}

/* The last four digits of the account: what people compare with their card. */
static void add_tail(struct task *task, const struct db_rows *rows, int row, int64_t payout_id,
                     int column, json_t *item)
{
    size_t length;
    const void *sealed = db_bytes(rows, row, column, &length);
    json_t *payee = payout_payee_open(task->arena, payout_id, sealed, length);
    const char *account = json_string_value(json_object_get(payee, "account"));
    size_t digits = account != NULL ? strlen(account) : 0;
    json_object_set_new(item, "account_tail", json_string(digits > 4 ? account + digits - 4 : ""));
    json_decref(payee);
}

static void add_to_line(struct task *task, const struct db_rows *rows, int row, json_t *item,
                        bool flag)
{
    (void)flag;
    add_tail(task, rows, row, db_i64(rows, row, PAYOUT_LIST_PAYOUT_ID), PAYOUT_LIST__PAYEE, item);
}

json_t *payout_list_json(struct task *task, int64_t run_id, const char *state,
                         const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(
            task, DB_SLOW, &SQL_payout_list,
            DB_ARGS(DB_I64(run_id), machine_states(&PAYOUT_MACHINE, state), PAGE_ARGS(page)), &rows,
            why))
        return NULL;
    return page_json_with(task, page, rows, PAYOUT_LIST_PAYOUT_ID, add_to_line, false);
}

static bool find(struct task *task, int64_t payout_id, struct db_rows **rows, struct refusal *why)
{
    return db_query(task, &SQL_payout_find, DB_ARGS(DB_I64(payout_id)), rows, why) &&
           (db_count(*rows) > 0 || refuse(why, &REFUSAL_NOT_FOUND, NULL));
}

bool payout_find(struct task *task, int64_t payout_id, struct payout_place *place,
                 struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, payout_id, &rows, why))
        return false;
    *place = (struct payout_place){.run_id = db_i64(rows, 0, PAYOUT_FIND_RUN_ID),
                                   .household_id = db_i64(rows, 0, PAYOUT_FIND_HOUSEHOLD_ID),
                                   .county_code = db_text(rows, 0, PAYOUT_FIND_COUNTY_CODE),
                                   .village_code = db_text(rows, 0, PAYOUT_FIND_VILLAGE_CODE)};
    return true;
}

json_t *payout_json(struct task *task, int64_t payout_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, payout_id, &rows, why))
        return NULL;
    json_t *line = db_row_json(rows, 0);
    add_tail(task, rows, 0, payout_id, PAYOUT_FIND__PAYEE, line);
    return line;
}

static void add_to_own(struct task *task, const struct db_rows *rows, int row, json_t *item,
                       bool flag)
{
    (void)flag;
    add_tail(task, rows, row, db_i64(rows, row, PAYOUT_OF_HOUSEHOLD_PAYOUT_ID),
             PAYOUT_OF_HOUSEHOLD__PAYEE, item);
}

json_t *payout_household_json(struct task *task, int64_t household_id, const struct page *page,
                              struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_payout_of_household,
                        DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    return page_json_with(task, page, rows, PAYOUT_OF_HOUSEHOLD_PAYOUT_ID, add_to_own, false);
}
