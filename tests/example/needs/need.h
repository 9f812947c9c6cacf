/* A need that a village has told: a whole module in one noun, for tests/api/example.test. */
#ifndef NEEDS_NEED_H
#define NEEDS_NEED_H

#include <jansson.h>
#include <stdbool.h>

#include "base/import.h"
#include "base/machine.h"

#define NEED_STATES(STATE)                                                                         \
    STATE(NEED_TOLD, "told")                                                                       \
    STATE(NEED_MET, "met")
enum need_state { NEED_STATES(STATE_ENUM) };
extern const struct machine NEED_MACHINE;
extern const struct importer IMPORT_NEEDS;

/* Needs of a county, newest first, as a list; NULL and why on refusal. */
json_t *need_list_json(struct task *task, const char *county_code, struct refusal *why);

/* Takes needs of nothing for met; *done says how many. */
bool need_settle_due(struct task *task, int *done, struct refusal *why);

#endif
