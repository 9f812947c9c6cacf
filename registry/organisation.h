/* Organisations: cooperatives and enterprises that sell (producers), and the county's e-commerce
 * stations that ship. */
#ifndef REGISTRY_ORGANISATION_H
#define REGISTRY_ORGANISATION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/task.h"

/* applied -> active <-> suspended -> removed; a grant counts only while its organisation is active.
 */
#define ORGANISATION_STATES(STATE)                                                                 \
    STATE(ORGANISATION_APPLIED, "applied")                                                         \
    STATE(ORGANISATION_ACTIVE, "active")                                                           \
    STATE(ORGANISATION_SUSPENDED, "suspended")                                                     \
    STATE(ORGANISATION_REMOVED, "removed")
enum organisation_state { ORGANISATION_STATES(STATE_ENUM) };
extern const struct machine ORGANISATION_MACHINE;

struct organisation {
    int64_t id;
    const char *code, *kind, *name, *uscc;
    const char *county_code, *village_code;
    enum organisation_state state;
};

/* By id, texts in the task's arena; refuses with not_found. */
bool organisation_find(struct task *task, int64_t id, struct organisation *out,
                       struct refusal *why);

/* Public facts as JSON array: {id, code, kind, name, uscc, county_code, township_code,
 * village_code, state}, by id after `after`. "" = any county or kind. Without those that were only
 * applied for or removed. */
bool organisation_list(struct task *task, const char *county_code, const char *kind, int64_t after,
                       int64_t limit, json_t **out, struct refusal *why);

/* Moves the state, logged with actor and reason; refuses with conflict when the machine does not
 * allow it from where it stands. Sessions are found anew then: its members lose or get their
 * rights. */
bool organisation_move(struct task *task, int64_t id, enum organisation_state to, int64_t actor_id,
                       const char *reason, struct refusal *why);

#endif
