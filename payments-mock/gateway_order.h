/* Orders at the sandbox platform: what a merchant may order, when the same number may come again,
 * and how an order is paid and closed. Pure rules over a table in memory; the caller writes the
 * journal and sends the notifications.
 *
 * Moves: NOTPAY -> SUCCESS -> REFUND, NOTPAY -> CLOSED. A number is never free again. The code a
 * payer scans lives two hours, and ordering again makes a new one and ends the old.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_ORDER_H
#define PAYMENTS_MOCK_GATEWAY_ORDER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "payments-mock/gateway_refusal.h"
#include "payment/wechat/wechat_resource.h"

enum {
    GATEWAY_ORDERS_MAX = 2000000,
    GATEWAY_CODE_LIFE_S = 2 * 60 * 60,
};

/* The merchant that the gateway serves. */
struct gateway_merchant {
    const char *mchid;
    const char *appid;
    int64_t fee_bp; /* hundredths of a percent that the platform keeps of a payment */
};

struct gateway_order {
    char out_trade_no[33];
    char transaction_id[33]; /* "" until paid */
    char pr[33];             /* the code's secret part */
    char fingerprint[65];    /* SHA-256 of the parameters, to recognise the same wish */
    char *description;
    char *attach;
    char *notify_url;
    int64_t total_fen;
    int64_t created_us, expires_us, code_until_us, paid_us; /* paid_us 0 until paid */
    bool closed;
    int64_t refunded_fen; /* accepted and not closed; kept by gateway_refund.c */
    int refund_count;
};

/* All zero is an empty table. */
struct gateway_orders {
    struct map by_number, by_transaction, by_code;
    struct gateway_order **list; /* in the order of their making */
    int count, capacity;
};

void gateway_orders_release(struct gateway_orders *orders);

/* What a merchant asks for; strings are borrowed from the request's JSON. */
struct gateway_wish {
    const char *out_trade_no, *description, *attach, *notify_url;
    char fingerprint[65];
    int64_t total_fen;
    int64_t expires_us;
};

/* Checks every field of a Native order's body. `expires_us` comes out raised to one minute and cut
 * to ninety days from `now_us`; without it, seven days. */
bool gateway_wish_read(const json_t *body, const struct gateway_merchant *merchant, int64_t now_us,
                       struct gateway_wish *wish, struct gateway_refusal *why);

/* Places the order, or finds the one that was placed with the same parameters; either way with a
 * fresh code. NULL: refused. */
struct gateway_order *gateway_order_place(struct gateway_orders *orders,
                                          const struct gateway_wish *wish, int64_t now_us,
                                          struct gateway_refusal *why);

/* NULL when there is none. */
struct gateway_order *gateway_order_find(const struct gateway_orders *orders,
                                         const char *out_trade_no);
struct gateway_order *gateway_order_find_transaction(const struct gateway_orders *orders,
                                                     const char *transaction_id);
struct gateway_order *gateway_order_find_code(const struct gateway_orders *orders, const char *pr);

enum wechat_trade_state gateway_order_state(const struct gateway_order *order);

/* May it be paid at `now_us`? Refuses paid, closed and expired ones (and `by_code`: an old code).
 */
bool gateway_order_payable(const struct gateway_order *order, bool by_code, int64_t now_us,
                           struct gateway_refusal *why);
/* Pays a payable order. */
void gateway_order_pay(struct gateway_orders *orders, struct gateway_order *order, int64_t now_us);
/* Closes an unpaid order; closing again is fine. */
bool gateway_order_close(struct gateway_order *order, struct gateway_refusal *why);

/* The order as the query answers it; a new reference. */
json_t *gateway_order_json(const struct gateway_order *order,
                           const struct gateway_merchant *merchant);

/* "weixin://wxpay/bizpayurl?pr=..." */
void gateway_order_code_url(const struct gateway_order *order, char url[64]);
/* The secret part of such a URL, NULL when it is none. */
const char *gateway_code_url_pr(const char *url);

/* For the journal: the whole state, and taking it back at replay (false = no order). */
json_t *gateway_order_record(const struct gateway_order *order);
bool gateway_order_restore(struct gateway_orders *orders, const json_t *record);

#endif
