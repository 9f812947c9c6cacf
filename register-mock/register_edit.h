/* Changes of the register made by hand: what an official would enter, carried out with all that
 * follows from it, and told in the feed.
 */
#ifndef REGISTER_MOCK_REGISTER_EDIT_H
#define REGISTER_MOCK_REGISTER_EDIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "register-mock/register_refusal.h"
#include "register-mock/register_store.h"

/* Carries out one wish, whole or not at all:
 *   {"kind": "joined", "household": RECORD}, or "village_code" for an invented household
 *   {"kind": "corrected", "household_no", "fields": {...}, "members": [{"person_no", ...}]}:
 * members of the record and of its people that become another; a person_no that is not in it is
 * added
 *   {"kind": "exited", "household_no"}
 *   {"kind": "moved", "household_no", "village_code", "group_name"}
 *   {"kind": "deceased", "household_no", "person_no"}
 *   {"kind": "merged", "household_no", "into": HOUSEHOLD_NO}
 *   {"kind": "split", "household_no", "into": [{"members": [PERSON_NO...], "village_code"}...]}
 * `done` becomes [{"change_no", "kind", "household_no"}...], a new reference. False with the
 * refusal: 400 bad_request, 404 not_found, 409 conflict, 422 bad_record. */
bool register_edit(struct register_store *store, struct arena *arena, const json_t *wish,
                   int64_t now_us, json_t **done, struct register_refusal *why);

#endif
