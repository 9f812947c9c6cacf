/* How far the mall knows the register (register_state): the last snapshot that it took over, the
 * last change, when the register last answered, and why it cannot be followed, if it cannot.
 *
 * The register being away is a state like others: what is known stays as it was read, with its age.
 */
#ifndef REGISTER_STATE_H
#define REGISTER_STATE_H

#include <jansson.h>
#include <stdint.h>

#include "base/db.h"

/* Why it cannot be followed (register_state.trouble). */
#define TROUBLE_NO_SNAPSHOT "no_snapshot" /* none was taken over yet */
#define TROUBLE_AWAY "away"               /* it does not answer, or not as itself */
#define TROUBLE_GAP "gap"                 /* its changes have one left out */
#define TROUBLE_BEHIND "behind"           /* it knows less than it told before */
#define TROUBLE_ANSWER "answer"           /* what it answers cannot be read */

struct register_state {
    const char *snapshot_id; /* "" = none */
    int64_t change_no;
    const char *trouble; /* "" = none */
    int64_t quiet_s;     /* since it answered; -1 = it never did */
};

bool register_state_read(struct task *task, struct register_state *state, struct refusal *why);
/* Notes why it cannot be followed; `answered`: it did answer. */
bool register_state_trouble(struct task *task, const char *trouble, bool answered,
                            struct refusal *why);

/* {is_set, snapshot_id, snapshot_at, change_no, changed_at, asked_at, quiet_s, trouble,
 * trouble_began_at}. New reference, NULL when refused. */
json_t *register_state_json(struct task *task, struct refusal *why);

#endif
