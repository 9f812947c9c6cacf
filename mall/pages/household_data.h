/* What a household's page says: its sums in steps, its months, one month line by line. */
#ifndef MALL_PAGES_HOUSEHOLD_DATA_H
#define MALL_PAGES_HOUSEHOLD_DATA_H

#include "mall/api/call.h"
#include "registry/household_face.h"

/* Page data (new reference) of a month, the newest with income when NULL; entries behind `after`.
 * NULL and why on refusal. */
json_t *page_household(struct call *call, const struct household *household, const char *month,
                       int64_t after, struct refusal *why);

#endif
