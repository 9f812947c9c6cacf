/* Asking the register: signed requests, answers whose signature is held against the register's key
 * and against the very request (its nonce), so that no answer of before or of somebody else passes.
 */
#ifndef REGISTER_CLIENT_H
#define REGISTER_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/refusal.h"
#include "base/task.h"

/* 502: no answer, or one that is not the register's. */
extern const struct refusal_kind REGISTER_AWAY;
/* 409: this mall knows no register. */
extern const struct refusal_kind REGISTER_NONE;

/* Reads MALL_REGISTER_*; false after a line on standard error when they are no keys. */
bool register_client_start(void);
/* Whether there is a register at all. */
bool register_client_is_set(void);

struct register_answer {
    int status;
    const char *body; /* NUL-terminated, in the task's arena */
    size_t length;
    const char *next; /* of a page: where the next one begins, "" = it was the last; NULL = none */
};

/* Sends a request with a body (NULL = none) and waits for the answer, which was signed by the
 * register whatever its status. Refuses with REGISTER_AWAY (its detail says why) or REGISTER_NONE.
 */
bool register_client_ask(struct task *task, const char *method, const char *target,
                         const char *body, struct register_answer *answer, struct refusal *why);

#endif
