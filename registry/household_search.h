/* Finding a household by what people have in hand: somebody's name, identity number (18 characters,
 * an old one of 15, a disability card's 20), the household's phone or a member's own, or its number
 * in the register.
 *
 * Names and numbers are found through their keyed hashes (registry/household_name.h,
 * base/crypto.h), within one county and there within the region that is asked for; what comes back
 * is masked. Who searches names a purpose; every search has its row in the access trail before it
 * is answered, and a person searches so many times a day (MALL_SEARCH_DAILY).
 */
#ifndef REGISTRY_HOUSEHOLD_SEARCH_H
#define REGISTRY_HOUSEHOLD_SEARCH_H

#include <jansson.h>

#include "base/task.h"
#include "registry/session.h"

enum { HOUSEHOLD_SEARCH_MAX = 50, HOUSEHOLD_SEARCH_VALUE_MAX = 60 };

struct household_search {
    const char *region_code; /* a county, township or village; within RIGHT_HOUSEHOLD_FIND */
    const char *value;       /* valid UTF-8, at most HOUSEHOLD_SEARCH_VALUE_MAX characters */
    const char *purpose;     /* one of ACCESS_PURPOSES */
};

/* {"by" ("name", "id_number", "phone", "household_no"), "items", "more" (there are others behind
 * HOUSEHOLD_SEARCH_MAX)}; an item is {household_id, household_no, pseudonym, village_code,
 * village_name, family_type, state, member_no, name (masked), relation} with the member that was
 * found, or the head. Asks for the right itself. New reference, NULL when refused: forbidden,
 * invalid_field (region_code, value, purpose), reading_limit. */
json_t *household_search_json(struct task *task, const struct session *session,
                              const struct household_search *search, struct refusal *why);

#endif
