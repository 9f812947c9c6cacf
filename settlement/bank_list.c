#include "settlement/bank_list.h"

#include "gen/settlement/sql.h"
#include "ledger/payout.h"
#include "registry/access_trail.h"

static void add_payee(struct task *task, const struct db_rows *rows, int row, json_t *item,
                      bool flag)
{
    static const char *const NAMES[] = {"account", "bank", "holder"};
    size_t length;
    const void *sealed = db_bytes(rows, row, BANK_LIST__PAYEE, &length);
    json_t *payee =
        payout_payee_open(task->arena, db_i64(rows, row, BANK_LIST_PAYOUT_ID), sealed, length);
    (void)flag;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        const char *text = json_string_value(json_object_get(payee, NAMES[i]));
        json_object_set_new(item, NAMES[i], json_string(text != NULL ? text : ""));
    }
    json_object_del(item, "county_code");
    json_object_del(item, "household_id");
    json_decref(payee);
}

struct noting {
    const struct db_rows *rows;
    int64_t account_id;
};

static bool note_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct noting *noting = argument;
    (void)task;
    for (int i = 0; i < db_count(noting->rows); i++)
        access_trail_send(tx,
                          &(struct access_reading){noting->account_id, "payout", "household",
                                                   db_i64(noting->rows, i, BANK_LIST_HOUSEHOLD_ID),
                                                   db_text(noting->rows, i, BANK_LIST_COUNTY_CODE),
                                                   "bank_account,bank_holder"});
    return db_tx_wait(tx, why);
}

json_t *bank_list_json(struct task *task, int64_t run_id, int64_t account_id,
                       const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_bank_list, DB_ARGS(DB_I64(run_id), PAGE_ARGS(page)),
                        &rows, why))
        return NULL;
    struct noting noting = {rows, account_id};
    if (db_count(rows) > 0 && !db_transact(task, DB_FAST, note_body, &noting, why))
        return NULL;
    return page_json_with(task, page, rows, BANK_LIST_PAYOUT_ID, add_payee, false);
}
