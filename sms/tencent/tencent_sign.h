/* Signatures of Tencent Cloud's API 3.0, TC3-HMAC-SHA256: a POST of JSON to the root of a service,
 * signed with a key that is derived for its day and service. And the signature of what is pushed to
 * us. Pure; both sides of the wire use it.
 */
#ifndef SMS_TENCENT_TENCENT_SIGN_H
#define SMS_TENCENT_TENCENT_SIGN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define TENCENT_TYPE "application/json; charset=utf-8"
/* A signature is good for so long before and after its time. */
enum { TENCENT_SKEW_S = 300 };

struct tencent_request {
    const char *service; /* "sms" */
    const char *host;    /* as in the Host header */
    const char *action;  /* "SendSms", as in X-TC-Action */
    int64_t time_s;      /* as in X-TC-Timestamp */
    const char *body;
    size_t length;
};

/* What stands behind `Authorization: `, in the arena. */
const char *tencent_authorization(struct arena *arena, const char *secret_id,
                                  const char *secret_key, const struct tencent_request *request);
/* SHA-256 of the canonical request, in hexadecimal; for tests. */
void tencent_canonical_hash(struct arena *arena, const struct tencent_request *request,
                            char hex[65]);

/* ---- receipts ---- */

#define TENCENT_RECEIPT_TIME "x-sms-timestamp"
#define TENCENT_RECEIPT_SIGNATURE "x-sms-signature"

/* HMAC-SHA256 of `<time>\n<body>` under the key of receipts, in hexadecimal. */
void tencent_receipt_sign(struct arena *arena, const char *key, const char *time, const char *body,
                          size_t length, char hex[65]);
/* The word in our address for receipts that nobody else knows, for a provider that does not sign
 * what it pushes. */
void tencent_receipt_token(const char *key, char hex[65]);

#endif
