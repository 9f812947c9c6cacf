/* Orders as people see them: the buyer's, the station's and the producer's view. */
#ifndef ORDERS_ORDER_H
#define ORDERS_ORDER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"
#include "orders/order_lock.h"

/* Where an order belongs, for permission checks. Refuses with ORDER_NOT_FOUND. */
struct order_place {
    int64_t id, buyer_id, producer_id, station_id;
    char county_code[8];
    char state[12];
};
bool order_place(struct task *task, int64_t order_id, struct order_place *place,
                 struct refusal *why);

/* One order with lines, parcels and refunds; no address. New reference. */
json_t *order_json(struct task *task, int64_t order_id, struct refusal *why);

/* The station's desk: a page of its orders in a state, oldest first. New reference. */
json_t *order_station_list_json(struct task *task, int64_t station_id, const char *state,
                                const struct page *page, struct refusal *why);

/* Where to send it, in the clear: {"name", "phone", "detail", "region_code"}. The caller has
 * checked the right and written the access trail. */
json_t *order_address_json(struct task *task, int64_t order_id, struct refusal *why);

/* Seals an address for storing; the same purpose opens it. */
uint8_t *order_address_seal(struct task *task, const char *name, const char *phone,
                            const char *detail, size_t *length);

#endif
