/* Taking over what is staged, by pieces of whole villages, two side by side.
 */
#ifndef REGISTER_TAKING_H
#define REGISTER_TAKING_H

#include "register/run.h"

/* Moves a run that is applying on: by a piece or two, then by those who are missing in the
 * snapshot, then to its end; back to fetching where a crash of the server has emptied the stage. */
bool register_take(struct task *task, const struct register_run *run, struct refusal *why);

#endif
