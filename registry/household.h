/* A registered household (建档立卡户) as the mall knows it: a snapshot of the register's record,
 * sealed field by field.
 *
 * Everybody but authorised staff sees a pseudonym (surname and number in the village) and the
 * village. Names, identity numbers, phones and bank accounts leave this file masked; unmasked only
 * with RIGHT_HOUSEHOLD_UNMASK, a purpose, and a row in the access trail written before.
 */
#ifndef REGISTRY_HOUSEHOLD_H
#define REGISTRY_HOUSEHOLD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"
#include "base/task.h"
#include "registry/permission.h"
#include "registry/session.h"

/* Purposes of the keys of sealed fields and look-up hashes (base/crypto.h). */
#define HOUSEHOLD_PHONE "household.phone"
#define HOUSEHOLD_BANK "household.bank"
#define MEMBER_NAME "member.name"
#define MEMBER_ID_NUMBER "member.id_number"

/* confirmed <-> suspended -> removed; what is not confirmed earns nothing that is not withheld. */
#define HOUSEHOLD_STATES(STATE)                                                                    \
    STATE(HOUSEHOLD_CONFIRMED, "confirmed")                                                        \
    STATE(HOUSEHOLD_SUSPENDED, "suspended")                                                        \
    STATE(HOUSEHOLD_REMOVED, "removed")
enum household_state { HOUSEHOLD_STATES(STATE_ENUM) };
extern const struct machine HOUSEHOLD_MACHINE;

struct household {
    int64_t id;
    const char *household_no, *county_code, *village_code;
    const char *pseudonym, *family_type;
    enum household_state state;
    bool proxy; /* registered by an officer for people without a smartphone */
};

/* By id, texts in the task's arena; refuses with not_found. */
bool household_find(struct task *task, int64_t id, struct household *out, struct refusal *why);

/* The household with a number of the register, in capitals or not; 0 when there is none. */
bool household_of_no(struct task *task, const char *household_no, int64_t *id, struct refusal *why);

/* household_find() and the caller's right over it in one. */
bool household_require(struct task *task, const struct session *session, enum right right,
                       int64_t id, struct household *out, struct refusal *why);

/* The picker's list: a page of {household_id, id (the same), pseudonym, village_code, family_type,
 * state}, by id; region_code = a village, township or county, state = one of the machine's or ""
 * for all. New reference, NULL when refused. */
json_t *household_list_json(struct task *task, const char *region_code, const char *state,
                            const struct page *page, struct refusal *why);

/* What of a record is to be shown unmasked. */
struct household_look {
    const char *purpose; /* one of ACCESS_PURPOSES */
    const char *field;   /* one of HOUSEHOLD_FIELDS; NULL = all of them */
    int64_t member_no;   /* whose name or identity number; 0 = every member's */
};
/* "phone", "bank_account", "name", "id_number"; NULL-terminated. */
extern const char *const HOUSEHOLD_FIELDS[];

/* The whole record with its members, masked. `look` not NULL: that much unmasked, after a row in
 * the access trail, at most so many households a day (asks RIGHT_HOUSEHOLD_UNMASK itself). Masked
 * it is also for who may act for the household (registry/proxy.h). New reference, NULL when
 * refused. */
json_t *household_json(struct task *task, const struct session *session, int64_t id,
                       const struct household_look *look, struct refusal *why);

/* The whole record with its members for who has been let in already and left the row in the trail
 * (register/household_copy.h): masked, or all of it in the clear. New reference, NULL when refused.
 */
json_t *household_record_json(struct task *task, int64_t id, bool clear, struct refusal *why);

/* The moves of its state, newest first, at most 100: [{from_state, to_state, actor_name ("" = the
 * program itself), reason, moved_at}]. New reference, NULL when refused. */
json_t *household_moves_json(struct task *task, int64_t id, struct refusal *why);

/* Moves the state, logged with actor and reason; refuses with conflict when the machine does not
 * allow it from where it stands. */
bool household_move(struct task *task, int64_t id, enum household_state to, int64_t actor_id,
                    const char *reason, struct refusal *why);
/* The same within a transaction. */
bool household_move_in(struct db_tx *tx, int64_t id, enum household_state to, int64_t actor_id,
                       const char *reason, struct refusal *why);

#endif
