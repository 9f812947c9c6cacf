/* What is signed on the wire, by either side (PROTOCOL.md). */
#ifndef REGISTER_MOCK_REGISTER_SIGN_H
#define REGISTER_MOCK_REGISTER_SIGN_H

#include <stddef.h>

#include "base/arena.h"

/* "METHOD\nTARGET\nTIME\nNONCE\nHEX\n"; the target is path and query as sent. In the arena. */
const char *register_request_message(struct arena *arena, const char *method, const char *target,
                                     const char *time, const char *nonce, const void *body,
                                     size_t body_length);
/* "STATUS\nNONCE\nTIME\nHEX\n"; the nonce is the request's. In the arena. */
const char *register_answer_message(struct arena *arena, int status, const char *nonce,
                                    const char *time, const void *body, size_t body_length);

#endif
