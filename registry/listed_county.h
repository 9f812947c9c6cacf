/* The 832 counties that were on the national list of poor counties (脱贫县), all of which had left
 * it by 2020: the name of then, the code of today, and the year.
 *
 * Nothing is decided by it. The years are a transcription of public notices that nobody official
 * has looked at: ops/data/SOURCES.md says where they come from and what does not add up. Who shows
 * one says so, in LISTED_COUNTY_SOURCE's words.
 */
#ifndef REGISTRY_LISTED_COUNTY_H
#define REGISTRY_LISTED_COUNTY_H

#include <jansson.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* Years in which counties left. */
enum { LISTED_COUNTY_FIRST_EXIT = 2016, LISTED_COUNTY_LAST_EXIT = 2020 };

extern const char LISTED_COUNTY_SOURCE[];

/* A page of them by code of today, which is the cursor; `province_code` ("" = all) is six digits,
 * `year` 0 = any. {items, next, source}, and on the first page `years`, how many names left in each
 * year over all provinces. New reference, NULL when refused. */
json_t *listed_county_list_json(struct task *task, const char *province_code, int64_t year,
                                const struct page *page, struct refusal *why);

/* {code, name, province_code, province, listed, source}; not_found when it was not on the list. New
 * reference, NULL when refused. */
json_t *listed_county_json(struct task *task, const char *code, struct refusal *why);

#endif
