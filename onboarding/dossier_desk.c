#include "onboarding/dossier_desk.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/onboarding/sql.h"
#include "registry/organisation_join.h"

const struct refusal_kind DOSSIER_NOT_HERE = {"dossier_not_at_desk", 409, "这份申请现在不在审核中"};

enum { FAULTS_MAX = 12, ENTERED_A_ROUND = 20 };

static int64_t publicity_days;

void dossier_start(int64_t days)
{
    publicity_days = days;
}

static const char *const DECISIONS[] = {"pass", "send_back", NULL};
static const struct shape_field FAULT_FIELDS[] = {
    FIELD_CHOICE(struct dossier_fault, paper, OPTIONAL, PAPER_KINDS, "请选择证照"),
    FIELD_TEXT(struct dossier_fault, field, REQUIRED, 1, 40, "请指出是哪一项"),
    FIELD_TEXT(struct dossier_fault, note, REQUIRED, 2, 200, "请写明哪里不对，2 到 200 个字"),
};
static const struct shape FAULT_SHAPE = SHAPE(struct dossier_fault, FAULT_FIELDS);
static const struct shape_field VERDICT_FIELDS[] = {
    FIELD_INT(struct dossier_verdict, revision, REQUIRED, 1, 1000000000, NULL),
    FIELD_CHOICE(struct dossier_verdict, decision, REQUIRED, DECISIONS, "请选择通过或退回"),
    FIELD_LINES(struct dossier_verdict, note, REQUIRED, 2, 500, "请写明意见，2 到 500 个字"),
    FIELD_LIST(struct dossier_verdict, faults, OPTIONAL, 0, FAULTS_MAX, FAULT_SHAPE,
               "最多指出 12 处"),
};
const struct shape DOSSIER_VERDICT_SHAPE = SHAPE(struct dossier_verdict, VERDICT_FIELDS);

/* ---- desks ---- */

struct desk {
    enum dossier_state state, next;
    enum right right;
    const char *step;
};
static const struct desk DESKS[] = {
    {DOSSIER_TOWNSHIP_REVIEW, DOSSIER_DEPARTMENT_REVIEW, RIGHT_DOSSIER_TOWNSHIP, "township"},
    {DOSSIER_DEPARTMENT_REVIEW, DOSSIER_COUNTY_REVIEW, RIGHT_DOSSIER_DEPARTMENT, "department"},
    {DOSSIER_COUNTY_REVIEW, DOSSIER_PUBLICITY, RIGHT_DOSSIER_COUNTY, "county"},
};

static const struct desk *desk_of(enum dossier_state state)
{
    for (size_t i = 0; i < sizeof(DESKS) / sizeof(DESKS[0]); i++)
        if (DESKS[i].state == state)
            return &DESKS[i];
    return NULL;
}

enum right dossier_desk_right(enum dossier_state state)
{
    const struct desk *desk = desk_of(state);
    return desk != NULL ? desk->right : RIGHT_NONE;
}

struct scope dossier_scope(const struct dossier *dossier)
{
    const struct dossier_form *form = &dossier->form;
    const char *place = form->village_code[0] != '\0'    ? form->village_code
                        : form->township_code[0] != '\0' ? form->township_code
                                                         : dossier->county_code;
    return (struct scope){.region_code = place, .org_id = dossier->organisation_id};
}

/* ---- into force ---- */

/* Its papers count from now on for the organisation's sales. */
static bool count_papers(struct db_tx *tx, int64_t organisation_id, int64_t actor_id,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_papers_until, DB_ARGS(DB_I64(organisation_id)), &rows, why))
        return false;
    return db_is_null(rows, 0, PAPERS_UNTIL_PAPERS_UNTIL) ||
           organisation_papers_hold(tx, organisation_id,
                                    db_text(rows, 0, PAPERS_UNTIL_PAPERS_UNTIL), actor_id, why);
}

static bool move(struct db_tx *tx, int64_t id, const char *county_code, enum dossier_state from,
                 enum dossier_state to, int64_t actor_id, const char *reason, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_dossier_move,
                     DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(&DOSSIER_MACHINE, from)),
                             DB_TEXT(machine_state_name(&DOSSIER_MACHINE, to))),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &DOSSIER_CHANGED, NULL);
    machine_log(tx, &DOSSIER_MACHINE, &id, &county_code, 1, from, to, actor_id, reason);
    return true;
}

/* ---- deciding ---- */

struct deciding {
    int64_t id, actor_id;
    const struct dossier_verdict *verdict;
};

static json_t *faults_json(const struct dossier_verdict *verdict)
{
    const struct dossier_fault *faults = verdict->faults.items;
    json_t *items = json_array();
    for (int i = 0; i < verdict->faults.count; i++)
        json_array_append_new(items, json_pack("{s:s, s:s, s:s}", "paper",
                                               faults[i].paper != NULL ? faults[i].paper : "",
                                               "field", faults[i].field, "note", faults[i].note));
    return items;
}

static void send_decision(struct db_tx *tx, const struct deciding *deciding,
                          const struct db_rows *rows, const struct desk *desk)
{
    const struct dossier_verdict *verdict = deciding->verdict;
    json_t *faults = faults_json(verdict);
    char *text = json_dumps(faults, JSON_COMPACT);
    db_tx_send(tx, &SQL_dossier_decision_add,
               DB_ARGS(DB_I64(id_next()), DB_TEXT(db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE)),
                       DB_I64(deciding->id), DB_I64(db_i64(rows, 0, DOSSIER_LOCK_ROUND)),
                       DB_TEXT(desk->step), DB_TEXT(verdict->decision), DB_I64(deciding->actor_id),
                       DB_TEXT(verdict->note), DB_TEXT(text), stamp_key()));
    free(text);
    json_decref(faults);
}

bool dossier_check_person(struct db_tx *tx, int64_t id, const struct db_rows *locked,
                          const char *step, int64_t actor_id, struct refusal *why)
{
    struct db_rows *other, *member;
    if (db_i64(locked, 0, DOSSIER_LOCK_APPLICANT_ID) == actor_id)
        return refuse(why, &DOSSIER_SAME_PERSON, NULL);
    if (!db_tx_query(tx, &SQL_dossier_other_step,
                     DB_ARGS(DB_I64(id), DB_I64(actor_id), DB_TEXT(step)), &other, why) ||
        !db_tx_query(tx, &SQL_dossier_member,
                     DB_ARGS(DB_I64(actor_id),
                             DB_I64(db_i64(locked, 0, DOSSIER_LOCK_ORGANISATION_ID)),
                             DB_TEXT(db_text(locked, 0, DOSSIER_LOCK_USCC))),
                     &member, why))
        return false;
    return (!db_bool(other, 0, DOSSIER_OTHER_STEP_OTHER_STEP) &&
            !db_bool(member, 0, DOSSIER_MEMBER_MEMBER)) ||
           refuse(why, &DOSSIER_SAME_PERSON, NULL);
}

static bool pass_on(struct db_tx *tx, const struct deciding *deciding, const struct db_rows *rows,
                    const struct desk *desk, struct refusal *why)
{
    bool renewal = strcmp(db_text(rows, 0, DOSSIER_LOCK_PURPOSE), "renew") == 0;
    enum dossier_state to = renewal ? DOSSIER_IN_FORCE : desk->next;
    int64_t organisation_id = db_i64(rows, 0, DOSSIER_LOCK_ORGANISATION_ID);
    if (!move(tx, deciding->id, db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE), desk->state, to,
              deciding->actor_id, deciding->verdict->note, why))
        return false;
    if (to == DOSSIER_PUBLICITY)
        db_tx_send(tx, &SQL_dossier_publish, DB_ARGS(DB_I64(deciding->id), DB_I64(publicity_days)));
    return !renewal || count_papers(tx, organisation_id, deciding->actor_id, why);
}

static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct deciding *deciding = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_dossier_lock, DB_ARGS(DB_I64(deciding->id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    const struct desk *desk = desk_of(
        (enum dossier_state)machine_state(&DOSSIER_MACHINE, db_text(rows, 0, DOSSIER_LOCK_STATE)));
    if (desk == NULL)
        return refuse(why, &DOSSIER_NOT_HERE, NULL);
    if (db_i64(rows, 0, DOSSIER_LOCK_REVISION) != deciding->verdict->revision)
        return refuse(why, &DOSSIER_CHANGED, "revision");
    if (!dossier_check_person(tx, deciding->id, rows, desk->step, deciding->actor_id, why))
        return false;
    send_decision(tx, deciding, rows, desk);
    bool passes = strcmp(deciding->verdict->decision, "pass") == 0;
    if (passes ? !pass_on(tx, deciding, rows, desk, why)
               : !move(tx, deciding->id, db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE), desk->state,
                       DOSSIER_SENT_BACK, deciding->actor_id, deciding->verdict->note, why))
        return false;
    db_tx_send(tx, &SQL_dossier_stamp, DB_ARGS(stamp_key(), DB_I64(deciding->id)));
    return true;
}

bool dossier_decide(struct task *task, int64_t id, int64_t actor_id,
                    const struct dossier_verdict *verdict, struct refusal *why)
{
    struct deciding deciding = {id, actor_id, verdict};
    return db_transact(task, DB_FAST, decide_body, &deciding, why);
}

/* ---- the end of publicity ---- */

struct entering {
    struct dossier dossier;
    int64_t decider_id;
};

static bool find_decider(struct db_tx *tx, int64_t id, int64_t *account_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_dossier_county_decider, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    assert(db_count(rows) == 1 && "what is public was decided by the county");
    *account_id = db_i64(rows, 0, DOSSIER_COUNTY_DECIDER_ACCOUNT_ID);
    return true;
}

static bool enter(struct task *task, struct db_tx *tx, const struct entering *entering,
                  struct refusal *why)
{
    const struct dossier *dossier = &entering->dossier;
    const struct dossier_form *form = &dossier->form;
    struct organisation_join join = {.kind = organisation_kind(form->kind),
                                     .name = form->name,
                                     .uscc = form->uscc,
                                     .county_code = dossier->county_code,
                                     .township_code = form->township_code,
                                     .village_code = form->village_code,
                                     .contact_name = form->contact_name,
                                     .contact_phone = form->contact_phone,
                                     .applicant_id = dossier->applicant_id,
                                     .decider_id = entering->decider_id,
                                     .reason = "县审定并公示期满"};
    int64_t organisation_id;
    if (!organisation_join(task, tx, &join, &organisation_id, why))
        return false;
    db_tx_send(tx, &SQL_dossier_becomes, DB_ARGS(DB_I64(dossier->id), DB_I64(organisation_id)));
    return move(tx, dossier->id, dossier->county_code, DOSSIER_PUBLICITY, DOSSIER_IN_FORCE,
                ACTOR_SYSTEM, "公示期满，没有成立的异议", why) &&
           count_papers(tx, organisation_id, ACTOR_SYSTEM, why);
}

static bool enter_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct entering *entering = argument;
    const struct dossier *dossier = &entering->dossier;
    struct db_rows *rows;
    bool taken;
    if (!db_tx_query(tx, &SQL_dossier_lock, DB_ARGS(DB_I64(dossier->id)), &rows, why))
        return false;
    if (machine_state(&DOSSIER_MACHINE, db_text(rows, 0, DOSSIER_LOCK_STATE)) != DOSSIER_PUBLICITY)
        return true; /* withdrawn, or another runner's, meanwhile */
    if (!find_decider(tx, dossier->id, &entering->decider_id, why) ||
        !organisation_uscc_taken(tx, dossier->form.uscc, 0, &taken, why))
        return false;
    /* a code that somebody else has got meanwhile: the applicant hears of it, nothing is repeated
     */
    if (taken ? !move(tx, dossier->id, dossier->county_code, DOSSIER_PUBLICITY, DOSSIER_SENT_BACK,
                      ACTOR_SYSTEM, "信用代码已被别的主体登记", why)
              : !enter(task, tx, entering, why))
        return false;
    db_tx_send(tx, &SQL_dossier_stamp, DB_ARGS(stamp_key(), DB_I64(dossier->id)));
    return true;
}

bool dossier_enter_due(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *due;
    *done = 0;
    if (!db_query_class(task, DB_WORK, &SQL_dossier_due, DB_ARGS(DB_I64(ENTERED_A_ROUND)), &due,
                        why))
        return false;
    for (int row = 0; row < db_count(due); row++) {
        struct entering entering;
        if (!dossier_find(task, db_i64(due, row, DOSSIER_DUE_ID), &entering.dossier, why) ||
            !db_transact(task, DB_WORK, enter_body, &entering, why))
            return false;
        ++*done;
    }
    if (*done > 0)
        session_forget_all();
    return true;
}
