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
    bool is_client;      /* what goes wrong on purpose goes wrong for clients only */
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
void register_api_reports(struct register_call *call);

/* What tests and demonstrations ask for, from this machine only (register_control.c). */
void register_control_status(struct register_call *call);
void register_control_household(struct register_call *call);
void register_control_change(struct register_call *call);
void register_control_snapshot(struct register_call *call);
void register_control_fault(struct register_call *call);
void register_control_faults(struct register_call *call);
void register_control_reports(struct register_call *call);
void register_control_incomes(struct register_call *call);

/* The same by hand; they reply themselves (register_page.c). */
void register_page_show(struct register_call *call);
void register_page_act(struct register_call *call);
void register_page_style(struct register_call *call);

#endif
