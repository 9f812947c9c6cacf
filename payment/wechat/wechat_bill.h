/* The platform's bill of a day's trades ("交易账单", type ALL) as rows. The file is lines of
 * fields, every field after a grave accent, amounts in yuan with two decimals, a summary at the
 * end; columns are found by their names, so the platform may add some.
 */
#ifndef PAYMENT_WECHAT_WECHAT_BILL_H
#define PAYMENT_WECHAT_WECHAT_BILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { WECHAT_BILL_ROWS_MAX = 200000 };

struct wechat_bill_row {
    bool is_refund;
    char out_trade_no[33];
    char transaction_id[33];
    char out_refund_no[65]; /* "" when not a refund */
    char refund_id[33];
    int64_t amount_fen; /* the order's total, or what was asked back */
};

struct wechat_bill {
    struct wechat_bill_row *rows; /* refunds in every state: all were accepted that day */
    int count;
    int64_t paid_fen;     /* sum over payments */
    int64_t refunded_fen; /* sum over refunds */
};

/* Reads a bill's file. False when it is not a bill, is cut off, or its summary disagrees with its
 * rows. Memory is in the arena. */
bool wechat_bill_read(struct arena *arena, const char *bytes, size_t length,
                      struct wechat_bill *bill);

/* "12.34" -> 1234; exactly two decimals, no sign. */
bool wechat_bill_yuan(const char *text, int64_t *fen);

#endif
