/* A listing while its producer fills it in: the content of a form, complete or not, saved again and
 * again. Nobody else sees it. Handed in, the member "listing" of its content - all else in
 * it is the page's own - becomes a version in review by the same checks as one that came whole.
 *
 * Each save names the revision that its editor saw; another than the newest is refused, so that two
 * windows never overwrite each other unseen. A listing has at most one open form.
 */
#ifndef CATALOG_LISTING_FORM_H
#define CATALOG_LISTING_FORM_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/page.h"
#include "registry/permission.h"

enum { LISTING_FORM_MAX_BYTES = 200000 };

extern const struct refusal_kind LISTING_FORM_CHANGED; /* 409 draft_changed: saved elsewhere since
                                                        */
extern const struct refusal_kind LISTING_FORM_CLOSED;  /* 409 draft_closed */

struct listing_form {
    int64_t actor_id;
    int64_t producer_id, listing_id; /* of a new one; listing_id 0 = a listing to be */
    int64_t revision;                /* seen by its editor */
    const char *title, *step;
    json_t *content; /* an object */
};

/* Begins a form. When the listing has one open already, that one is it. */
bool listing_form_add(struct task *task, const struct listing_form *form,
                      const struct idempotency *key, int64_t *form_id, struct refusal *why);

/* Saves title, step and content. Pictures that the content names stay for as long as the form. */
bool listing_form_save(struct task *task, int64_t form_id, const struct listing_form *form,
                       struct refusal *why);

/* Throws it away. */
bool listing_form_drop(struct task *task, int64_t form_id, struct refusal *why);

/* Hands in what was saved under that revision: *version_id is in review then. Asked again it gives
 * the same version. Refusals: those of the form's fields (422), LISTING_FORM_CHANGED, and all of
 * listing_create(), listing_revise() and listing_submit(). */
bool listing_form_submit(struct task *task, int64_t form_id, int64_t revision, int64_t actor_id,
                         int64_t *version_id, struct refusal *why);

/* Whose it is. */
bool listing_form_scope(struct task *task, int64_t form_id, struct scope *scope,
                        struct refusal *why);

/* New references; NULL and why when refused. */
json_t *listing_form_json(struct task *task, int64_t form_id, struct refusal *why);
json_t *listing_form_list_json(struct task *task, int64_t producer_id, const struct page *page,
                               struct refusal *why);

#endif
