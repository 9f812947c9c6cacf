/* Exports: a list as a file (mall/operate/export_list.h), made by a job while its person goes on
 * working, found again under "my exports" and kept for a week.
 *
 * queued -> running -> done or failed. The list is read with the rights that the account has while
 * the job runs: a role that was taken back meanwhile yields no row. Each export leaves a row in the
 * access trail (subject "export").
 */
#ifndef MALL_OPERATE_EXPORT_H
#define MALL_OPERATE_EXPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/job.h"
#include "base/page.h"
#include "registry/session.h"

/* Rows of a file at most; a longer list ends there, and the file and the answer say so. */
enum { EXPORT_ROWS_MAX = 100000 };
/* Exports of one account that may be under way at once. */
enum { EXPORTS_AT_ONCE = 3 };

struct export_wish {
    const char *list, *format;
    json_t *filters; /* object of texts; NULL = none */
};

/* Writes the wish down and its job; refuses at once what the list itself refuses. */
bool export_ask(struct task *task, const struct session *session, const struct export_wish *wish,
                const struct idempotency *key, int64_t *export_id, struct refusal *why);

/* One's own exports, newest first; one of them. New reference, NULL when refused. */
json_t *export_list_json(struct task *task, int64_t account_id, const struct page *page,
                         struct refusal *why);
json_t *export_json(struct task *task, int64_t account_id, int64_t export_id, struct refusal *why);

/* The job. */
bool export_run(struct task *task, int64_t job_id, json_t *payload, struct refusal *why);

#endif
