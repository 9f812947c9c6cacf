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
/* county_code "" = everywhere; of a county, producer_id 0 = any. */
json_t *order_county_list_json(struct task *task, const char *county_code, int64_t producer_id,
                               const char *state, const struct page *page, struct refusal *why);

/* Paid orders whose station is suspended or removed: nobody may pack them. */
json_t *order_stranded_list_json(struct task *task, const struct page *page, struct refusal *why);

/* Which of a station's orders are meant. */
struct order_station_query {
    int64_t station_id;
    const char *state;       /* is named: "paid" ... */
    const char *packing;     /* "todo": boxes wait to be packed; "done": none; "" = either */
    int64_t producer_id;     /* 0 = of any */
    const char *region_code; /* goes there or below; "" = anywhere */
};

/* The station's desk: a page of its orders, oldest first: what waits longest is packed first. Each
 * with the name of where it goes, and with boxes and net grams that wait to be packed. */
json_t *order_station_list_json(struct task *task, const struct order_station_query *query,
                                const struct page *page, struct refusal *why);

/* What those orders come to together: {"orders", "boxes", "net_g", "goods_fen", "freight_fen",
 * "total_fen", "more"}; `more`: only the oldest ORDER_SUMS_MAX were added. */
enum { ORDER_SUMS_MAX = 5000 };
json_t *order_station_sums_json(struct task *task, const struct order_station_query *query,
                                struct refusal *why);

#endif
