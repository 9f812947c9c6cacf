/* What a household asks to have corrected (PIPL article 46), and what becomes of it.
 *
 *     asked -> accepted, refused, passed_on, withdrawn
 *     asked -> checked -> accepted     where money is concerned: two pairs of eyes
 *
 * - The household asks, by its account or with its code on paper, who acts for it (a proxy whose
 *   authority names "correction"), or an officer at the counter. Values and reason are sealed; an
 *   account for money is not changed by whoever holds a paper.
 * - Township and county decide, never who asked. A bank account takes two of them.
 * - Accepted it is so from that moment, as a version of the household
 *   (registry/correction_apply.h); phone and address are told to the national register.
 * - What the register owns - identity number, whether somebody is registered, as what - is not
 *   changed here: such a request is passed on, and its answer says where to.
 * - It is to be answered within MALL_CORRECTION_DAYS. What is not stands on the county's desk too.
 */
#ifndef REGISTRY_CORRECTION_H
#define REGISTRY_CORRECTION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/shape.h"
#include "base/task.h"
#include "registry/household.h"

/* Purposes of the keys of sealed values. */
#define CORRECTION_OLD "correction.old"
#define CORRECTION_NEW "correction.new"
#define CORRECTION_REASON "correction.reason"

#define CORRECTION_STATES(STATE)                                                                   \
    STATE(CORRECTION_ASKED, "asked")                                                               \
    STATE(CORRECTION_CHECKED, "checked")                                                           \
    STATE(CORRECTION_ACCEPTED, "accepted")                                                         \
    STATE(CORRECTION_REFUSED, "refused")                                                           \
    STATE(CORRECTION_PASSED_ON, "passed_on")                                                       \
    STATE(CORRECTION_WITHDRAWN, "withdrawn")
enum correction_state { CORRECTION_STATES(STATE_ENUM) };
extern const struct machine CORRECTION_MACHINE;

extern const struct refusal_kind CORRECTION_EXISTS;      /* 409 correction_exists */
extern const struct refusal_kind CORRECTION_CLOSED;      /* 409 correction_closed */
extern const struct refusal_kind CORRECTION_SAME_PERSON; /* 409 correction_same_person: four eyes */
extern const struct refusal_kind CORRECTION_TWO_EYES;    /* 409 correction_two_eyes: money */

/* "phone", "address", "bank_account", "name" (of a member), "register" (what the national register
 * owns), "other". NULL-terminated. */
extern const char *const CORRECTION_FIELDS[];

struct correction_wish {
    const char *field;
    int64_t member_no; /* of "name": whose */
    const char *value; /* what it should be; of "register" and "other" what is wrong and how it is
                        */
    const char *reason;
    int64_t scan_id;      /* 0 = no photo */
    const char *asked_as; /* "own", "paper", "proxy", "officer"; not part of the body */
};
extern const struct shape CORRECTION_WISH_SHAPE;

/* Whether value and reason are as long as the shape wants them: for forms, which have none. */
bool correction_check_text(const struct correction_wish *wish, struct refusal *why);

/* Notes it; the caller has asked who may. `account_id` 0 = whoever holds the paper. Refuses with
 * invalid_field (value, member_no, scan_id, field), CORRECTION_EXISTS. */
bool correction_ask(struct task *task, const struct household *household,
                    struct correction_wish *wish, int64_t account_id, const struct idempotency *key,
                    int64_t *id, struct refusal *why);

/* Where it lies, for who asks whether somebody may. */
struct correction {
    int64_t id, household_id, asked_by, scan_id;
    const char *county_code, *village_code, *field, *asked_as;
    enum correction_state state;
};
bool correction_find(struct task *task, int64_t id, struct correction *out, struct refusal *why);

/* Moves it, and does what follows; the caller has asked whether the actor may. `answer` is the
 * sentence that the household reads: needed but for checked and withdrawn. `actor_id` 0 = whoever
 * holds the paper, who may withdraw. */
bool correction_move(struct task *task, int64_t id, enum correction_state to, int64_t actor_id,
                     const char *answer, struct refusal *why);

/* {correction_id, household_id, household_no, pseudonym, village_code, village_name, field,
 * member_no, scan_id, asked_as, asked_at, due_on, late, decided_at, answer, state, asked_by_name,
 * checked_by_name, decided_by_name, old, new, reason}. The last three are masked unless `clear`; of
 * "register", "other" and of the reason "" stands for what is not shown. The one, a household's
 * newest first, a region's oldest first in a state ("" = any), late ones alone if `late`. New
 * references, NULL when refused. */
json_t *correction_json(struct task *task, int64_t id, bool clear, struct refusal *why);
json_t *correction_of_household_json(struct task *task, int64_t household_id, bool clear,
                                     const struct page *page, struct refusal *why);
json_t *correction_desk_list_json(struct task *task, const char *region_code, const char *state,
                                  bool late, const struct page *page, struct refusal *why);

#endif
