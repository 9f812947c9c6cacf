#include "onboarding/dossier.h"
#include "onboarding/dossier_forget.h"
#include "onboarding/paper_number.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/onboarding/sql.h"
#include "registry/mask.h"
#include "registry/organisation.h"
#include "registry/region.h"

const struct refusal_kind DOSSIER_NOT_YOURS_NOW = {"dossier_not_open", 409,
                                                   "申请已经交上去或办结了，现在不能改"};
const struct refusal_kind DOSSIER_INCOMPLETE = {"dossier_incomplete", 422,
                                                "还有没填的或填错的地方，改好再提交"};
const struct refusal_kind DOSSIER_USCC_TAKEN = {"credit_code_taken", 409,
                                                "这个统一社会信用代码已经登记或正在申请"};
const struct refusal_kind DOSSIER_CHANGED = {"dossier_changed", 409,
                                             "申请刚刚有变动，请刷新后再办"};
const struct refusal_kind DOSSIER_SAME_PERSON = {
    "dossier_same_person", 409, "同一个人不能办两道手续，也不能办自己或自己单位的申请"};

static const struct machine_move MOVES[] = {
    {DOSSIER_DRAFT, DOSSIER_TOWNSHIP_REVIEW, "提交申请"},
    {DOSSIER_DRAFT, DOSSIER_DEPARTMENT_REVIEW, "提交换证"},
    {DOSSIER_DRAFT, DOSSIER_WITHDRAWN, "撤回"},
    {DOSSIER_SENT_BACK, DOSSIER_TOWNSHIP_REVIEW, "补正后再提交"},
    {DOSSIER_SENT_BACK, DOSSIER_DEPARTMENT_REVIEW, "换证补正后再提交"},
    {DOSSIER_SENT_BACK, DOSSIER_WITHDRAWN, "撤回"},
    {DOSSIER_TOWNSHIP_REVIEW, DOSSIER_DEPARTMENT_REVIEW, "乡镇初审通过"},
    {DOSSIER_TOWNSHIP_REVIEW, DOSSIER_SENT_BACK, "乡镇退回补正"},
    {DOSSIER_TOWNSHIP_REVIEW, DOSSIER_WITHDRAWN, "撤回"},
    {DOSSIER_DEPARTMENT_REVIEW, DOSSIER_COUNTY_REVIEW, "部门复审通过"},
    {DOSSIER_DEPARTMENT_REVIEW, DOSSIER_IN_FORCE, "换证审核通过"},
    {DOSSIER_DEPARTMENT_REVIEW, DOSSIER_SENT_BACK, "部门退回补正"},
    {DOSSIER_DEPARTMENT_REVIEW, DOSSIER_WITHDRAWN, "撤回"},
    {DOSSIER_COUNTY_REVIEW, DOSSIER_PUBLICITY, "县审定通过，开始公示"},
    {DOSSIER_COUNTY_REVIEW, DOSSIER_SENT_BACK, "县里退回补正"},
    {DOSSIER_COUNTY_REVIEW, DOSSIER_WITHDRAWN, "撤回"},
    {DOSSIER_PUBLICITY, DOSSIER_IN_FORCE, "公示期满，没有成立的异议"},
    {DOSSIER_PUBLICITY, DOSSIER_COUNTY_REVIEW, "异议成立，县里重新审定"},
    {DOSSIER_PUBLICITY, DOSSIER_SENT_BACK, "信用代码已被登记"},
    {DOSSIER_PUBLICITY, DOSSIER_WITHDRAWN, "撤回"},
};
const struct machine DOSSIER_MACHINE =
    MACHINE("dossier", DOSSIER_STATES, STATE_SET(DOSSIER_DRAFT), MOVES, &SQL_audit_dossier_state);

/* ---- reading ---- */

static const char *open_text(struct task *task, const struct db_rows *rows, int column,
                             const char *field, int64_t id)
{
    size_t length;
    if (db_is_null(rows, 0, column))
        return "";
    const void *sealed = db_bytes(rows, 0, column, &length);
    const char *plain = crypto_open_at(task->arena, CRYPTO_PLACE(field, id), sealed, length);
    return plain != NULL ? plain : "";
}

static void read_contact(struct task *task, const char *text, struct dossier_form *form)
{
    json_t *contact = json_loads(text, 0, NULL);
    const char *name = json_string_value(json_object_get(contact, "name"));
    const char *phone = json_string_value(json_object_get(contact, "phone"));
    form->contact_name = arena_strdup(task->arena, name != NULL ? name : "");
    form->contact_phone = arena_strdup(task->arena, phone != NULL ? phone : "");
    json_decref(contact);
}

static const char *text_or_none(const struct db_rows *rows, int row, int column)
{
    return db_is_null(rows, row, column) ? "" : db_text(rows, row, column);
}

static bool read_papers(struct task *task, struct dossier *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_dossier_paper_list, DB_ARGS(DB_I64(out->id)), &rows, why))
        return false;
    struct dossier_paper *papers =
        arena_array(task->arena, (size_t)db_count(rows) + 1, sizeof(*papers));
    for (int row = 0; row < db_count(rows); row++)
        papers[row] = (struct dossier_paper){
            .kind = db_text(rows, row, DOSSIER_PAPER_LIST_KIND),
            .number = db_text(rows, row, DOSSIER_PAPER_LIST_NUMBER),
            .issued_on = text_or_none(rows, row, DOSSIER_PAPER_LIST_ISSUED_ON),
            .expires_on = text_or_none(rows, row, DOSSIER_PAPER_LIST_EXPIRES_ON),
            .scan_id = db_is_null(rows, row, DOSSIER_PAPER_LIST_SCAN_ID)
                           ? 0
                           : db_i64(rows, row, DOSSIER_PAPER_LIST_SCAN_ID),
        };
    out->form.papers = (struct shape_list){papers, db_count(rows)};
    return true;
}

static const char *open_share(struct task *task, const struct db_rows *rows, int row, int column,
                              struct crypto_place place)
{
    size_t length;
    if (db_is_null(rows, row, column))
        return "";
    const void *sealed = db_bytes(rows, row, column, &length);
    const char *plain = crypto_open_at(task->arena, place, sealed, length);
    return plain != NULL ? plain : "";
}

static bool read_shares(struct task *task, struct dossier *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_dossier_share_list, DB_ARGS(DB_I64(out->id)), &rows, why))
        return false;
    struct dossier_share *shares =
        arena_array(task->arena, (size_t)db_count(rows) + 1, sizeof(*shares));
    for (int row = 0; row < db_count(rows); row++) {
        int64_t place = db_i64(rows, row, DOSSIER_SHARE_LIST_PLACE);
        shares[row] = (struct dossier_share){
            .name = open_share(task, rows, row, DOSSIER_SHARE_LIST__NAME,
                               CRYPTO_PART(DOSSIER_SHARE_NAME, out->id, place)),
            .id_number = open_share(task, rows, row, DOSSIER_SHARE_LIST__ID,
                                    CRYPTO_PART(DOSSIER_SHARE_ID, out->id, place)),
            .percent_hundredths = db_i64(rows, row, DOSSIER_SHARE_LIST_PERCENT_HUNDREDTHS),
        };
    }
    out->form.shares = (struct shape_list){shares, db_count(rows)};
    return true;
}

bool dossier_find(struct task *task, int64_t id, struct dossier *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_dossier_find, DB_ARGS(DB_I64(id), DB_I64(dossier_forget_days())),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *out = (struct dossier){
        .id = id,
        .applicant_id = db_i64(rows, 0, DOSSIER_FIND__APPLICANT_ID),
        .organisation_id = db_is_null(rows, 0, DOSSIER_FIND_ORGANISATION_ID)
                               ? 0
                               : db_i64(rows, 0, DOSSIER_FIND_ORGANISATION_ID),
        .revision = db_i64(rows, 0, DOSSIER_FIND_REVISION),
        .round = db_i64(rows, 0, DOSSIER_FIND_ROUND),
        .county_code = db_text(rows, 0, DOSSIER_FIND_COUNTY_CODE),
        .purpose = db_text(rows, 0, DOSSIER_FIND_PURPOSE),
        .state = machine_state(&DOSSIER_MACHINE, db_text(rows, 0, DOSSIER_FIND_STATE)),
        .rows = rows,
    };
    out->form = (struct dossier_form){
        .kind = db_text(rows, 0, DOSSIER_FIND_KIND),
        .name = db_text(rows, 0, DOSSIER_FIND_NAME),
        .uscc = db_text(rows, 0, DOSSIER_FIND_USCC),
        .township_code = db_text(rows, 0, DOSSIER_FIND_TOWNSHIP_CODE),
        .village_code = db_text(rows, 0, DOSSIER_FIND_VILLAGE_CODE),
        .sells = db_text(rows, 0, DOSSIER_FIND_SELLS),
        .processed = db_bool(rows, 0, DOSSIER_FIND_PROCESSED),
        .no_shareholders = db_bool(rows, 0, DOSSIER_FIND_NO_SHAREHOLDERS),
        .legal_name = open_text(task, rows, DOSSIER_FIND__LEGAL_NAME, DOSSIER_LEGAL_NAME, id),
        .legal_id = open_text(task, rows, DOSSIER_FIND__LEGAL_ID, DOSSIER_LEGAL_ID, id),
        .bank_account = open_text(task, rows, DOSSIER_FIND__BANK, DOSSIER_BANK, id),
    };
    read_contact(task, open_text(task, rows, DOSSIER_FIND__CONTACT, DOSSIER_CONTACT, id),
                 &out->form);
    return read_shares(task, out, why) && read_papers(task, out, why);
}

/* ---- as JSON ---- */

typedef char *mask(struct arena *arena, const char *text);

static json_t *shown(struct task *task, const char *text, bool open, mask *hide)
{
    return json_string(open ? text : hide(task->arena, text));
}

static json_t *day_or_null(const char *day)
{
    return day[0] != '\0' ? json_string(day) : json_null();
}

static json_t *papers_json(struct task *task, const struct dossier_form *form)
{
    const struct dossier_paper *papers = form->papers.items;
    json_t *items = json_array();
    char digits[21];
    for (int i = 0; i < form->papers.count; i++)
        json_array_append_new(
            items,
            json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "kind", papers[i].kind, "number",
                      papers[i].number, "number_says",
                      paper_number_says(task->arena, papers[i].kind, papers[i].number), "issued_on",
                      day_or_null(papers[i].issued_on), "expires_on",
                      day_or_null(papers[i].expires_on), "scan_id",
                      papers[i].scan_id != 0 ? json_string(id_text(papers[i].scan_id, digits))
                                             : json_null()));
    return items;
}

static json_t *shares_json(struct task *task, const struct dossier_form *form, bool open)
{
    const struct dossier_share *shares = form->shares.items;
    json_t *items = json_array();
    for (int i = 0; i < form->shares.count; i++)
        json_array_append_new(
            items,
            json_pack("{s:o, s:o, s:I}", "name", shown(task, shares[i].name, open, mask_name),
                      "id_number", shown(task, shares[i].id_number, open, mask_id_card),
                      "percent_hundredths", (json_int_t)shares[i].percent_hundredths));
    return items;
}

json_t *dossier_json(struct task *task, const struct dossier *dossier, bool open,
                     struct refusal *why)
{
    const struct dossier_form *form = &dossier->form;
    struct db_rows *decisions;
    if (!db_query(task, &SQL_dossier_decision_list, DB_ARGS(DB_I64(dossier->id)), &decisions, why))
        return NULL;
    json_t *json = db_row_json(dossier->rows, 0);
    const char *place = form->village_code[0] != '\0' ? form->village_code : form->township_code;
    json_object_set_new(json, "place_name", json_string(region_path(task, place)));
    json_object_set_new(json, "legal_name", shown(task, form->legal_name, open, mask_name));
    json_object_set_new(json, "legal_id", shown(task, form->legal_id, open, mask_id_card));
    json_object_set_new(json, "bank_account",
                        shown(task, form->bank_account, open, mask_bank_card));
    json_object_set_new(json, "contact_name", shown(task, form->contact_name, open, mask_name));
    json_object_set_new(json, "contact_phone", shown(task, form->contact_phone, open, mask_mobile));
    json_object_set_new(json, "masked", json_boolean(!open));
    json_object_set_new(json, "shares", shares_json(task, form, open));
    json_object_set_new(json, "papers", papers_json(task, form));
    json_object_set_new(json, "decisions", db_rows_json(decisions));
    json_object_set_new(json, "open_points", dossier_open_points(dossier));
    return json;
}

json_t *dossier_own_list_json(struct task *task, int64_t account_id, const struct page *page,
                              struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_dossier_own_list, DB_ARGS(DB_I64(account_id), PAGE_ARGS_DOWN(page)),
                  &rows, why))
        return NULL;
    return page_json(page, rows, DOSSIER_OWN_LIST_DOSSIER_ID);
}

json_t *dossier_desk_list_json(struct task *task, const char *region, const char *state,
                               const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(
            task, DB_SLOW, &SQL_dossier_desk_list,
            DB_ARGS(DB_TEXT(region), PAGE_ARGS(page), machine_states(&DOSSIER_MACHINE, state)),
            &rows, why))
        return NULL;
    return page_json(page, rows, DOSSIER_DESK_LIST_DOSSIER_ID);
}
