/* Why the gateway refuses a call: the wire's status, code and sentence. Rules fill it and return
 * false; programs branch on the code only.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_REFUSAL_H
#define PAYMENTS_MOCK_GATEWAY_REFUSAL_H

#include <jansson.h>
#include <stdbool.h>

struct gateway_refusal {
    int status;          /* 400..503 */
    const char *code;    /* "PARAM_ERROR"; static */
    const char *message; /* Chinese; static */
    const char *field;   /* JSON pointer of the member at fault, NULL = none; static */
};

/* Fills `why` and returns false. */
bool gateway_refuse(struct gateway_refusal *why, int status, const char *code, const char *message);
/* 400 PARAM_ERROR at a member. */
bool gateway_refuse_field(struct gateway_refusal *why, const char *field);
/* The error body {"code","message","detail"?}: a new reference. */
json_t *gateway_refusal_json(const struct gateway_refusal *why);

#endif
