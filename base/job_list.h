/* Jobs as an operator sees them: what was not done and why, what will be tried again and when, and
 * the two things to be done about it. The payload stays inside: it may be somebody's.
 */
#ifndef BASE_JOB_LIST_H
#define BASE_JOB_LIST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

extern const struct refusal_kind JOB_NOT_FAILED;  /* 409 job_not_failed */
extern const struct refusal_kind JOB_NOT_WAITING; /* 409 job_not_waiting */

/* "failed" (given up), "retrying" (failed, and will be tried again), "queued", "running", "done".
 */
extern const char *const JOB_STATES[]; /* NULL-terminated */

/* A page, newest first; state and kind "" = any. Items {job_id, kind, key, state, attempts,
 * max_attempts, last_error, created_at, run_at, finished_at}. New reference, NULL when refused. */
json_t *job_list_json(struct task *task, const char *state, const char *kind,
                      const struct page *page, struct refusal *why);
json_t *job_json(struct task *task, int64_t job_id, struct refusal *why);
/* {failed, retrying, queued, running, done_today, oldest_due_at, kinds: [...]}. */
json_t *job_summary_json(struct task *task, struct refusal *why);

/* One that was given up, or waits for its next attempt, begins anew at once. *was = its state
 * before, the task's. */
bool job_again(struct task *task, int64_t job_id, const char **was, struct refusal *why);
/* One that waits is given up, with the reason. */
bool job_give_up(struct task *task, int64_t job_id, const char *reason, struct refusal *why);

#endif
