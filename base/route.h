/* A route as data: what a folder offers over HTTP. Tables of them are part of the folder's module;
 * who calls, and what a call is, belongs to the program (its `struct call`, its bits of access).
 */
#ifndef BASE_ROUTE_H
#define BASE_ROUTE_H

struct call;

enum route_flag {
    ROUTE_CACHED = 1 << 0, /* public GET whose ready-made answer may come from the worker's memory
                              (call_reply_cached, call_page_cached) */
    ROUTE_IDEMPOTENT = 1 << 1, /* the header Idempotency-Key is required; the handler calls
                                  call_idempotency() */
    ROUTE_PAGE = 1 << 2,       /* refusals become an HTML page */
    ROUTE_FORM = 1 << 3,     /* body is application/x-www-form-urlencoded: read with call_form() */
    ROUTE_UNCHECKED = 1 << 4 /* takes a body of any media type and no cookie: notifications that
                                carry a signature of their own */
};

/* Tables end with .name == NULL. */
struct route {
    const char *name; /* snake_case, unique: "order_get"; the scope of an Idempotency-Key, label of
                         logs and metrics, operationId of the API document */
    const char *method;
    const char *pattern; /* base/router.h */
    void (*handle)(struct call *call);
    unsigned access; /* the program's bits, or-ed: who may call */
    unsigned flags;  /* enum route_flag, or-ed */
};

#endif
