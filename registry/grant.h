/* Roles given and taken back: an account that registered by itself becomes a producer, an officer,
 * an auditor, an operator, or a household's own.
 *
 * Each change leaves a row in the access trail (subject "role_grant"), written in the same
 * transaction. A grant that was taken back, or has ended by itself, and is given again is the same
 * row.
 *
 * Four eyes: nobody gives himself a role, nobody is operator and auditor at once, and while there
 * are other operators a new one waits for a second operator's word. The database holds all three
 * (role_grant_by_another, role_grant_apart, role_grant_second_is_another).
 */
#ifndef REGISTRY_GRANT_H
#define REGISTRY_GRANT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"
#include "base/task.h"
#include "registry/session.h"

extern const struct refusal_kind GRANT_NO_ACCOUNT; /* 404 no_account: the phone never signed in */
extern const struct refusal_kind GRANT_UNFIT;      /* 422 grant_unfit: not what the role needs */
extern const struct refusal_kind GRANT_LAST_OPERATOR; /* 409 last_operator */
extern const struct refusal_kind GRANT_OWN;           /* 409 own_grant: nobody gives himself one */
extern const struct refusal_kind GRANT_APART;         /* 409 roles_apart: operator and auditor */
extern const struct refusal_kind GRANT_NOT_SECOND;    /* 409 not_second_operator: who gave it, or
                                                         gets it, does not confirm it */
extern const struct refusal_kind GRANT_NOT_WAITING;   /* 409 grant_not_waiting */
extern const struct refusal_kind GRANT_HAS_OPERATOR;  /* 409 operator_exists */

struct grant_wish {
    const char *phone;
    const char *role;        /* as in role_name() */
    const char *region_code; /* "" = none */
    int64_t organisation_id; /* 0 = none */
    int64_t household_id;    /* 0 = none */
    const char *reason;      /* why it is given, kept with it; "" = none said */
    const char *expires_on;  /* last day it is good for, Beijing, "2026-12-31"; "" = it does not end
                              */
};

/* What each role needs and nothing else: producer, listing clerk and accountant an organisation
 * that sells; packer one that sells or a station; station officer a station; village officer a
 * village (12 digits) or township (9); township officer a township; county auditor, department
 * officer and county centre a county (6, and no province or city: ARCHITECTURE says why); city
 * officer a prefecture; household a household; operator nothing. An end is a day to come within ten
 * years. Pure but for the kind of the organisation and the level of the region, which grant_give()
 * asks. */
bool grant_check(const struct grant_wish *wish, struct refusal *why);

/* That its region is there, in force, and of the level that the role has; none is let pass. */
bool grant_check_region(struct task *task, const struct grant_wish *wish, struct refusal *why);

/* What became of a wish. */
struct grant_given {
    int64_t grant_id;   /* also when it was given before; one in force only gets the new end */
    bool awaits_second; /* it begins when a second operator confirms it */
};
bool grant_give(struct task *task, const struct grant_wish *wish, int64_t actor_id,
                struct grant_given *given, struct refusal *why);

/* A second operator agrees: neither who gave the role nor who gets it. */
bool grant_confirm(struct task *task, int64_t grant_id, int64_t actor_id, struct refusal *why);

/* Another last day ("" = it does not end) for a role that was not taken back. One that has ended by
 * itself begins anew, an operator's with a second one's word. Nobody prolongs his own. */
bool grant_extend(struct task *task, int64_t grant_id, const char *expires_on, int64_t actor_id,
                  struct grant_given *given, struct refusal *why);

/* Makes the account of a phone (11 digits, checked before), which may be new, the mall's first
 * operator, in the name of the program itself. Refused as long as there is one. */
bool grant_first_operator(struct task *task, const char *phone, int64_t *grant_id,
                          struct refusal *why);

/* Takes a role back from now on. Refused for the last operator, who could not be replaced. */
bool grant_take_back(struct task *task, int64_t grant_id, int64_t actor_id, struct refusal *why);

/* A page of the grants that were not taken back, by id: {grant_id, account_id, display_name, phone
 * (masked), role, region_code, organisation_id, organisation_name, household_id, granted_at,
 * granted_by_name, expires_at, standing, confirmed_by_name}. role "" = all; standing one of
 * GRANT_STANDINGS, "" = all. New reference, NULL when refused. */
extern const char *const GRANT_STANDINGS[]; /* "in_force", "expiring" within fourteen days,
                                               "expired", "waiting" for a second operator, and
                                               "ending" = one of the two that end; NULL */
json_t *grant_list_json(struct task *task, const char *role, const char *standing,
                        const struct page *page, struct refusal *why);

#endif
