/* What was sold in an order line, for those who may know that and nothing else of the order. */
#ifndef ORDERS_LINE_TITLE_H
#define ORDERS_LINE_TITLE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

/* Sets "title" of each object with a "line_id" in the array (at most PAGE_LIMIT_MAX). */
bool line_title_add(struct task *task, json_t *entries, struct refusal *why);

#endif
