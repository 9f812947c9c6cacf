/* Tracking: what a carrier reports of a parcel, pushed in the form of Kuaidi100 or entered by the
 * station.
 *
 * - A push carries the whole list of events each time, newest first; pushes repeat and overtake
 * each other. An event is known by the hash of time, state and text, so applying a list twice, or
 * an old one after a new one, changes nothing.
 * - Events only ever move a parcel forward (PARCEL_MACHINE), each once; what was signed, returned
 * or lost stays so until the station corrects it with a reason.
 * - A time before the parcel was packed or to come is not believed; a parcel is signed for when we
 * hear of it, because the buyer's time for claims runs from there.
 * - A push is believed when MD5(param + salt), in hexadecimal, equals its sign; compared in
 * constant time.
 */
#ifndef LOGISTICS_TRACKING_H
#define LOGISTICS_TRACKING_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/db.h"
#include "logistics/parcel.h"

enum {
    TRACKING_MAX_EVENTS = 300,
    TRACKING_MAX_TEXT = 300 /* code points kept of one event's text */
};

extern const struct refusal_kind TRACKING_BAD_SIGN; /* 401 bad_sign */
extern const struct refusal_kind TRACKING_BAD_PUSH; /* 400 bad_push */

/* What an event says. It moves the parcel to the state of its name, picked_up to in_transit;
 * trouble, returning and refused are only shown. */
#define TRACKING_STATES(STATE)                                                                     \
    STATE(TRACKING_PICKED_UP, "picked_up")                                                         \
    STATE(TRACKING_IN_TRANSIT, "in_transit")                                                       \
    STATE(TRACKING_OUT_FOR_DELIVERY, "out_for_delivery")                                           \
    STATE(TRACKING_SIGNED, "signed")                                                               \
    STATE(TRACKING_RETURNED, "returned")                                                           \
    STATE(TRACKING_LOST, "lost")                                                                   \
    STATE(TRACKING_TROUBLE, "trouble")                                                             \
    STATE(TRACKING_RETURNING, "returning")                                                         \
    STATE(TRACKING_REFUSED, "refused")
enum tracking_state { TRACKING_STATES(STATE_ENUM) };

/* As it is stored and answered: "picked_up". Static. */
const char *tracking_state_name(enum tracking_state state);
/* The state of that word; -1 when there is none. */
int tracking_find_state(const char *word);
/* Whether an event of that state moves a parcel, and *to where. */
bool tracking_moves(enum tracking_state state, enum parcel_state *to);

struct tracking_event {
    enum tracking_state state;
    const char *happened; /* RFC 3339 with offset */
    int64_t happened_us;
    const char *text;
};

struct tracking_push {
    const char *carrier; /* our code */
    const char *waybill_no;
    struct tracking_event *events; /* as pushed: newest first */
    int count;
};

/* Whether the sign belongs to the param. False when no salt is set. */
bool tracking_is_signed(struct arena *arena, const char *param, const char *sign, const char *salt);

/* Reads a push's param. True with count 0 when there is nothing to apply (an unknown carrier, an
 * empty list). Pure. */
bool tracking_read(struct arena *arena, const char *param, struct tracking_push *push,
                   struct refusal *why);

/* The event that moves a parcel of that state on, and *to where; NULL when it stays. Pure. */
const struct tracking_event *tracking_target(enum parcel_state from,
                                             const struct tracking_event *events, int count,
                                             enum parcel_state *to);

/* The event's hash: SHA-256 over time, state and text, each ended by a zero byte. */
void tracking_hash(struct arena *arena, const struct tracking_event *event, uint8_t hash[32]);

/* Checks and applies one push. A waybill that we do not know is not an error: there is nobody to
 * tell. */
bool tracking_push(struct task *task, const char *param, const char *sign, struct refusal *why);

/* The station enters what it knows; a state that moves a parcel (asserted). */
bool tracking_enter(struct task *task, int64_t parcel_id, enum tracking_state state,
                    const char *text, int64_t actor_id, struct refusal *why);

/* The station corrects what was entered or reported by mistake: a parcel that is signed, returned
 * or lost is in another state after all. Inside the transaction of orders/correct.h, which knows
 * whether its order is still open. */
bool tracking_correct(struct task *task, struct db_tx *tx, int64_t parcel_id,
                      enum tracking_state state, const char *reason, int64_t actor_id,
                      struct refusal *why);

/* A parcel's way: {"parcel_id", "state", "carrier", "carrier_name", "waybill_no", "signed_at",
 * "items": [{"state", "happened_at", "text"}] newest first, "next": null}. New reference. */
json_t *tracking_json(struct task *task, int64_t parcel_id, struct refusal *why);

/* The salt, from the module's start. */
void tracking_start(const char *salt);

#endif
