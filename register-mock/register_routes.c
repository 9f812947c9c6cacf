#include "register-mock/register_routes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/json_text.h"
#include "base/log.h"
#include "base/router.h"
#include "base/shape.h"
#include "register-mock/register_call.h"
#include "register-mock/register_sign.h"

enum guard {
    GUARD_SIGNED, /* a client, by signature */
    GUARD_LOCAL,  /* this machine only */
    GUARD_FORM,   /* likewise, a form of the register's own page */
    GUARD_OPEN
};

struct route {
    enum guard guard;
    void (*handle)(struct register_call *call);
};

struct register_routes {
    struct register_ *national;
    struct router *router;
};

/* ---- answers ------------------------------------------------------------------------------- */

void register_answer_text(struct register_call *call, int status, const char *type,
                          const char *text, size_t length)
{
    call->status = status;
    call->type = type;
    call->text = text;
    call->length = length;
}

void register_answer(struct register_call *call, int status, json_t *json)
{
    size_t length;
    const char *text = json_text_of(call->arena, json, &length);
    json_decref(json);
    register_answer_text(call, status, "application/json; charset=utf-8", text, length);
}

void register_answer_refusal(struct register_call *call, const struct register_refusal *why)
{
    if (why->status == 429 || why->status == 503)
        http_set_header(call->request, "Retry-After", "1");
    register_answer(call, why->status,
                    json_pack("{s:s, s:s}", "code", why->code, "message", why->message));
}

bool register_query_number(struct register_call *call, const char *name, int64_t min, int64_t max,
                           int64_t fallback, int64_t *value, struct register_refusal *why)
{
    const char *text = http_query(call->request, name);
    *value = fallback;
    if (text == NULL)
        return true;
    *value = strtoll(text, NULL, 10);
    if (text[0] != '\0' && strlen(text) <= 18 && text[strspn(text, "0123456789")] == '\0' &&
        *value >= min && *value <= max)
        return true;
    return register_refuse(why, 400, "bad_request",
                           arena_printf(call->arena, "%s 不在允许的范围内", name));
}

bool register_query_knows(struct register_call *call, const char *const *names,
                          struct register_refusal *why)
{
    const char *name;
    for (int i = 0; (name = http_query_name(call->request, i)) != NULL; i++) {
        bool known = false;
        for (int j = 0; names[j] != NULL; j++)
            known = known || strcmp(names[j], name) == 0;
        if (!known)
            return register_refuse(why, 400, "bad_request",
                                   arena_printf(call->arena, "不认识的参数 %s", name));
    }
    return true;
}

/* The request's nonce as its answer repeats it; "" when it has none that is one. */
static const char *nonce_of(const struct http_request *request)
{
    const char *nonce = http_header(request, "register-nonce");
    return nonce != NULL && register_nonce_is(nonce) ? nonce : "";
}

/* The three headers by which the client knows that the answer is the register's, and to what. */
static void sign_answer(struct register_call *call)
{
    struct register_faults *faults = &call->national->faults;
    struct http_request *request = call->request;
    const char *nonce = nonce_of(request);
    const char *time = arena_printf(call->arena, "%" PRId64, clock_now_us() / 1000000);
    if (call->is_client && register_fault_hit(faults, REGISTER_FAULT_WRONG_NONCE) != NULL)
        nonce = "00000000000000000000000000000000";
    const char *message =
        register_answer_message(call->arena, call->status, nonce, time, call->text, call->length);
    char *signature =
        crypto_ed25519_sign(call->arena, call->national->settings.seed, message, strlen(message));
    if (call->is_client && register_fault_hit(faults, REGISTER_FAULT_WRONG_SIGNATURE) != NULL)
        signature[0] = signature[0] == 'A' ? 'B' : 'A';
    http_set_header(request, "Register-Time", time);
    http_set_header(request, "Register-Nonce", nonce);
    http_set_header(request, "Register-Signature", signature);
}

static void send_answer(struct register_call *call)
{
    sign_answer(call);
    http_set_header(call->request, "Cache-Control", "no-store");
    http_reply(call->request, call->status, call->type, call->text, call->length);
}

/* ---- guards -------------------------------------------------------------------------------- */

static bool says_json(const struct http_request *request)
{
    const char *type = http_header(request, "content-type");
    return type != NULL && strncasecmp(type, "application/json", 16) == 0 &&
           (type[16] == '\0' || type[16] == ';' || type[16] == ' ');
}

/* From this machine, and not led here by a name of somebody else's. */
static bool is_local(const struct http_request *request)
{
    const char *host = http_header(request, "host");
    bool local = strncmp(request->client, "127.", 4) == 0 || strcmp(request->client, "::1") == 0 ||
                 strncmp(request->client, "::ffff:127.", 11) == 0;
    return local && host != NULL &&
           (strncmp(host, "127.", 4) == 0 || strncmp(host, "localhost", 9) == 0 ||
            strncmp(host, "[::1]", 5) == 0);
}

/* A form that a browser sends says where its page is from. */
static bool is_own_form(struct register_call *call)
{
    const char *origin = http_header(call->request, "origin");
    const char *host = http_header(call->request, "host");
    return origin == NULL || strcmp(origin, arena_printf(call->arena, "http://%s", host)) == 0;
}

/* Parses a POST's JSON body; false with the refusal. */
static bool read_body(struct register_call *call, struct register_refusal *why)
{
    const struct http_request *request = call->request;
    struct refusal ignored;
    if (request->method != HTTP_POST_)
        return true;
    if (!says_json(request))
        return register_refuse(why, 415, "bad_request", "Content-Type 应为 application/json");
    call->body = shape_parse(call->arena, request->body, request->body_length, &ignored);
    return json_is_object(call->body) ||
           register_refuse(why, 400, "bad_request", "请求体不是 JSON 对象");
}

static bool verify(struct register_call *call, struct register_refusal *why)
{
    const struct http_request *request = call->request;
    struct register_ *national = call->national;
    const struct register_signed what = {
        .client = http_header(request, "register-client"),
        .time = http_header(request, "register-time"),
        .nonce = http_header(request, "register-nonce"),
        .signature = http_header(request, "register-signature"),
        .method = request->method_name,
        .target = request->target,
        .body = request->body,
        .body_length = request->body_length,
    };
    return register_auth_verify(call->arena, &what, &national->settings.client, &national->store,
                                clock_now_us() / 1000000, why);
}

/* ---- handling ------------------------------------------------------------------------------ */

/* Faults that keep a call from being acted on. */
static bool let_in(struct register_call *call, struct register_refusal *why)
{
    struct register_faults *faults = &call->national->faults;
    if (register_fault_hit(faults, REGISTER_FAULT_DOWN) != NULL)
        return register_refuse(why, 503, "unavailable", "登记系统暂时停用");
    if (register_fault_hit(faults, REGISTER_FAULT_BUSY) != NULL)
        return register_refuse(why, 429, "too_many_requests", "请求过于频繁");
    return true;
}

/* Faults that hit after the call was acted on: the client cannot know that it was. False when no
 * answer may leave any more. */
static bool spoil_answer(struct register_call *call)
{
    struct refusal ignored;
    struct register_refusal why;
    struct register_faults *faults = &call->national->faults;
    if (register_fault_hit(faults, REGISTER_FAULT_BROKEN) != NULL) {
        register_refuse(&why, 500, "internal", "登记系统内部错误");
        register_answer_refusal(call, &why);
    }
    const struct register_fault *slow = register_fault_hit(faults, REGISTER_FAULT_SLOW);
    if (slow != NULL && !task_sleep(call->request->task, slow->ms, &ignored))
        return false;
    const struct register_fault *hang = register_fault_hit(faults, REGISTER_FAULT_HANG);
    if (hang != NULL)
        task_sleep(call->request->task, hang->ms, &ignored);
    return hang == NULL;
}

static void handle_signed(struct register_call *call, const struct route *route)
{
    struct register_refusal why;
    call->is_client = true;
    bool good = verify(call, &why) && let_in(call, &why) && read_body(call, &why);
    if (!good) {
        register_answer_refusal(call, &why);
        send_answer(call);
        return;
    }
    route->handle(call);
    if (spoil_answer(call))
        send_answer(call);
    else
        http_reply(call->request, 503, "text/plain", "", 0);
}

static void handle_local(struct register_call *call, const struct route *route)
{
    struct register_refusal why;
    bool form = route->guard == GUARD_FORM;
    if (!is_local(call->request) || (form && !is_own_form(call)))
        register_refuse(&why, 403, "forbidden", "只能在本机使用");
    else if (form || read_body(call, &why)) {
        route->handle(call);
        if (call->request->status == 0)
            send_answer(call);
        return;
    }
    register_answer_refusal(call, &why);
    send_answer(call);
}

static void handle_open(struct register_call *call, const struct route *route)
{
    route->handle(call);
    if (call->request->status == 0)
        send_answer(call);
}

static void dispatch(struct register_call *call, const struct route *route)
{
    switch (route->guard) {
    case GUARD_SIGNED:
        handle_signed(call, route);
        return;
    case GUARD_LOCAL:
    case GUARD_FORM:
        handle_local(call, route);
        return;
    case GUARD_OPEN:
        handle_open(call, route);
        return;
    }
}

void register_handle(struct http_request *request, void *argument)
{
    struct register_routes *routes = argument;
    struct register_call call = {
        .national = routes->national, .request = request, .arena = request->task->arena};
    struct register_refusal why;
    const char *allow = NULL;
    const void *value = NULL;
    char *scratch = arena_alloc(call.arena, strlen(request->path) + 1);
    switch (router_match(routes->router, request->method_name, request->path, scratch,
                         request->params, &value, &allow)) {
    case ROUTER_FOUND:
        dispatch(&call, value);
        return;
    case ROUTER_METHOD:
        http_set_header(request, "Allow", allow);
        register_refuse(&why, 405, "bad_request", "不支持的请求方法");
        break;
    case ROUTER_NOT_FOUND:
        register_refuse(&why, 404, "not_found", "地址不存在");
        break;
    }
    register_answer_refusal(&call, &why);
    send_answer(&call);
}

void register_finished(const struct http_request *request, void *routes)
{
    (void)routes;
    log_info("register_request", LOG_S("method", request->method_name),
             LOG_S("path", request->path), LOG_I("status", request->status),
             LOG_MS("ms", clock_mono_us() - request->started_us));
}

/* ---- the table ----------------------------------------------------------------------------- */

static void health(struct register_call *call)
{
    register_answer(call, 200, json_pack("{s:s}", "status", "ok"));
}

#define ROUTE(guard_, handle_) (&(const struct route){(guard_), (handle_)})
static const struct router_entry TABLE[] = {
    {"GET", "/v1/snapshots/latest", ROUTE(GUARD_SIGNED, register_api_latest)},
    {"GET", "/v1/snapshots/:id/households", ROUTE(GUARD_SIGNED, register_api_households)},
    {"GET", "/v1/changes", ROUTE(GUARD_SIGNED, register_api_changes)},
    {"POST", "/v1/household-queries", ROUTE(GUARD_SIGNED, register_api_query)},
    {"POST", "/v1/reports", ROUTE(GUARD_SIGNED, register_api_reports)},
    {"GET", "/healthz", ROUTE(GUARD_OPEN, health)},
    {"GET", "/", ROUTE(GUARD_LOCAL, register_page_show)},
    {"POST", "/act", ROUTE(GUARD_FORM, register_page_act)},
    {"GET", "/static/register.css", ROUTE(GUARD_OPEN, register_page_style)},
    {"GET", "/control/status", ROUTE(GUARD_LOCAL, register_control_status)},
    {"GET", "/control/households/:number", ROUTE(GUARD_LOCAL, register_control_household)},
    {"POST", "/control/changes", ROUTE(GUARD_LOCAL, register_control_change)},
    {"POST", "/control/snapshots", ROUTE(GUARD_LOCAL, register_control_snapshot)},
    {"GET", "/control/faults", ROUTE(GUARD_LOCAL, register_control_faults)},
    {"POST", "/control/faults", ROUTE(GUARD_LOCAL, register_control_fault)},
    {"GET", "/control/reports", ROUTE(GUARD_LOCAL, register_control_reports)},
    {"GET", "/control/incomes/:number", ROUTE(GUARD_LOCAL, register_control_incomes)},
};

struct register_routes *register_routes_new(struct register_ *national)
{
    struct register_routes *routes = calloc(1, sizeof *routes);
    if (routes == NULL)
        abort();
    routes->national = national;
    routes->router = router_new(TABLE, (int)(sizeof TABLE / sizeof TABLE[0]));
    return routes;
}

void register_routes_free(struct register_routes *routes)
{
    router_free(routes->router);
    free(routes);
}
