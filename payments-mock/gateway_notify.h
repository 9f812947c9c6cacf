/* Notifications that the gateway owes: kept in the journal, sent until the receiver says that it
 * has understood, or the schedule of repetitions is at its end. They survive a restart.
 *
 * Payments and refunds go out encrypted and signed, each attempt afresh; parcel news go out as the
 * tracking service sends them. What is told is fixed when the notification is made.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_NOTIFY_H
#define PAYMENTS_MOCK_GATEWAY_NOTIFY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/map.h"
#include "payments-mock/gateway_due.h"

struct gateway;
struct loop_timer;

enum {
    GATEWAY_NOTIFIES_KEPT = 20000, /* the oldest finished ones are forgotten beyond */
    GATEWAY_NOTIFIES_IN_FLIGHT = 64,
    GATEWAY_NOTIFY_TIMEOUT_MS = 5000,
    GATEWAY_NOTIFY_LOG_MAX = 64, /* attempts shown of one notification */
};

/* The event type of parcel news; the others are the payment platform's ("TRANSACTION.SUCCESS"). */
#define GATEWAY_EVENT_PARCEL "PARCEL"
/* That of a text message's receipt. */
#define GATEWAY_EVENT_SMS "SMS"

enum gateway_notify_state {
    GATEWAY_NOTIFY_PENDING,
    GATEWAY_NOTIFY_DELIVERED,
    GATEWAY_NOTIFY_FAILED, /* the schedule is at its end */
    GATEWAY_NOTIFY_DROPPED /* by a fault that was asked for */
};

struct gateway_notify {
    TAILQ_ENTRY(gateway_notify) link;
    char id[37];
    char event_type[33];
    char subject[100]; /* order's, refund's or parcel's number */
    char *url;
    char *resource; /* plain JSON text */
    char *salt;     /* parcels and receipts: what the push is signed with; "" = not at all */
    enum gateway_notify_state state;
    struct gateway_due due; /* since it was made; waits while it is PENDING and not in flight */
    int attempts, failures;
    int more; /* deliveries still to come after a successful one */
    bool in_flight;
    json_t *log; /* array of {"at","status","result"} */
};

struct gateway_notifies {
    TAILQ_HEAD(gateway_notify_list, gateway_notify) list; /* oldest first */
    struct map by_id;
    int count, in_flight;
    int owed; /* PENDING ones, in flight or not */
    struct gateway_dues waiting;
    struct loop_timer *timer;
    bool stopping; /* begin nothing new */
    void (*stopped)(void);
};

void gateway_notifies_init(struct gateway_notifies *notifies);
void gateway_notifies_release(struct gateway_notifies *notifies);

/* What is to be told. `resource` is taken; `salt` NULL unless a parcel's or a receipt's. */
struct gateway_news {
    const char *event_type, *subject, *url, *salt;
    json_t *resource;
};

/* Keeps the notification and starts to deliver it. Without an url nothing happens. */
void gateway_notify_send(struct gateway *gateway, const struct gateway_news *news);

/* Sends what is due, and sets the timer for what is not. Called after the replay, too. */
void gateway_notify_pump(struct gateway *gateway);

/* Begins no delivery any more; `stopped` is called once when none is under way. What is owed is
 * sent after the next start. */
void gateway_notify_stop(struct gateway *gateway, void (*stopped)(void));

/* Delivers again, from the start of the schedule; NULL when there is no such notification. */
struct gateway_notify *gateway_notify_resend(struct gateway *gateway, const char *id);

/* For people and tests: without the resource's ciphertext, with every attempt. A new reference. */
json_t *gateway_notify_json(const struct gateway_notify *notify);

/* For the journal. */
json_t *gateway_notify_record(const struct gateway_notify *notify);
bool gateway_notify_restore(struct gateway_notifies *notifies, const json_t *record);

#endif
