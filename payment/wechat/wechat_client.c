#include "payment/wechat/wechat_client.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "base/url.h"
#include "payment/wechat/wechat_call.h"
#include "payment/wechat/wechat_json.h"

/* ---- settings ------------------------------------------------------------------------------ */

static bool complain(FILE *errors, const char *sentence)
{
    fprintf(errors, "payment: %s\n", sentence);
    return false;
}

static bool is_web_url(const char *url)
{
    return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

static bool settings_usable(const struct wechat_settings *settings, FILE *errors)
{
    const char *base = settings->base_url;
    const char *notify = settings->notify_url;
    if (!is_web_url(base) || strchr(strstr(base, "://") + 3, '/') != NULL)
        return complain(errors, "the platform's address must be an origin without a path");
    if (!is_web_url(notify) || strpbrk(notify, "?#") != NULL || strlen(notify) > 255)
        return complain(errors, "the notify address must be absolute, without a query");
    if (strlen(settings->apiv3_key) != WECHAT_APIV3_KEY_LENGTH)
        return complain(errors, "the APIv3 key must have 32 bytes");
    if (settings->mchid[0] == '\0' || strlen(settings->mchid) > 32 || settings->appid[0] == '\0' ||
        strlen(settings->appid) > 32)
        return complain(errors, "mchid and appid must have 1 to 32 characters");
    if (settings->timeout_ms < 1 || settings->timeout_ms > 60000)
        return complain(errors, "the time limit must be 1 to 60000 ms");
    return true;
}

/* Signs and verifies a line: the certificate must be of the private key. */
static bool load_keys(struct wechat *wechat, const struct wechat_settings *settings, FILE *errors)
{
    wechat->key = crypto_key_private_pem(settings->key_file);
    wechat->certificate = crypto_key_certificate_pem(settings->certificate_file, true);
    if (wechat->key == NULL || wechat->certificate == NULL)
        return complain(errors, "the merchant's key or certificate cannot be read");
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    const char *signature = crypto_rsa_sign(arena, wechat->key, "pair", 4);
    bool pair = crypto_rsa_verify(wechat->certificate, "pair", 4, signature);
    arena_free(arena);
    return pair || complain(errors, "the merchant's key and certificate do not belong together");
}

static char *copy_text(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        abort();
    return copy;
}

struct wechat *wechat_new(const struct wechat_settings *settings, FILE *errors)
{
    if (!settings_usable(settings, errors))
        return NULL;
    struct wechat *wechat = calloc(1, sizeof *wechat);
    if (wechat == NULL)
        abort();
    wechat->base_url = copy_text(settings->base_url);
    wechat->notify_url = copy_text(settings->notify_url);
    wechat_copy(wechat->mchid, sizeof wechat->mchid, settings->mchid);
    wechat_copy(wechat->appid, sizeof wechat->appid, settings->appid);
    wechat_copy(wechat->apiv3_key, sizeof wechat->apiv3_key, settings->apiv3_key);
    wechat->timeout_ms = settings->timeout_ms;
    if (!load_keys(wechat, settings, errors)) {
        wechat_free(wechat);
        return NULL;
    }
    return wechat;
}

void wechat_free(struct wechat *wechat)
{
    if (wechat == NULL)
        return;
    wechat_certificates_release(&wechat->certificates);
    crypto_key_free(wechat->key);
    crypto_key_free(wechat->certificate);
    free(wechat->base_url);
    free(wechat->notify_url);
    free(wechat);
}

const char *wechat_mchid(const struct wechat *wechat)
{
    return wechat->mchid;
}

const char *wechat_appid(const struct wechat *wechat)
{
    return wechat->appid;
}

/* ---- orders -------------------------------------------------------------------------------- */

enum wechat_result wechat_native(struct wechat *wechat, struct task *task,
                                 const struct wechat_order *order, char code_url[513],
                                 struct wechat_failure *failure)
{
    struct wechat_reader reader = {0};
    struct wechat_answer answer;
    char expires[32];
    assert(order->total_fen >= 1 && text_length(order->description) <= 127);
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:I, s:s}}", "appid", wechat->appid,
                             "mchid", wechat->mchid, "description", order->description,
                             "out_trade_no", order->out_trade_no, "notify_url", wechat->notify_url,
                             "amount", "total", (json_int_t)order->total_fen, "currency", "CNY");
    if (order->expires_us > 0)
        json_object_set_new(
            body, "time_expire",
            json_string(clock_rfc3339(order->expires_us / 1000000 * 1000000, 480, expires)));
    const struct wechat_request request = {
        .method = "POST", .target = "/v3/pay/transactions/native", .body = body};
    enum wechat_result result = wechat_call(wechat, task, &request, &answer, failure);
    if (result != WECHAT_OK)
        return result;
    const char *url = wechat_read_id(&reader, answer.json, "code_url", 512, WECHAT_REQUIRED);
    if (reader.bad != NULL)
        return wechat_unusable(failure, answer.status, "BAD_ANSWER");
    wechat_copy(code_url, 513, url);
    return WECHAT_OK;
}

enum wechat_result wechat_query(struct wechat *wechat, struct task *task, const char *out_trade_no,
                                struct wechat_transaction *transaction,
                                struct wechat_failure *failure)
{
    struct wechat_transaction read;
    struct wechat_answer answer;
    const char *bad;
    const struct wechat_request request = {
        .method = "GET",
        .target = arena_printf(task->arena, "/v3/pay/transactions/out-trade-no/%s?mchid=%s",
                               url_encode(task->arena, URL_PART, out_trade_no), wechat->mchid),
    };
    enum wechat_result result = wechat_call(wechat, task, &request, &answer, failure);
    if (result != WECHAT_OK)
        return result;
    if (!wechat_transaction_read(answer.json, &read, &bad))
        return wechat_unusable(failure, answer.status, "BAD_ANSWER");
    if (strcmp(read.mchid, wechat->mchid) != 0 || strcmp(read.appid, wechat->appid) != 0 ||
        strcmp(read.out_trade_no, out_trade_no) != 0)
        return wechat_unusable(failure, answer.status, "MISMATCH");
    *transaction = read;
    return WECHAT_OK;
}

enum wechat_result wechat_close(struct wechat *wechat, struct task *task, const char *out_trade_no,
                                struct wechat_failure *failure)
{
    struct wechat_answer answer;
    const struct wechat_request request = {
        .method = "POST",
        .target = arena_printf(task->arena, "/v3/pay/transactions/out-trade-no/%s/close",
                               url_encode(task->arena, URL_PART, out_trade_no)),
        .body = json_pack("{s:s}", "mchid", wechat->mchid),
    };
    enum wechat_result result = wechat_call(wechat, task, &request, &answer, failure);
    if (result == WECHAT_OK && answer.status != 204)
        return wechat_unusable(failure, answer.status, "BAD_ANSWER");
    return result;
}

/* ---- refunds ------------------------------------------------------------------------------- */

static enum wechat_result read_refund(const struct wechat_answer *answer, const char *out_refund_no,
                                      struct wechat_refund *refund, struct wechat_failure *failure)
{
    struct wechat_refund read;
    const char *bad;
    if (!wechat_refund_read(answer->json, &read, &bad))
        return wechat_unusable(failure, answer->status, "BAD_ANSWER");
    if (strcmp(read.out_refund_no, out_refund_no) != 0)
        return wechat_unusable(failure, answer->status, "MISMATCH");
    *refund = read;
    return WECHAT_OK;
}

enum wechat_result wechat_refund_create(struct wechat *wechat, struct task *task,
                                        const struct wechat_refund_order *order,
                                        struct wechat_refund *refund,
                                        struct wechat_failure *failure)
{
    struct wechat_answer answer;
    json_t *body = json_pack(
        "{s:s, s:s, s:s, s:{s:I, s:I, s:s}}", "out_trade_no", order->out_trade_no, "out_refund_no",
        order->out_refund_no, "notify_url", wechat->notify_url, "amount", "refund",
        (json_int_t)order->refund_fen, "total", (json_int_t)order->total_fen, "currency", "CNY");
    if (order->reason[0] != '\0')
        json_object_set_new(body, "reason", json_string(order->reason));
    const struct wechat_request request = {
        .method = "POST", .target = "/v3/refund/domestic/refunds", .body = body};
    enum wechat_result result = wechat_call(wechat, task, &request, &answer, failure);
    if (result != WECHAT_OK)
        return result;
    result = read_refund(&answer, order->out_refund_no, refund, failure);
    if (result == WECHAT_OK && refund->refund_fen != order->refund_fen)
        return wechat_unusable(failure, answer.status, "MISMATCH");
    return result;
}

enum wechat_result wechat_refund_query(struct wechat *wechat, struct task *task,
                                       const char *out_refund_no, struct wechat_refund *refund,
                                       struct wechat_failure *failure)
{
    struct wechat_answer answer;
    const struct wechat_request request = {
        .method = "GET",
        .target = arena_printf(task->arena, "/v3/refund/domestic/refunds/%s",
                               url_encode(task->arena, URL_PART, out_refund_no)),
    };
    enum wechat_result result = wechat_call(wechat, task, &request, &answer, failure);
    return result == WECHAT_OK ? read_refund(&answer, out_refund_no, refund, failure) : result;
}

enum wechat_result wechat_refund_to_card(struct wechat *wechat, struct task *task,
                                         const char *refund_id, const char *out_refund_no,
                                         const struct wechat_card *card,
                                         struct wechat_refund *refund,
                                         struct wechat_failure *failure)
{
    struct wechat_answer answer;
    const struct crypto_key *key = wechat_platform_key(wechat, task);
    *failure = (struct wechat_failure){0};
    if (key == NULL)
        return wechat_unusable(failure, 0, "NO_ANSWER");
    const char *account = crypto_rsa_seal(task->arena, key, card->bank_account);
    const char *name = crypto_rsa_seal(task->arena, key, card->real_name);
    if (account == NULL || name == NULL)
        return wechat_unusable(failure, 0, "TOO_LONG");
    const struct wechat_request request = {
        .method = "POST",
        .target = arena_printf(task->arena, "/v3/refund/domestic/refunds/%s/apply-abnormal-refund",
                               url_encode(task->arena, URL_PART, refund_id)),
        .body = json_pack("{s:s, s:s, s:s, s:s, s:s}", "out_refund_no", out_refund_no, "type",
                          "USER_BANK_CARD", "bank_type", card->bank_type, "bank_account", account,
                          "real_name", name),
        .sealed_for = crypto_key_serial(key),
    };
    enum wechat_result result = wechat_call(wechat, task, &request, &answer, failure);
    return result == WECHAT_OK ? read_refund(&answer, out_refund_no, refund, failure) : result;
}

/* ---- bills --------------------------------------------------------------------------------- */

/* The file behind a bill's URL. It must lie at the platform's own address: we sign the request, and
 * a signed request belongs to nobody else. */
static enum wechat_result fetch_file(struct wechat *wechat, struct task *task, const char *url,
                                     FILE *file, struct wechat_failure *failure)
{
    struct wechat_answer answer;
    size_t origin = strlen(wechat->base_url);
    if (strncmp(url, wechat->base_url, origin) != 0 || url[origin] != '/')
        return wechat_unusable(failure, 200, "MISMATCH");
    const struct wechat_request request = {.method = "GET", .target = url + origin, .file = file};
    return wechat_call(wechat, task, &request, &answer, failure);
}

/* Reads the whole once, so that who reads it again can believe every row; others get their turn in
 * between. */
static enum wechat_result check_bill(struct task *task, struct wechat_bill *bill,
                                     const char *expected, struct wechat_failure *failure)
{
    enum { ROWS_A_TURN = 1000 };
    struct wechat_bill_row row;
    struct refusal ignored;
    enum wechat_bill_read said;
    for (int rows = 1; (said = wechat_bill_next(bill, &row)) == WECHAT_BILL_ROW; rows++)
        if (rows % ROWS_A_TURN == 0 && !task_sleep(task, 1, &ignored))
            return wechat_unusable(failure, 200, "TOO_LONG");
    if (said == WECHAT_BILL_BAD)
        return wechat_unusable(failure, 200, "BAD_ANSWER");
    if (strcasecmp(wechat_bill_hash(bill), expected) != 0)
        return wechat_unusable(failure, 200, "BAD_HASH");
    return WECHAT_OK;
}

static enum wechat_result fetch_bill(struct wechat *wechat, struct task *task, const char *url,
                                     const char *expected, struct wechat_bill **bill,
                                     struct wechat_failure *failure)
{
    FILE *file = tmpfile();
    if (file == NULL)
        return wechat_unusable(failure, 0, "NO_DISK");
    enum wechat_result result = fetch_file(wechat, task, url, file, failure);
    if (result != WECHAT_OK) {
        fclose(file);
        return result;
    }
    *bill = wechat_bill_open(file);
    result = check_bill(task, *bill, expected, failure);
    if (result != WECHAT_OK)
        wechat_bill_close(*bill);
    return result;
}

enum wechat_result wechat_trade_bill(struct wechat *wechat, struct task *task, const char *day,
                                     struct wechat_bill **bill, struct wechat_failure *failure)
{
    struct wechat_reader reader = {0};
    struct wechat_answer answer;
    assert(clock_is_date(day));
    const struct wechat_request request = {
        .method = "GET",
        .target = arena_printf(task->arena,
                               "/v3/bill/tradebill?bill_date=%s&bill_type=ALL&tar_type=GZIP", day),
    };
    enum wechat_result result = wechat_call(wechat, task, &request, &answer, failure);
    if (result != WECHAT_OK)
        return result;
    const char *type = wechat_read_id(&reader, answer.json, "hash_type", 8, WECHAT_REQUIRED);
    const char *expected = wechat_read_id(&reader, answer.json, "hash_value", 40, WECHAT_REQUIRED);
    const char *url = wechat_read_id(&reader, answer.json, "download_url", 2048, WECHAT_REQUIRED);
    if (reader.bad != NULL || strcmp(type, "SHA1") != 0)
        return wechat_unusable(failure, answer.status, "BAD_ANSWER");
    return fetch_bill(wechat, task, url, expected, bill, failure);
}

/* ---- notifications ------------------------------------------------------------------------- */

bool wechat_notification(struct wechat *wechat, struct task *task,
                         const struct wechat_signature *signature, const char *body, size_t length,
                         struct wechat_notification *out, struct refusal *why)
{
    struct wechat_notification read;
    enum wechat_verdict verdict = wechat_verify(wechat, task, signature, body, length);
    if (verdict != WECHAT_GENUINE) {
        log_warn("wechat_notification_refused", LOG_S("verdict", wechat_verdict_name(verdict)));
        /* without any certificate nothing can be judged: the platform shall come again */
        if (verdict == WECHAT_UNKNOWN_SERIAL && wechat->certificates.count == 0)
            return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
        return refuse(why, &WECHAT_BAD_SIGNATURE, wechat_verdict_name(verdict));
    }
    if (!wechat_notify_open(task->arena, wechat->apiv3_key, body, length, &read, why))
        return false;
    bool ours = true;
    if (read.event == WECHAT_EVENT_TRANSACTION)
        ours = strcmp(read.transaction.mchid, wechat->mchid) == 0 &&
               strcmp(read.transaction.appid, wechat->appid) == 0;
    else if (read.event == WECHAT_EVENT_REFUND)
        ours = strcmp(read.refund.mchid, wechat->mchid) == 0;
    if (!ours)
        return refuse(why, &WECHAT_BAD_SIGNATURE, "mchid");
    *out = read;
    return true;
}
