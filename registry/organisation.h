/* Organisations: cooperatives and enterprises that sell (producers), and the county's e-commerce
 * stations that ship. */
#ifndef REGISTRY_ORGANISATION_H
#define REGISTRY_ORGANISATION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"
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
    const char *county_code, *township_code, *village_code;
    enum organisation_state state;
};

/* By id, texts in the task's arena; refuses with not_found. */
bool organisation_find(struct task *task, int64_t id, struct organisation *out,
                       struct refusal *why);

/* Public facts: {organisation_id, code, kind, name, uscc, county_code, township_code, village_code,
 * place_name, state}. New reference, NULL when refused. */
json_t *organisation_json(struct task *task, int64_t id, struct refusal *why);

/* What a list is asked for; "" = any. */
struct organisation_query {
    const char *county_code, *kind;
    const char *state; /* "" = active and suspended, not those only applied for or removed */
    const char *words; /* part of the name */
};
/* A page of them, by id, without place_name. New reference, NULL when refused. */
json_t *organisation_list_json(struct task *task, const struct organisation_query *query,
                               const struct page *page, struct refusal *why);

/* The same for those who decide on them: with the last move of the state {state_reason, state_by,
 * state_moved_at}, each null when it never moved. */
json_t *organisation_desk_list_json(struct task *task, const struct organisation_query *query,
                                    const struct page *page, struct refusal *why);

/* The moves of its state, newest first, at most 100: [{from_state, to_state, actor_name ("" = the
 * program itself), reason, moved_at}]. New reference, NULL when refused. */
json_t *organisation_moves_json(struct task *task, int64_t id, struct refusal *why);

/* Moves the state, logged with actor and reason; refuses with conflict when the machine does not
 * allow it from where it stands. Sessions are found anew then: its members lose or get their
 * rights. */
bool organisation_move(struct task *task, int64_t id, enum organisation_state to, int64_t actor_id,
                       const char *reason, struct refusal *why);

#endif
