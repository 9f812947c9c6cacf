/* What the desks do with a dossier, and what the end of its publicity does. */
#ifndef ONBOARDING_DOSSIER_DESK_H
#define ONBOARDING_DOSSIER_DESK_H

#include "onboarding/dossier.h"
#include "registry/permission.h"

extern const struct refusal_kind DOSSIER_NOT_HERE; /* 409 dossier_not_at_desk */

/* One fault that a desk names: what the applicant must put right. */
struct dossier_fault {
    const char *paper; /* of PAPER_KINDS, "" = of the form itself */
    const char *field; /* "expires_on", "scan_id", "legal_id" ... */
    const char *note;
};
struct dossier_verdict {
    int64_t revision;     /* of the dossier that was looked at */
    const char *decision; /* "pass", "send_back" */
    const char *note;
    struct shape_list faults; /* of struct dossier_fault; send_back names at least one, or a note */
};
extern const struct shape DOSSIER_VERDICT_SHAPE;

/* The right that the desk needs at which it lies; RIGHT_NONE when it lies at none. */
enum right dossier_desk_right(enum dossier_state state);
/* The places whose desks it belongs to: its village or township. */
struct scope dossier_scope(const struct dossier *dossier);

/* Inside a transaction that has locked it (SQL_dossier_lock): the same person does not decide two
 * steps of one dossier, nor over what is their own. Refuses with dossier_same_person. */
bool dossier_check_person(struct db_tx *tx, int64_t id, const struct db_rows *locked,
                          const char *step, int64_t actor_id, struct refusal *why);

/* Passes it on or sends it back. The caller has asked for dossier_desk_right() over its place.
 * Refused when it lies at no desk, has changed since it was seen, or the actor applied for it, has
 * a role in its organisation, or decided another step of it. A passed renewal is in force at once.
 */
bool dossier_decide(struct task *task, int64_t id, int64_t actor_id,
                    const struct dossier_verdict *verdict, struct refusal *why);

/* Timed work: those whose publicity is over and to which no objection is open come into force. */
bool dossier_enter_due(struct task *task, int *done, struct refusal *why);

/* Settings, from the module's start. */
void dossier_start(int64_t publicity_days);

#endif
