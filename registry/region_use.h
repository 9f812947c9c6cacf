/* Who still uses codes of the division that died, and how a person brings it to a living one.
 *
 * - A dead code may stand in households (their village), organisations (township and village),
 *   address books and roles. All of these go on working under it; nothing new may be written with
 *   it.
 * - A person moves what uses it to a living code of the same level, as a rule the successor:
 *   addresses anywhere, households and organisations within their county, since a household's and
 *   an organisation's county is where their money is accounted for and never changes. Where the
 *   county itself has another code, they stay under the old one.
 * - A role is not moved: it is taken back and given anew, by who gives roles.
 * - What was sold, traced and shared out before keeps the code of its day.
 */
#ifndef REGISTRY_REGION_USE_H
#define REGISTRY_REGION_USE_H

#include <jansson.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* A page of dead codes that are used, by code and level, which are the cursor; of those that begin
 * with `county_code` ("" = all). {items: [{code, level, name, path, valid_to, successor,
 * households, organisations, addresses, grants}], next}. New reference, NULL when refused. */
json_t *region_use_list_json(struct task *task, const char *county_code, const struct page *page,
                             struct refusal *why);

/* A page of what was moved, newest first: {move_id, code, to_code, path, to_path, households,
 * organisations, addresses, reason, actor_name, moved_at}. Likewise. */
json_t *region_move_list_json(struct task *task, const char *county_code, const struct page *page,
                              struct refusal *why);

struct region_move {
    const char *code, *to_code;
    const char *reason;
    int64_t actor_id;
    /* set */
    int64_t id, households, organisations, addresses;
};
/* Moves all that may be moved, in one transaction, with a row that says so. Refuses with
 * invalid_field (`to_code`: another level, dead, unknown), conflict (the code lives; nothing uses
 * it that may be moved there). */
bool region_use_move(struct task *task, struct region_move *move, struct refusal *why);
/* {move_id, code, to_code, households, organisations, addresses}. New reference. */
json_t *region_move_json(const struct region_move *move);

#endif
