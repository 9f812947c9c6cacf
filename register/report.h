/* Telling the register what the mall learned (registry/household_report.h): phones and addresses as
 * they come, and each month what sales credited to a household in it, once the month is over and
 * again whenever that changes. What it takes is done; what it refuses waits for a person.
 *
 * Incomes are found by a walk over all households' months in the order of their ids, so many at a
 * time, once a day: it reads the sums that are kept anyway and touches no sale.
 */
#ifndef REGISTER_REPORT_H
#define REGISTER_REPORT_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

enum {
    REPORT_ROUND = 500,       /* reports in one request */
    REPORT_MONTH_ROWS = 20000 /* of households' months that one step of the walk reads */
};

/* Timed work: tells what waits, *done = how many it got an answer to. The register being away is
 * noted, and what waits goes on waiting. */
bool report_tell(struct task *task, int *done, struct refusal *why);
/* Timed work: a step of the walk; *done = 1 when there is more of it today. */
bool report_walk(struct task *task, int *done, struct refusal *why);

#endif
