/* What an officer saw on a visit to a household, and when the next one is due. Free text says of
 * people what nobody can foresee, so it is sealed, and reading it is a look with a row in the
 * access trail. Notes are only ever added; a correction is a note that names the one it corrects.
 */
#ifndef REGISTRY_HOUSEHOLD_NOTE_H
#define REGISTRY_HOUSEHOLD_NOTE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/page.h"
#include "registry/household.h"

/* Purpose of the key of a sealed note. */
#define HOUSEHOLD_NOTE "household.note"
enum { HOUSEHOLD_NOTE_MAX = 1000 }; /* characters */

struct household_note {
    const char *visited_on, *next_on; /* YYYY-MM-DD; next_on NULL = not said */
    const char *text;                 /* valid UTF-8 */
    int64_t corrects_id;              /* 0 = none */
    int64_t account_id;
    const struct idempotency *key;
};

/* Writes it down; the caller has asked for the right. Refuses with invalid_field: visited_on (not
 * yet), next_on (before the visit), corrects_id (no note of this household). */
bool household_note_add(struct task *task, const struct household *household,
                        const struct household_note *note, int64_t *note_id, struct refusal *why);

/* A page, newest first: {note_id, visited_on, next_on, text (null: it does not open), corrects_id,
 * actor_name, noted_at}, after a row in the access trail for `reader_id`. New reference, NULL when
 * refused (reading_limit). */
json_t *household_note_list_json(struct task *task, const struct household *household,
                                 int64_t reader_id, const struct page *page, struct refusal *why);

/* A page of which visits there were, without what was written: {note_id, visited_on, next_on,
 * corrects_id, actor_name, noted_at}. For the household itself, whose copy says that a note is
 * there and who wrote it. New reference, NULL when refused. */
json_t *household_note_visits_json(struct task *task, int64_t household_id, const struct page *page,
                                   struct refusal *why);

#endif
