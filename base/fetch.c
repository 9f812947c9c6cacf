#include "base/fetch.h"

#include <assert.h>
#include <curl/curl.h>
#include <event2/event.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/loop.h"
#include "base/turn.h"

const struct refusal_kind FETCH_FAILED = {"upstream", 502, "对方系统没有正常回应，请稍后再试"};

enum {
    FETCH_HEADERS = 64,
    FETCH_HEAD_BYTES = 32 * 1024,
    FETCH_CONNECT_MS = 5000,
    FETCH_SLACK_MS = 1000,
    FETCH_IDLE_CONNECTIONS = 128, /* kept open for the next call */
    FETCH_HOSTS = 16,             /* that have turns of their own; the rest share the last's */
    FETCH_ORIGIN_BYTES = 128,
    FETCH_WAITS = 1000 /* who may wait for one host */
};

/* One call in progress. It lies on the stack of the coroutine that waits in fetch(). */
struct call {
    struct wait wait;
    CURL *easy;
    struct curl_slist *header_lines;
    char error[CURL_ERROR_SIZE];
    CURLcode result;
    size_t max_body;
    char *body; /* malloc'd: it grows */
    size_t body_length, body_room;
    FILE *file; /* where the body of a 200 goes, NULL = into memory */
    bool body_too_large, head_too_large, file_full;
    struct arena *arena;
    struct fetch_header headers[FETCH_HEADERS];
    int header_count;
    size_t head_bytes;
};

/* What curl waits for on one socket. */
struct watch {
    struct event *event;
    short events;
};

/* Whom calls go to: one that does not answer holds up nobody who asks another. */
struct host {
    char origin[FETCH_ORIGIN_BYTES]; /* "https://api.example.com:443", or "" = any other */
    struct turns turns;
};

static struct {
    CURLM *multi;
    struct event *timer;
    int in_flight, most_a_host;
    struct host hosts[FETCH_HOSTS];
    int host_count;
} fetcher;

/* ---- glue between curl and the loop ---- */

static void collect_finished(void)
{
    int left = 0;
    CURLMsg *message = NULL;
    while ((message = curl_multi_info_read(fetcher.multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE)
            continue;
        char *private = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        struct call *call = (struct call *)(void *)private;
        call->result = message->data.result;
        wait_done(&call->wait);
    }
}

static void advance(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(fetcher.multi, socket, events, &running);
    collect_finished();
}

static void on_socket_event(evutil_socket_t socket, short events, void *argument)
{
    (void)argument;
    advance(socket, ((events & EV_READ) != 0 ? CURL_CSELECT_IN : 0) |
                        ((events & EV_WRITE) != 0 ? CURL_CSELECT_OUT : 0));
}

static void on_timer(evutil_socket_t socket, short events, void *argument)
{
    (void)socket;
    (void)events;
    (void)argument;
    advance(CURL_SOCKET_TIMEOUT, 0);
}

/* curl tells which sockets to watch. */
static int watch_socket(CURL *easy, curl_socket_t socket, int what, void *argument, void *watched)
{
    (void)easy;
    (void)argument;
    struct watch *watch = watched;
    if (what == CURL_POLL_REMOVE) {
        if (watch != NULL) {
            event_free(watch->event);
            free(watch);
            curl_multi_assign(fetcher.multi, socket, NULL);
        }
        return 0;
    }
    if (watch == NULL) {
        watch = calloc(1, sizeof(*watch));
        if (watch == NULL || (watch->event = event_new(loop_base(), socket, 0, NULL, NULL)) == NULL)
            abort();
        curl_multi_assign(fetcher.multi, socket, watch);
    }
    short events = (short)(EV_PERSIST | ((what & CURL_POLL_IN) != 0 ? EV_READ : 0) |
                           ((what & CURL_POLL_OUT) != 0 ? EV_WRITE : 0));
    if (events != watch->events) {
        event_del(watch->event);
        event_assign(watch->event, loop_base(), socket, events, on_socket_event, NULL);
        event_add(watch->event, NULL);
        watch->events = events;
    }
    return 0;
}

/* curl tells when it wants to be called without an event. */
static int set_timer(CURLM *multi, long timeout_ms, void *argument)
{
    (void)multi;
    (void)argument;
    if (timeout_ms < 0) {
        evtimer_del(fetcher.timer);
        return 0;
    }
    struct timeval delay = {.tv_sec = timeout_ms / 1000, .tv_usec = timeout_ms % 1000 * 1000};
    evtimer_add(fetcher.timer, &delay);
    return 0;
}

void fetch_init(int most_a_host)
{
    assert(fetcher.multi == NULL && most_a_host > 0);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        abort();
    fetcher.multi = curl_multi_init();
    fetcher.timer = evtimer_new(loop_base(), on_timer, NULL);
    if (fetcher.multi == NULL || fetcher.timer == NULL)
        abort();
    fetcher.most_a_host = most_a_host;
    fetcher.host_count = 0;
    curl_multi_setopt(fetcher.multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(fetcher.multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(fetcher.multi, CURLMOPT_MAXCONNECTS, (long)FETCH_IDLE_CONNECTIONS);
}

void fetch_stop(void)
{
    if (fetcher.multi == NULL)
        return;
    assert(fetcher.in_flight == 0 && "calls are still in flight");
    curl_multi_cleanup(fetcher.multi);
    event_free(fetcher.timer);
    curl_global_cleanup();
    fetcher.multi = NULL;
    fetcher.timer = NULL;
}

/* ---- whose turn it is ---- */

/* Scheme, name and port: what stands before the path. False when it is longer than one may be. */
static bool origin_of(const char *url, char origin[FETCH_ORIGIN_BYTES])
{
    const char *name = strstr(url, "://");
    size_t length = name == NULL ? strcspn(url, "/?#") : (size_t)(name + 3 - url);
    if (name != NULL)
        length += strcspn(name + 3, "/?#");
    if (length >= FETCH_ORIGIN_BYTES)
        return false;
    memcpy(origin, url, length);
    origin[length] = '\0';
    return true;
}

static struct turns *turns_of(const char *url)
{
    char origin[FETCH_ORIGIN_BYTES];
    if (!origin_of(url, origin))
        origin[0] = '\0';
    for (int i = 0; i < fetcher.host_count; i++)
        if (strcmp(fetcher.hosts[i].origin, origin) == 0)
            return &fetcher.hosts[i].turns;
    if (fetcher.host_count == FETCH_HOSTS)
        return &fetcher.hosts[FETCH_HOSTS - 1].turns;
    struct host *host = &fetcher.hosts[fetcher.host_count++];
    *host = (struct host){.turns = {.most = fetcher.most_a_host, .wait_most = FETCH_WAITS}};
    snprintf(host->origin, sizeof(host->origin), "%s", origin);
    return &host->turns;
}

/* ---- the answer ---- */

static bool goes_to_file(const struct call *call)
{
    long status = 0;
    curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
    return call->file != NULL && status == 200;
}

static size_t on_body(char *bytes, size_t one, size_t length, void *argument)
{
    struct call *call = argument;
    (void)one; /* always 1 */
    if (length > call->max_body - call->body_length) {
        call->body_too_large = true;
        return 0;
    }
    if (goes_to_file(call)) {
        call->file_full = fwrite(bytes, 1, length, call->file) != length;
        call->body_length += length;
        return call->file_full ? 0 : length;
    }
    size_t need = call->body_length + length + 1;
    if (need > call->body_room) {
        size_t room = call->body_room < 4096 ? 4096 : call->body_room * 2;
        room = room < need ? need : room;
        char *body = realloc(call->body, room);
        if (body == NULL)
            abort();
        call->body = body;
        call->body_room = room;
    }
    memcpy(call->body + call->body_length, bytes, length);
    call->body_length += length;
    call->body[call->body_length] = '\0';
    return length;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void keep_header(struct call *call, const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);
    if (colon == NULL)
        return;
    if (call->header_count == FETCH_HEADERS) {
        call->head_too_large = true;
        return;
    }
    const char *value = colon + 1;
    const char *end = line + length;
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (end > value && strchr(" \t\r\n", end[-1]) != NULL)
        end--;
    char *name = arena_memdup(call->arena, line, (size_t)(colon - line));
    for (char *c = name; *c != '\0'; c++)
        *c = lower(*c);
    call->headers[call->header_count++] = (struct fetch_header){
        .name = name,
        .value = arena_memdup(call->arena, value, (size_t)(end - value)),
    };
}

static size_t on_header(char *line, size_t one, size_t length, void *argument)
{
    struct call *call = argument;
    (void)one;
    if (length > FETCH_HEAD_BYTES - call->head_bytes) {
        call->head_too_large = true;
        return 0;
    }
    call->head_bytes += length;
    if (length >= 5 && memcmp(line, "HTTP/", 5) == 0)
        call->header_count = 0; /* what came before was an interim answer (1xx) */
    else
        keep_header(call, line, length);
    return call->head_too_large ? 0 : length;
}

const char *fetch_header(const struct fetch_response *response, const char *name)
{
    for (int i = 0; i < response->header_count; i++)
        if (strcasecmp(response->headers[i].name, name) == 0)
            return response->headers[i].value;
    return NULL;
}

/* ---- the call ---- */

static void add_header_line(struct call *call, const char *line)
{
    struct curl_slist *lines = curl_slist_append(call->header_lines, line);
    if (lines == NULL)
        abort();
    call->header_lines = lines;
}

static void set_headers(struct call *call, const struct fetch_request *request)
{
    bool has_type = false;
    for (const char *const *line = request->headers; line != NULL && *line != NULL; line++) {
        assert(strpbrk(*line, "\r\n") == NULL && "a header line with a line break");
        has_type = has_type || strncasecmp(*line, "content-type:", 13) == 0;
        add_header_line(call, *line);
    }
    add_header_line(call, "Expect:"); /* no 100-continue: it costs a round trip */
    if (!has_type)
        add_header_line(call, "Content-Type:"); /* curl would say that it is a form */
    curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->header_lines);
}

static void set_method(struct call *call, const struct fetch_request *request)
{
    CURL *easy = call->easy;
    bool has_body = request->body != NULL || strcmp(request->method, "POST") == 0;
    if (has_body) {
        /* Not copied: the caller is suspended while curl reads. */
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body != NULL ? request->body : "");
    }
    if (strcmp(request->method, "HEAD") == 0)
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    else if (strcmp(request->method, has_body ? "POST" : "GET") != 0)
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
}

static void set_limits(struct call *call, const struct task *task, long timeout_ms)
{
    /* The task's own timer ends the call at the deadline; curl's is second, so the answer is the
     * same. */
    int64_t left_ms = task_left_ms(task);
    if (left_ms < timeout_ms)
        timeout_ms = (long)left_ms + FETCH_SLACK_MS;
    CURL *easy = call->easy;
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     timeout_ms < FETCH_CONNECT_MS ? timeout_ms : (long)FETCH_CONNECT_MS);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static void call_begin(struct call *call, struct task *task, const struct fetch_request *request)
{
    wait_init(&call->wait, task);
    call->arena = task->arena;
    call->max_body = request->max_body;
    call->file = request->file;
    call->easy = curl_easy_init();
    if (call->easy == NULL)
        abort();
    CURL *easy = call->easy;
    curl_easy_setopt(easy, CURLOPT_URL, request->url);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, call);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, call->error);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, call);
    set_method(call, request);
    set_headers(call, request);
    set_limits(call, task, request->timeout_ms);
    if (curl_multi_add_handle(fetcher.multi, easy) != CURLM_OK)
        abort();
    fetcher.in_flight++;
}

/* After this nothing in curl refers to the call. */
static void call_detach(void *argument)
{
    struct call *call = argument;
    curl_multi_remove_handle(fetcher.multi, call->easy);
    fetcher.in_flight--;
}

static void call_end(struct call *call)
{
    curl_easy_cleanup(call->easy);
    curl_slist_free_all(call->header_lines);
    free(call->body);
}

static void take_response(struct call *call, struct fetch_response *response)
{
    long status = 0;
    curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
    struct fetch_header *headers =
        arena_array(call->arena, (size_t)call->header_count, sizeof(*headers));
    memcpy(headers, call->headers, (size_t)call->header_count * sizeof(*headers));
    *response = (struct fetch_response){
        .status = (int)status,
        .headers = headers,
        .header_count = call->header_count,
        .body = call->body != NULL ? arena_memdup(call->arena, call->body, call->body_length) : "",
        .body_length = call->body_length,
    };
}

/* The URL's host only: paths and queries may carry what does not belong in a log. */
static void log_failure(const struct task *task, const struct call *call, const char *url)
{
    const char *reason = call->body_too_large     ? "the answer's body is too large"
                         : call->head_too_large   ? "the answer's head is too large"
                         : call->file_full        ? "the answer's file cannot be written"
                         : call->error[0] != '\0' ? call->error
                                                  : curl_easy_strerror(call->result);
    char origin[FETCH_ORIGIN_BYTES] = "";
    origin_of(url, origin);
    const char *host = strstr(origin, "://");
    log_warn("fetch_failed", LOG_S("task", task->id),
             LOG_S("host", host != NULL ? host + 3 : origin), LOG_S("reason", reason),
             LOG_I("curl", call->result));
}

bool fetch(struct task *task, const struct fetch_request *request, struct fetch_response *response,
           struct refusal *why)
{
    assert(fetcher.multi != NULL && "fetch_init() comes first");
    assert(task->db_tx_depth == 0 && "no transaction may be open across an outbound call");
    assert(request->timeout_ms > 0 && request->max_body > 0);
    assert(request->body != NULL || request->body_length == 0);
    struct turns *turns = turns_of(request->url);
    if (!turn_take(task, turns, why))
        return false;
    struct call call = {.result = CURLE_OK};
    call_begin(&call, task, request);
    enum wait_result outcome = wait_for(&call.wait, call_detach, &call);
    bool answered = false;
    if (outcome == WAIT_DONE) {
        call_detach(&call);
        answered = call.result == CURLE_OK;
        if (answered) {
            take_response(&call, response);
        } else {
            log_failure(task, &call, request->url);
            refuse(why, &FETCH_FAILED, NULL);
        }
    } else {
        refuse(why, outcome == WAIT_TIMEOUT ? &REFUSAL_TIMEOUT : &REFUSAL_CANCELLED, NULL);
    }
    call_end(&call);
    turn_give(turns);
    return answered;
}
