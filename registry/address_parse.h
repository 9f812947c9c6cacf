/* Takes a pasted address apart (registry/address_paste.h) with the regions of the database. */
#ifndef REGISTRY_ADDRESS_PARSE_H
#define REGISTRY_ADDRESS_PARSE_H

#include <jansson.h>

#include "base/refusal.h"
#include "base/task.h"

/* {name, phone, detail, region_code, region_name, unrecognised: [field...]}: what was not
 * recognised is "" and named ("name", "phone", "region_code", "detail"); a region above the
 * township is given as far as it goes, and named too. New reference. */
json_t *address_parse_json(struct task *task, const char *pasted, struct refusal *why);

#endif
