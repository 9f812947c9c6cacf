/* What looks like fraud, with its evidence: raised by timed work (fraud/find.h), looked at and
 * ended by the county's auditor. A flag is no judgement: nothing is held or taken by it. Who
 * confirms one says why and what follows in the same breath: nothing, the household's link with
 * this one seller is held (catalog/benefit_link.h), or the household is suspended. Its next shares,
 * of that seller or of all, are then withheld (ledger/attribution.h). Who clears one says why it is
 * in order; the same evidence does not raise it again, other evidence raises another. Nobody
 * decides about his own organisation or household.
 */
#ifndef FRAUD_FLAG_H
#define FRAUD_FLAG_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/machine.h"
#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

#define FRAUD_FLAG_STATES(STATE)                                                                   \
    STATE(FRAUD_FLAG_RAISED, "raised")                                                             \
    STATE(FRAUD_FLAG_LOOKED_AT, "looked_at")                                                       \
    STATE(FRAUD_FLAG_CONFIRMED, "confirmed")                                                       \
    STATE(FRAUD_FLAG_CLEARED, "cleared")
enum fraud_flag_state { FRAUD_FLAG_STATES(STATE_ENUM) };
extern const struct machine FRAUD_FLAG_MACHINE;

/* What follows one that is confirmed, as it stands in the table and in requests: "nothing", "link"
 * (that of household and seller is held), "household" (is suspended). Ended by NULL. */
extern const char *const FRAUD_FOLLOWS[];

/* 403 fraud_own_case: about an organisation where one has a role, or one's own household. */
extern const struct refusal_kind FRAUD_OWN_CASE;
/* 409 fraud_decided: somebody has decided it. */
extern const struct refusal_kind FRAUD_DECIDED;
/* 422 fraud_no_link: it is not about a household and a seller, so there is no link to hold; or
 * about no one household, so there is none to suspend. */
extern const struct refusal_kind FRAUD_NO_LINK;

/* A page of a county's flags, newest first: {flag_id, county_code, kind, state, household_id,
 * household_name, household_state, village_code, organisation_id, organisation_name, evidence,
 * raised_at, found_at, decided_at, decided_by_name, reason, follows}. `state` and `kind` "" = any.
 * New reference, NULL when refused. */
json_t *fraud_flag_list_json(struct task *task, const char *county_code, const char *state,
                             const char *kind, const struct page *page, struct refusal *why);
/* One of them; not_found. */
json_t *fraud_flag_json(struct task *task, int64_t flag_id, struct refusal *why);
/* Whose county it is (arena), for permissions; not_found. */
bool fraud_flag_county(struct task *task, int64_t flag_id, const char **county_code,
                       struct refusal *why);

/* Somebody has taken it up: raised -> looked_at; nothing when it was already. */
bool fraud_flag_look(struct task *task, int64_t flag_id, int64_t actor_id, struct refusal *why);

struct fraud_decision {
    int64_t flag_id, actor_id;
    bool confirmed;      /* else cleared */
    const char *follows; /* one of FRAUD_FOLLOWS; of one that is cleared "nothing" */
    const char *reason;  /* for people */
};
/* Ends it, with what follows in the same transaction; FRAUD_OWN_CASE, FRAUD_DECIDED,
 * FRAUD_NO_LINK. */
bool fraud_flag_decide(struct task *task, const struct fraud_decision *decision,
                       struct refusal *why);

#endif
