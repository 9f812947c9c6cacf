#include "payment/bill.h"

#include <stdint.h>
#include <string.h>

#include "base/db.h"
#include "base/log.h"
#include "gen/payment/sql.h"
#include "payment/providers.h"

struct bill {
    const struct provider *provider;
    const char *day;
    struct provider_bill_row *rows;
    int count;
};

static bool keep(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct bill *bill = argument;
    size_t n = (size_t)bill->count;
    (void)task;
    /* The day's bill is fetched once; should two processes fetch it, the first stays. */
    struct db_rows *made;
    if (!db_tx_query(
            tx, &SQL_payment_bill_add,
            DB_ARGS(DB_TEXT(bill->provider->name), DB_TEXT(bill->day), DB_I64(bill->count)), &made,
            why))
        return false;
    if (db_affected(made) == 1)
        db_tx_send(tx, &SQL_payment_bill_row_add,
                   DB_ARGS(DB_TEXT(bill->provider->name), DB_TEXT(bill->day),
                           DB_COLUMN_CHARS(bill->rows, n, number),
                           DB_COLUMN_BOOL(bill->rows, n, is_refund),
                           DB_COLUMN_CHARS(bill->rows, n, transaction_id),
                           DB_COLUMN_I64(bill->rows, n, amount_fen)));
    return true;
}

bool payment_bill_fetch(struct task *task, const struct provider *provider, const char *day,
                        int *rows, struct refusal *why)
{
    struct bill bill = {.provider = provider, .day = day};
    char code[65] = "";
    enum provider_answer answer =
        provider->bill(provider->self, task, day, &bill.rows, &bill.count, code);
    if (answer == PROVIDER_UNKNOWN ||
        (answer == PROVIDER_REFUSED && strcmp(code, "NO_STATEMENT_EXIST") != 0))
        return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "账单 %s 暂时取不到 %s", day, code);
    if (answer == PROVIDER_REFUSED) {
        struct db_rows *captured;
        if (!db_query(task, &SQL_payment_bill_captured,
                      DB_ARGS(DB_TEXT(provider->name), DB_TEXT(day)), &captured, why))
            return false;
        if (db_count(captured) > 0)
            return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL,
                                 "支付平台说 %s 没有账单，可这天收过款", day);
        bill.count = 0;
    }
    *rows = bill.count;
    return db_transact(task, DB_SLOW, keep, &bill, why);
}

bool payment_bill_fetch_due(struct task *task, int *fetched, struct refusal *why)
{
    struct db_rows *rows;
    bool ok = true;
    *fetched = 0;
    if (!db_query(task, &SQL_payment_bill_due, DB_NO_ARGS, &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        const char *day = db_text(rows, i, PAYMENT_BILL_DUE_DAY);
        const struct provider *provider =
            provider_find(db_text(rows, i, PAYMENT_BILL_DUE_PROVIDER));
        struct refusal wrong = {.have = -1};
        int count;
        if (provider == NULL)
            continue;
        if (payment_bill_fetch(task, provider, day, &count, &wrong)) {
            ++*fetched;
            continue;
        }
        log_warn("bill_missing", LOG_S("day", day), LOG_S("code", wrong.kind->code));
        if (ok)
            *why = wrong;
        ok = false;
    }
    return ok;
}
