/* Whether parcels, what is in them and what carriers reported of them are as they were written.
 * Who reads parcels with their orders (orders/audit_box.h) looks at the stamps of the first two. */
#ifndef LOGISTICS_PARCEL_AUDIT_H
#define LOGISTICS_PARCEL_AUDIT_H

#include "base/audit.h"

#define AUDIT_PARCEL_STAMPS "parcels and what carriers reported are as they were written"

/* Adds what is found from an id on: of parcels and what is in them, and of what carriers reported.
 */
bool parcel_audit(struct task *task, int64_t from_id, json_t *violations, struct refusal *why);
bool tracking_audit(struct task *task, int64_t from_id, json_t *violations, struct refusal *why);

#endif
