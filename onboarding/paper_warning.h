/* Organisations are told that a paper ends: thirty, seven and one day before, each once, by a
 * message to who answers for them. Their page and the county's list say since when they know
 * (paper_ending_json()). At its end those that may not sell without it stop by themselves
 * (registry/organisation_join.h). */
#ifndef ONBOARDING_PAPER_WARNING_H
#define ONBOARDING_PAPER_WARNING_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

enum { PAPER_WARNINGS_A_ROUND = 100 };

/* Timed work: *done = how many papers were told of. */
bool paper_warn_due(struct task *task, int *done, struct refusal *why);

#endif
