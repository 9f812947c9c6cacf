#include "payments-mock/gateway_routes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/router.h"
#include "base/shape.h"
#include "payments-mock/gateway_call.h"
#include "payment/wechat/wechat_sign.h"

enum guard {
    GUARD_SIGNED, /* the merchant, by signature; the answer is signed, too */
    GUARD_LOCAL,  /* this machine only */
    GUARD_OPEN    /* payers and programs without a signature of their own kind */
};

struct route {
    enum guard guard;
    void (*handle)(struct gateway_call *call);
};

struct gateway_routes {
    struct gateway *gateway;
    struct router *router;
};

/* ---- answers ------------------------------------------------------------------------------- */

void gateway_answer(struct gateway_call *call, int status, json_t *json)
{
    call->status = status;
    call->answer = json;
}

void gateway_answer_refusal(struct gateway_call *call, const struct gateway_refusal *why)
{
    gateway_answer(call, why->status, gateway_refusal_json(why));
}

/* The five headers by which the merchant knows that the answer is the platform's. */
static void sign_answer(struct gateway_call *call, const char *body)
{
    char nonce[WECHAT_NONCE_LENGTH + 1];
    size_t length;
    struct http_request *request = call->request;
    struct arena *arena = request->task->arena;
    const struct gateway_settings *settings = &call->gateway->settings;
    const char *timestamp = arena_printf(arena, "%" PRId64, clock_now_us() / 1000000);
    crypto_nonce_text(nonce, WECHAT_NONCE_LENGTH);
    const char *message =
        wechat_answer_message(arena, timestamp, nonce, body, strlen(body), &length);
    http_set_header(request, "Wechatpay-Timestamp", timestamp);
    http_set_header(request, "Wechatpay-Nonce", nonce);
    http_set_header(request, "Wechatpay-Serial", crypto_key_serial(settings->platform_certificate));
    http_set_header(request, "Wechatpay-Signature",
                    crypto_rsa_sign(arena, settings->platform_key, message, length));
    http_set_header(request, "Wechatpay-Signature-Type", WECHAT_SCHEME);
    /* its last part is a number that names the error, 0 = none */
    http_set_header(request, "Request-ID",
                    arena_printf(arena, "%s-%d", request->task->id,
                                 call->status < 300 ? 0 : 268435456 + call->status));
}

bool gateway_call_kept(struct gateway_call *call)
{
    struct refusal ignored;
    if (gateway_store_kept(call->gateway->store, call->request->task, &ignored))
        return true;
    json_decref(call->answer);
    call->answer = NULL;
    http_reply(call->request, 503, "text/plain", "", 0);
    return false;
}

/* Sends what the handler has left. */
static void send_answer(struct gateway_call *call, bool with_signature)
{
    struct http_request *request = call->request;
    if (!gateway_call_kept(call))
        return;
    char *text = call->answer != NULL ? json_dumps(call->answer, JSON_COMPACT) : NULL;
    const char *body = text != NULL ? arena_strdup(request->task->arena, text) : "";
    free(text);
    json_decref(call->answer);
    call->answer = NULL;
    if (with_signature)
        sign_answer(call, body);
    http_set_header(request, "Cache-Control", "no-store");
    http_reply(request, call->status, body[0] != '\0' ? "application/json; charset=utf-8" : NULL,
               body, strlen(body));
}

/* ---- guards -------------------------------------------------------------------------------- */

static bool is_post(const struct http_request *request)
{
    return request->method == HTTP_POST_;
}

static bool says_json(const struct http_request *request)
{
    const char *type = http_header(request, "content-type");
    return type != NULL && strncasecmp(type, "application/json", 16) == 0 &&
           (type[16] == '\0' || type[16] == ';' || type[16] == ' ');
}

static bool is_local(const struct http_request *request)
{
    return strncmp(request->client, "127.", 4) == 0 || strcmp(request->client, "::1") == 0 ||
           strncmp(request->client, "::ffff:127.", 11) == 0;
}

/* Parses a POST's JSON body; false with the refusal. */
static bool read_body(struct gateway_call *call, struct gateway_refusal *why)
{
    const struct http_request *request = call->request;
    struct refusal ignored;
    if (!is_post(request))
        return true;
    if (!says_json(request))
        return gateway_refuse(why, 415, "PARAM_ERROR", "Content-Type须为application/json");
    call->body = shape_parse(request->task->arena, request->body, request->body_length, &ignored);
    return json_is_object(call->body) ||
           gateway_refuse(why, 400, "PARAM_ERROR", "请求体不是合法的JSON对象");
}

/* The platform takes characters of one to three bytes. */
static bool takes_letters(const struct gateway_call *call, struct gateway_refusal *why)
{
    for (size_t i = 0; i < call->request->body_length; i++)
        if ((unsigned char)call->request->body[i] >= 0xF0)
            return gateway_refuse(why, 400, "PARAM_ERROR", "含有不支持的字符");
    return true;
}

static bool verify(struct gateway_call *call, struct gateway_refusal *why)
{
    const struct http_request *request = call->request;
    struct gateway *gateway = call->gateway;
    const char *agent = http_header(request, "user-agent");
    const struct gateway_signed what = {
        .authorization = http_header(request, "authorization"),
        .method = request->method_name,
        .target = request->target,
        .body = request->body,
        .body_length = request->body_length,
    };
    if (!gateway_auth_verify(request->task->arena, &what, gateway->settings.merchant.mchid,
                             gateway->settings.merchant_certificate, &gateway->nonces,
                             clock_now_us() / 1000000, why))
        return false;
    if (agent == NULL || agent[0] == '\0')
        return gateway_refuse(why, 400, "PARAM_ERROR", "Http头缺少User-Agent");
    return true;
}

/* ---- handling ------------------------------------------------------------------------------ */

static bool asked_to_fail(struct gateway_call *call, enum gateway_fault_mode mode,
                          struct gateway_refusal *why)
{
    const struct gateway_fault *fault = gateway_fault_hit(&call->gateway->faults, mode);
    return fault != NULL && !gateway_refuse(why, (int)fault->status,
                                            fault->status == 429   ? "FREQUENCY_LIMITED"
                                            : fault->status == 403 ? "NOT_ENOUGH"
                                                                   : "SYSTEM_ERROR",
                                            "系统异常，请用相同参数重新调用");
}

/* Faults that hit after the call was acted on: the merchant cannot know that it was. */
static bool spoil_answer(struct gateway_call *call)
{
    struct refusal ignored;
    struct gateway_refusal why;
    const struct gateway_fault *hang =
        gateway_fault_hit(&call->gateway->faults, GATEWAY_FAULT_HANG);
    if (asked_to_fail(call, GATEWAY_FAULT_FAIL_ANSWERS, &why)) {
        json_decref(call->answer);
        gateway_answer_refusal(call, &why);
    }
    return hang == NULL || task_sleep(call->request->task, hang->ms, &ignored);
}

static void handle_signed(struct gateway_call *call, const struct route *route)
{
    struct gateway_refusal why;
    if (!verify(call, &why) || asked_to_fail(call, GATEWAY_FAULT_FAIL_REQUESTS, &why) ||
        !takes_letters(call, &why) || !read_body(call, &why)) {
        gateway_answer_refusal(call, &why);
        send_answer(call, true);
        return;
    }
    route->handle(call);
    if (call->request->status != 0)
        return; /* it has replied itself */
    if (spoil_answer(call)) {
        send_answer(call, true);
    } else {
        json_decref(call->answer);
        http_reply(call->request, 503, "text/plain", "", 0);
    }
}

static void handle_local(struct gateway_call *call, const struct route *route)
{
    struct gateway_refusal why;
    bool good = is_local(call->request) || gateway_refuse(&why, 403, "NO_AUTH", "只能在本机使用");
    if (good && read_body(call, &why))
        route->handle(call);
    else
        gateway_answer_refusal(call, &why);
    if (call->request->status == 0)
        send_answer(call, false);
}

static void handle_open(struct gateway_call *call, const struct route *route)
{
    route->handle(call);
    if (call->request->status == 0)
        send_answer(call, false);
}

static void dispatch(struct gateway_call *call, const struct route *route)
{
    switch (route->guard) {
    case GUARD_SIGNED:
        handle_signed(call, route);
        return;
    case GUARD_LOCAL:
        handle_local(call, route);
        return;
    case GUARD_OPEN:
        handle_open(call, route);
        return;
    }
}

void gateway_handle(struct http_request *request, void *argument)
{
    struct gateway_routes *routes = argument;
    struct gateway_call call = {.gateway = routes->gateway, .request = request};
    struct gateway_refusal why;
    const char *allow = NULL;
    const void *value = NULL;
    char *scratch = arena_alloc(request->task->arena, strlen(request->path) + 1);
    switch (router_match(routes->router, request->method_name, request->path, scratch,
                         request->params, &value, &allow)) {
    case ROUTER_FOUND:
        dispatch(&call, value);
        return;
    case ROUTER_METHOD:
        http_set_header(request, "Allow", allow);
        gateway_refuse(&why, 405, "INVALID_REQUEST", "不支持的请求方法");
        break;
    case ROUTER_NOT_FOUND:
        gateway_refuse(&why, 404, "RESOURCE_NOT_EXISTS", "地址不存在");
        break;
    }
    gateway_answer_refusal(&call, &why);
    send_answer(&call, false);
}

void gateway_finished(const struct http_request *request, void *routes)
{
    (void)routes;
    log_info("gateway_request", LOG_S("method", request->method_name), LOG_S("path", request->path),
             LOG_I("status", request->status), LOG_MS("ms", clock_mono_us() - request->started_us));
}

/* ---- the table ----------------------------------------------------------------------------- */

static void health(struct gateway_call *call)
{
    gateway_answer(call, 200, json_pack("{s:s}", "status", "ok"));
}

static void carrier_subscribe(struct gateway_call *call)
{
    gateway_answer(
        call, 200,
        gateway_carrier_subscribe(call->gateway, call->request->task->arena, call->request->body));
}

/* The SMS provider's root: one address for all actions. It verifies by itself. */
static void sms_send(struct gateway_call *call)
{
    struct refusal ignored;
    const struct gateway_fault *fail =
        gateway_fault_hit(&call->gateway->faults, GATEWAY_FAULT_SMS_FAIL);
    if (fail != NULL) {
        gateway_answer(call, (int)fail->status, json_object());
        return;
    }
    json_t *answer = gateway_sms_send(call->gateway, call->request);
    const struct gateway_fault *hang =
        gateway_fault_hit(&call->gateway->faults, GATEWAY_FAULT_SMS_HANG);
    if (hang != NULL)
        task_sleep(call->request->task, hang->ms, &ignored);
    gateway_answer(call, 200, answer);
}

static void carrier_query(struct gateway_call *call)
{
    gateway_answer(
        call, 200,
        gateway_carrier_query(call->gateway, call->request->task->arena, call->request->body));
}

#define ROUTE(guard_, handle_) (&(const struct route){(guard_), (handle_)})
#define ORDERS "/v3/pay/transactions"
#define REFUNDS "/v3/refund/domestic/refunds"
static const struct router_entry TABLE[] = {
    {"POST", ORDERS "/native", ROUTE(GUARD_SIGNED, gateway_api_native)},
    {"GET", ORDERS "/out-trade-no/:number", ROUTE(GUARD_SIGNED, gateway_api_query)},
    {"POST", ORDERS "/out-trade-no/:number/close", ROUTE(GUARD_SIGNED, gateway_api_close)},
    {"GET", ORDERS "/id/:transaction", ROUTE(GUARD_SIGNED, gateway_api_query_transaction)},
    {"POST", REFUNDS, ROUTE(GUARD_SIGNED, gateway_api_refund)},
    {"POST", REFUNDS "/:refund_id/apply-abnormal-refund",
     ROUTE(GUARD_SIGNED, gateway_api_refund_to_card)},
    {"GET", REFUNDS "/:number", ROUTE(GUARD_SIGNED, gateway_api_refund_query)},
    {"GET", "/v3/certificates", ROUTE(GUARD_SIGNED, gateway_api_certificates)},
    {"GET", "/v3/bill/tradebill", ROUTE(GUARD_SIGNED, gateway_api_trade_bill)},
    {"GET", "/v3/billdownload/file", ROUTE(GUARD_SIGNED, gateway_api_file)},
    {"POST", "/poll", ROUTE(GUARD_OPEN, carrier_subscribe)},
    {"POST", "/poll/query.do", ROUTE(GUARD_OPEN, carrier_query)},
    {"POST", "/", ROUTE(GUARD_OPEN, sms_send)},
    {"GET", "/", ROUTE(GUARD_LOCAL, gateway_page_home)},
    {"GET", "/scan", ROUTE(GUARD_OPEN, gateway_page_scan)},
    {"GET", "/pay/:pr", ROUTE(GUARD_OPEN, gateway_page_show)},
    {"POST", "/pay/:pr", ROUTE(GUARD_OPEN, gateway_page_act)},
    {"GET", "/static/gateway.css", ROUTE(GUARD_OPEN, gateway_page_style)},
    {"GET", "/healthz", ROUTE(GUARD_OPEN, health)},
    {"POST", "/mock/pay", ROUTE(GUARD_LOCAL, gateway_mock_pay)},
    {"POST", "/mock/age", ROUTE(GUARD_LOCAL, gateway_mock_age)},
    {"GET", "/mock/orders/:number", ROUTE(GUARD_LOCAL, gateway_mock_order)},
    {"GET", "/mock/refunds/:number", ROUTE(GUARD_LOCAL, gateway_mock_refund)},
    {"POST", "/mock/refunds/:number/settle", ROUTE(GUARD_LOCAL, gateway_mock_settle)},
    {"GET", "/mock/notifies", ROUTE(GUARD_LOCAL, gateway_mock_notifies)},
    {"POST", "/mock/notifies/:id/resend", ROUTE(GUARD_LOCAL, gateway_mock_resend)},
    {"POST", "/mock/faults", ROUTE(GUARD_LOCAL, gateway_mock_fault)},
    {"GET", "/mock/faults", ROUTE(GUARD_LOCAL, gateway_mock_faults)},
    {"GET", "/mock/sms", ROUTE(GUARD_LOCAL, gateway_mock_sms)},
    {"POST", "/mock/carrier/advance", ROUTE(GUARD_LOCAL, gateway_mock_carrier)},
};

struct gateway_routes *gateway_routes_new(struct gateway *gateway)
{
    struct gateway_routes *routes = calloc(1, sizeof *routes);
    if (routes == NULL)
        abort();
    routes->gateway = gateway;
    routes->router = router_new(TABLE, (int)(sizeof TABLE / sizeof TABLE[0]));
    return routes;
}

void gateway_routes_free(struct gateway_routes *routes)
{
    router_free(routes->router);
    free(routes);
}
