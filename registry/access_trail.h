/* The access trail: who read which unmasked field of whom, why, and when. Append-only; the
 * application's database role cannot change it. */
#ifndef REGISTRY_ACCESS_TRAIL_H
#define REGISTRY_ACCESS_TRAIL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"
#include "base/task.h"

/* Purposes a reader may name. */
extern const char *const ACCESS_PURPOSES[]; /* NULL-terminated: "verify", "payout", "complaint",
                                               "correction", "shipping" */
bool access_trail_is_purpose(const char *purpose);

/* Writes one row and waits for it: what is shown without a row must not be shown. `fields` is a
 * list of names ("name,id_number,phone"). */
bool access_trail_add(struct task *task, int64_t account_id, const char *purpose,
                      const char *subject, int64_t subject_id, const char *fields,
                      struct refusal *why);

/* A page of the rows about one subject, newest first: {entry_id, account_id, purpose, subject,
 * fields, read_at}. New reference, NULL when refused. */
json_t *access_trail_list_json(struct task *task, const char *subject, int64_t subject_id,
                               const struct page *page, struct refusal *why);

#endif
