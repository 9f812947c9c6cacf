/* The port to below: what a payment provider must be able to do for the engine of this folder.
 * Adapters live in folders of their own (payment/wechat/) and make themselves known at start
 * (payment/providers.h); nobody else knows a provider by name.
 *
 * Three-valued answers: a call that got no usable answer is PROVIDER_UNKNOWN - nothing is known
 * about whether the other side acted, and the caller repeats it under the same number or asks. No
 * database connection may be held across a call.
 */
#ifndef PAYMENT_PROVIDER_H
#define PAYMENT_PROVIDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

enum provider_answer {
    PROVIDER_OK,      /* done; the result is filled */
    PROVIDER_REFUSED, /* the provider said no for good; `code` tells */
    PROVIDER_UNKNOWN  /* no usable answer; repeat or ask later */
};

/* What a payment attempt asks for. */
struct provider_order {
    const char *number;      /* our attempt's number at the provider, 6..32 of [0-9A-Za-z_-] */
    const char *description; /* <= 127 characters */
    int64_t amount_fen;      /* >= 1 */
    int64_t expires_us;      /* unix microseconds */
};

/* A payment as the provider knows it. */
enum provider_state {
    PROVIDER_NOTPAY,
    PROVIDER_PAID,
    PROVIDER_REFUNDED,
    PROVIDER_CLOSED,
    PROVIDER_ABSENT
};
struct provider_payment {
    enum provider_state state;
    char number[33];
    char transaction_id[33]; /* "" until paid */
    int64_t amount_fen;      /* total of the order at the provider */
    int64_t paid_us;         /* 0 until paid */
};

struct provider_refund_order {
    const char *number;         /* our refund's number, <= 64 */
    const char *payment_number; /* the attempt's number */
    int64_t refund_fen;
    int64_t total_fen;  /* the attempt's captured amount */
    const char *reason; /* Chinese, <= 80 characters */
};

enum provider_refund_state {
    PROVIDER_REFUND_PROCESSING,
    PROVIDER_REFUND_SUCCESS,
    PROVIDER_REFUND_CLOSED,
    PROVIDER_REFUND_ABNORMAL,
    PROVIDER_REFUND_ABSENT
};
struct provider_refund {
    enum provider_refund_state state;
    char number[65];
    char refund_id[65];
    int64_t refund_fen;
    int64_t done_us; /* 0 until success */
};

/* Where an abnormal refund is to go instead: a bank card of the payer. Kept nowhere. */
struct provider_card {
    const char *bank;    /* the provider's word for the bank, "ICBC_DEBIT" */
    const char *account; /* 12..30 digits */
    const char *name;    /* the holder's */
};

/* One verified notification. `event_key` is unique for the business fact (transaction id or refund
 * id + status), not for the delivery. */
enum provider_event_kind { PROVIDER_EVENT_PAYMENT, PROVIDER_EVENT_REFUND, PROVIDER_EVENT_OTHER };
struct provider_event {
    enum provider_event_kind kind;
    char event_key[96];
    struct provider_payment payment;
    struct provider_refund refund;
};

/* One row of the provider's bill of a day. */
struct provider_bill_row {
    bool is_refund;
    char number[65]; /* attempt's number, or refund's number when is_refund */
    char transaction_id[33];
    int64_t amount_fen;  /* captured, or refunded */
    int64_t settled_fen; /* what of it comes to our account, or goes, before the fee */
    int64_t fee_fen;     /* kept by the provider; below zero where it gives its fee back */
};

/* A bill on this machine, whole and believed. It is read row by row from the first on, and again
 * after rewind(); its rows are in no memory. */
enum provider_bill_read {
    PROVIDER_BILL_ROW,
    PROVIDER_BILL_END,
    PROVIDER_BILL_BAD /* what was read before cannot be read any more */
};
struct provider_bill {
    void *self;
    char hash[65]; /* tells it from another bill of the day */
    void (*rewind)(struct provider_bill *bill);
    enum provider_bill_read (*next)(struct provider_bill *bill, struct provider_bill_row *row);
    void (*close)(struct provider_bill *bill);
};

/* Headers of an incoming notification, read by name (lower case). */
typedef const char *provider_header(const void *request, const char *name);

struct provider {
    const char *name; /* "wechat": kept on every attempt, so that a refund goes to the channel that
                         was paid */
    void *self;
    enum provider_answer (*create)(void *self, struct task *task,
                                   const struct provider_order *order, char code_url[513],
                                   char code[65]);
    enum provider_answer (*query)(void *self, struct task *task, const char *number,
                                  struct provider_payment *payment, char code[65]);
    /* PROVIDER_OK: closed now or before. PROVIDER_REFUSED with code "ORDER_PAID": it was paid, ask.
     */
    enum provider_answer (*close)(void *self, struct task *task, const char *number, char code[65]);
    enum provider_answer (*refund)(void *self, struct task *task,
                                   const struct provider_refund_order *order,
                                   struct provider_refund *refund, char code[65]);
    enum provider_answer (*refund_query)(void *self, struct task *task, const char *number,
                                         struct provider_refund *refund, char code[65]);
    /* Has an abnormal refund paid to a card; `refund_id` is the provider's own. */
    enum provider_answer (*refund_to_card)(void *self, struct task *task, const char *refund_id,
                                           const char *number, const struct provider_card *card,
                                           struct provider_refund *refund, char code[65]);
    /* Verifies and decrypts a notification; false = forged, stale or unreadable (why: 401
     * bad_signature or 400). Nothing has happened yet when it returns. */
    bool (*notification)(void *self, struct task *task, provider_header *header,
                         const void *request, const char *body, size_t length,
                         struct provider_event *event, struct refusal *why);
    /* The bill of a Beijing day "YYYY-MM-DD", closed by the caller. REFUSED with
     * "NO_STATEMENT_EXIST" = no business that day. */
    enum provider_answer (*bill)(void *self, struct task *task, const char *day,
                                 struct provider_bill *bill, char code[65]);
};

#endif
