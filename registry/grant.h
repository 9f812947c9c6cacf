/* Roles given and taken back: an account that registered by itself becomes a producer, an officer,
 * an auditor, an operator, or a household's own.
 *
 * Each change leaves a row in the access trail (subject "role_grant"), written in the same
 * transaction. A grant that was taken back and is given again is the same row.
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

struct grant_wish {
    const char *phone;
    const char *role;        /* as in role_name() */
    const char *region_code; /* "" = none */
    int64_t organisation_id; /* 0 = none */
    int64_t household_id;    /* 0 = none */
    const char *reason;      /* why it is given, kept with it; "" = none said */
};

/* What each role needs and nothing else: producer a cooperative or enterprise; station officer a
 * station; village officer a village (12 digits) or township (9); county auditor a county (6);
 * household a household; operator nothing. Pure but for the kind of the organisation, which
 * grant_give() asks. */
bool grant_check(const struct grant_wish *wish, struct refusal *why);

/* Gives a role; *grant_id is the grant, also when it was given before. */
bool grant_give(struct task *task, const struct grant_wish *wish, int64_t actor_id,
                int64_t *grant_id, struct refusal *why);

/* Takes a role back from now on. Refused for the last operator, who could not be replaced. */
bool grant_take_back(struct task *task, int64_t grant_id, int64_t actor_id, struct refusal *why);

/* A page of the grants in force, by id: {grant_id, account_id, display_name, phone (masked), role,
 * region_code, organisation_id, organisation_name, household_id, granted_at}. role "" = all. New
 * reference, NULL when refused. */
json_t *grant_list_json(struct task *task, const char *role, const struct page *page,
                        struct refusal *why);

#endif
