/* A request that the program makes to itself: it has a target and a task, and no client. The answer
 * is kept instead of sent, and nothing goes to the log of requests. So work that goes on without
 * its person asks exactly what they would have asked.
 */
#ifndef BASE_HTTP_INSIDE_H
#define BASE_HTTP_INSIDE_H

#include "base/http.h"

/* A GET of a target ("/api/v1/orders?limit=100"), read as one that came over the wire. It lives
 * with the task's arena. NULL and `why` when the target is none. */
struct http_request *http_inside(struct task *task, const char *target, struct refusal *why);

/* The body of its answer, NUL behind it; NULL when there was none. */
const char *http_inside_body(struct http_request *request);

#endif
