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

/* One reading. */
struct access_reading {
    int64_t account_id;  /* who reads; 0 = whoever held the household's code on paper */
    const char *purpose; /* one of the above; "proxy": a household's statement opened with it;
                            "paper_issue", "paper_revoke", "paper": its code on paper made, taken
                            back, used; "own": the household itself, a copy of it all */
    const char *subject; /* "household", "order" */
    int64_t subject_id;
    const char *county_code; /* of the subject */
    const char *fields;      /* names, comma between: "phone,members.name" */
};

/* Writes one row and waits for it: what is shown without a row must not be shown. */
bool access_trail_add(struct task *task, const struct access_reading *reading, struct refusal *why);

/* The same in the transaction of what is written down - a role, a lock, an export -, sent with its
 * next statement. */
void access_trail_send(struct db_tx *tx, const struct access_reading *reading);

/* 429 reading_limit: that many subjects a day were opened; `have` = how many that is. */
extern const struct refusal_kind ACCESS_LIMIT;

/* The same for a personal field that is opened: refused when the reader has opened as many subjects
 * of this kind today (of Beijing) as the setting named `setting` allows - MALL_PERSONAL_DAILY for
 * households, MALL_LABEL_DAILY for orders. A subject that was opened today may be opened again.
 * Exact also when many are opened at once. */
bool access_trail_open(struct task *task, const struct access_reading *reading, const char *setting,
                       struct refusal *why);

/* A page of the rows about one subject, newest first: {entry_id, account_id, actor_name, purpose,
 * subject, fields, read_at}. New reference, NULL when refused. */
json_t *access_trail_list_json(struct task *task, const char *subject, int64_t subject_id,
                               const struct page *page, struct refusal *why);

/* Which rows of a county, or of all counties of a prefecture, a list shows. Those about roles over
 * the whole mall are every county's. */
struct access_trail_query {
    const char *county_code;       /* "" = any; a prefecture's = all of its counties */
    int64_t account_id;            /* 0 = anybody */
    const char *purpose;           /* "" = any */
    const char *subject;           /* "" = any; "household", "order", "role_grant", ... */
    const char *from_day, *to_day; /* first and last day, "2026-11-27" of Beijing; NULL = no bound
                                    */
};
/* A page of them, newest first: the above with {county_code, actor_roles, subject_id, subject_name,
 * subject_no, subject_account_id}. New reference, NULL when refused. */
json_t *access_trail_of_county_json(struct task *task, const struct access_trail_query *query,
                                    const struct page *page, struct refusal *why);

/* Who opened much in a day: at least half of what the settings allow. An array, newest day first,
 * at most 200: {day, account_id, actor_name, actor_roles, subject ("household" or "order"),
 * subjects, readings, first_at, last_at, allowed}. Days of the query without bound: the last 31.
 * New reference, NULL when refused. */
json_t *access_trail_readers_json(struct task *task, const struct access_trail_query *query,
                                  struct refusal *why);

#endif
