/* One call to the register while it is handled: the request, its parsed body, and the answer that a
 * handler leaves for the dispatcher to send (signed, delayed or spoilt, as it must be).
 */
#ifndef REGISTER_MOCK_REGISTER_CALL_H
#define REGISTER_MOCK_REGISTER_CALL_H

#include <jansson.h>

#include "base/http.h"
#include "register-mock/register.h"

struct register_call {
    struct register_ *national;
    struct http_request *request;
    struct arena *arena; /* the request's */
    json_t *body;        /* JSON object of a POST; NULL for GET and forms */
    int status;          /* the answer's */
    const char *type;    /* its media type */
    const char *text;    /* in the arena */
    size_t length;
};

/* Leave an answer: text in the arena, or JSON, which is taken. */
void register_answer_text(struct register_call *call, int status, const char *type,
                          const char *text, size_t length);
void register_answer(struct register_call *call, int status, json_t *json);
/* The code and its sentence. */
void register_answer_refusal(struct register_call *call, const struct register_refusal *why);

/* A query parameter that is a whole number in a range; `fallback` when it is absent. False with the
 * refusal. */
bool register_query_number(struct register_call *call, const char *name, int64_t min, int64_t max,
                           int64_t fallback, int64_t *value, struct register_refusal *why);
/* Refuses query parameters but those of the list, which NULL ends. */
bool register_query_knows(struct register_call *call, const char *const *names,
                          struct register_refusal *why);

/* What a client asks, verified already (register_api.c). */
void register_api_latest(struct register_call *call);
void register_api_households(struct register_call *call);
void register_api_changes(struct register_call *call);
void register_api_query(struct register_call *call);

#endif
