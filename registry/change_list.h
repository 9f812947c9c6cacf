/* The one list of who changed what, for whom, when and why: moves of states made by people
 * (base/machine.h), changes (base/change_trail.h), and what the access trail holds that is a change
 * - roles given and taken back, accounts locked, codes on paper, exports, imports. */
#ifndef REGISTRY_CHANGE_LIST_H
#define REGISTRY_CHANGE_LIST_H

#include <jansson.h>
#include <stdint.h>

#include "base/page.h"
#include "base/task.h"

/* Which rows. Nothing of a number or word: any. */
struct change_query {
    /* "" = what belongs to no county, and when actor, household or subject is told any county */
    const char *county_code;
    int64_t actor_id;        /* account */
    int64_t on_behalf_of_id; /* household; -1 = whatever was done for some household */
    const char *subject;     /* kind of thing; "" = any */
    int64_t subject_id;
    const char *action;            /* "" = any; of a move the state that it led to */
    const char *from_day, *to_day; /* first and last day, "2026-11-27" of Beijing; NULL = no bound
                                    */
};

/* A page, newest first: {entry_id, source ("move", "change", "access"), county_code, actor_id,
 * actor_name (of who has no role here: the first character), actor_roles, actor_kind,
 * on_behalf_of_id ("0" = for himself), on_behalf_of_name (its pseudonym), request_id, subject,
 * subject_id, subject_key, subject_name, action, before, after, reason, changed_at}. New reference,
 * NULL when refused. */
json_t *change_list_json(struct task *task, const struct change_query *query,
                         const struct page *page, struct refusal *why);

#endif
