/* The poor villages of a county by its own list (import_listed_village.c), as desks read it. */
#ifndef REGISTRY_LISTED_VILLAGE_H
#define REGISTRY_LISTED_VILLAGE_H

#include <jansson.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* A page by code, which is the cursor: {items: [{village_code, name, periods: [{begins_on,
 * ended_on (the first day on which it does not count; null = it counts on)}]}], next, changed_at
 * (null = the county has brought in none)}. New reference, NULL when refused. */
json_t *listed_village_list_json(struct task *task, const char *county_code,
                                 const struct page *page, struct refusal *why);

#endif
