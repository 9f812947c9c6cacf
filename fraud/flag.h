/* What looks like fraud, with its evidence: raised by timed work (fraud/find.h), looked at and
 * ended by the county's auditor. A flag is no judgement: nothing is held or taken by it. Who
 * confirms one says why and may suspend the household in the same breath; its next shares are then
 * withheld, as of any household that does not count (ledger/attribution.h). Who clears one says why
 * it is in order; the same evidence does not raise it again, other evidence raises another. Nobody
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

/* 403 fraud_own_case: about an organisation where one has a role, or one's own household. */
extern const struct refusal_kind FRAUD_OWN_CASE;
/* 409 fraud_decided: somebody has decided it. */
extern const struct refusal_kind FRAUD_DECIDED;

/* A page of a county's flags, newest first: {flag_id, county_code, kind, state, household_id,
 * household_name, household_state, village_code, organisation_id, organisation_name, evidence,
 * raised_at, found_at, decided_at, decided_by_name, reason}. `state` and `kind` "" = any. New
 * reference, NULL when refused. */
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
    bool confirmed;     /* else cleared */
    bool suspends;      /* the household is suspended, when it is confirmed and stands */
    const char *reason; /* for people */
};
/* Ends it; FRAUD_OWN_CASE, FRAUD_DECIDED. */
bool fraud_flag_decide(struct task *task, const struct fraud_decision *decision,
                       struct refusal *why);

#endif
