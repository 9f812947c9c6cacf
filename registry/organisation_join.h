/* An organisation that comes in by a dossier, its owner, and until when it may sell. Parts of other
 * people's transactions; the dossier itself is onboarding's. */
#ifndef REGISTRY_ORGANISATION_JOIN_H
#define REGISTRY_ORGANISATION_JOIN_H

#include "base/db.h"
#include "registry/organisation.h"

struct organisation_join {
    enum organisation_kind kind;
    const char *name, *uscc, *county_code, *township_code, *village_code;
    const char *contact_name, *contact_phone;
    int64_t applicant_id; /* becomes its owner, where the kind has people with roles */
    int64_t decider_id;   /* who let it in; another person */
    const char *reason;   /* of the move to active */
};

/* Makes the organisation, active, and gives its owner the role: producer where it sells,
 * station_officer at a station. *id = the organisation's. A credit code that is taken is refused
 * (conflict, "uscc"). */
bool organisation_join(struct task *task, struct db_tx *tx, const struct organisation_join *join,
                       int64_t *id, struct refusal *why);

/* Whether an organisation, other than `but_id`, has that credit code. */
bool organisation_uscc_taken(struct db_tx *tx, const char *uscc, int64_t but_id, bool *taken,
                             struct refusal *why);

/* The last day ("2027-12-31", "infinity") on which all papers hold that it must have. One that had
 * expired sells again when that is to come. */
bool organisation_papers_hold(struct db_tx *tx, int64_t id, const char *last_day, int64_t actor_id,
                              struct refusal *why);

/* Timed work: active organisations whose papers do not hold any more are expired, at most some
 * hundred at a time. */
bool organisation_expire_due(struct task *task, int *done, struct refusal *why);

#endif
