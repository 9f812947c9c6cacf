/* How a refund's amount came about, in words that can be worked out with pencil and paper. */
#ifndef ORDERS_REFUND_WORDS_H
#define ORDERS_REFUND_WORDS_H

#include <jansson.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/task.h"

/* "119.60 元 × 1 ÷ 2 = 59.80 元": what was paid for a line, the units that go back, the units that
 * were bought, and what that gives. Where the division leaves a part of a fen it says so. */
char *refund_formula(struct arena *arena, int64_t paid_fen, int64_t bought, int64_t back,
                     int64_t goods_fen);

/* Adds "formula" to an object with "goods_fen" and "freight_fen": the sum of the two in words. */
void refund_words_sum(struct task *task, json_t *refund);

/* The same, and to each of its "lines" {quantity, goods_fen, line_quantity, line_paid_fen}. */
void refund_words_add(struct task *task, json_t *refund);

#endif
