/* What somebody registers as, after the first signing in by code: a caring person, a household of
 * the register, or an information administrator; and a household without a phone, which an officer
 * registers with its word.
 *
 *     applied -> granted -> ended        applied -> refused, withdrawn or lapsed
 *
 * - A caring person is granted at once and gets nothing by it.
 * - A household says its village, a name and an identity number. They are held against the
 *   register's keyed hashes and not kept. One whose telephone is the register's is granted at once;
 *   everything else, a number that is on no register too, waits for an officer of the place, and
 *   looks the same to who asked. So many tries a day (MALL_CLAIM_DAILY).
 * - An administrator asks for one of REGISTRATION_ROLES over a region with a reason; the county's
 *   centre gives the role (RIGHT_ADMINISTRATOR_GRANT), never to itself.
 * - Of a household that gets an account of its own, what others were to do for it ends.
 * What nobody decides in MALL_REGISTRATION_DAYS lapses.
 */
#ifndef REGISTRY_REGISTRATION_H
#define REGISTRY_REGISTRATION_H

#include <jansson.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/shape.h"
#include "base/task.h"
#include "registry/consent_reference.h"
#include "registry/household.h"

#define REGISTRATION_STATES(STATE)                                                                 \
    STATE(REGISTRATION_APPLIED, "applied")                                                         \
    STATE(REGISTRATION_GRANTED, "granted")                                                         \
    STATE(REGISTRATION_REFUSED, "refused")                                                         \
    STATE(REGISTRATION_WITHDRAWN, "withdrawn")                                                     \
    STATE(REGISTRATION_LAPSED, "lapsed")                                                           \
    STATE(REGISTRATION_ENDED, "ended")
enum registration_state { REGISTRATION_STATES(STATE_ENUM) };
extern const struct machine REGISTRATION_MACHINE;

extern const struct refusal_kind REGISTRATION_EXISTS;   /* 409 registration_exists */
extern const struct refusal_kind REGISTRATION_CLOSED;   /* 409 registration_closed */
extern const struct refusal_kind REGISTRATION_NO_MATCH; /* 409 registration_no_match */
extern const struct refusal_kind REGISTRATION_TRIES;    /* 429 registration_tries */

/* Roles that the county's centre gives: those below it. Ended by NULL. */
extern const char *const REGISTRATION_ROLES[];

struct registration_wish {
    const char *kind;         /* "caring", "household", "administrator" */
    const char *village_code; /* household: 12 digits */
    const char *name, *id_number;
    const char *role, *region_code, *reason; /* administrator */
};
extern const struct shape REGISTRATION_WISH_SHAPE;

/* What an account says it is; *id = its registration. */
bool registration_apply(struct task *task, int64_t account_id, const struct registration_wish *wish,
                        const struct idempotency *key, int64_t *id, struct refusal *why);

/* A household without a phone, by an officer with its word; the caller has asked
 * RIGHT_AUTHORITY_RECORD over it and that the photo is its own. */
bool registration_by_proxy(struct task *task, const struct household *household,
                           struct consent_reference *consent, int64_t actor_id,
                           const struct idempotency *key, int64_t *id, struct refusal *why);

struct registration {
    int64_t id, account_id; /* account 0 = by an officer */
    const char *place_code; /* "" = of a caring person */
    bool administrator;
};
bool registration_find(struct task *task, int64_t id, struct registration *out,
                       struct refusal *why);

/* Grants, refuses, ends (which takes the role back) or withdraws; the caller has asked whether the
 * actor may. */
bool registration_move(struct task *task, int64_t id, enum registration_state to, int64_t actor_id,
                       const char *reason, struct refusal *why);

/* {registration_id, kind, account_id, phone (masked), place_code, place_name, household_id,
 * household_no, pseudonym, name_masked, role, reason, consent_kind, consent_no, consent_on,
 * scan_id, state, answer, created_at, recorded_by_name, decided_by_name}; to who registers
 * (`own`) nothing says whether a household was found. New references; NULL and why. */
json_t *registration_json(struct task *task, int64_t id, bool own, struct refusal *why);
json_t *registration_own_list_json(struct task *task, int64_t account_id, const struct page *page,
                                   struct refusal *why);
json_t *registration_desk_list_json(struct task *task, const char *region_code, const char *state,
                                    const struct page *page, struct refusal *why);

/* Timed work: those that nobody decided in time lapse. */
bool registration_lapse_due(struct task *task, int *done, struct refusal *why);

#endif
