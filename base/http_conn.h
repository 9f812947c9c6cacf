/* The inside of the HTTP server: what http_*.c share. Nobody else includes this header but tests
 * and fuzzers.
 *
 * Three objects:
 * - struct http_server: the listening socket, the limits, the lists of connections by state, the
 * free exchanges.
 * - struct http_conn: one client. It is small (an idle one costs about 0.5 KiB) because whatever a
 * request needs lives in its exchange, which it has only while a request is being read or answered.
 * - struct http_exchange: one request and its answer: bytes as read, parser, decoded parts, extra
 * headers. It is taken from the server's free list and outlives its connection when a handler still
 * runs while the client has gone.
 *
 * Sockets are driven by plain libevent events and evbuffers instead of bufferevents. Measured on
 * libevent 2.1.12: a bufferevent costs 1,008 bytes a connection against 176 for an event; and each
 * request costs it an ioctl(FIONREAD), two epoll_ctl and a further turn of the loop, because it
 * writes only when the loop says that the socket is writable. Here a request is one recv() into the
 * exchange's buffer, where it is also parsed, and one sendmsg() of head and body; only what the
 * socket does not take goes into an evbuffer, which lives until it is empty.
 *
 * One connection works on one request at a time, so answers are in order by construction. While it
 * does, at most HTTP_AHEAD_MAX bytes of pipelined requests are read ahead; then reading pauses
 * until the answer is on its way. An answer that the client does not take stops its pipeline
 * likewise, so no client can make the server hold more than one answer, one request and
 * HTTP_AHEAD_MAX bytes. Requests answered at once (cache hits) are made up to max_pipelined in a
 * turn, then others have theirs.
 *
 * Deadlines: each state of a connection has a constant time, so a list per state in order of entry
 * is a list in order of deadline, and one timer a server looks at the heads of these lists.
 */
#ifndef BASE_HTTP_CONN_H
#define BASE_HTTP_CONN_H

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/event_struct.h>
#include <llhttp.h>
#include <netinet/in.h>

#include "base/http.h"
#include "base/http_client.h"

/* Hard caps behind struct http_limits. */
#define HTTP_HEADERS_CAP 128
#define HTTP_QUERY_CAP 64 /* parameters in a query */
#define HTTP_TARGET_CAP                                                                            \
    8192 /* RFC 9112 section 3 asks for at least 8000 octets in a request line */
#define HTTP_AHEAD_MAX                                                                             \
    ((size_t)16384)                      /* bytes of pipelined requests read while one is answered \
                                          */
#define HTTP_FRAMING_MAX 4096            /* bytes of chunk extensions or trailers at a stretch */
#define HTTP_STREAM_HIGH ((size_t)65536) /* a stream's sender waits above this */
#define HTTP_STREAM_MAX_MS                                                                         \
    INT64_C(600000) /* an event stream ends after ten minutes; EventSource comes back by itself */
#define HTTP_EXTRA_MAX ((size_t)8192) /* bytes of headers added by http_set_header() */

#define HTTP_ALLOW_ALL                                                                             \
    "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" /* methods that some route may have */

#define HTTP_IN_INLINE ((size_t)8192)
#define HTTP_BUMP_INLINE ((size_t)2048)

enum http_state {
    HTTP_SILENT,   /* accepted, nothing has come yet */
    HTTP_IDLE,     /* nothing of a further request has come */
    HTTP_READING,  /* a head is incomplete */
    HTTP_BODY,     /* a body is incomplete */
    HTTP_UPLOAD,   /* the same, of a body above the general limit */
    HTTP_HANDLING, /* a task works on the request */
    HTTP_HALF, /* the same, and the client has shut down its writing side or gone: http_conn_doubt()
                  finds out */
    HTTP_STREAMING, /* an event stream with nothing to write; bounded by its task's deadline */
    HTTP_WRITING,   /* bytes wait for the socket */
    HTTP_LINGERING, /* the last answer left; input is thrown away until the client closes, so that
                       no reset overtakes the answer */
    HTTP_STATES
};

struct http_bump_block {
    struct http_bump_block *next;
};

struct http_pair {
    const char *name, *value;
};

/* How far a request has been read. */
enum http_parse_result { HTTP_PARSE_MORE, HTTP_PARSE_DONE, HTTP_PARSE_REFUSED };

struct http_exchange {
    struct http_exchange *next_free;
    struct http_server *server; /* NULL in fuzzers */
    const struct http_limits *limits;
    struct http_request request;

    /* Bytes as read: one request begins at `start`, its head ends at `head_end` (0 = not seen yet),
     * `length` is the end of what was read. */
    char *in;
    size_t in_capacity, length, start, head_end;
    int blank_lines;               /* skipped before `start` */
    size_t scanned, line_start;    /* where the search for the head's end stands */
    char *method_end, *target_end; /* places of the two blanks of the request line */
    int minor;                     /* HTTP/1.minor */

    llhttp_t parser;
    bool head_done, message_done, trailing;
    int header_count;
    uint32_t name_lengths[HTTP_HEADERS_CAP], value_lengths[HTTP_HEADERS_CAP];
    struct http_header headers[HTTP_HEADERS_CAP];
    struct http_pair query[HTTP_QUERY_CAP];
    int query_count;
    const char *host;
    char id[28];        /* made here */
    char client_id[65]; /* what the client calls its request; "" = nothing that could stand in a log
                         */

    bool chunked, expect_continue, keep_alive, body_expected;
    bool upload;         /* the body is above the general limit; counted in its server */
    bool encoded;        /* a Content-Encoding besides identity */
    size_t body_max;     /* bytes that this request may send */
    size_t body_counted; /* of its server's body_bytes */
    const struct refusal_kind *chunk_refusal; /* the chunk that was just announced is too much */
    int64_t content_length;                   /* -1 = none given */
    char *body;
    size_t body_capacity, body_length;
    const char *framing_from; /* where the bytes begin that are neither head nor body */
    size_t framing_run;
    char framing_last;
    bool framing_data; /* a piece of chunk data has just ended */

    const struct refusal_kind *refusal; /* why HTTP_PARSE_REFUSED */
    const char *refusal_detail;         /* Chinese, may be NULL */

    /* The answer. */
    char *extra; /* header lines added by the handler */
    size_t extra_length, extra_capacity;
    bool has_cache_control, has_csp, has_referrer;
    char *text; /* JSON and events are put together here */
    size_t text_length, text_capacity;
    bool answered, streaming, in_task;
    struct wait *drain_wait; /* a stream's sender waits for the socket */
    bool inside;             /* base/http_inside.h: there is no client, the answer is kept */
    const char *inside_body;

    struct http_bump_block *bump_blocks;
    size_t bump_used;
    char bump_inline[HTTP_BUMP_INLINE];
    char in_inline[HTTP_IN_INLINE + 1];
};

struct http_conn {
    struct http_conn *previous, *next; /* in the list of its state */
    struct http_server *server;
    int64_t deadline_ms;
    uint64_t turn; /* when it entered its state, by the server's count of such */
    struct http_exchange *exchange;
    struct evbuffer *out;   /* NULL when nothing waits */
    struct event *writable; /* made at first need, freed when the connection becomes idle */
    char *ahead;            /* pipelined bytes while an answer is made */
    uint32_t ahead_length, ahead_capacity;
    uint32_t lingered; /* bytes thrown away */
    int fd;
    uint8_t state;
    bool reading;     /* the read event is added */
    bool eof;         /* the client sends no more */
    bool broken;      /* a write failed: nobody reads answers */
    bool close_after; /* the answer in hand is the last */
    bool linger;      /* unread input may wait: close in two steps */
    bool corked;      /* answers are gathered because more requests are at hand */
    bool queued;      /* in the server's list of connections to go on with */
    bool probed;      /* an interim answer was sent to find out whether the client is there */
    struct http_conn *next_queued;
    struct event readable;
    bool counted;       /* for its client */
    int64_t client_key; /* base/http_client.h */
    char client[48];
};

struct http_list {
    struct http_conn *first, *last;
};

struct http_server {
    struct http_limits limits;
    struct http_handlers handlers;
    int listen_fd;
    bool accepting, draining, freed;
    struct event acceptable, sweep, wake;
    struct http_list lists[HTTP_STATES];
    int64_t period_ms[HTTP_STATES];
    struct http_conn *queue, *queue_last;
    uint64_t turns;
    int connections, in_flight, uploads;
    struct http_counts counts;
    struct map clients; /* base/http_client.h */
    struct http_exchange *free_exchanges;
    int free_count;
    int64_t accept_again_ms;
    void (*drained)(void *argument);
    void *drained_argument;
    char id_prefix[12];
    uint64_t id_count;
    struct in6_addr trusted[8];
    int trusted_count;
    bool told_front;    /* that a proxy speaks for others and is not trusted */
    const char *always; /* header lines of every answer */
    char scratch[65536];
};

/* ---- http_parse.c: reading a request ---- */

/* A zeroed exchange becomes ready to read; the same for the request behind the one just answered.
 */
void http_exchange_init(struct http_exchange *exchange, const struct http_limits *limits);
void http_exchange_next(struct http_exchange *exchange);
/* Empties the exchange for another connection. */
void http_exchange_clear(struct http_exchange *exchange);
/* Frees what the exchange owns, not itself. */
void http_exchange_release(struct http_exchange *exchange);
/* Makes room behind `length`; false when the head may not grow any more. */
bool http_exchange_room(struct http_exchange *exchange);
/* Fills an empty exchange with bytes that were read before. */
void http_exchange_load(struct http_exchange *exchange, const char *bytes, size_t length);
/* Reads on in in[start..length): head first, then body. HTTP_PARSE_DONE leaves `start` behind the
 * request. HTTP_PARSE_REFUSED: `refusal` says why; the connection cannot go on, its framing is not
 * trusted any more. */
enum http_parse_result http_parse(struct http_exchange *exchange);
/* Body bytes that come after the head's buffer: the same, `*used` of them belong to this request.
 */
enum http_parse_result http_parse_body(struct http_exchange *exchange, const char *bytes,
                                       size_t length, size_t *used);
/* Room for a body of `length` bytes and a NUL behind them, counted in the server. False when it
 * would be too much (503). */
bool http_body_reserve(struct http_exchange *exchange, size_t length);
/* Notes the refusal; always HTTP_PARSE_REFUSED. */
enum http_parse_result http_refuse(struct http_exchange *exchange, const struct refusal_kind *kind,
                                   const char *detail);

/* ---- http_head.c: what a head must be besides well-formed ---- */

/* The request line in in[start..end), end at its CR: method, target, version. */
bool http_head_line(struct http_exchange *exchange, size_t end);
/* The complete head: Host, lengths, encodings, Expect, Connection, request id. */
bool http_head_check(struct http_exchange *exchange);

/* ---- http_target.c: from the target to path and query ---- */

bool http_target_read(struct http_exchange *exchange);
/* Name or address, optional port (RFC 9110 section 7.2, without the generality of reg-name). */
bool http_host_valid(const char *host, size_t length);

/* ---- http_request.c ---- */

/* Memory that lives as long as the exchange's request. */
void *http_bump(struct http_exchange *exchange, size_t size);
void http_bump_reset(struct http_exchange *exchange);
/* The request is a member of its exchange. */
struct http_exchange *http_exchange_of(struct http_request *request);

/* ---- http_reply.c and http_problem.c ---- */

/* Refusals of the edge itself. */
extern const struct refusal_kind HTTP_TARGET_TOO_LONG;     /* 414 uri_too_long */
extern const struct refusal_kind HTTP_HEAD_TOO_LARGE;      /* 431 head_too_large */
extern const struct refusal_kind HTTP_VERSION_UNSUPPORTED; /* 505 version_not_supported */
extern const struct refusal_kind HTTP_CODING_UNKNOWN;      /* 501 coding_not_implemented */
extern const struct refusal_kind HTTP_ENCODING_UNKNOWN;    /* 415 content_encoding */
extern const struct refusal_kind HTTP_CLIENT_FULL;         /* 429 too_many_connections */
extern const struct refusal_kind HTTP_METHOD_UNKNOWN;      /* 501 method_not_implemented */
extern const struct refusal_kind HTTP_EXPECTATION;         /* 417 expectation_failed */
extern const struct refusal_kind HTTP_REQUEST_TIMEOUT;     /* 408 request_timeout */

/* What a page may do: nothing but its own images, styles and forms; no script, no frame around it.
 */
#define HTTP_HTML_CSP                                                                              \
    "Content-Security-Policy: default-src 'none'; img-src 'self' data:; style-src 'self'; "        \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
#define HTTP_HTML_REFERRER "Referrer-Policy: same-origin\r\n"
#define HTTP_HTML_HEADERS HTTP_HTML_CSP HTTP_HTML_REFERRER

/* Room for the head that http_reply_head() writes, without and with added headers, and with a
 * shared head. */
#define HTTP_HEAD_ROOM ((size_t)512)
#define HTTP_SHARED_HEAD_MAX ((size_t)4096)
#define HTTP_HEAD_MAX (HTTP_HEAD_ROOM + HTTP_EXTRA_MAX + HTTP_SHARED_HEAD_MAX)
/* Status line and the headers that every answer has: Date, request id, nosniff, Connection, those
 * added by the handler. Each ends with CRLF, the empty line is not written. Returns the length, at
 * most HTTP_HEAD_ROOM + HTTP_EXTRA_MAX. */
size_t http_reply_head(struct http_exchange *exchange, int status, char *head);
/* Answer to a request that could not be read, or that nobody will handle. */
void http_reply_refused(struct http_exchange *exchange, const struct refusal_kind *kind,
                        const char *detail);
/* Forgets the answer, for the next request. */
void http_reply_reset(struct http_exchange *exchange);
/* Answers to what no handler is asked: OPTIONS * (RFC 9110 section 9.3.7). */
void http_reply_options(struct http_exchange *exchange);
/* Room for `more` bytes behind the exchange's text. */
char *http_text_room(struct http_exchange *exchange, size_t more);

/* ---- http_stream.c ---- */

/* The end of an event stream: the last chunk. */
void http_stream_end(struct http_exchange *exchange);

/* ---- http_conn.c: the state machine of one connection ---- */

/* The connection of an accepted socket. */
struct http_conn *http_conn_open(struct http_server *server, int fd, const char *client);
/* Closes the socket and frees; a handler that still runs is cancelled. From the loop only. */
void http_conn_free(struct http_conn *conn);
/* Enters a state: its list, its deadline. */
void http_conn_enter(struct http_conn *conn, enum http_state state);
/* Nothing is in hand any more: next request, or the end. From the loop only. */
void http_conn_next(struct http_conn *conn);
/* The same from a task whose answer is queued. */
void http_conn_answered(struct http_conn *conn);
/* The time of its state is over. */
void http_conn_expired(struct http_conn *conn);
/* The connection that a full server needs least (http.h); NULL when all have something in hand. */
struct http_conn *http_conn_least(struct http_server *server);
/* Answers that its client has too many connections, and closes. */
void http_conn_refuse(struct http_conn *conn);

/* ---- http_write.c: bytes to the client ---- */

/* Sends now what the socket takes and keeps the rest. When `release` is given, the body is not
 * copied unless small, and release(owner) is called once when it is not needed any more. */
void http_conn_send(struct http_conn *conn, const char *head, size_t head_length, const void *body,
                    size_t body_length, void (*release)(void *owner), void *owner);
/* Gathers what is sent until http_conn_uncork(), so that answers to pipelined requests leave
 * together. */
void http_conn_cork(struct http_conn *conn);
void http_conn_uncork(struct http_conn *conn);
size_t http_conn_pending(const struct http_conn *conn);
/* Called by libevent when the socket takes bytes again. */
void http_conn_writable(evutil_socket_t fd, short what, void *argument);

/* ---- http_dispatch.c: from a complete request to its handler ---- */

/* Answers at once, or starts a task. True = answered, the exchange can be used again; false = a
 * task has it now. */
bool http_dispatch(struct http_conn *conn);
/* Fills what the request has from its connection: id, client's address, time; empty texts for what
 * was not read. */
void http_dispatch_prepare(struct http_conn *conn);

/* ---- http_server.c ---- */

struct http_exchange *http_server_take(struct http_server *server);
void http_server_give(struct http_server *server, struct http_exchange *exchange);
/* Has http_conn_next() called from the loop soon. */
void http_server_queue(struct http_server *server, struct http_conn *conn);
void http_server_unqueue(struct http_server *server, struct http_conn *conn);
/* Called when a connection ended or a request was finished: accepts again, ends a drain, ends the
 * server. The server may be gone afterwards. */
void http_server_settle(struct http_server *server);
bool http_server_trusts(const struct http_server *server, const char *address);

#endif
