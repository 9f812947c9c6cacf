/* Tracking: what a carrier reports of a parcel, pushed in the form of Kuaidi100 or entered by the
 * station.
 *
 * - A push carries the whole list of events each time, newest first; pushes repeat and overtake
 * each other. An event is known by the hash of time, state and text, so applying a list twice, or
 * an old one after a new one, changes nothing.
 * - Events only ever move a parcel forward (PARCEL_MACHINE); what was signed, returned or lost
 * stays so.
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

enum {
    TRACKING_MAX_EVENTS = 300,
    TRACKING_MAX_TEXT = 300 /* code points kept of one event's text */
};

extern const struct refusal_kind TRACKING_BAD_SIGN; /* 401 bad_sign */
extern const struct refusal_kind TRACKING_BAD_PUSH; /* 400 bad_push */

struct tracking_event {
    const char *state; /* in_transit, out_for_delivery, signed, returned move the parcel; picked_up,
                          trouble, returning, refused are only shown */
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

/* The state that events move a parcel to; NULL when it stays. *cause = the event that says so.
 * Pure. */
const char *tracking_target(const char *state, const struct tracking_event *events, int count,
                            const struct tracking_event **cause);

/* The event's hash: SHA-256 over time, state and text, each ended by a zero byte. */
void tracking_hash(struct arena *arena, const struct tracking_event *event, uint8_t hash[32]);

/* Checks and applies one push. A waybill that we do not know is not an error: there is nobody to
 * tell. */
bool tracking_push(struct task *task, const char *param, const char *sign, struct refusal *why);

/* The station enters what it knows: "in_transit", "out_for_delivery", "signed", "returned" or
 * "lost". */
bool tracking_enter(struct task *task, int64_t parcel_id, const char *state, const char *text,
                    int64_t actor_id, struct refusal *why);

/* The salt, from the module's start. */
void tracking_start(const char *salt);

#endif
