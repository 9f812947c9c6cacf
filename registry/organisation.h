/* Organisations: who sells (producers), the county's e-commerce stations that ship, the offices of
 * the four levels (市设办, 县设管理中心, 乡设服务站, 村设信息点), and those who buy or help. */
#ifndef REGISTRY_ORGANISATION_H
#define REGISTRY_ORGANISATION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/task.h"

/* What an organisation is. */
#define ORGANISATION_KINDS(KIND)                                                                   \
    KIND(ORGANISATION_COOPERATIVE, "cooperative")                                                  \
    KIND(ORGANISATION_ENTERPRISE, "enterprise")                                                    \
    KIND(ORGANISATION_FAMILY_FARM, "family_farm")                                                  \
    KIND(ORGANISATION_VILLAGE_COLLECTIVE, "village_collective")                                    \
    KIND(ORGANISATION_STATION, "station")                                                          \
    KIND(ORGANISATION_TOWNSHIP_OFFICE, "township_office")                                          \
    KIND(ORGANISATION_COUNTY_CENTRE, "county_centre")                                              \
    KIND(ORGANISATION_CITY_OFFICE, "city_office")                                                  \
    KIND(ORGANISATION_VILLAGE_POINT, "village_point")                                              \
    KIND(ORGANISATION_PURCHASING_UNIT, "purchasing_unit")                                          \
    KIND(ORGANISATION_SOCIAL, "social_organisation")
enum organisation_kind { ORGANISATION_KINDS(STATE_ENUM) ORGANISATION_KIND_COUNT };
extern const char *const ORGANISATION_KIND_WORDS[]; /* by number, ended by NULL */

/* Kinds that may sell (who may offer certified produce: those with a licence who grow or gather
 * it), as bits 1 << kind. */
#define ORGANISATION_SELLS                                                                         \
    (1u << ORGANISATION_COOPERATIVE | 1u << ORGANISATION_ENTERPRISE |                              \
     1u << ORGANISATION_FAMILY_FARM | 1u << ORGANISATION_VILLAGE_COLLECTIVE)

/* The number of a kind's word; asserts that it is one. */
enum organisation_kind organisation_kind(const char *word);
/* Whether a credit code (valid) can be one of that kind: its department and class (GB 32100-2015)
 * fit. */
bool organisation_credit_code_fits(enum organisation_kind kind, const char *credit_code);

/* applied -> active <-> suspended -> removed, and active <-> expired by the papers it must have. A
 * grant counts only while its organisation is active or expired.
 */
#define ORGANISATION_STATES(STATE)                                                                 \
    STATE(ORGANISATION_APPLIED, "applied")                                                         \
    STATE(ORGANISATION_ACTIVE, "active")                                                           \
    STATE(ORGANISATION_SUSPENDED, "suspended")                                                     \
    STATE(ORGANISATION_REMOVED, "removed")                                                         \
    STATE(ORGANISATION_EXPIRED, "expired")
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
