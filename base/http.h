/* HTTP/1.1 server (RFC 9112) on libevent and llhttp: one coroutine a request in flight.
 *
 * What a handler sees is our own struct http_request; it never holds a connection. A lost client
 * cancels the request's task. Limits (struct http_limits): request line + headers, header count,
 * body (each route has its own: body_limit), memory of all bodies, requests in flight, pipelined
 * requests a connection, connections, those of one client, and TOTAL times for head, body and
 * answer (not inactivity). A body counts from when its length is known, before its bytes come.
 * Strict parsing: smuggling shapes, NUL, bare LF, two Hosts, CL+TE, unknown TE are 400 and close; a
 * body under a Content-Encoding is 415 and close. `OPTIONS *` and CONNECT are answered here; no
 * handler sees them. Pipelined requests wait their turn: one is worked on at a time.
 *
 * A full server (max_connections) closes the connection that is needed least for a new one: of
 * those between two requests the one that is idle longest, then of those that have sent no whole
 * head yet the one that has been silent longest. Only while there is none such do new ones wait.
 */
#ifndef BASE_HTTP_H
#define BASE_HTTP_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

struct http_header {
    const char *name;
    const char *value;
}; /* name in lower case */

enum http_method {
    HTTP_GET_,
    HTTP_HEAD_,
    HTTP_POST_,
    HTTP_PUT_,
    HTTP_PATCH_,
    HTTP_DELETE_,
    HTTP_OPTIONS_,
    HTTP_OTHER_
};

struct http_conn; /* private to base */

struct http_request {
    struct task *task;       /* NULL while a fast handler runs */
    enum http_method method; /* HEAD arrives as HEAD; handlers answer as for GET, the body is
                                dropped on the wire */
    const char *method_name;
    const char *path;   /* percent-decoded, NUL- and control-free UTF-8, begins with '/', no dot
                           segments */
    const char *target; /* exactly as on the wire: path and query */
    const char *query;  /* raw query without '?', "" when none */
    const struct http_header *headers;
    int header_count;
    const char *body; /* NUL-terminated */
    size_t body_length;
    char client[48]; /* peer address; X-Forwarded-For's last hop when the peer is a trusted front */
    const char *params[8]; /* path parameters by position in the route's pattern, set by the
                              router's user */
    const void *route;     /* set by the dispatcher: which route matched (for logs and metrics) */
    const char *route_name;
    void *user;               /* set by the dispatcher: session */
    struct http_conn *conn;   /* private */
    struct http_reply *reply; /* private */
    int64_t started_us;
    int status; /* set by the reply functions; 0 = not answered yet */
    size_t reply_length;
};

/* The id that the answer carries as X-Request-Id; for logs. */
const char *http_request_id(const struct http_request *request);
/* What the client calls its request (X-Request-Id): 8 to 64 letters, digits and "_.-"; otherwise
 * "". For logs. */
const char *http_client_request_id(const struct http_request *request);
/* First header of that name (lower case), NULL when absent. */
const char *http_header(const struct http_request *request, const char *name);
/* Decoded query parameter, NULL when absent; a parameter given twice or with bad encoding refuses
 * the request earlier. In the arena. */
const char *http_query(struct http_request *request, const char *name);
/* Name of the n-th query parameter as it came, decoded; NULL behind the last. */
const char *http_query_name(struct http_request *request, int n);
/* Value of a cookie, NULL when absent. */
const char *http_cookie(struct http_request *request, const char *name);

/* Adds an answer header before the reply. Control bytes in value assert. */
void http_set_header(struct http_request *request, const char *name, const char *value);

/* Replies. Exactly one per request; the handler then returns. The bytes are copied unless said
 * otherwise. */
void http_reply(struct http_request *request, int status, const char *content_type,
                const void *body, size_t length);
/* Takes the reference. */
void http_reply_json(struct http_request *request, int status, json_t *body);
void http_reply_html(struct http_request *request, int status, const char *html, size_t length);
/* RFC 9457 problem document: type "/problems/<code>", title, status, code, detail, field,
 * request_id (and have). */
void http_reply_problem(struct http_request *request, const struct refusal *why);
/* What http_reply_problem() says in headers, for a refusal of another form: when to come again
 * (always with 429, 503 and 504), how to sign in. */
void http_set_refusal(struct http_request *request, const struct refusal *why);
/* RateLimit-Policy and RateLimit; nothing for a limit without a name. http_set_refusal() does it
 * for what was refused. */
void http_set_limit(struct http_request *request, const struct rate_limit *limit);
/* 303 to a local path. */
void http_reply_see_other(struct http_request *request, const char *location);
/* Ready-made bytes shared with a cache: `head` is everything after the Date line (headers without
 * final CRLF), `release(owner)` is called once when the bytes left. Used by base/cache.h. */
void http_reply_shared(struct http_request *request, int status, const char *head,
                       size_t head_length, const void *body, size_t body_length,
                       void (*release)(void *owner), void *owner);

/* Server-sent events: begins a text/event-stream answer; each send returns false when the client is
 * gone. The handler ends the stream by returning. */
void http_stream_begin(struct http_request *request);
bool http_stream_send(struct http_request *request, const char *event, const char *data);

struct http_limits {
    int max_connections; /* beyond it idle and silent ones are closed, or accept pauses */
    int max_per_client;  /* connections of an IPv4 address or an IPv6 /64: 429 and close beyond; 0 =
                            no limit. Trusted fronts are not counted: each carries many clients */
    int max_in_flight;   /* requests with a coroutine; 503 beyond */
    int max_pipelined;   /* per connection, reading pauses beyond */
    size_t max_head;     /* request line + headers, bytes; 431 beyond (414 for the target) */
    int max_headers;
    size_t max_body;        /* where body_limit says nothing else; 413 beyond */
    int max_uploads;        /* bodies above max_body that are in hand at once; 503 beyond */
    size_t max_body_memory; /* bytes of all bodies that are read or answered; 503 beyond, 0 = no
                               limit */
    int64_t head_ms, body_ms, answer_ms, idle_ms; /* total deadlines; answer_ms is also the task's
                                                     deadline and the write deadline */
    int64_t upload_ms; /* total deadline of a body above max_body: a phone's uplink is slow */
};
extern const struct http_limits HTTP_LIMITS_DEFAULT;

struct http_server;
struct http_handlers {
    /* Called in the loop when a head announces a body: how many bytes of it this request may send;
     * more than max_body only when it says its length. Path, query and headers are there, the body
     * is not. NULL = max_body. */
    size_t (*body_limit)(struct http_request *request, void *argument);
    /* Called in the loop, before a coroutine is made: may answer at once from memory (cache hit)
     * and return true. May be NULL. */
    bool (*fast)(struct http_request *request, void *argument);
    /* Called in a coroutine. */
    void (*handle)(struct http_request *request, void *argument);
    /* Called when the answer was queued: access log and metrics. May be NULL. */
    void (*finished)(const struct http_request *request, void *argument);
    void *argument;
};

/* Serves on an already bound and listening socket (non-blocking is set here), which is the server's
 * from now on. */
struct http_server *http_serve(int listen_fd, const struct http_limits *limits,
                               const struct http_handlers *handlers);
/* Takes `address` (numeric IP, at most 8 of them) for a front of ours: the last hop of its
 * X-Forwarded-For becomes request->client. False when it is none. */
bool http_trust_front(struct http_server *server, const char *address);
/* Header lines that every answer carries, each ended by CRLF, at most 240 bytes; they live as long
 * as the server. */
void http_always(struct http_server *server, const char *lines);
/* Takes the connections that wait in the socket's queue, closes the socket, closes idle
 * connections, cancels the tasks of event streams, answers what is in hand with Connection: close;
 * `drained` is called when none is left. */
void http_drain(struct http_server *server, void (*drained)(void *argument), void *argument);
void http_server_free(struct http_server *server);
/* Whether a peer that is no trusted front sent an X-Forwarded-For: then a proxy's setting is
 * missing (or somebody plays with headers), and `client` is the proxy. */
bool http_front_missed(const struct http_server *server);
/* What a server has in hand, and whom it turned away since its start. */
struct http_counts {
    int64_t body_bytes;     /* memory of bodies that are read or answered */
    int64_t body_refused;   /* bodies refused for want of it */
    int64_t client_refused; /* connections beyond max_per_client */
    int64_t evicted_idle;   /* connections closed for new ones: between two requests, */
    int64_t evicted_silent; /* before a whole head */
};
struct http_counts http_counts(const struct http_server *server);
/* Connections and requests in flight now. */
int http_connections(const struct http_server *server);
int http_in_flight(const struct http_server *server);

/* Binds a listening TCP socket (SO_REUSEADDR, SO_REUSEPORT); -1 and errno on failure. `address` is
 * a numeric IP. */
int http_bind(const char *address, int port, bool reuse_port);

#endif
