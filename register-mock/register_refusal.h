/* Why the register refuses a call: the wire's status, code and sentence. */
#ifndef REGISTER_MOCK_REGISTER_REFUSAL_H
#define REGISTER_MOCK_REGISTER_REFUSAL_H

#include <stdbool.h>

struct register_refusal {
    int status;          /* 400..503 */
    const char *code;    /* "not_found"; static */
    const char *message; /* Chinese; static or in the call's arena */
};

/* Fills `why` and returns false. */
static inline bool register_refuse(struct register_refusal *why, int status, const char *code,
                                   const char *message)
{
    *why = (struct register_refusal){status, code, message};
    return false;
}

#endif
