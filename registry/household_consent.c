#include "registry/household_consent.h"

#include <string.h>

#include "base/change_trail.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/household_scan.h"

static const char LINKED[] = "linked", OWN[] = "own", PAPER[] = "paper";
/* Why a household was suspended; only who was for this is confirmed by agreeing anew. */
static const char TAKEN_BACK[] = "本户撤回了参与联结的同意";
static const char GIVEN_AGAIN[] = "本户重新同意参与联结";

const char *const CONSENT_KINDS[] = {"linked", "named", "shown", NULL};
const char *const CONSENT_WAYS[] = {"own", "paper", "voice", "proxy", NULL};

const struct refusal_kind CONSENT_MISSING = {"consent_missing", 409,
                                             "这户撤回了参与联结的同意，要它重新同意才能恢复计入"};
const struct refusal_kind CONSENT_SAME = {"consent_same", 409, "这一项本来就没有同意，不用撤回"};

/* ---- what follows ---- */

struct adding {
    int64_t household_id;
    const struct consent *consent;
    enum household_state state;
    const char *county_code;
    bool held; /* what holds of this kind */
};

static void move(const struct adding *adding, struct db_tx *tx, enum household_state to,
                 const char *reason)
{
    int64_t id = adding->household_id;
    const char *county_code = adding->county_code;
    db_tx_send(tx, &SQL_household_move,
               DB_ARGS(DB_I64(id),
                       DB_TEXT(machine_state_name(&HOUSEHOLD_MACHINE, (int)adding->state)),
                       DB_TEXT(machine_state_name(&HOUSEHOLD_MACHINE, (int)to))));
    machine_log(tx, &HOUSEHOLD_MACHINE, &id, &county_code, 1, (int)adding->state, (int)to,
                adding->consent->account_id, reason);
}

static bool was_for_this(const struct adding *adding, struct db_tx *tx, bool *it_was,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_household_last_reason,
                     DB_ARGS(DB_I64(adding->household_id), DB_TEXT(adding->county_code)), &rows,
                     why))
        return false;
    *it_was = db_count(rows) > 0 &&
              strcmp(db_text(rows, 0, HOUSEHOLD_LAST_REASON_REASON), TAKEN_BACK) == 0;
    return true;
}

/* The state moves away from confirmed before the consent goes, and back after it is there: the
 * database holds one against the other. */
static bool apply(const struct adding *adding, struct db_tx *tx, struct refusal *why)
{
    const struct consent *consent = adding->consent;
    bool linked = strcmp(consent->kind, LINKED) == 0, it_was = false;
    if (linked && !consent->given && adding->state == HOUSEHOLD_CONFIRMED)
        move(adding, tx, HOUSEHOLD_SUSPENDED, TAKEN_BACK);
    db_tx_send(
        tx, &SQL_household_consent_set,
        DB_ARGS(DB_I64(adding->household_id), DB_TEXT(consent->kind), DB_BOOL(consent->given)));
    db_tx_send(tx, &SQL_household_consent_notify, DB_NO_ARGS);
    if (!linked || !consent->given || adding->held || adding->state != HOUSEHOLD_SUSPENDED)
        return true;
    if (!was_for_this(adding, tx, &it_was, why))
        return false;
    if (it_was)
        move(adding, tx, HOUSEHOLD_CONFIRMED, GIVEN_AGAIN);
    return true;
}

/* ---- writing it down ---- */

static bool check(const struct consent *consent, struct refusal *why)
{
    bool proved = consent->reference[0] != '\0' ||
                  (strcmp(consent->way, PAPER) == 0 && consent->scan_id != 0);
    if (!consent->given || strcmp(consent->way, OWN) == 0 || proved)
        return true;
    return strcmp(consent->way, PAPER) == 0
               ? refuse_detail(why, &REFUSAL_INVALID_FIELD, "scan_id",
                               "请拍下签字的纸，或写明纸放在哪里（档案号）")
               : refuse_detail(why, &REFUSAL_INVALID_FIELD, "reference",
                               "请写明录音或授权书的编号");
}

static bool lock(struct adding *adding, struct db_tx *tx, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_household_consent_lock,
                     DB_ARGS(DB_I64(adding->household_id), DB_TEXT(adding->consent->kind)), &rows,
                     why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    adding->state =
        machine_state(&HOUSEHOLD_MACHINE, db_text(rows, 0, HOUSEHOLD_CONSENT_LOCK_STATE));
    adding->county_code = db_text(rows, 0, HOUSEHOLD_CONSENT_LOCK_COUNTY_CODE);
    adding->held = db_bool(rows, 0, HOUSEHOLD_CONSENT_LOCK_HELD);
    return true;
}

/* In the trail of changes. */
static void note(const struct adding *adding, struct db_tx *tx)
{
    const struct consent *consent = adding->consent;
    json_t *before = json_pack("{s:b}", consent->kind, (int)adding->held);
    json_t *after =
        json_pack("{s:b, s:s}", consent->kind, (int)consent->given, "way", consent->way);
    change_trail_add(tx, &(struct change){.subject = "household",
                                          .subject_id = adding->household_id,
                                          .county_code = adding->county_code,
                                          .action = "consent",
                                          .before = before,
                                          .after = after});
}

static void write(const struct adding *adding, struct db_tx *tx, int64_t id)
{
    const struct consent *consent = adding->consent;
    db_tx_send(tx, &SQL_household_consent_add,
               DB_ARGS(DB_I64(id), DB_TEXT(adding->county_code), DB_I64(adding->household_id),
                       DB_TEXT(consent->kind), DB_BOOL(consent->given), DB_TEXT(consent->way),
                       DB_TEXT(consent->reference),
                       consent->scan_id != 0 ? DB_I64(consent->scan_id) : DB_NULL,
                       DB_I64(consent->account_id), stamp_key()));
    idempotency_save(tx, consent->key, id);
    note(adding, tx);
}

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    const struct consent *consent = adding->consent;
    int64_t before = 0;
    (void)task;
    if (!idempotency_find(tx, consent->key, &before, why))
        return false;
    if (before > 0)
        return true;
    if (!lock(adding, tx, why))
        return false;
    if (!consent->given && !adding->held)
        return refuse(why, &CONSENT_SAME, "kind");
    if (consent->scan_id != 0 &&
        !household_scan_keep(tx, adding->household_id, consent->scan_id, why))
        return false;
    write(adding, tx, id_next());
    return apply(adding, tx, why);
}

bool consent_add(struct task *task, int64_t household_id, const struct consent *consent,
                 struct refusal *why)
{
    struct adding adding = {.household_id = household_id, .consent = consent};
    return check(consent, why) && db_transact(task, DB_FAST, add_body, &adding, why);
}

/* ---- for people ---- */

json_t *consent_json(struct task *task, int64_t household_id, const struct page *page,
                     struct refusal *why)
{
    struct db_rows *now, *rows;
    if (!db_query(task, &SQL_household_consent_now, DB_ARGS(DB_I64(household_id)), &now, why) ||
        !db_query(task, &SQL_household_consent_list,
                  DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, HOUSEHOLD_CONSENT_LIST_CONSENT_ID);
    json_object_set_new(answer, "now", db_rows_json(now));
    return answer;
}
