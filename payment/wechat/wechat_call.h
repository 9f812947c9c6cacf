/* One signed call to the payment platform and the judgement of its answer: what wechat_client.c's
 * calls have in common. Private to the adapter.
 */
#ifndef PAYMENT_WECHAT_WECHAT_CALL_H
#define PAYMENT_WECHAT_WECHAT_CALL_H

#include <jansson.h>
#include <stdio.h>

#include "payment/wechat/wechat_certificates.h"
#include "payment/wechat/wechat_client.h"

struct wechat {
    char *base_url;
    char *notify_url;
    char mchid[33];
    char appid[33];
    char apiv3_key[WECHAT_APIV3_KEY_LENGTH + 1];
    struct crypto_key *key;
    struct crypto_key *certificate;
    long timeout_ms;
    struct wechat_certificates certificates;
    int64_t refreshed_ms; /* clock_mono_ms() of the last look for certificates, 0 = never */
    bool refreshing;      /* a task is at it */
};

struct wechat_request {
    const char *method;
    const char *target; /* path and query, percent-encoded */
    json_t *body;       /* taken; NULL = none */
    FILE *file; /* the answer is a bill's file and goes there: no signature, the caller checks its
                   hash; NULL = none */
    const char *sealed_for; /* serial of the platform's key that seals fields of the body; NULL */
};

struct wechat_answer {
    int status;
    const char *bytes; /* NUL-terminated, in the arena */
    size_t length;
    json_t *json; /* the object, NULL for 204 and files; lives with the arena */
};

/* Calls and verifies. WECHAT_OK: a genuine 2xx answer. */
enum wechat_result wechat_call(struct wechat *wechat, struct task *task,
                               const struct wechat_request *request, struct wechat_answer *answer,
                               struct wechat_failure *failure);

/* Verifies a signature, fetching the certificates when its serial is not known (at most once in
 * ten seconds, so that forged serials cannot make us ask for ever). */
enum wechat_verdict wechat_verify(struct wechat *wechat, struct task *task,
                                  const struct wechat_signature *signature, const char *body,
                                  size_t length);

/* A valid certificate of the platform, to seal fields for it; NULL while none can be had. */
const struct crypto_key *wechat_platform_key(struct wechat *wechat, struct task *task);

/* Fills `failure` and returns WECHAT_UNKNOWN. */
enum wechat_result wechat_unusable(struct wechat_failure *failure, int status, const char *code);

#endif
