#include "payment/wechat/wechat_call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fetch.h"
#include "base/log.h"
#include "base/shape.h"
#include "payment/wechat/wechat_json.h"

enum {
    REFRESH_INTERVAL_MS = 10000,     /* unknown serials make us ask at most this often */
    REFRESH_AGE_MS = 60 * 60 * 1000, /* known ones are looked up anew after this time */
    ANSWER_MAX = 256 * 1024,
    FILE_MS = 300 * 1000,
};

/* Of a bill's file, packed: that of some ten million trades. */
#define FILE_MAX ((size_t)1024 * 1024 * 1024)

enum wechat_result wechat_unusable(struct wechat_failure *failure, int status, const char *code)
{
    failure->status = status;
    snprintf(failure->code, sizeof failure->code, "%s", code);
    return WECHAT_UNKNOWN;
}

/* ---- sending ------------------------------------------------------------------------------- */

static bool send_signed(struct wechat *wechat, struct task *task,
                        const struct wechat_request *asked, const char *body,
                        struct fetch_response *response)
{
    const char *method = asked->method, *target = asked->target;
    struct arena *arena = task->arena;
    const struct wechat_signer signer = {wechat->key, wechat->mchid,
                                         crypto_key_serial(wechat->certificate)};
    size_t length = body != NULL ? strlen(body) : 0;
    const char *authorization = wechat_authorization_make(arena, &signer, method, target,
                                                          clock_now_us() / 1000000, body, length);
    const char *headers[] = {
        arena_printf(arena, "Authorization: %s", authorization),
        "Accept: application/json",
        "User-Agent: mall-wechat/1",
        body != NULL ? "Content-Type: application/json" : NULL,
        asked->sealed_for != NULL ? arena_printf(arena, "Wechatpay-Serial: %s", asked->sealed_for)
                                  : NULL,
        NULL,
    };
    const struct fetch_request request = {
        .method = method,
        .url = arena_printf(arena, "%s%s", wechat->base_url, target),
        .headers = headers,
        .body = body,
        .body_length = length,
        .timeout_ms = asked->file != NULL ? (long)FILE_MS : wechat->timeout_ms,
        .max_body = asked->file != NULL ? FILE_MAX : ANSWER_MAX,
        .file = asked->file,
    };
    struct refusal why = {0};
    return fetch(task, &request, response, &why);
}

static struct wechat_signature signature_of(const struct fetch_response *response)
{
    return (struct wechat_signature){
        .timestamp = fetch_header(response, "wechatpay-timestamp"),
        .nonce = fetch_header(response, "wechatpay-nonce"),
        .serial = fetch_header(response, "wechatpay-serial"),
        .signature = fetch_header(response, "wechatpay-signature"),
    };
}

/* ---- certificates -------------------------------------------------------------------------- */

static void fetch_certificates(struct wechat *wechat, struct task *task)
{
    struct fetch_response response;
    bool loaded = false;
    const struct wechat_request request = {.method = "GET", .target = "/v3/certificates"};
    wechat->refreshing = true;
    wechat->refreshed_ms = clock_mono_ms();
    if (send_signed(wechat, task, &request, NULL, &response) && response.status == 200) {
        const struct wechat_signature signature = signature_of(&response);
        loaded = wechat_certificates_load(&wechat->certificates, task->arena, wechat->apiv3_key,
                                          &signature, response.body, response.body_length,
                                          clock_now_us());
    }
    wechat->refreshing = false;
    if (loaded)
        log_info("wechat_certificates", LOG_I("count", wechat->certificates.count));
    else
        log_warn("wechat_certificates_failed", LOG_I("kept", wechat->certificates.count));
}

/* One task asks; the others wait for it. */
static void refresh_certificates(struct wechat *wechat, struct task *task)
{
    struct refusal ignored;
    if (!wechat->refreshing) {
        fetch_certificates(wechat, task);
        return;
    }
    while (wechat->refreshing && task_sleep(task, 20, &ignored))
        continue;
}

/* Looks are cheap while we hold nothing yet (the platform may just be starting). */
static bool may_refresh(const struct wechat *wechat)
{
    int64_t interval_ms = wechat->certificates.count == 0 ? 500 : REFRESH_INTERVAL_MS;
    return wechat->refreshing || wechat->refreshed_ms == 0 ||
           clock_mono_ms() - wechat->refreshed_ms >= interval_ms;
}

enum wechat_verdict wechat_verify(struct wechat *wechat, struct task *task,
                                  const struct wechat_signature *signature, const char *body,
                                  size_t length)
{
    if (!wechat->refreshing && clock_mono_ms() - wechat->refreshed_ms >= REFRESH_AGE_MS)
        refresh_certificates(wechat, task);
    for (int round = 0;; round++) {
        enum wechat_verdict verdict =
            wechat_signature_check(task->arena, signature, body, length, clock_now_us() / 1000000,
                                   wechat_certificates_find, &wechat->certificates);
        if (verdict != WECHAT_UNKNOWN_SERIAL || round > 0 || !may_refresh(wechat))
            return verdict;
        refresh_certificates(wechat, task);
    }
}

const struct crypto_key *wechat_platform_key(struct wechat *wechat, struct task *task)
{
    if (wechat->certificates.count == 0)
        refresh_certificates(wechat, task);
    return wechat->certificates.count > 0 ? wechat->certificates.keys[0] : NULL;
}

/* ---- judging ------------------------------------------------------------------------------- */

/* Errors may come unsigned, and must be readable while the certificates cannot be had: that is how
 * a wrong merchant key shows. */
static bool is_forged(struct wechat *wechat, struct task *task,
                      const struct wechat_signature *signature,
                      const struct fetch_response *response)
{
    enum wechat_verdict verdict =
        wechat_verify(wechat, task, signature, response->body, response->body_length);
    bool blind = verdict == WECHAT_UNKNOWN_SERIAL && wechat->certificates.count == 0;
    return verdict != WECHAT_GENUINE && !blind;
}

/* An error answer: a definite no is a 4xx that names its code, except those that say "later". */
static enum wechat_result judge_error(struct wechat *wechat, struct task *task,
                                      const struct fetch_response *response,
                                      struct wechat_failure *failure)
{
    struct wechat_reader reader = {0};
    struct refusal ignored;
    const struct wechat_signature signature = signature_of(response);
    if (signature.signature != NULL && is_forged(wechat, task, &signature, response))
        return wechat_unusable(failure, response->status, "BAD_SIGNATURE");
    const json_t *json = shape_parse(task->arena, response->body, response->body_length, &ignored);
    const char *code = wechat_read_id(&reader, json, "code", 64, WECHAT_REQUIRED);
    if (reader.bad != NULL)
        return wechat_unusable(failure, response->status, "BAD_ANSWER");
    wechat_unusable(failure, response->status, code);
    return response->status < 500 && response->status != 429 ? WECHAT_REFUSED : WECHAT_UNKNOWN;
}

static enum wechat_result judge_answer(struct wechat *wechat, struct task *task,
                                       const struct fetch_response *response,
                                       struct wechat_answer *answer, struct wechat_failure *failure)
{
    struct refusal ignored;
    const struct wechat_signature signature = signature_of(response);
    enum wechat_verdict verdict =
        wechat_verify(wechat, task, &signature, response->body, response->body_length);
    if (verdict != WECHAT_GENUINE) {
        log_warn("wechat_answer_refused", LOG_S("verdict", wechat_verdict_name(verdict)));
        return wechat_unusable(failure, response->status, "BAD_SIGNATURE");
    }
    if (response->status == 204)
        return WECHAT_OK;
    answer->json = shape_parse(task->arena, response->body, response->body_length, &ignored);
    /* 202 is "accepted, undecided": the same as not knowing */
    if (response->status != 200 || !json_is_object(answer->json))
        return wechat_unusable(failure, response->status, "BAD_ANSWER");
    return WECHAT_OK;
}

enum wechat_result wechat_call(struct wechat *wechat, struct task *task,
                               const struct wechat_request *request, struct wechat_answer *answer,
                               struct wechat_failure *failure)
{
    struct fetch_response response;
    const char *body = NULL;
    *failure = (struct wechat_failure){0};
    if (request->body != NULL) {
        char *text = json_dumps(request->body, JSON_COMPACT);
        body = arena_strdup(task->arena, text);
        free(text);
        json_decref(request->body);
    }
    if (!send_signed(wechat, task, request, body, &response))
        return wechat_unusable(failure, 0, "NO_ANSWER");
    *answer = (struct wechat_answer){response.status, response.body, response.body_length, NULL};
    if (response.status < 200 || response.status >= 300)
        return judge_error(wechat, task, &response, failure);
    if (request->file != NULL)
        return response.status == 200 ? WECHAT_OK
                                      : wechat_unusable(failure, response.status, "BAD_ANSWER");
    return judge_answer(wechat, task, &response, answer, failure);
}
