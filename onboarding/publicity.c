#include "onboarding/publicity.h"

#include <string.h>

#include "base/change_trail.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/onboarding/sql.h"
#include "onboarding/dossier_desk.h"
#include "onboarding/paper_number.h"
#include "registry/mask.h"

const struct refusal_kind OBJECTION_TOO_MANY = {"objections_open", 409,
                                                "已经收到的异议还没有答复，请等县里答复后再提"};
const struct refusal_kind OBJECTION_CLOSED = {"objection_answered", 409, "这条异议已经答复过了"};

/* How many may be open of one account, and of all who did not sign in together. */
enum { OPEN_OF_ONE = 3, OPEN_OF_NOBODY = 50 };

json_t *publicity_list_json(struct task *task, const char *county_code, const struct page *page,
                            struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_publicity_list,
                        DB_ARGS(DB_TEXT(county_code), PAGE_ARGS(page)), &rows, why))
        return NULL;
    return page_json(page, rows, PUBLICITY_LIST_DOSSIER_ID);
}

json_t *publicity_json(struct task *task, int64_t dossier_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_publicity_find, DB_ARGS(DB_I64(dossier_id)), &rows, why))
        return NULL;
    if (db_count(rows) > 0)
        return db_row_json(rows, 0);
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}

/* ---- objecting ---- */

struct objecting {
    const struct objection *objection;
    int64_t id;
};

static struct db_value seal(struct task *task, const char *field, int64_t id, const char *text)
{
    size_t length;
    if (text[0] == '\0')
        return DB_NULL;
    const uint8_t *sealed = crypto_seal_at(task->arena, CRYPTO_PLACE(field, id), text, &length);
    return DB_BYTES(sealed, length);
}

static bool check_open(struct db_tx *tx, const struct objection *objection, struct refusal *why)
{
    struct db_rows *rows;
    int64_t most = objection->account_id != 0 ? OPEN_OF_ONE : OPEN_OF_NOBODY;
    return db_tx_query(tx, &SQL_objection_count,
                       DB_ARGS(DB_I64(objection->dossier_id), DB_I64(objection->account_id)), &rows,
                       why) &&
           (db_i64(rows, 0, OBJECTION_COUNT_COUNT) < most ||
            refuse(why, &OBJECTION_TOO_MANY, NULL));
}

static bool object_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct objecting *objecting = argument;
    const struct objection *objection = objecting->objection;
    struct db_rows *rows;
    int64_t before = 0;
    if (objection->key != NULL && !idempotency_find(tx, objection->key, &before, why))
        return false;
    objecting->id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    if (!db_tx_query(tx, &SQL_dossier_lock, DB_ARGS(DB_I64(objection->dossier_id)), &rows, why))
        return false;
    if (db_count(rows) == 0 ||
        machine_state(&DOSSIER_MACHINE, db_text(rows, 0, DOSSIER_LOCK_STATE)) != DOSSIER_PUBLICITY)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!check_open(tx, objection, why))
        return false;
    db_tx_send(tx, &SQL_objection_add,
               DB_ARGS(DB_I64(objecting->id), DB_TEXT(db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE)),
                       DB_I64(objection->dossier_id), DB_I64(db_i64(rows, 0, DOSSIER_LOCK_ROUND)),
                       DB_I64(objection->account_id),
                       seal(task, OBJECTION_TEXT, objecting->id, objection->text),
                       seal(task, OBJECTION_CONTACT, objecting->id, objection->contact),
                       stamp_key()));
    if (objection->key != NULL)
        idempotency_save(tx, objection->key, objecting->id);
    return true;
}

bool objection_add(struct task *task, const struct objection *objection, int64_t *id,
                   struct refusal *why)
{
    struct objecting objecting = {.objection = objection};
    if (!db_transact(task, DB_FAST, object_body, &objecting, why))
        return false;
    *id = objecting.id;
    return true;
}

/* ---- reading and answering ---- */

static const char *open_text(struct task *task, const struct db_rows *rows, int row, int column,
                             const char *field)
{
    size_t length;
    int64_t id = db_i64(rows, row, OBJECTION_LIST_OBJECTION_ID);
    if (db_is_null(rows, row, column))
        return "";
    const void *sealed = db_bytes(rows, row, column, &length);
    const char *plain = crypto_open_at(task->arena, CRYPTO_PLACE(field, id), sealed, length);
    return plain != NULL ? plain : "";
}

json_t *objection_list_json(struct task *task, int64_t dossier_id, bool open, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_objection_list, DB_ARGS(DB_I64(dossier_id)), &rows, why))
        return NULL;
    json_t *items = db_rows_json(rows), *item;
    size_t i;
    json_array_foreach(items, i, item) {
        int row = (int)i;
        const char *contact =
            open_text(task, rows, row, OBJECTION_LIST__CONTACT, OBJECTION_CONTACT);
        json_object_set_new(
            item, "text",
            json_string(open_text(task, rows, row, OBJECTION_LIST__TEXT, OBJECTION_TEXT)));
        json_object_set_new(item, "contact",
                            json_string(open ? contact : mask_mobile(task->arena, contact)));
        json_object_set_new(item, "by_account",
                            json_boolean(!db_is_null(rows, row, OBJECTION_LIST__ACCOUNT_ID)));
    }
    return items;
}

bool objection_dossier(struct task *task, int64_t id, int64_t *dossier_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_objection_find, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *dossier_id = db_i64(rows, 0, OBJECTION_FIND_DOSSIER_ID);
    return true;
}

struct answering {
    int64_t id, dossier_id, actor_id;
    const char *outcome, *answer;
};

static bool bring_back(struct db_tx *tx, const struct answering *answering,
                       const struct db_rows *dossier, struct refusal *why)
{
    struct db_rows *moved;
    const char *county_code = db_text(dossier, 0, DOSSIER_LOCK_COUNTY_CODE);
    if (!db_tx_query(tx, &SQL_dossier_move,
                     DB_ARGS(DB_I64(answering->dossier_id),
                             DB_TEXT(machine_state_name(&DOSSIER_MACHINE, DOSSIER_PUBLICITY)),
                             DB_TEXT(machine_state_name(&DOSSIER_MACHINE, DOSSIER_COUNTY_REVIEW))),
                     &moved, why))
        return false;
    if (db_count(moved) > 0)
        machine_log(tx, &DOSSIER_MACHINE, &answering->dossier_id, &county_code, 1,
                    DOSSIER_PUBLICITY, DOSSIER_COUNTY_REVIEW, answering->actor_id,
                    "异议成立，重新审定");
    return true;
}

static bool answer_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct answering *answering = argument;
    struct db_rows *dossier, *answered;
    (void)task;
    if (!db_tx_query(tx, &SQL_dossier_lock, DB_ARGS(DB_I64(answering->dossier_id)), &dossier,
                     why) ||
        !dossier_check_person(tx, answering->dossier_id, dossier, "county", answering->actor_id,
                              why) ||
        !db_tx_query(
            tx, &SQL_objection_answer,
            DB_ARGS(DB_I64(answering->id), DB_TEXT(answering->outcome), DB_TEXT(answering->answer)),
            &answered, why))
        return false;
    if (db_count(answered) == 0)
        return refuse(why, &OBJECTION_CLOSED, NULL);
    change_trail_add(tx,
                     &(struct change){.subject = "objection",
                                      .subject_id = answering->id,
                                      .county_code = db_text(dossier, 0, DOSSIER_LOCK_COUNTY_CODE),
                                      .action = answering->outcome,
                                      .before = json_pack("{s:s}", "state", "open"),
                                      .after = json_pack("{s:s}", "state", answering->outcome),
                                      .reason = answering->answer});
    return strcmp(answering->outcome, "upheld") != 0 || bring_back(tx, answering, dossier, why);
}

bool objection_answer(struct task *task, int64_t id, int64_t actor_id, const char *outcome,
                      const char *answer, struct refusal *why)
{
    struct answering answering = {
        .id = id, .actor_id = actor_id, .outcome = outcome, .answer = answer};
    return objection_dossier(task, id, &answering.dossier_id, why) &&
           db_transact(task, DB_FAST, answer_body, &answering, why);
}

/* ---- papers that end ---- */

json_t *paper_ending_json(struct task *task, int64_t organisation_id, const char *county_code,
                          int64_t days, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_organisation_paper_list,
                        DB_ARGS(DB_I64(organisation_id), DB_TEXT(county_code), DB_I64(days)), &rows,
                        why))
        return NULL;
    json_t *items = db_rows_json(rows), *item;
    size_t row;
    json_array_foreach(items, row, item) {
        const char *says =
            paper_number_says(task->arena, db_text(rows, (int)row, ORGANISATION_PAPER_LIST_KIND),
                              db_text(rows, (int)row, ORGANISATION_PAPER_LIST_NUMBER));
        json_object_set_new(item, "number_says", json_string(says));
    }
    return items;
}
