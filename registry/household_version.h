/* What the register said of a household, version by version, and what each says otherwise than the
 * one before: for who keeps its papers, and for itself.
 */
#ifndef REGISTRY_HOUSEHOLD_VERSION_H
#define REGISTRY_HOUSEHOLD_VERSION_H

#include <jansson.h>
#include <stdbool.h>

#include "base/page.h"
#include "base/task.h"
#include "registry/household.h"

/* A page, newest first: {version_id, valid_from, valid_to (null: it holds), change_no, snapshot_id,
 * read_at, first (there is none before), changes}; a change is {field, word (Chinese), member ("" =
 * of the household; else the name of whom it is about), before, after} in words that people read.
 * Names, numbers, phones and accounts are masked unless `clear`; who shows them so has left a row
 * in the trail. New reference, NULL when refused. */
json_t *household_version_list_json(struct task *task, int64_t household_id, bool clear,
                                    const struct page *page, struct refusal *why);

/* What holds now, field by field: an array of {field, word, member, text}, those without a value
 * left out; empty when the register never told of it. Masked likewise. New reference, NULL when
 * refused. */
json_t *household_facts_json(struct task *task, int64_t household_id, bool clear,
                             struct refusal *why);

#endif
