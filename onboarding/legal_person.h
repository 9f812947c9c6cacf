/* The people behind an organisation: its legal person by its newest dossier in force, and who has a
 * share by its newest that names some - for what compares people by identity number. Nobody is
 * shown it. */
#ifndef ONBOARDING_LEGAL_PERSON_H
#define ONBOARDING_LEGAL_PERSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/db.h"
#include "base/task.h"

struct legal_person {
    int64_t organisation_id;
    const char *id_number;
};
struct legal_persons {
    struct legal_person *items; /* the task's; in the order of their organisations, a legal person
                                   before the shareholders */
    int count;
};

/* Those of a county's organisations; as a report. An organisation without such a dossier, or whose
 * number does not open, has none. */
bool legal_persons_of_county(struct task *task, const char *county_code,
                             struct legal_persons *persons, struct refusal *why);
/* Those of organisations; as timed work. */
bool legal_persons_of(struct task *task, const int64_t *organisations, size_t count,
                      struct legal_persons *persons, struct refusal *why);

#endif
