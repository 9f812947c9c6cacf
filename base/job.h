/* Jobs: outbound calls and timed work, in a table. A job is written in the same transaction as the
 * fact that caused it (outbox), run by any worker (leased by `for update skip locked`, in this one
 * file), retried with back-off and jitter, given up visibly after `max_attempts`, and idempotent at
 * the receiver.
 */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

/* Runs one job; the payload is the JSON it was written with. False = try again later (why is kept
 * as the last error). */
typedef bool job_run(struct task *task, int64_t job_id, json_t *payload, struct refusal *why);
struct job_kind {
    const char *name;
    job_run *run;
    int max_attempts;
    int64_t first_delay_ms;
    int64_t max_delay_ms;
    int64_t timeout_ms;
};

/* The kind of that name, NULL when this program has none. */
const struct job_kind *job_kind_find(const char *name);

/* Registers kinds (table ended by .name == NULL), at start. */
void job_register(const struct job_kind *kinds);
/* Inserts a job inside a transaction. payload is a borrowed object (at most 8 KiB as text).
 * `shard_key` is what the data that it is about is spread by, "" when that is none. `key` (may be
 * NULL) makes it unique while unfinished. */
void job_add(struct db_tx *tx, const char *kind, const char *key, json_t *payload, int64_t delay_ms,
             const char *shard_key);
/* A job of that kind and key that waits for its next attempt is due now; one that was given up
 * begins anew. Nothing when there is none, or when it runs. */
void job_hasten(struct db_tx *tx, const char *kind, const char *key);
/* Starts polling (every poll_ms, and at once on NOTIFY job_due) with at most max_running jobs in
 * this process. */
void job_start(int poll_ms, int max_running);
void job_stop(void);
/* Runs what is due, one after another, until nothing is: for a command and tests. Returns
 * jobs run, -1 on refusal. */
int job_run_due(struct task *task, struct refusal *why);
/* Jobs at work in this process, and one more while it asks for due ones: at 0 after job_stop() it
 * may exit without leaving a lease behind. */
int job_running(void);

#endif
