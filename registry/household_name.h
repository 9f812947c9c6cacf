/* A person's name as it is looked for: one form for the ways in which people write it, and the
 * keyed hash of that form, which stands beside the sealed name.
 *
 * A name of a minority people is written with a dot between its parts or without, and there are
 * many dots; a typed one comes with blanks. None of them counts. Letters count without case.
 * Characters are compared as they are: 𠮷 is not 吉.
 */
#ifndef REGISTRY_HOUSEHOLD_NAME_H
#define REGISTRY_HOUSEHOLD_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/task.h"

/* The one form, in the arena; "" when nothing of the name counts. `name` is valid UTF-8. */
const char *household_name_form(struct arena *arena, const char *name);

/* The hash that stands beside a sealed name. */
void household_name_hash(struct arena *arena, const char *name, uint8_t hash[32]);

/* Timed work: hashes names that were written before there were hashes; *done of them, at most
 * HOUSEHOLD_NAMES at once. */
enum { HOUSEHOLD_NAMES = 500 };
bool household_name_due(struct task *task, int *done, struct refusal *why);

#endif
