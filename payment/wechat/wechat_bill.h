/* The platform's bill of a day's trades ("交易账单", type ALL), row by row, in memory that does not
 * grow with it. The file is lines of fields, every field after a grave accent, amounts in yuan with
 * two decimals (fees with up to five), a summary at the end; columns are found by their names, so
 * the platform may add some.
 */
#ifndef PAYMENT_WECHAT_WECHAT_BILL_H
#define PAYMENT_WECHAT_WECHAT_BILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct wechat_bill_row {
    bool is_refund; /* in every state: all were accepted that day */
    char out_trade_no[33];
    char transaction_id[33];
    char out_refund_no[65]; /* "" when not a refund */
    char refund_id[33];
    int64_t amount_fen;  /* the order's total, or what was asked back */
    int64_t settled_fen; /* what of it the merchant gets, or gives back, before the fee */
    int64_t fee_fen;     /* kept by the platform; below zero where it gives its fee back */
};

/* What its rows come to. */
struct wechat_bill_sums {
    int64_t rows;
    int64_t paid_fen, paid_settled_fen;
    int64_t refunded_fen, refunded_settled_fen;
    int64_t fee_e5; /* in hundred-thousandths of a yuan, as it is written */
};

enum wechat_bill_read {
    WECHAT_BILL_ROW, /* a row; whether the whole is a bill shows at its end */
    WECHAT_BILL_END, /* all was read, and its summary agrees with its rows */
    WECHAT_BILL_BAD  /* not a bill, cut off, or it does not add up */
};

struct wechat_bill;

/* Takes a file, packed or plain. */
struct wechat_bill *wechat_bill_open(FILE *stream);
void wechat_bill_close(struct wechat_bill *bill);
/* Again from the beginning. */
void wechat_bill_rewind(struct wechat_bill *bill);
enum wechat_bill_read wechat_bill_next(struct wechat_bill *bill, struct wechat_bill_row *row);

/* After WECHAT_BILL_END: SHA-1 of the unpacked file, and its sums. */
const char *wechat_bill_hash(const struct wechat_bill *bill);
const struct wechat_bill_sums *wechat_bill_sums(const struct wechat_bill *bill);

/* "12.34" -> 1234; exactly two decimals, no sign. */
bool wechat_bill_yuan(const char *text, int64_t *fen);
/* "-0.01234" -> -1234; two to five decimals. */
bool wechat_bill_fee(const char *text, int64_t *e5);

#endif
