/* Acting for a household: most have no smartphone, so others look at their statement for them.
 *
 * - Officers of its village and its county's auditor do so by their role, in the course of their
 *   work; the household needs not have named them.
 * - Anybody else needs an authority in force that names what is to be done (registry/authority.h);
 *   it is asked each time, so that one that was withdrawn a moment ago opens nothing.
 *
 * Whoever looks for somebody else leaves a row in the access trail - purpose "proxy" of an officer,
 * "authority" of who was named - and all that the task changes from then on is logged as done for
 * the household; the household itself leaves no row.
 */
#ifndef REGISTRY_PROXY_H
#define REGISTRY_PROXY_H

#include "registry/household.h"

extern const struct refusal_kind PROXY_OVER;         /* 403 authority_over */
extern const struct refusal_kind PROXY_OUT_OF_SCOPE; /* 403 authority_scope */

/* Whether the session is the household's own. */
bool proxy_is_own(const struct session *session, int64_t household_id);

/* Lets the caller act for a household by an authority in force that names `scope`, one of
 * AUTHORITY_SCOPES, and leaves the row in the trail. Refuses with forbidden (unauthenticated) who
 * was never named, else with what is wrong with the authority. */
bool proxy_act(struct task *task, const struct session *session, const struct household *household,
               const char *scope, struct refusal *why);

/* The same, with the number of the authority: for what is written down by it. */
bool proxy_act_by(struct task *task, const struct session *session,
                  const struct household *household, const char *scope, int64_t *authority_id,
                  struct refusal *why);

/* Whether an authority in force of the caller's names `scope`: for a page that shows only what its
 * reader may do. Nothing is opened by it, so it leaves no row. */
bool proxy_covers(struct task *task, const struct session *session, int64_t household_id,
                  const char *scope, bool *covers, struct refusal *why);

/* Opens a household's statement of income to the caller: by RIGHT_STATEMENT_READ or by an authority
 * for "statement". */
bool proxy_open_statement(struct task *task, const struct session *session, int64_t household_id,
                          struct household *out, struct refusal *why);

#endif
