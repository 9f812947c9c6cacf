/* What is to be sent, by when it is due: a heap, the earliest first, and of two that are due at the
 * same time who has owed longer. Nobody is passed over by those who came later.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_DUE_H
#define PAYMENTS_MOCK_GATEWAY_DUE_H

#include <stdint.h>

/* A member of what is sent. */
struct gateway_due {
    int64_t due_us, since_us;
    int place; /* in the heap, from 1; 0 = in none */
};

/* Zero at the beginning. */
struct gateway_dues {
    struct gateway_due **at; /* at[1] is the first */
    int count, capacity;
};

void gateway_dues_release(struct gateway_dues *dues);

/* Adds one that is in no heap; its times do not change while it is in. */
void gateway_due_add(struct gateway_dues *dues, struct gateway_due *due);

/* Takes one out; nothing happens when it is in none. */
void gateway_due_remove(struct gateway_dues *dues, struct gateway_due *due);

/* The one to send first, NULL when there is none. It stays in. */
struct gateway_due *gateway_due_first(const struct gateway_dues *dues);

#endif
