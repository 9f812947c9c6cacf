/* The merchant's side of WeChat Pay API v3, direct merchant, Native orders: calls to the platform
 * and verification of what it sends.
 *
 * Invariants: every request is signed; every 2xx answer's signature is verified before a byte of it
 * is believed (a bill's file by its hash instead); error answers are verified when they are signed.
 * Answers have three values: WECHAT_UNKNOWN means that nothing is known about whether the platform
 * acted - repeat under the same number, or query. No call may be made while a database connection
 * is held (fetch asserts that). One struct serves all tasks of a process.
 */
#ifndef PAYMENT_WECHAT_WECHAT_CLIENT_H
#define PAYMENT_WECHAT_WECHAT_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/refusal.h"
#include "base/task.h"
#include "payment/wechat/wechat_bill.h"
#include "payment/wechat/wechat_notify.h"
#include "payment/wechat/wechat_resource.h"
#include "payment/wechat/wechat_sign.h"

/* What the merchant was given by the platform, from configuration. Strings are copied. */
struct wechat_settings {
    const char *base_url;  /* origin without trailing slash: "https://api.mch.weixin.qq.com" */
    const char *mchid;     /* <= 32 characters */
    const char *appid;     /* <= 32 characters */
    const char *apiv3_key; /* 32 bytes */
    const char *key_file;  /* merchant's private key, PEM */
    const char *certificate_file; /* merchant's API certificate, PEM */
    const char *notify_url;       /* absolute, no query; payments and refunds alike */
    long timeout_ms;              /* one call, 1..60000 */
};

struct wechat;

/* Loads the keys and checks that they belong together. NULL with a sentence on `errors` when a
 * setting cannot be used. Talks to nobody; certificates are fetched at the first call. */
struct wechat *wechat_new(const struct wechat_settings *settings, FILE *errors);
void wechat_free(struct wechat *wechat);

const char *wechat_mchid(const struct wechat *wechat);
const char *wechat_appid(const struct wechat *wechat);

enum wechat_result {
    WECHAT_OK,
    WECHAT_REFUSED, /* a definite no; `code` is the platform's */
    WECHAT_UNKNOWN  /* no usable answer; `code` is the platform's, or why none was usable */
};

/* Why a call was not WECHAT_OK. `code`: the platform's ("ORDER_PAID"), or ours: "NO_ANSWER",
 * "BAD_SIGNATURE", "BAD_ANSWER", "MISMATCH", "BAD_HASH". */
struct wechat_failure {
    int status; /* HTTP status, 0 = none */
    char code[65];
};

struct wechat_order {
    const char *out_trade_no; /* 6..32 of [0-9A-Za-z_-|*] */
    const char *description;  /* <= 127 characters */
    int64_t total_fen;        /* >= 1 */
    int64_t expires_us;       /* 0 = the platform's default */
};

/* Orders; `code_url` is what the QR code shows. Repeating with the same parameters is harmless. */
enum wechat_result wechat_native(struct wechat *wechat, struct task *task,
                                 const struct wechat_order *order, char code_url[513],
                                 struct wechat_failure *failure);

/* The order by our number. ORDER_NOT_EXIST = the platform never had it. */
enum wechat_result wechat_query(struct wechat *wechat, struct task *task, const char *out_trade_no,
                                struct wechat_transaction *transaction,
                                struct wechat_failure *failure);

/* Closes an unpaid order; may be repeated. ORDER_PAID = too late. */
enum wechat_result wechat_close(struct wechat *wechat, struct task *task, const char *out_trade_no,
                                struct wechat_failure *failure);

struct wechat_refund_order {
    const char *out_refund_no; /* <= 64 of [0-9A-Za-z_-|*@] */
    const char *out_trade_no;
    const char *reason; /* <= 80 characters, "" = none */
    int64_t refund_fen; /* >= 1 */
    int64_t total_fen;  /* the order's */
};

/* Asks for a refund. WECHAT_OK = accepted; `refund` says how far it is. Repeat under the same
 * number after anything else. */
enum wechat_result wechat_refund_create(struct wechat *wechat, struct task *task,
                                        const struct wechat_refund_order *order,
                                        struct wechat_refund *refund,
                                        struct wechat_failure *failure);

/* The refund by our number. RESOURCE_NOT_EXISTS = the platform never had it. */
enum wechat_result wechat_refund_query(struct wechat *wechat, struct task *task,
                                       const char *out_refund_no, struct wechat_refund *refund,
                                       struct wechat_failure *failure);

/* Has an ABNORMAL refund paid to the payer's bank card; account and name are sealed for the
 * platform. `refund_id` is the platform's number of the refund. */
struct wechat_card {
    const char *bank_type, *bank_account, *real_name;
};
enum wechat_result wechat_refund_to_card(struct wechat *wechat, struct task *task,
                                         const char *refund_id, const char *out_refund_no,
                                         const struct wechat_card *card,
                                         struct wechat_refund *refund,
                                         struct wechat_failure *failure);

/* The day's bill of all trades, downloaded packed and read once: its hash and its sums are right.
 * It stands at its end; the caller rewinds and closes it. `day` "YYYY-MM-DD", Beijing.
 * NO_STATEMENT_EXIST = no business that day. */
enum wechat_result wechat_trade_bill(struct wechat *wechat, struct task *task, const char *day,
                                     struct wechat_bill **bill, struct wechat_failure *failure);

/* Verifies and opens a notification. False: WECHAT_BAD_SIGNATURE (also for another merchant's),
 * WECHAT_BAD_NOTIFY, or that the certificates could not be had now. */
bool wechat_notification(struct wechat *wechat, struct task *task,
                         const struct wechat_signature *signature, const char *body, size_t length,
                         struct wechat_notification *out, struct refusal *why);

#endif
