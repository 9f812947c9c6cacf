/* The checks of the books (base/audit.h) over all modules, run by command, or by a job that an
 * operator asks for; each run's report is kept for a year.
 *
 * A full run looks at everything. When it finds nothing, that is kept as a proof (audit_proof):
 * when it began, and the value of the journal's chain. A nightly run begins there: at what was made
 * from MALL_AUDIT_BACK_DAYS days before the proof on - in that time an order comes to its end, and
 * what may be taken back of it is taken back -, at the sums that closed days kept of what is older,
 * and at that its days are still chained. It is a full one when there is no proof, none that fits
 * its stamp and the chain, none of the last MALL_AUDIT_FULL_DAYS days, or when the last full run
 * found something. What only a full run finds says ARCHITECTURE.md. */
#ifndef MALL_OPERATE_AUDIT_H
#define MALL_OPERATE_AUDIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/page.h"

struct audit_wish {
    bool nightly;            /* false = full */
    const char *const *only; /* names of the checks to run, ended by NULL; NULL = all of them */
    /* Told each check's verdict as soon as it is known, as it will stand in the report; NULL. */
    void (*tell)(const json_t *check, void *argument);
    void *argument;
};

/* Reads the settings above. */
void audit_start(void);

/* Whether there is a check of that name. */
bool audit_has(const char *name);

/* Runs the checks. {"kind": "full" or "nightly", "looked_from_ms": Unix milliseconds (0 = at
 * everything), "passed": n, "failed": n, "waiting": checks that wait for a full run, "away":
 * years that lie outside the books, as year_list_json() gives them, "checks": [{truth, name, ok,
 * took_ms, violations}]}. New reference; NULL when the database could not be asked. */
json_t *audit_run(struct task *task, const struct audit_wish *wish, struct refusal *why);

/* Closes the days that are over of all chains (base/day_chain.h) but the journal's, which is the
 * ledger's. */
bool audit_close_chains(struct task *task, int *closed, struct refusal *why);

/* Keeps a report as audit_run() gives it, and the proof that it is. account 0 = by command. */
bool audit_keep(struct task *task, int64_t account_id, int64_t began_us, json_t *report,
                struct refusal *why);

/* Asks for a run; one that is under way stands for it. */
bool audit_want(struct task *task, int64_t account_id, const struct idempotency *key,
                struct refusal *why);
/* Reports kept, newest first, without their checks, and whether one is under way; one of them. New
 * reference, NULL when refused. */
json_t *audit_list_json(struct task *task, const struct page *page, struct refusal *why);
json_t *audit_json(struct task *task, int64_t report_id, struct refusal *why);

/* The job. */
bool audit_job(struct task *task, int64_t job_id, json_t *payload, struct refusal *why);

#endif
