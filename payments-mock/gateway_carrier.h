/* The tracking service's side, in the shape of Kuaidi100: subscriptions, live queries, and the
 * pushes that follow each new event of a parcel. Parcels move only when somebody asks for it.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_CARRIER_H
#define PAYMENTS_MOCK_GATEWAY_CARRIER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"

struct gateway;

enum { GATEWAY_PARCELS_MAX = 200000, GATEWAY_EVENTS_MAX = 100 };

/* The service's states of a parcel; the numbers are the wire's. */
enum gateway_parcel_state {
    GATEWAY_PARCEL_IN_TRANSIT = 0,
    GATEWAY_PARCEL_PICKED_UP = 1,
    GATEWAY_PARCEL_TROUBLE = 2,
    GATEWAY_PARCEL_SIGNED = 3,
    GATEWAY_PARCEL_RETURN_SIGNED = 4,
    GATEWAY_PARCEL_DELIVERING = 5,
    GATEWAY_PARCEL_RETURNING = 6,
    GATEWAY_PARCEL_REFUSED = 14
};

struct gateway_parcel {
    char key[100]; /* "com/num" */
    char com[33];
    char num[33];
    char to[200];   /* where it goes, from the subscription; "" unknown */
    char *callback; /* "" = not subscribed */
    char *salt;     /* "" = pushes are not signed */
    json_t *events; /* array, oldest first, of {"at_us","state","context","place"} */
};

/* All zero is an empty table. */
struct gateway_parcels {
    struct map by_key;
    struct gateway_parcel **list;
    int count, capacity;
};

void gateway_parcels_release(struct gateway_parcels *parcels);

/* POST /poll: the form's fields -> the answer's JSON (a new reference). */
json_t *gateway_carrier_subscribe(struct gateway *gateway, struct arena *arena, const char *form);
/* POST /poll/query.do. */
json_t *gateway_carrier_query(struct gateway *gateway, struct arena *arena, const char *form);
/* The hook: {"com","num","state":1} or {"com","num","to":"signed"} or neither (one step on), with
 * an optional "context" and "place". False when the body is not of that shape. */
bool gateway_carrier_advance(struct gateway *gateway, const json_t *body, json_t **answer);

/* For the journal. */
json_t *gateway_parcel_record(const struct gateway_parcel *parcel);
bool gateway_parcel_restore(struct gateway_parcels *parcels, const json_t *record);

#endif
