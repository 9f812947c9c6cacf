/* A server for trials of the HTTP edge from outside: black-box tests, load generators, abuse.
 *
 *   echo_server PORT [NAME=NUMBER ...]     port 0 = any; prints "listening PORT" when it is ready
 *
 * NAME is a member of struct http_limits. TERM drains and ends.
 *
 *   any  /echo          method, path, query, client, headers and body as JSON
 *   GET  /sleep?ms=     answers after so long, 499 or 504 when it was not let
 *   GET  /big?n=        n bytes from a handler
 *   GET  /stream?n=&ms= n events, ms apart; /stream?n=&size= events of that size as fast as they go
 *   GET  /fast?n=       n bytes from memory, without a task
 *   GET  /cached?n=     n bytes through base/cache
 *   GET  /state         connections, requests in flight, handlers cancelled so far, cache
 */
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include "base/cache.h"
#include "base/http.h"
#include "base/loop.h"
#include "base/task.h"

enum { FAST_MAX = 1 << 20, SLEEP_MAX_MS = 60000, STREAM_MAX = 1000000 };

static struct http_server *server;
static struct cache *cache;
static char bytes[FAST_MAX];
static int64_t cancelled;

/* A number from the query, kept within bounds. */
static int64_t number(struct http_request *request, const char *name, int64_t fallback,
                      int64_t most)
{
    const char *text = http_query(request, name);
    if (text == NULL)
        return fallback;
    char *end;
    long long value = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value < 0)
        return fallback;
    return value < most ? value : most;
}

static void echo(struct http_request *request)
{
    json_t *headers = json_object();
    for (int i = 0; i < request->header_count; i++) {
        json_t *value = json_string(request->headers[i].value);
        json_object_set_new(headers, request->headers[i].name, value != NULL ? value : json_null());
    }
    json_t *body = json_stringn(request->body, request->body_length);
    json_t *answer = json_pack(
        "{ss ss ss ss ss so sI so}", "method", request->method_name, "path", request->path, "query",
        request->query, "client", request->client, "id", request->task->id, "headers", headers,
        "length", (json_int_t)request->body_length, "body", body != NULL ? body : json_null());
    http_reply_json(request, 200, answer);
}

static void sleep_ms(struct http_request *request)
{
    struct refusal why;
    if (!task_sleep(request->task, number(request, "ms", 100, SLEEP_MAX_MS), &why)) {
        cancelled += why.kind == &REFUSAL_CANCELLED;
        http_reply_problem(request, &why);
        return;
    }
    http_reply(request, 200, "text/plain", "slept\n", 6);
}

static void big(struct http_request *request)
{
    size_t length = (size_t)number(request, "n", 1 << 20, 64 << 20);
    char *body = arena_alloc(request->task->arena, length);
    memset(body, 'b', length);
    http_reply(request, 200, "application/octet-stream", body, length);
}

static void stream(struct http_request *request)
{
    int64_t count = number(request, "n", 3, STREAM_MAX),
            pause_ms = number(request, "ms", 0, SLEEP_MAX_MS);
    size_t size = (size_t)number(request, "size", 16, 65536);
    char *data = arena_alloc(request->task->arena, size + 1);
    memset(data, 's', size);
    http_stream_begin(request);
    for (int64_t i = 0; i < count; i++) {
        struct refusal why;
        bool alive = pause_ms == 0 || task_sleep(request->task, pause_ms, &why);
        if (!alive || !http_stream_send(request, "tick", data)) {
            cancelled++;
            return;
        }
    }
}

static void cached(struct http_request *request)
{
    cache_store_reply(cache, request, "bytes", cache_stamp(cache), "text/html; charset=utf-8",
                      "public, max-age=60", bytes, (size_t)number(request, "n", 2048, FAST_MAX));
}

static void state(struct http_request *request)
{
    struct cache_stats stats = cache_stats(cache);
    http_reply_json(request, 200,
                    json_pack("{si si sI sI sI}", "connections", http_connections(server),
                              "in_flight", http_in_flight(server), "cancelled",
                              (json_int_t)cancelled, "cache_hits", (json_int_t)stats.hits,
                              "cache_misses", (json_int_t)stats.misses));
}

static void handle(struct http_request *request, void *argument)
{
    static const struct {
        const char *path;
        void (*run)(struct http_request *request);
    } ROUTES[] = {
        {"/echo", echo},     {"/sleep", sleep_ms}, {"/big", big},
        {"/stream", stream}, {"/cached", cached},  {"/state", state},
    };
    (void)argument;
    for (size_t i = 0; i < sizeof(ROUTES) / sizeof(ROUTES[0]); i++) {
        if (strcmp(ROUTES[i].path, request->path) == 0) {
            ROUTES[i].run(request);
            return;
        }
    }
    struct refusal why;
    refuse(&why, &REFUSAL_NOT_FOUND, NULL);
    http_reply_problem(request, &why);
}

static bool fast(struct http_request *request, void *argument)
{
    (void)argument;
    if (strcmp(request->path, "/fast") == 0) {
        http_reply(request, 200, "text/plain", bytes, (size_t)number(request, "n", 2048, FAST_MAX));
        return true;
    }
    return strcmp(request->path, "/cached") == 0 && cache_reply(cache, request);
}

static bool set_limit(struct http_limits *limits, const char *argument)
{
    const struct {
        const char *name;
        int *integer;
        int64_t *ms;
        size_t *size;
    } NAMES[] = {
        {"max_connections", &limits->max_connections, NULL, NULL},
        {"max_in_flight", &limits->max_in_flight, NULL, NULL},
        {"max_pipelined", &limits->max_pipelined, NULL, NULL},
        {"max_headers", &limits->max_headers, NULL, NULL},
        {"max_head", NULL, NULL, &limits->max_head},
        {"max_body", NULL, NULL, &limits->max_body},
        {"head_ms", NULL, &limits->head_ms, NULL},
        {"body_ms", NULL, &limits->body_ms, NULL},
        {"answer_ms", NULL, &limits->answer_ms, NULL},
        {"idle_ms", NULL, &limits->idle_ms, NULL},
    };
    size_t length = strcspn(argument, "=");
    long long value = argument[length] == '=' ? strtoll(argument + length + 1, NULL, 10) : 0;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]) && value > 0; i++) {
        if (strlen(NAMES[i].name) == length && strncmp(NAMES[i].name, argument, length) == 0) {
            if (NAMES[i].integer != NULL)
                *NAMES[i].integer = (int)value;
            else if (NAMES[i].ms != NULL)
                *NAMES[i].ms = value;
            else
                *NAMES[i].size = (size_t)value;
            return true;
        }
    }
    return false;
}

static void drained(void *argument)
{
    (void)argument;
    loop_stop();
}

static void on_term(int signal, void *argument)
{
    (void)signal;
    (void)argument;
    http_drain(server, drained, NULL);
}

static int port_of(int fd)
{
    struct sockaddr_in address;
    socklen_t length = sizeof(address);
    return getsockname(fd, (struct sockaddr *)&address, &length) == 0 ? ntohs(address.sin_port) : 0;
}

int main(int argc, char **argv)
{
    struct http_limits limits = HTTP_LIMITS_DEFAULT;
    for (int i = 2; i < argc; i++) {
        if (!set_limit(&limits, argv[i])) {
            fprintf(stderr, "echo_server: unknown limit %s\n", argv[i]);
            return 2;
        }
    }
    int fd = argc > 1 ? http_bind("127.0.0.1", (int)strtol(argv[1], NULL, 10), false) : -1;
    if (fd < 0) {
        fprintf(stderr, "usage: echo_server PORT [NAME=NUMBER ...]\n");
        return 2;
    }
    memset(bytes, 'x', sizeof(bytes));
    loop_init();
    cache = cache_new((size_t)64 << 20, 600000);
    const struct http_handlers handlers = {.fast = fast, .handle = handle};
    server = http_serve(fd, &limits, &handlers);
    loop_on_signal(SIGTERM, on_term, NULL);
    printf("listening %d\n", port_of(fd));
    fflush(stdout);
    loop_run();
    http_server_free(server);
    cache_free(cache);
    loop_free();
    return 0;
}
