/* Payments and refunds as the platform describes them, in answers to queries and inside
 * notifications, as plain structs. Amounts are fen.
 */
#ifndef PAYMENT_WECHAT_WECHAT_RESOURCE_H
#define PAYMENT_WECHAT_WECHAT_RESOURCE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* No amount of a single order comes near; it keeps every sum of them inside int64. */
#define WECHAT_AMOUNT_MAX_FEN INT64_C(100000000000)

enum wechat_trade_state {
    WECHAT_TRADE_NOTPAY,
    WECHAT_TRADE_SUCCESS,
    WECHAT_TRADE_REFUND, /* a refund was accepted; how much is the refund query's matter */
    WECHAT_TRADE_CLOSED
};

struct wechat_transaction {
    char appid[33];
    char mchid[33];
    char out_trade_no[33];
    char transaction_id[33]; /* "" until paid */
    enum wechat_trade_state state;
    int64_t total_fen;  /* 0 when the platform left it out (before payment) */
    int64_t success_us; /* microseconds UTC, 0 until paid */
};

enum wechat_refund_state {
    WECHAT_REFUND_PROCESSING,
    WECHAT_REFUND_SUCCESS,
    WECHAT_REFUND_CLOSED,
    WECHAT_REFUND_ABNORMAL /* the payer's account cannot take it back: a person must act */
};

struct wechat_refund {
    char mchid[33]; /* only in notifications */
    char out_refund_no[65];
    char refund_id[33];
    char out_trade_no[33];
    char transaction_id[33];
    enum wechat_refund_state state;
    int64_t total_fen;
    int64_t refund_fen;
    int64_t success_us; /* 0 until success */
};

/* Reads a transaction. False when a member that must be there is missing or wrong: a paid one must
 * name its transaction, amount and time. `*bad` then names the member. */
bool wechat_transaction_read(const json_t *object, struct wechat_transaction *out,
                             const char **bad);

/* Reads a refund; the answer's `status` or the notification's `refund_status`. */
bool wechat_refund_read(const json_t *object, struct wechat_refund *out, const char **bad);

/* The words of the wire: "SUCCESS" ... */
const char *wechat_trade_state_name(enum wechat_trade_state state);
const char *wechat_refund_state_name(enum wechat_refund_state state);

#endif
