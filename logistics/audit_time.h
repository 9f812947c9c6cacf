/* Whether parcels have the times of their moves. That is told where moves are read
 * (mall/operate/audit_move.h), by the columns of where parcels stand (audit_parcel_place); what is
 * left is asked of the database. */
#ifndef LOGISTICS_AUDIT_TIME_H
#define LOGISTICS_AUDIT_TIME_H

#include "base/audit.h"

#define AUDIT_PARCEL_TIMES "parcels have the times of their moves"

/* Adds what is found from an id on; `is_told` = all have them. */
bool audit_parcel_times(struct task *task, int64_t from_id, bool is_told, json_t *violations,
                        struct refusal *why);

#endif
