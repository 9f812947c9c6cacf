/* What is public before an organisation comes into force, and what people object. Nothing here is
 * anybody's personal data: name, kind, place, credit code, what it will sell, until when. */
#ifndef ONBOARDING_PUBLICITY_H
#define ONBOARDING_PUBLICITY_H

#include <jansson.h>

#include "base/idempotency.h"
#include "base/page.h"
#include "onboarding/dossier.h"

#define OBJECTION_TEXT "dossier_objection.text"
#define OBJECTION_CONTACT "dossier_objection.contact"

extern const struct refusal_kind OBJECTION_TOO_MANY; /* 409 objections_open */
extern const struct refusal_kind OBJECTION_CLOSED;   /* 409 objection_answered */

/* {items: [{dossier_id, name, kind, uscc, county_code, county_name, township_name, sells,
 * publicity_ends_at}], next}; county "" = any. New references, NULL when refused. */
json_t *publicity_list_json(struct task *task, const char *county_code, const struct page *page,
                            struct refusal *why);
json_t *publicity_json(struct task *task, int64_t dossier_id, struct refusal *why);

struct objection {
    int64_t dossier_id, account_id; /* account 0 = nobody signed in: then a contact */
    const char *text, *contact;     /* contact: a mobile number, "" = none */
    const struct idempotency *key;  /* NULL = nobody signed in */
};
/* Recorded while the dossier is public; *id = its number. */
bool objection_add(struct task *task, const struct objection *objection, int64_t *id,
                   struct refusal *why);

/* [{objection_id, round, text, by_account, contact (masked unless `open`), state, answer,
 * created_at, answered_at}]. */
json_t *objection_list_json(struct task *task, int64_t dossier_id, bool open, struct refusal *why);
/* The dossier of an objection. */
bool objection_dossier(struct task *task, int64_t id, int64_t *dossier_id, struct refusal *why);

/* The county answers: "dismissed", or "upheld", which brings the dossier back to its decision. Not
 * by its applicant or a member of its organisation. */
bool objection_answer(struct task *task, int64_t id, int64_t actor_id, const char *outcome,
                      const char *answer, struct refusal *why);

/* Papers in force that end within so many days, or have ended, soonest first: [{organisation_id,
 * organisation_name, kind, number, number_says, expires_on, days_left, required, warned_at (null =
 * its people were not told yet)}]. organisation 0 = the county's. */
json_t *paper_ending_json(struct task *task, int64_t organisation_id, const char *county_code,
                          int64_t days, struct refusal *why);

#endif
