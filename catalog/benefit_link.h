/* A benefit link (利益联结): a household and a producer whose sales credit it. Linking itself is
 * the listings' (catalog/plan.h); here is whether a link is in doubt. While it is held, and once it
 * has ended, what a sale of this producer credits to this household is withheld
 * (ledger/attribution.h); its credits of other producers go on.
 *
 * Who holds a link names a cause, and takes that cause away again; a link is free when none is
 * left. Ending it is a person's decision: what is held goes to the seller, and new listings do not
 * name the household until the link is free again.
 */
#ifndef CATALOG_BENEFIT_LINK_H
#define CATALOG_BENEFIT_LINK_H

#include <jansson.h>
#include <stdint.h>

#include "base/machine.h"
#include "base/task.h"

/* free <-> held <-> ended */
#define BENEFIT_LINK_STATES(STATE)                                                                 \
    STATE(BENEFIT_LINK_FREE, "free")                                                               \
    STATE(BENEFIT_LINK_HELD, "held")                                                               \
    STATE(BENEFIT_LINK_ENDED, "ended")
enum benefit_link_state { BENEFIT_LINK_STATES(STATE_ENUM) };
extern const struct machine BENEFIT_LINK_MACHINE;

/* Why a link is held. */
#define LINK_CAUSE_REGISTER "register" /* the register does not bear it out */
#define LINK_CAUSE_FLAG "flag"         /* a suspicion that a person confirmed */
#define LINK_CAUSE_CONSENT "consent"   /* the household does not want it */

struct benefit_link {
    const char *county_code; /* of the household */
    int64_t household_id, producer_id;
};

/* Who moves links, and why. */
struct benefit_link_mover {
    const char *cause;
    int64_t actor_id;
    const char *reason; /* for the log of moves */
};

/* 403 link_own_case: of a producer where one has a role, or of one's own household. */
extern const struct refusal_kind LINK_OWN_CASE;
/* Nobody decides on a link of his own. */
bool benefit_link_check_person(struct db_tx *tx, const struct benefit_link *link, int64_t actor_id,
                               struct refusal *why);

/* Holds links, within a transaction: adds the cause to each; one that has ended stays ended. Each
 * link at most once. Refuses only when the database does. */
bool benefit_link_hold(struct task *task, struct db_tx *tx, const struct benefit_link *links,
                       int count, const struct benefit_link_mover *mover, struct refusal *why);

/* Takes the cause away from links; those that no other holds are free. One that has ended, or has
 * not the cause, stays as it is. */
bool benefit_link_free(struct task *task, struct db_tx *tx, const struct benefit_link *links,
                       int count, const struct benefit_link_mover *mover, struct refusal *why);

/* A person's decision: ends a link that is held, or reopens one that has ended - which is free
 * then, whatever it was held for, unless the household does not want it: then it is held. One that
 * nothing but a confirmed suspicion holds is reopened as well: nobody else takes that cause away.
 * Refuses with conflict when it does not stand so, with not_found when the link was never in doubt;
 * LINK_OWN_CASE. */
bool benefit_link_end(struct task *task, const struct benefit_link *link, int64_t actor_id,
                      const char *reason, struct refusal *why);
bool benefit_link_reopen(struct task *task, const struct benefit_link *link, int64_t actor_id,
                         const char *reason, struct refusal *why);

/* A household's links that are not free: an array of {producer_id, producer_name, state, causes,
 * reason (of the last move), moved_at}, at most 100. New reference, NULL when refused. */
json_t *benefit_link_list_json(struct task *task, int64_t household_id, struct refusal *why);

/* All producers whose plans name a household: an array of {producer_id, producer_name, kinds (comma
 * between), first_at, plans (how many), state}, oldest first, at most 500. New reference, NULL when
 * refused. */
json_t *benefit_link_household_json(struct task *task, int64_t household_id, struct refusal *why);

#endif
