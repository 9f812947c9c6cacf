/* A refusal: why a wish was not granted, as a value that travels from the rule that refused to the
 * reader.
 *
 * A function that can refuse returns bool and takes `struct refusal *why` last: true = done, false
 * = `why` is filled. Kinds are constants owned by the module whose rule they state; general kinds
 * stand here. `code` is stable and part of the API (RFC 9457 `type` is made of it), `title` is the
 * Chinese sentence a person reads, `status` the HTTP status.
 */
#ifndef BASE_REFUSAL_H
#define BASE_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

struct refusal_kind {
    const char *code;  /* snake_case, stable: "out_of_stock" */
    int status;        /* 400..599 */
    const char *title; /* Chinese, one sentence without names or amounts */
};

/* A limit of a rate as clients are told of it (draft-ietf-httpapi-ratelimit-headers). */
struct rate_limit {
    const char *name;     /* of the policy: letters, digits, '_'; NULL = none */
    int64_t quota;        /* how many in a window; */
    int64_t window_s;     /* its seconds, 0 = at a time */
    int64_t left, wait_s; /* how many are left, and when there are more */
};

struct refusal {
    const struct refusal_kind *kind;
    char field[96];   /* JSON pointer-like path of the offending field ("lines/0/quantity"), "" when
                         none */
    char detail[320]; /* Chinese, may name what is left or allowed; "" when none. Never personal
                         data. */
    int64_t retry_after_s;   /* > 0: the reader may try again after so many seconds */
    struct rate_limit limit; /* which limit was met; of what was granted, what is left of it */
    int64_t have;            /* an integer for programs (what is left ...), -1 when none */
};

/* General kinds. */
extern const struct refusal_kind REFUSAL_BAD_REQUEST;     /* 400 bad_request */
extern const struct refusal_kind REFUSAL_BAD_JSON;        /* 400 bad_json */
extern const struct refusal_kind REFUSAL_INVALID_FIELD;   /* 422 invalid_field */
extern const struct refusal_kind REFUSAL_MISSING_FIELD;   /* 422 missing_field */
extern const struct refusal_kind REFUSAL_UNKNOWN_FIELD;   /* 422 unknown_field */
extern const struct refusal_kind REFUSAL_UNAUTHENTICATED; /* 401 unauthenticated */
extern const struct refusal_kind REFUSAL_FORBIDDEN;       /* 403 forbidden */
extern const struct refusal_kind REFUSAL_NOT_FOUND;       /* 404 not_found */
extern const struct refusal_kind REFUSAL_METHOD;          /* 405 method_not_allowed */
extern const struct refusal_kind REFUSAL_CONFLICT;        /* 409 conflict */
extern const struct refusal_kind REFUSAL_TOO_LARGE;       /* 413 too_large */
extern const struct refusal_kind REFUSAL_MEDIA_TYPE;      /* 415 media_type */
extern const struct refusal_kind REFUSAL_TOO_MANY;        /* 429 too_many_requests */
extern const struct refusal_kind REFUSAL_INTERNAL;        /* 500 internal */
extern const struct refusal_kind REFUSAL_OVERLOADED;      /* 503 overloaded */
extern const struct refusal_kind REFUSAL_UNAVAILABLE; /* 503 unavailable: database or upstream not
                                                         reachable */
extern const struct refusal_kind REFUSAL_TIMEOUT;   /* 504 timeout: the request's deadline passed */
extern const struct refusal_kind REFUSAL_CANCELLED; /* 499 cancelled: the client went away */

/* Fills `why` and returns false, so that a rule reads `return refuse(why, &KIND, "field");`.
 * `field` may be NULL. */
bool refuse(struct refusal *why, const struct refusal_kind *kind, const char *field);

/* The same with a Chinese detail sentence. */
bool refuse_detail(struct refusal *why, const struct refusal_kind *kind, const char *field,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Says which limit was met, of what was refused just now: nothing is left for `wait_s` seconds (at
 * least 1), and that is when the reader may try again. False. */
bool refusal_limit(struct refusal *why, const char *name, int64_t quota, int64_t window_s,
                   int64_t wait_s);

/* Puts `prefix/` before the field of `why` (a reader of nested objects uses it). Keeps what fits.
 */
void refusal_prefix(struct refusal *why, const char *prefix);

#endif
