/* A dossier: how an organisation comes in, and how it renews its papers.
 *
 *     draft -> township_review -> department_review -> county_review -> publicity -> in_force
 *
 * Each desk passes it on or sends it back with reasons by paper and field; then its applicant
 * corrects it and hands it in again, from the first desk on. It may be withdrawn until it is in
 * force. Renewed papers of an organisation that is in force go to the department alone. When the
 * days of publicity are over and no objection is open it comes into force by timed work: the
 * organisation is made (registry/organisation_join.h), and its applicant is its owner.
 */
#ifndef ONBOARDING_DOSSIER_H
#define ONBOARDING_DOSSIER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/idempotency.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/shape.h"
#include "base/task.h"
#include "registry/session.h"

#define DOSSIER_STATES(STATE)                                                                      \
    STATE(DOSSIER_DRAFT, "draft")                                                                  \
    STATE(DOSSIER_TOWNSHIP_REVIEW, "township_review")                                              \
    STATE(DOSSIER_DEPARTMENT_REVIEW, "department_review")                                          \
    STATE(DOSSIER_COUNTY_REVIEW, "county_review")                                                  \
    STATE(DOSSIER_PUBLICITY, "publicity")                                                          \
    STATE(DOSSIER_IN_FORCE, "in_force")                                                            \
    STATE(DOSSIER_SENT_BACK, "sent_back")                                                          \
    STATE(DOSSIER_WITHDRAWN, "withdrawn")
enum dossier_state { DOSSIER_STATES(STATE_ENUM) };
extern const struct machine DOSSIER_MACHINE;

/* Places of its sealed fields (base/crypto.h). */
#define DOSSIER_LEGAL_NAME "dossier.legal_name"
#define DOSSIER_LEGAL_ID "dossier.legal_id"
#define DOSSIER_BANK "dossier.bank"
#define DOSSIER_CONTACT "dossier.contact"
#define DOSSIER_SHARE_NAME "dossier.share_name"
#define DOSSIER_SHARE_ID "dossier.share_id"
#define DOSSIER_SCAN "dossier.scan"

extern const struct refusal_kind DOSSIER_NOT_YOURS_NOW; /* 409 dossier_not_open: it is with a desk,
                                                           or over */
extern const struct refusal_kind DOSSIER_INCOMPLETE;    /* 422 dossier_incomplete */
extern const struct refusal_kind DOSSIER_USCC_TAKEN;    /* 409 credit_code_taken */
extern const struct refusal_kind DOSSIER_CHANGED;       /* 409 dossier_changed: not what was seen */
extern const struct refusal_kind DOSSIER_SAME_PERSON;   /* 409 dossier_same_person */

enum { DOSSIER_PAPERS_MAX = 20, DOSSIER_SCANS_MAX = 60, DOSSIER_SHARES_MAX = 20 };
/* The whole, in hundredths of a percent. */
enum { DOSSIER_SHARE_WHOLE = 10000 };

/* Kinds of papers, and of organisations that may be applied for; both ended by NULL. */
extern const char *const PAPER_KINDS[];
extern const char *const DOSSIER_KINDS[];

struct dossier_paper {
    const char *kind, *number;          /* of PAPER_KINDS; as printed */
    const char *issued_on, *expires_on; /* "2026-11-27"; "" = not said, or without end */
    int64_t scan_id;                    /* 0 = none yet */
};

/* A person with a share in the organisation. */
struct dossier_share {
    const char *name, *id_number;
    int64_t percent_hundredths; /* 0 = not said yet */
};

/* What an applicant fills in; texts are "" where nothing was said yet. */
struct dossier_form {
    const char *kind, *name, *uscc, *township_code, *village_code, *sells;
    bool processed;
    const char *legal_name, *legal_id, *bank_account, *contact_name, *contact_phone;
    struct shape_list shares; /* of struct dossier_share; none need be said */
    bool no_shareholders;     /* says that nobody has a share, whatever was said before */
    struct shape_list papers; /* of struct dossier_paper */
};
/* The body of a save; `dossier_form_preset()` fills what was left out. */
extern const struct shape DOSSIER_FORM_SHAPE;
void dossier_form_preset(struct dossier_form *form);

/* A row, opened. Texts are the task's. */
struct dossier {
    int64_t id, applicant_id, organisation_id, revision, round;
    const char *county_code, *purpose;
    enum dossier_state state;
    struct dossier_form form;
    const struct db_rows *rows; /* as read, for dossier_json() */
};
bool dossier_find(struct task *task, int64_t id, struct dossier *out, struct refusal *why);

/* A new one of this account; *id = its. An application names the kind and the township (9 digits)
 * or village (12); a renewal the organisation, which the caller has asked the right for. */
struct dossier_wish {
    int64_t account_id, organisation_id; /* organisation 0 = an application */
    const char *kind, *place_code;
};
bool dossier_begin(struct task *task, const struct dossier_wish *wish,
                   const struct idempotency *key, int64_t *id, struct refusal *why);

/* Saves what is filled in, whole or not; only while it is a draft or was sent back. */
bool dossier_save(struct task *task, int64_t id, int64_t account_id,
                  const struct dossier_form *form, struct refusal *why);
/* Hands it in: refused with dossier_incomplete and the first field that is missing or wrong. */
bool dossier_submit(struct task *task, int64_t id, int64_t account_id, struct refusal *why);
bool dossier_withdraw(struct task *task, int64_t id, int64_t account_id, struct refusal *why);

/* What stands between the form and handing it in: [{field, text}], empty when it is whole. Rules of
 * each number: registry/identifier.h. New reference. */
json_t *dossier_open_points(const struct dossier *dossier);

/* For its applicant, or for a desk: masked unless `open`. With papers, decisions and open points.
 * New reference, NULL when refused. */
json_t *dossier_json(struct task *task, const struct dossier *dossier, bool open,
                     struct refusal *why);
json_t *dossier_own_list_json(struct task *task, int64_t account_id, const struct page *page,
                              struct refusal *why);
/* Those of a region (its code's digits, a prefecture's four) in a state, "" = any. */
json_t *dossier_desk_list_json(struct task *task, const char *region, const char *state,
                               const struct page *page, struct refusal *why);

#endif
