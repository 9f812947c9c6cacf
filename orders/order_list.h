/* Orders in lists, newest first: for who bought, who sold and who looks over a county; and for the
 * station that packs. No addresses. Whether the asker may see them is the caller's question.
 *
 * `state` is one of the machine's words, "" = any. All return a new reference, NULL and why when
 * refused.
 */
#ifndef ORDERS_ORDER_LIST_H
#define ORDERS_ORDER_LIST_H

#include <jansson.h>
#include <stdint.h>

#include "base/page.h"
#include "base/task.h"

/* Pages of orders, each with its lines {line_id, title, spec, quantity that was not refunded}. */
json_t *order_buyer_list_json(struct task *task, int64_t buyer_id, const char *state,
                              const struct page *page, struct refusal *why);
json_t *order_producer_list_json(struct task *task, int64_t producer_id, const char *state,
                                 const struct page *page, struct refusal *why);
/* county_code "" = everywhere. */
json_t *order_county_list_json(struct task *task, const char *county_code, const char *state,
                               const struct page *page, struct refusal *why);

/* The station's desk: a page of its orders in a state, which is named, oldest first: what waits
 * longest is packed first. */
json_t *order_station_list_json(struct task *task, int64_t station_id, const char *state,
                                const struct page *page, struct refusal *why);

#endif
