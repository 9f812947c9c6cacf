/* A parcel: boxes of one order packed together at a station, weighed, handed to a carrier and
 * followed. Many parcels an order.
 *
 * `order_id` and `line_id` are opaque here; who may pack what is orders/fulfil.h.
 */
#ifndef LOGISTICS_PARCEL_H
#define LOGISTICS_PARCEL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"
#include "logistics/waybill.h"
#include "registry/permission.h"

/* packed -> handed_over -> in_transit -> out_for_delivery -> signed | returned | lost;
 * packed -> unpacked: opened again before it left */
#define PARCEL_STATES(STATE)                                                                       \
    STATE(PARCEL_PACKED, "packed")                                                                 \
    STATE(PARCEL_HANDED_OVER, "handed_over")                                                       \
    STATE(PARCEL_IN_TRANSIT, "in_transit")                                                         \
    STATE(PARCEL_OUT_FOR_DELIVERY, "out_for_delivery")                                             \
    STATE(PARCEL_SIGNED, "signed")                                                                 \
    STATE(PARCEL_RETURNED, "returned")                                                             \
    STATE(PARCEL_LOST, "lost")                                                                     \
    STATE(PARCEL_UNPACKED, "unpacked")
enum parcel_state { PARCEL_STATES(STATE_ENUM) };
extern const struct machine PARCEL_MACHINE;

/* Signed, returned, lost or unpacked: no carrier moves it on. */
bool parcel_has_ended(enum parcel_state state);

/* Who wants to know when a parcel's way has come to its end, or an end was corrected: called inside
 * the transaction that moved it, with its order; false refuses the move. One, set at start. */
typedef bool parcel_end_heard(struct task *task, struct db_tx *tx, int64_t order_id,
                              struct refusal *why);
void parcel_on_end(parcel_end_heard *heard);
bool parcel_tell_end(struct task *task, struct db_tx *tx, int64_t order_id, struct refusal *why);

extern const struct refusal_kind PARCEL_NOT_FOUND;   /* 404 parcel_not_found */
extern const struct refusal_kind PARCEL_WRONG_STATE; /* 409 parcel_wrong_state */
extern const struct refusal_kind WAYBILL_PATTERN; /* 422 waybill_pattern: no number of that carrier
                                                   */
extern const struct refusal_kind CARRIER_UNKNOWN; /* 422 carrier_unknown */

struct parcel_item {
    int64_t line_id, lot_id, sku_id, quantity;
    const char *trace_code, *village_code, *harvested_on; /* what the label says of the lot */
};

struct parcel_draft {
    int64_t order_id, station_id;
    const char *county_code;
    int64_t weight_g; /* 1..1000000, as weighed */
    int64_t packed_by;
    const struct parcel_item *items;
    int item_count; /* >= 1 */
};

/* Writes a packed parcel with its items inside the transaction (sent, not awaited); returns its id.
 */
int64_t parcel_add(struct db_tx *tx, const struct parcel_draft *draft);

/* How an order's parcels stand; those that were unpacked again are none. */
struct parcel_summary {
    int total, packed, handed_over; /* handed_over counts every parcel that left the station,
                                       whatever became of it */
    int under_way;                  /* handed over and not yet signed, returned or lost */
    int signed_, returned, lost;
};
bool parcel_summary(struct task *task, struct db_tx *tx, int64_t order_id,
                    struct parcel_summary *summary, struct refusal *why);

/* Boxes of one line of an order that are in its parcels. */
bool parcel_line_boxes(struct db_tx *tx, int64_t order_id, int64_t line_id, int64_t *boxes,
                       struct refusal *why);

/* A parcel on its way to a carrier: what orders/hand_over.h gives. */
struct parcel_handing {
    int64_t parcel_id, actor_id;
    const struct waybill_carrier *carrier;
    char waybill_no[WAYBILL_MAX + 1];
    bool wide; /* the number matched only the carrier's wider pattern */
};

/* Checks carrier and number against the carrier's patterns (logistics/waybill.h) and notes them.
 * Pure. */
bool parcel_handing_read(const char *carrier, const char *waybill_no,
                         struct parcel_handing *handing, struct refusal *why);

/* Hands a packed parcel to the carrier inside the transaction, with the subscription to tracking as
 * a job of it. The same once more is harmless. Whether its boxes may leave the caller has asked. */
bool parcel_hand_over(struct db_tx *tx, const struct parcel_handing *handing, struct refusal *why);

/* Opens a packed parcel of the order again: locks it, moves it to unpacked, gives its boxes. True
 * with *count 0 when it was unpacked before. What becomes of the boxes is orders/unpack.h. */
bool parcel_unpack(struct task *task, struct db_tx *tx, int64_t parcel_id, int64_t order_id,
                   int64_t actor_id, const char *reason, struct parcel_item **items, int *count,
                   struct refusal *why);

/* Whose a parcel is, to ask permissions with: its county and station; and its order. */
bool parcel_scope(struct task *task, int64_t parcel_id, struct scope *scope, int64_t *order_id,
                  struct refusal *why);

/* A parcel with its items and tracking (newest first), and all parcels of an order. New references.
 */
json_t *parcel_json(struct task *task, int64_t parcel_id, struct refusal *why);
json_t *parcels_of_order_json(struct task *task, int64_t order_id, struct refusal *why);

/* Which of a station's parcels are meant; "" = any. */
struct parcel_query {
    int64_t station_id;
    const char *state, *carrier;
    const char *handed_over_on; /* "2026-11-27", a day of Beijing's clock */
};
/* A page of them, newest first, without boxes and tracking. New reference. */
json_t *parcels_of_station_json(struct task *task, const struct parcel_query *query,
                                const struct page *page, struct refusal *why);

/* The parcel with a waybill number, whoever carries it; 0 when there is none. */
bool parcel_of_waybill(struct task *task, const char *number, int64_t *parcel_id,
                       struct refusal *why);

/* Where a lot's boxes went: a page of {"parcel_id", "order_id", "state", "packed_at", "items":
 * [{"line_id", "sku_id", "quantity"}]}, oldest first. For a recall. New reference. */
json_t *parcels_of_lot_json(struct task *task, int64_t lot_id, const struct page *page,
                            struct refusal *why);

#endif
