/* Which counties send parcels to a region. */
#ifndef LOGISTICS_FREIGHT_REACH_H
#define LOGISTICS_FREIGHT_REACH_H

#include <stdbool.h>

#include "base/db.h"

/* The codes of the counties whose freight table delivers there, by code; memory is the task's. */
bool freight_reach(struct task *task, const char *region_code, const char ***counties, int *count,
                   struct refusal *why);

#endif
