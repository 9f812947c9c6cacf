/* Outbound HTTP over curl's multi interface on the event loop. http and https only, no redirects,
 * no proxy from the environment, bounded body, TLS verified. Destinations come from configuration,
 * never from users.
 */
#ifndef BASE_FETCH_H
#define BASE_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/refusal.h"
#include "base/task.h"

/* 502 upstream: no answer or an unusable one. Nothing is known about whether the other side acted.
 */
extern const struct refusal_kind FETCH_FAILED;

struct fetch_request {
    const char *method; /* "GET", "POST" */
    const char *url;
    const char *const *headers; /* "Name: value" lines, NULL-terminated; may be NULL */
    const char *body;           /* NULL = none */
    size_t body_length;
    long timeout_ms; /* > 0; cut to the task's deadline */
    size_t max_body; /* answers beyond are FETCH_FAILED */
    FILE *file; /* NULL = none. The body of a 200 is written there as it comes, however long, and
                   not kept in memory; body_length says how long it was */
};
struct fetch_header {
    const char *name;
    const char *value;
}; /* name in lower case */
struct fetch_response {
    int status;
    const struct fetch_header *headers;
    int header_count;
    const char *body;
    size_t body_length;
};

/* At most so many calls to one host (scheme, name and port) at a time. */
void fetch_init(int most_a_host);
/* Waits for the whole answer; any HTTP status is true. Memory is in the task's arena. Whoever comes
 * while so many calls to that host are out waits its turn, as long as its deadline lets it; 503
 * overloaded when very many wait: nothing was sent then. */
bool fetch(struct task *task, const struct fetch_request *request, struct fetch_response *response,
           struct refusal *why);
const char *fetch_header(const struct fetch_response *response, const char *name);
void fetch_stop(void);

#endif
