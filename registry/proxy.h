/* Acting for a household: most have no smartphone, so the village's officer opens their statement
 * with them. Whoever looks for somebody else leaves a row in the access trail; the household itself
 * leaves none.
 */
#ifndef REGISTRY_PROXY_H
#define REGISTRY_PROXY_H

#include "registry/household.h"

/* Opens a household's statement of income to the caller: asks RIGHT_STATEMENT_READ, and writes the
 * trail when the caller is not the household itself. */
bool proxy_open_statement(struct task *task, const struct session *session, int64_t household_id,
                          struct household *out, struct refusal *why);

#endif
