/* An account's basket. What is in it reserves nothing and promises no price; how it stands is asked
 * anew each time (orders/cart_view.h). */
#ifndef ORDERS_CART_H
#define ORDERS_CART_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "orders/cart_view.h"

extern const struct refusal_kind CART_NO_LINE; /* 404 line_not_found */
extern const struct refusal_kind CART_CHANGED; /* 409 cart_changed */

/* The basket as cart_view_json() shows it. New reference. */
json_t *cart_json(struct task *task, int64_t account_id, const char *region_code,
                  struct refusal *why);

/* Puts lines in: quantities are added to those that are there, as far as stock and limits go. *left
 * is an array of {sku_id, title, wanted, taken, reason}, what was not taken whole and why:
 * "not_on_sale", "sold_out", "stock", "limit" (of quantity) or "full" (of lines). Empty when the
 * key was used before. New reference. */
bool cart_add(struct task *task, const struct idempotency *key, const struct cart_line *lines,
              int count, json_t **left, struct refusal *why);

/* Sets a line. Refuses with CART_NO_LINE, or out_of_stock ("quantity") when it is raised above what
 * is left. */
bool cart_set(struct task *task, int64_t account_id, const struct cart_line *line,
              struct refusal *why);

/* Selects these and no other. */
bool cart_select(struct task *task, int64_t account_id, const int64_t *sku_ids, int count,
                 struct refusal *why);

/* The lines are in it; refuses with CART_CHANGED when one is not any more: it may have been bought
 * on another page. */
bool cart_holds(struct task *task, int64_t account_id, const int64_t *sku_ids, int count,
                struct refusal *why);

/* Takes lines out; what is not there is out already. */
bool cart_remove(struct task *task, int64_t account_id, const int64_t *sku_ids, int count,
                 struct refusal *why);
/* Takes out one line that its reader saw; refuses with CART_NO_LINE. */
bool cart_take_out(struct task *task, int64_t account_id, int64_t sku_id, struct refusal *why);
/* Takes out what cannot be bought any more. */
bool cart_remove_dead(struct task *task, int64_t account_id, struct refusal *why);

#endif
