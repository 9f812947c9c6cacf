/* An authority: who may act for a household that has no smartphone, for what, from when to when.
 *
 *     recorded -> in_force -> withdrawn, ended or expired
 *
 * An officer records it with the household's word (registry/consent_reference.h); somebody else at
 * the township or the county confirms it: neither who recorded it nor who is to act. The household
 * and its proxy withdraw it, officers end it on the household's word, its last day ends it by
 * itself, and so does the household's own account or its leaving the register. What nobody confirms
 * in MALL_AUTHORITY_WAIT_DAYS lapses. What a proxy does is asked of it each time
 * (registry/proxy.h).
 */
#ifndef REGISTRY_AUTHORITY_H
#define REGISTRY_AUTHORITY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/shape.h"
#include "base/task.h"
#include "registry/consent_reference.h"
#include "registry/household.h"

#define AUTHORITY_STATES(STATE)                                                                    \
    STATE(AUTHORITY_RECORDED, "recorded")                                                          \
    STATE(AUTHORITY_IN_FORCE, "in_force")                                                          \
    STATE(AUTHORITY_REFUSED, "refused")                                                            \
    STATE(AUTHORITY_WITHDRAWN, "withdrawn")                                                        \
    STATE(AUTHORITY_ENDED, "ended")                                                                \
    STATE(AUTHORITY_EXPIRED, "expired")
enum authority_state { AUTHORITY_STATES(STATE_ENUM) };
extern const struct machine AUTHORITY_MACHINE;

extern const struct refusal_kind AUTHORITY_EXISTS;      /* 409 authority_exists */
extern const struct refusal_kind AUTHORITY_CLOSED;      /* 409 authority_closed */
extern const struct refusal_kind AUTHORITY_SAME_PERSON; /* 409 authority_same_person: four eyes */

/* What can be done for a household: "statement" (read its statement of income), "record" (read its
 * masked record and who looked at it), "consent" (say what it agrees to and takes back),
 * "correction" (ask that something be corrected). Ended by NULL. */
extern const char *const AUTHORITY_SCOPES[];

/* Who is to act, as an officer records it; texts that were left out are NULL. */
struct authority_wish {
    const char *phone;               /* mobile number; an account is made when it has none */
    const char *relation;            /* "family", "neighbour", "officer", "other" */
    struct shape_list scope;         /* of const char *, AUTHORITY_SCOPES, none twice */
    const char *begins_on, *ends_on; /* days of Beijing; NULL = today, and a year behind it */
    struct consent_reference consent;
};
extern const struct shape AUTHORITY_WISH_SHAPE;

/* Records it; the caller has asked RIGHT_AUTHORITY_RECORD over the household and that the photo is
 * its own. A term is at most MALL_AUTHORITY_DAYS. *id = its number. */
bool authority_record(struct task *task, const struct household *household,
                      struct authority_wish *wish, int64_t actor_id, const struct idempotency *key,
                      int64_t *id, struct refusal *why);

/* Where it lies and who acts, for who asks whether somebody may move it. */
struct authority {
    int64_t id, household_id, account_id;
    const char *county_code, *village_code;
    enum authority_state state;
    int64_t scan_id, recorded_by;
};
bool authority_find(struct task *task, int64_t id, struct authority *out, struct refusal *why);

/* Moves it: in_force or refused (RIGHT_AUTHORITY_CONFIRM), ended (RIGHT_AUTHORITY_RECORD),
 * withdrawn (its household, its proxy, or who recorded it while it waits); the caller has asked
 * that. Refused when it stands elsewhere now, or when the actor confirms what is their own. */
bool authority_move(struct task *task, int64_t id, enum authority_state to, int64_t actor_id,
                    const char *reason, struct refusal *why);

/* Part of a transaction: all that stand open for a household (proxies' and waiting ones) end. */
bool authority_end_all(struct db_tx *tx, int64_t household_id, int64_t actor_id, const char *reason,
                       struct refusal *why);

/* Part of a transaction: all that an account holds, or waits to hold, are withdrawn. */
bool authority_withdraw_held(struct db_tx *tx, int64_t account_id, const char *reason,
                             struct refusal *why);

/* {authority_id, household_id, pseudonym, household_no, village_code, village_name, account_id,
 * proxy_name, proxy_phone (masked), relation, scope, begins_on, ends_on, consent_kind, consent_no,
 * consent_on, consent_by, scan_id, recorded_by_name, recorded_at, confirmed_by_name, state,
 * answer}. New references; NULL and why. */
json_t *authority_json(struct task *task, int64_t id, struct refusal *why);
/* Pages of them: a household's and an account's newest first, a region's in a state ("" = any)
 * oldest first. */
json_t *authority_of_household_json(struct task *task, int64_t household_id,
                                    const struct page *page, struct refusal *why);
json_t *authority_own_list_json(struct task *task, int64_t account_id, const struct page *page,
                                struct refusal *why);
json_t *authority_desk_list_json(struct task *task, const char *region_code, const char *state,
                                 const struct page *page, struct refusal *why);

/* Timed work: those whose time is over expire; those of who left the register end. */
bool authority_expire_due(struct task *task, int *done, struct refusal *why);

#endif
