/* The answer of checkout: only what was agreed and never changes, so that the first call and every
 * replay say the same. */
#ifndef ORDERS_PLACED_H
#define ORDERS_PLACED_H

#include <stddef.h>
#include <stdint.h>

#include "orders/place.h"

/* As JSON text in the task's arena: from the request that was just placed (no database). */
const char *placed_text(struct task *task, const struct place_request *request, size_t *length);

/* The same text from the database. NULL and why on refusal. */
const char *placed_again_text(struct task *task, int64_t trade_id, size_t *length,
                              struct refusal *why);

#endif
