/* A parcel's way as anybody may read it who holds its waybill number. Numbers can be guessed, so
 * nothing in it says whose parcel it is, or where it goes in the end:
 *
 * - Of what a carrier wrote only the place in its own brackets is passed on (【重庆转运中心】), and
 * of the last way to the door not even that; couriers' names and telephones stand outside them.
 * Runs of seven digits or more are blanked all the same.
 * - No order, no lines, no weight.
 */
#ifndef LOGISTICS_TRACKING_PUBLIC_H
#define LOGISTICS_TRACKING_PUBLIC_H

#include <jansson.h>

#include "base/arena.h"
#include "base/refusal.h"
#include "base/task.h"

/* [{"carrier_name", "state", "state_text", "handed_over_at", "signed_at", "events": [{"state_text",
 * "happened_at", "place"}] newest first}]: empty when no parcel has that number (as typed). New
 * reference; NULL and why when the database cannot be asked. */
json_t *tracking_public_json(struct task *task, const char *typed, struct refusal *why);

/* The place that an event's text names in brackets, "" = none. Pure; in the arena. */
const char *tracking_place(struct arena *arena, const char *text);

#endif
