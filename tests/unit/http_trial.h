/* A server in a process of its own and a client that speaks raw bytes, for the tests of base/http.
 *
 * Times here only bound how long a broken server can keep a test: nothing passes because of them.
 */
#ifndef TESTS_UNIT_HTTP_TRIAL_H
#define TESTS_UNIT_HTTP_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/http.h"

#define TRIAL_PATIENCE_MS 20000

struct trial {
    pid_t pid;
    int port;
    int draining; /* one byte comes when it has begun to drain */
};

/* Small limits that tests can reach: head 2048, 16 headers, body 3000, 8 pipelined, 4 in flight. */
extern const struct http_limits TRIAL_LIMITS;

/* Starts the server. Its routes: any /echo (method, path, query, body as text), /sleep?ms=,
 * /big?n=, /fast?n= (no task), /fast/cached?n= (base/cache), /stream?n=&size=&ms=, /silent (never
 * answers), /state ("connections in_flight cancelled" and struct http_counts, no task), /wait
 * (until somebody asks for /open?n=, which answers as /fast). */
struct trial trial_start(const struct http_limits *limits);
/* Waits for its end; asserts that it ended well, which under sanitizers means without a finding. */
void trial_wait(struct trial *trial);
/* Tells it to drain; returns when it does. */
void trial_drain(const struct trial *trial);
/* Ends it by draining, and waits. */
void trial_stop(struct trial *trial);

/* Ends it by freeing the server with whatever is in hand, and waits. */
void trial_stop_at_once(struct trial *trial);

int trial_connect(const struct trial *trial);
/* From an address of this machine, 127.x.y.z; the server trusts 127.0.0.2 as a front. */
int trial_connect_from(const struct trial *trial, const char *from);
void trial_send(int fd, const char *bytes, size_t length);
void trial_send_text(int fd, const char *text);
/* Reads until the server closes, or `length` - 1 bytes; NUL-terminated. Bytes read. */
size_t trial_read_all(int fd, char *buffer, size_t length);
/* Reads until `text` has come. */
void trial_read_until(int fd, const char *text, char *buffer, size_t length);
/* One request on a connection of its own; the whole answer. */
void trial_ask(const struct trial *trial, const char *request, char *buffer, size_t length);
/* A number of /state: 0 connections (its own included), 1 in flight, 2 cancelled; from 3 on struct
 * http_counts. */
long trial_state(const struct trial *trial, int which);
/* Asks again and again until it is so. */
void trial_state_becomes(const struct trial *trial, int which, long value);

#endif
