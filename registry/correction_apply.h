/* What an accepted correction changes (registry/correction.h): the household's own columns, and,
 * where the national register told of the household, a version that says so from today on.
 *
 * Such a version keeps beside its text what the register itself said. The register saying the same
 * again is then no news, and what it says otherwise is taken over without undoing what was
 * corrected here (registry/household_stage.h) - until the register says something else of that very
 * field, which is newer.
 */
#ifndef REGISTRY_CORRECTION_APPLY_H
#define REGISTRY_CORRECTION_APPLY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "registry/household.h"

/* What stands in a field now, in the arena; "" = nothing, or no field of ours. Refuses with
 * invalid_field "member_no" when there is no such member. */
bool correction_standing(struct task *task, int64_t household_id, const char *field,
                         int64_t member_no, const char **value, struct refusal *why);

struct correction_change {
    int64_t household_id, member_no;
    const char *county_code, *field, *value;
};

/* Inside a transaction: makes it so. */
bool correction_apply(struct task *task, struct db_tx *tx, const struct correction_change *change,
                      struct refusal *why);

/* The row in the trail of changes that a request was made: which field, not its values. */
void correction_note(struct db_tx *tx, int64_t correction_id, const struct household *household,
                     const char *field, const char *asked_as);

/* The facts of a line of the register with what was corrected here and the register has not said
 * otherwise since: `said` is what it said before, `held` what was made of it, `line` what it says
 * now. New reference; NULL when nothing of it is to be kept. */
json_t *correction_keep(const json_t *said, const json_t *held, const json_t *line);

#endif
