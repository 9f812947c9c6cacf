/* Refunds at the sandbox platform: at most fifty of one order, within a year of payment, together
 * never more than was paid; the same number with the same amounts is the same refund. Pure rules
 * over a table in memory.
 *
 * Moves: PROCESSING -> SUCCESS | ABNORMAL | CLOSED, ABNORMAL -> PROCESSING | SUCCESS | CLOSED. A
 * closed refund gives its amount back to what may be refunded.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_REFUND_H
#define PAYMENTS_MOCK_GATEWAY_REFUND_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "payments-mock/gateway_order.h"
#include "payments-mock/gateway_refusal.h"
#include "payment/wechat/wechat_resource.h"

enum { GATEWAY_REFUNDS_PER_ORDER = 50 };

struct gateway_refund {
    char out_refund_no[65];
    char refund_id[33];
    char *reason;
    char *notify_url; /* "" = none */
    struct gateway_order *order;
    int64_t refund_fen;
    int64_t created_us, done_us; /* done_us 0 until SUCCESS */
    enum wechat_refund_state state;
};

/* All zero is an empty table. */
struct gateway_refunds {
    struct map by_number;
    struct gateway_refund **list;
    int count, capacity;
};

void gateway_refunds_release(struct gateway_refunds *refunds);

/* What a merchant asks for; strings are borrowed. */
struct gateway_refund_wish {
    const char *transaction_id, *out_trade_no; /* one may be "" */
    const char *out_refund_no, *reason, *notify_url;
    int64_t refund_fen, total_fen;
};

/* Checks every field of a refund's body. */
bool gateway_refund_wish_read(const json_t *body, struct gateway_refund_wish *wish,
                              struct gateway_refusal *why);

/* Accepts the refund, or finds the one accepted before (`*again`). NULL: refused. */
struct gateway_refund *gateway_refund_accept(struct gateway_refunds *refunds,
                                             const struct gateway_orders *orders,
                                             const struct gateway_refund_wish *wish, int64_t now_us,
                                             bool *again, struct gateway_refusal *why);

struct gateway_refund *gateway_refund_find(const struct gateway_refunds *refunds,
                                           const char *out_refund_no);

/* Moves the refund; false when that is no move of it. */
bool gateway_refund_move(struct gateway_refund *refund, enum wechat_refund_state state,
                         int64_t now_us);

/* The platform's own number of it; NULL when there is none. */
struct gateway_refund *gateway_refund_find_id(const struct gateway_refunds *refunds,
                                              const char *refund_id);

/* Another account was named for an abnormal refund: it is under way again. False when it is not
 * abnormal. */
bool gateway_refund_restart(struct gateway_refund *refund);

/* As answers show it, and as the notification's resource does; new references. */
json_t *gateway_refund_json(const struct gateway_refund *refund);
json_t *gateway_refund_resource(const struct gateway_refund *refund, const char *mchid);

/* For the journal. */
json_t *gateway_refund_record(const struct gateway_refund *refund);
bool gateway_refund_restore(struct gateway_refunds *refunds, const struct gateway_orders *orders,
                            const json_t *record);

#endif
