/* The tracking service's client, in the form of Kuaidi100: one subscription a parcel; what happens
 * then is pushed to us (logistics/tracking.h).
 *
 * Subscribing (POST <root>/poll, a form with `schema` and `param`) is repeated until it is
 * accepted; the service knows a number it has already by itself (return code 501), so repeating
 * does no harm.
 */
#ifndef LOGISTICS_CARRIER_CLIENT_H
#define LOGISTICS_CARRIER_CLIENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind CARRIER_REFUSED; /* 502 carrier_refused: the service said no */

/* Where pushes come in, below the public URL. */
#define CARRIER_PUSH_PATH "/carrier/push/kuaidi100"

struct carrier_settings {
    const char *url;        /* root of the tracking service; "" = states are entered by hand */
    const char *key;        /* our key there */
    const char *salt;       /* of its pushes; "" = no push is believed */
    const char *public_url; /* where it reaches us, without a path; "" = nothing is subscribed */
};

/* Once per process, before requests and jobs. The texts must outlive it. */
void carrier_client_start(const struct carrier_settings *settings);

/* Whether parcels are subscribed at all. */
bool carrier_client_is_on(void);

/* The job "carrier_subscribe" {"parcel_id"}. */
bool carrier_subscribe_job(struct task *task, int64_t job_id, json_t *payload, struct refusal *why);

/* The form body of a subscription. Pure: exposed for tests. */
const char *carrier_subscription(struct arena *arena, const struct carrier_settings *settings,
                                 const char *kuaidi_com, const char *waybill_no);

/* What the service's answer means: true when the parcel is subscribed now. Pure. */
bool carrier_answer(struct arena *arena, int status, const char *body, size_t length,
                    struct refusal *why);

#endif
