#include "payment/bill_keep.h"

#include <string.h>

#include "base/db_copy.h"
#include "base/id.h"
#include "gen/payment/sql.h"
#include "ledger/transfer.h"

/* A COPY comes to its end within a statement's time. */
enum { ROWS_A_COPY = 10000 };

struct keeping {
    const char *provider, *day;
    struct provider_bill *bill; /* NULL = without rows */
    int64_t bill_id;
    int64_t rows, paid_fen, refunded_fen, kept_fen;
};

/* ---- rows ---- */

/* What the provider kept of a row: between what we book of it and what comes to, or leaves, our
 * account there. */
static int64_t kept_of(const struct provider_bill_row *row)
{
    int64_t unsettled = row->amount_fen - row->settled_fen;
    return (row->is_refund ? -unsettled : unsettled) + row->fee_fen;
}

static void add_sums(struct keeping *keeping, const struct provider_bill_row *row)
{
    keeping->rows++;
    *(row->is_refund ? &keeping->refunded_fen : &keeping->paid_fen) += row->amount_fen;
    keeping->kept_fen += kept_of(row);
}

static bool copy_row(struct db_copy *copy, const struct keeping *keeping,
                     const struct provider_bill_row *row, struct refusal *why)
{
    const struct db_value values[] = {DB_TEXT(keeping->provider),   DB_TEXT(keeping->day),
                                      DB_TEXT(row->number),         DB_BOOL(row->is_refund),
                                      DB_TEXT(row->transaction_id), DB_I64(row->amount_fen),
                                      DB_I64(row->settled_fen),     DB_I64(row->fee_fen)};
    return db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why);
}

/* Copies some rows; *said tells how the bill went on behind them. */
static bool copy_some(struct db_tx *tx, struct keeping *keeping, enum provider_bill_read *said,
                      struct refusal *why)
{
    struct provider_bill_row row;
    struct db_copy *copy = db_copy_begin(tx, &SQL_payment_bill_row_copy, why);
    if (copy == NULL)
        return false;
    for (int i = 0; i < ROWS_A_COPY; i++) {
        *said = keeping->bill->next(keeping->bill, &row);
        if (*said != PROVIDER_BILL_ROW)
            break;
        if (!copy_row(copy, keeping, &row, why))
            return false;
        add_sums(keeping, &row);
    }
    return db_copy_end(copy, NULL, why);
}

static bool copy_all(struct db_tx *tx, struct keeping *keeping, struct refusal *why)
{
    enum provider_bill_read said = PROVIDER_BILL_ROW;
    if (keeping->bill == NULL)
        return true;
    keeping->bill->rewind(keeping->bill);
    while (said == PROVIDER_BILL_ROW)
        if (!copy_some(tx, keeping, &said, why))
            return false;
    return said == PROVIDER_BILL_END ||
           refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "账单文件读不下去了");
}

/* ---- what the provider kept ---- */

/* Books what of it is not booked yet, by county: into the fees, or back when there were too many.
 */
static bool book_fees(struct task *task, struct db_tx *tx, const struct keeping *keeping,
                      struct refusal *why)
{
    struct db_rows *rows;
    struct transfer_list transfers;
    transfer_list_init(&transfers, task);
    if (!db_tx_query(
            tx, &SQL_payment_bill_kept,
            DB_ARGS(DB_TEXT(keeping->provider), DB_TEXT(keeping->day), DB_I64(keeping->bill_id)),
            &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        int64_t fen = db_i64(rows, i, PAYMENT_BILL_KEPT_FEN);
        struct transfer transfer = {.county_code = db_text(rows, i, PAYMENT_BILL_KEPT_COUNTY_CODE),
                                    .amount_fen = fen < 0 ? -fen : fen,
                                    .kind = TRANSFER_FEE,
                                    .cause_id = keeping->bill_id};
        transfer.debit_kind = fen < 0 ? ACCOUNT_GATEWAY : ACCOUNT_FEE;
        transfer.credit_kind = fen < 0 ? ACCOUNT_FEE : ACCOUNT_GATEWAY;
        *(fen < 0 ? &transfer.credit_owner : &transfer.debit_owner) = keeping->bill_id;
        transfer_add(&transfers, transfer);
    }
    transfer_book(tx, &transfers);
    return true;
}

/* ---- the whole ---- */

static bool keep(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct keeping *keeping = argument;
    struct db_rows *found;
    const char *hash = keeping->bill != NULL ? keeping->bill->hash : "";
    keeping->rows = keeping->paid_fen = keeping->refunded_fen = keeping->kept_fen = 0;
    if (!db_tx_query(tx, &SQL_payment_bill_lock,
                     DB_ARGS(DB_TEXT(keeping->provider), DB_TEXT(keeping->day), DB_I64(id_next())),
                     &found, why))
        return false;
    keeping->bill_id = db_i64(found, 0, PAYMENT_BILL_LOCK_BILL_ID);
    db_tx_send(tx, &SQL_payment_bill_clear,
               DB_ARGS(DB_TEXT(keeping->provider), DB_TEXT(keeping->day)));
    if (!copy_all(tx, keeping, why))
        return false;
    db_tx_send(tx, &SQL_payment_bill_sum,
               DB_ARGS(DB_TEXT(keeping->provider), DB_TEXT(keeping->day), DB_I64(keeping->rows),
                       DB_TEXT(hash), DB_I64(keeping->paid_fen), DB_I64(keeping->refunded_fen),
                       DB_I64(keeping->kept_fen)));
    return book_fees(task, tx, keeping, why);
}

bool payment_bill_keep(struct task *task, const struct provider *provider, const char *day,
                       struct provider_bill *bill, int64_t *rows, struct refusal *why)
{
    struct keeping keeping = {.provider = provider->name, .day = day, .bill = bill};
    if (!db_transact(task, DB_REPORT, keep, &keeping, why))
        return false;
    *rows = keeping.rows;
    return true;
}
