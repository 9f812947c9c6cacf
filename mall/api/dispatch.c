#include "mall/api/dispatch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/db.h"
#include "base/http_inside.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/router.h"
#include "mall/api/access.h"
#include "mall/api/access_log.h"
#include "mall/api/call.h"
#include "mall/api/reply.h"
#include "mall/api/route.h"
#include "registry/program_key.h"

/* Answers older than this are made anew, so that a notification that got lost does no lasting harm.
 */
#define CACHE_AGE_MS 10000

/* What a route that needs somebody takes from nobody, who then hears that signing in is needed. */
#define NOBODY_BODY_MAX (64 * KIB)

enum { ROUTES_MAX = 400, STATUS_CLASSES = 6 };

struct route_metrics {
    struct metric *latency;
    struct metric *answers[STATUS_CLASSES]; /* [2] = 2xx ... */
};

static struct {
    const struct route *routes[ROUTES_MAX];
    struct route_metrics metrics[ROUTES_MAX + 1]; /* the last: no route matched */
    int count;
    struct router *router;
    struct cache *cache;
    struct metric *bytes, *cache_hits, *cache_misses, *cache_bytes;
    bool open;
} dispatch;

/* ---- the tables ---- */

static void collect(void)
{
    const struct route *route;
    dispatch.count = 0;
    while ((route = route_at(dispatch.count)) != NULL) {
        assert(dispatch.count < ROUTES_MAX);
        dispatch.routes[dispatch.count++] = route;
    }
}

/* ---- start ---- */

static struct route_metrics make_metrics(const char *name)
{
    struct route_metrics metrics;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    metrics.latency =
        metrics_histogram_ms("mall_request_ms", arena_printf(arena, "route=\"%s\"", name),
                             "Time from the head to the answer");
    for (int hundreds = 0; hundreds < STATUS_CLASSES; hundreds++) {
        const char *labels = arena_printf(arena, "route=\"%s\",status=\"%dxx\"", name, hundreds);
        metrics.answers[hundreds] = hundreds == 0
                                        ? NULL
                                        : metrics_counter("mall_requests_total", labels,
                                                          "Answers by route and class of status");
    }
    arena_free(arena);
    return metrics;
}

static void refresh_metrics(void)
{
    struct cache_stats stats = cache_stats(dispatch.cache);
    metric_set(dispatch.cache_hits, stats.hits);
    metric_set(dispatch.cache_misses, stats.misses);
    metric_set(dispatch.cache_bytes, stats.bytes);
}

static void start_metrics(void)
{
    for (int i = 0; i < dispatch.count; i++)
        dispatch.metrics[i] = make_metrics(dispatch.routes[i]->name);
    dispatch.metrics[dispatch.count] = make_metrics("none");
    dispatch.bytes = metrics_counter("mall_answer_bytes_total", "", "Bytes of answers");
    dispatch.cache_hits = metrics_gauge("mall_cache_hits", "", "Answers given from memory");
    dispatch.cache_misses =
        metrics_gauge("mall_cache_misses", "", "Answers of cached routes that had to be made");
    dispatch.cache_bytes = metrics_gauge("mall_cache_bytes", "", "Bytes of ready-made answers");
    metrics_on_render(refresh_metrics);
}

static void forget(const char *payload, void *argument)
{
    (void)argument;
    /* empty: something may have been missed */
    cache_forget(dispatch.cache, payload[0] != '\0' ? payload : NULL);
}

void dispatch_start(void)
{
    collect();
    struct router_entry *entries = calloc((size_t)dispatch.count, sizeof(*entries));
    assert(entries != NULL);
    for (int i = 0; i < dispatch.count; i++)
        entries[i] = (struct router_entry){dispatch.routes[i]->method, dispatch.routes[i]->pattern,
                                           &dispatch.routes[i]};
    dispatch.router = router_new(entries, dispatch.count);
    free(entries);
    dispatch.cache = cache_new((size_t)config_int("MALL_CACHE_BYTES"), CACHE_AGE_MS);
    start_metrics();
    db_listen("mall_cache", forget, NULL);
}

void dispatch_open(void)
{
    dispatch.open = true;
}

bool dispatch_is_open(void)
{
    return dispatch.open;
}

void dispatch_stop(void)
{
    dispatch.open = false;
    router_free(dispatch.router);
    cache_free(dispatch.cache);
    dispatch.router = NULL;
    dispatch.cache = NULL;
}

/* ---- one request ---- */

static enum router_result match(struct http_request *request, char *scratch, const char **allow)
{
    const void *value = NULL;
    enum router_result result = router_match(dispatch.router, request->method_name, request->path,
                                             scratch, request->params, &value, allow);
    if (result == ROUTER_FOUND) {
        request->route = value;
        request->route_name = (*(const struct route *const *)value)->name;
    }
    return result;
}

static const struct route *route_of(const struct http_request *request)
{
    return request->route != NULL ? *(const struct route *const *)request->route : NULL;
}

static bool for_anybody(const struct route *route)
{
    return route->access & (ACCESS_PUBLIC | ACCESS_DEMO);
}

static bool brings_credential(struct http_request *request, const struct route *route)
{
    bool by_cookie;
    return access_token(request, &by_cookie) != NULL ||
           (route->ticket != NULL && http_cookie(request, route->ticket) != NULL);
}

/* A file, and what is long, only from those who bring a credential at all (whose it is, and whether
 * it is one, is asked when the body is there). */
static size_t body_limit(struct http_request *request, void *argument)
{
    static char scratch[65536];
    const char *allow;
    (void)argument;
    if (strlen(request->path) >= sizeof(scratch) || match(request, scratch, &allow) != ROUTER_FOUND)
        return ROUTE_BODY_UNREAD;
    const struct route *route = route_of(request);
    memset(request->params, 0, sizeof(request->params));
    size_t most = route_body_max(route), general = (size_t)config_int("MALL_MAX_BODY");
    if (!(route->flags & ROUTE_UPLOAD) && most > general)
        most = general;
    bool anybody = for_anybody(route) && !(route->flags & ROUTE_UPLOAD);
    bool nobody = !anybody && !brings_credential(request, route);
    return nobody && most > NOBODY_BODY_MAX ? NOBODY_BODY_MAX : most;
}

/* What a page says that could not be made anew. */
static void write_old(int64_t age_s, char *words, size_t size)
{
    char age[32];
    if (age_s < 60)
        snprintf(age, sizeof(age), "刚才");
    else if (age_s < 3600)
        snprintf(age, sizeof(age), "%lld 分钟前", (long long)age_s / 60);
    else
        snprintf(age, sizeof(age), "%lld 小时前", (long long)age_s / 3600);
    snprintf(words, size,
             "<p class=\"demo old\" "
             "role=\"status\">系统正在恢复，这是%s的内容，价格和库存可能变了</p>\n",
             age);
}

static const struct cache_mark OLD = {"<main", write_old};

static bool fast(struct http_request *request, void *argument)
{
    /* Paths are shorter than a request's head may be; parameters are not kept beyond this call. */
    static char scratch[65536];
    const char *allow;
    (void)argument;
    if ((request->method != HTTP_GET_ && request->method != HTTP_HEAD_) ||
        strlen(request->path) >= sizeof(scratch))
        return false;
    if (match(request, scratch, &allow) != ROUTER_FOUND)
        return false;
    bool answered = (route_of(request)->flags & ROUTE_CACHED) &&
                    (db_is_away() ? cache_reply_old(dispatch.cache, request, &OLD)
                                  : cache_reply(dispatch.cache, request));
    if (!answered)
        memset(request->params, 0, sizeof(request->params));
    return answered;
}

static bool find_route(struct call *call, struct refusal *why)
{
    const char *allow = NULL;
    char *scratch = arena_alloc(call->task->arena, strlen(call->http->path) + 1);
    switch (match(call->http, scratch, &allow)) {
    case ROUTER_FOUND:
        call->route = route_of(call->http);
        return true;
    case ROUTER_METHOD:
        http_set_header(call->http, "Allow", allow);
        return refuse(why, &REFUSAL_METHOD, NULL);
    case ROUTER_NOT_FOUND:
        break;
    }
    return refuse(why, &REFUSAL_NOT_FOUND, NULL);
}

static bool check_open(const struct call *call, struct refusal *why)
{
    if (dispatch.open || call->route->flags & ROUTE_ALWAYS)
        return true;
    refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    why->retry_after_s = 1;
    return false;
}

/* An answer that all may share must not depend on who asks, so nobody is looked up for it. */
static bool needs_session(const struct route *route)
{
    return !(route->flags & (ROUTE_CACHED | ROUTE_UNCHECKED | ROUTE_ALWAYS));
}

/* What nobody reads was meant to do something: programs hear of it. Pages ignore it, as links that
 * are passed on carry all kinds of things. */
static bool check_query(struct call *call, struct refusal *why)
{
    const char *name;
    if (!route_is_api(call->route))
        return true;
    for (int i = 0; (name = http_query_name(call->http, i)) != NULL; i++) {
        if (!route_takes_query(call->route, name))
            return refuse_detail(why, &REFUSAL_UNKNOWN_FIELD, name, "没有“%.80s”这个查询参数",
                                 name);
    }
    return true;
}

/* What is written from here on says who it was. */
static void note_acting(const struct call *call)
{
    if (call->session.account_id != 0)
        call->task->acting = (struct acting){.kind = ACTING_PERSON,
                                             .account_id = call->session.account_id,
                                             .session_id = call->session.id};
}

static bool admit(struct call *call, struct refusal *why)
{
    struct idempotency unused;
    if (!find_route(call, why) || !check_open(call, why))
        return false;
    if (needs_session(call->route) && !access_session(call->http, &call->session, why))
        return false;
    note_acting(call);
    if (!(call->route->flags & ROUTE_QUIET))
        access_used(call->http, &call->session);
    bool allowed = access_allows(call->route, &call->session, why);
    struct refusal ignored;
    if (call->session.program_id != 0 &&
        !program_count(call->task, call->session.program_id, call->route->name, allowed,
                       allowed ? why : &ignored))
        return false;
    if (!allowed || !check_query(call, why))
        return false;
    return !(call->route->flags & ROUTE_IDEMPOTENT) || call_idempotency(call, &unused, why);
}

/* A handler that neither answered nor said why is a fault of ours, and the caller must not wait. */
static void answer_refusal(struct call *call, struct refusal *why)
{
    if (why->kind == NULL) {
        log_error("no_answer", LOG_S("route", call->route->name), LOG_S("id", call->task->id));
        refuse(why, &REFUSAL_INTERNAL, NULL);
    }
    if (why->kind->status == 401 || why->kind->status == 403)
        access_log_refused(call, why);
    call_refuse(call, why);
}

/* The database was lost while an answer that all may share was being made: the last one will do. */
static bool answer_old(struct call *call, const struct refusal *why)
{
    return why->kind == &REFUSAL_UNAVAILABLE && call->route != NULL &&
           call->route->flags & ROUTE_CACHED && cache_reply_old(dispatch.cache, call->http, &OLD);
}

static void handle(struct http_request *request, void *argument)
{
    struct call call = {.http = request, .task = request->task, .cache = dispatch.cache};
    struct refusal why = {.have = -1};
    (void)argument;
    request->user = &call.session;
    bool done = admit(&call, &why) && call.route->handle(&call, &why);
    if (!done && request->status == 0 && !answer_old(&call, &why))
        answer_refusal(&call, &why);
    assert(request->status != 0);
    request->user = NULL;
}

/* ---- from inside ---- */

json_t *dispatch_inside(struct task *task, const struct session *session, const char *target,
                        struct refusal *why)
{
    struct http_request *request = http_inside(task, target, why);
    if (request == NULL)
        return NULL;
    struct call call = {
        .http = request, .task = task, .cache = dispatch.cache, .session = *session};
    if (!find_route(&call, why) || !access_allows(call.route, &call.session, why) ||
        !check_query(&call, why))
        return NULL;
    why->kind = NULL;
    bool done = call.route->handle(&call, why);
    const char *body = http_inside_body(request);
    json_t *answer = done && request->status == 200 && body != NULL
                         ? json_loads(body, JSON_REJECT_DUPLICATES, NULL)
                         : NULL;
    if (answer == NULL && (done || why->kind == NULL))
        refuse(why, &REFUSAL_INTERNAL, NULL);
    return answer;
}

/* ---- afterwards ---- */

static const struct route_metrics *metrics_of(const struct http_request *request)
{
    if (request->route == NULL)
        return &dispatch.metrics[dispatch.count];
    return &dispatch.metrics[(const struct route *const *)request->route -
                             (const struct route *const *)dispatch.routes];
}

static void log_request(const struct http_request *request, int64_t us)
{
    const struct task *task = request->task;
    const char *theirs = http_client_request_id(request);
    struct log_field fields[11];
    int count = 0;
    fields[count++] = LOG_S("request_id", http_request_id(request));
    if (theirs[0] != '\0')
        fields[count++] = LOG_S("client_request_id", theirs);
    fields[count++] = LOG_S("route", request->route_name);
    fields[count++] = LOG_S("method", request->method_name);
    fields[count++] = LOG_I("status", request->status);
    fields[count++] = LOG_MS("ms", us);
    fields[count++] = LOG_MS("db_ms", task != NULL ? task->db_us : 0);
    fields[count++] = LOG_I("db_statements", task != NULL ? task->db_statements : 0);
    if (task != NULL && task->changes > 0)
        fields[count++] = LOG_I("changes", task->changes);
    fields[count++] = LOG_I("bytes", (int64_t)request->reply_length);
    log_write(LOG_INFO_, "request", fields, count);
}

static void finished(const struct http_request *request, void *argument)
{
    int64_t us = clock_mono_us() - request->started_us;
    const struct route_metrics *metrics = metrics_of(request);
    (void)argument;
    metric_observe_us(metrics->latency, us);
    if (request->status >= 100 && request->status < 600)
        metric_add(metrics->answers[request->status / 100], 1);
    metric_add(dispatch.bytes, (int64_t)request->reply_length);
    log_request(request, us);
}

const struct http_handlers *dispatch_handlers(void)
{
    static const struct http_handlers HANDLERS = {
        .body_limit = body_limit, .fast = fast, .handle = handle, .finished = finished};
    return &HANDLERS;
}
