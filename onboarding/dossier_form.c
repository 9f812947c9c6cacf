/* What an applicant does: begin, fill in, hand in, withdraw. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "base/change_trail.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/onboarding/sql.h"
#include "onboarding/dossier.h"
#include "registry/identifier.h"
#include "registry/organisation_join.h"
#include "registry/region.h"

/* ---- the form ---- */

static bool is_code_or_none(const char *text)
{
    return text[0] == '\0' || region_is_code(text);
}

static const struct shape_field PAPER_FIELDS[] = {
    FIELD_CHOICE(struct dossier_paper, kind, REQUIRED, PAPER_KINDS, "请选择证照种类"),
    FIELD_TEXT(struct dossier_paper, number, OPTIONAL, 0, 40, "编号最多 40 个字"),
    FIELD_DATE(struct dossier_paper, issued_on, OPTIONAL, "日期应写成 2026-11-27 这样"),
    FIELD_DATE(struct dossier_paper, expires_on, OPTIONAL, "日期应写成 2026-11-27 这样"),
    FIELD_ID(struct dossier_paper, scan_id, OPTIONAL, NULL),
};
static const struct shape PAPER_SHAPE = SHAPE(struct dossier_paper, PAPER_FIELDS);

static const struct shape_field SHARE_FIELDS[] = {
    FIELD_TEXT(struct dossier_share, name, OPTIONAL, 0, 20, "姓名最多 20 个字"),
    FIELD_TEXT(struct dossier_share, id_number, OPTIONAL, 0, 40, "身份证号最多 40 个字"),
    FIELD_INT(struct dossier_share, percent_hundredths, OPTIONAL, 0, DOSSIER_SHARE_WHOLE,
              "股份应在 0.01% 到 100% 之间"),
};
static const struct shape SHARE_SHAPE = SHAPE(struct dossier_share, SHARE_FIELDS);

static const struct shape_field FORM_FIELDS[] = {
    FIELD_CHOICE(struct dossier_form, kind, OPTIONAL, DOSSIER_KINDS, "请选择主体类型"),
    FIELD_TEXT(struct dossier_form, name, OPTIONAL, 0, 60, "名称最多 60 个字"),
    FIELD_TEXT(struct dossier_form, uscc, OPTIONAL, 0, 40, "信用代码最多 40 个字"),
    FIELD_CHECKED(struct dossier_form, township_code, OPTIONAL, 0, 9, is_code_or_none,
                  "请选择乡镇"),
    FIELD_CHECKED(struct dossier_form, village_code, OPTIONAL, 0, 12, is_code_or_none, "请选择村"),
    FIELD_LINES(struct dossier_form, sells, OPTIONAL, 0, 200, "打算卖什么，最多 200 个字"),
    FIELD_BOOL(struct dossier_form, processed, OPTIONAL, NULL),
    FIELD_TEXT(struct dossier_form, legal_name, OPTIONAL, 0, 20, "姓名最多 20 个字"),
    FIELD_TEXT(struct dossier_form, legal_id, OPTIONAL, 0, 40, "身份证号最多 40 个字"),
    FIELD_TEXT(struct dossier_form, bank_account, OPTIONAL, 0, 40, "银行账号最多 40 个字"),
    FIELD_TEXT(struct dossier_form, contact_name, OPTIONAL, 0, 20, "姓名最多 20 个字"),
    FIELD_TEXT(struct dossier_form, contact_phone, OPTIONAL, 0, 20, "手机号最多 20 个字"),
    FIELD_LIST(struct dossier_form, shares, OPTIONAL, 0, DOSSIER_SHARES_MAX, SHARE_SHAPE,
               "股东最多 20 位"),
    FIELD_BOOL(struct dossier_form, no_shareholders, OPTIONAL, NULL),
    FIELD_LIST(struct dossier_form, papers, OPTIONAL, 0, DOSSIER_PAPERS_MAX, PAPER_SHAPE,
               "证照最多 20 份"),
};
const struct shape DOSSIER_FORM_SHAPE = SHAPE(struct dossier_form, FORM_FIELDS);

static void preset(const char **text)
{
    if (*text == NULL)
        *text = "";
}

void dossier_form_preset(struct dossier_form *form)
{
    const char **texts[] = {&form->kind,          &form->name,         &form->uscc,
                            &form->township_code, &form->village_code, &form->sells,
                            &form->legal_name,    &form->legal_id,     &form->bank_account,
                            &form->contact_name,  &form->contact_phone};
    struct dossier_paper *papers = form->papers.items;
    struct dossier_share *shares = form->shares.items;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        preset(texts[i]);
    for (int i = 0; i < form->papers.count; i++) {
        preset(&papers[i].number);
        preset(&papers[i].issued_on);
        preset(&papers[i].expires_on);
    }
    for (int i = 0; i < form->shares.count; i++) {
        preset(&shares[i].name);
        preset(&shares[i].id_number);
    }
}

/* Numbers as they are stored and compared; one that is too long stays as it was typed and is told
 * of when the dossier is handed in. */
static const char *canonical(struct task *task, const char *text)
{
    char out[64];
    return identifier_canonical(text, out, sizeof(out)) ? arena_strdup(task->arena, out) : text;
}

/* ---- beginning ---- */

struct beginning {
    const struct dossier_wish *wish;
    const struct idempotency *key;
    struct organisation organisation;
    char county_code[7], township_code[10];
    const char *village_code;
    int64_t id;
};

static bool begin_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct beginning *begin = argument;
    const struct dossier_wish *wish = begin->wish;
    bool renewal = wish->organisation_id != 0;
    int64_t before = 0;
    (void)task;
    if (!idempotency_find(tx, begin->key, &before, why))
        return false;
    begin->id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    db_tx_send(tx, &SQL_dossier_add,
               DB_ARGS(DB_I64(begin->id), DB_TEXT(begin->county_code),
                       DB_TEXT(renewal ? "renew" : "apply"), DB_I64(wish->account_id),
                       DB_I64(wish->organisation_id),
                       DB_TEXT(renewal ? begin->organisation.kind : wish->kind),
                       DB_TEXT(renewal ? begin->organisation.name : ""),
                       DB_TEXT(renewal ? begin->organisation.uscc : ""),
                       DB_TEXT(begin->township_code), DB_TEXT(begin->village_code)));
    db_tx_send(tx, &SQL_dossier_stamp, DB_ARGS(stamp_key(), DB_I64(begin->id)));
    change_trail_add(tx, &(struct change){.subject = "dossier",
                                          .subject_id = begin->id,
                                          .county_code = begin->county_code,
                                          .action = renewal ? "renew" : "create"});
    idempotency_save(tx, begin->key, begin->id);
    return true;
}

static bool check_place(struct task *task, struct beginning *begin, struct refusal *why)
{
    const char *code = begin->wish->place_code;
    struct region region;
    if (!region_find(task, code, &region, why))
        return false;
    if (region.level < REGION_LEVEL_TOWNSHIP)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "place_code", "请选到乡镇或村");
    memcpy(begin->county_code, code, 6);
    memcpy(begin->township_code, code, 9);
    begin->village_code = region.level == REGION_LEVEL_VILLAGE ? code : "";
    return true;
}

bool dossier_begin(struct task *task, const struct dossier_wish *wish,
                   const struct idempotency *key, int64_t *id, struct refusal *why)
{
    struct beginning begin = {.wish = wish, .key = key};
    if (wish->organisation_id == 0) {
        if (!check_place(task, &begin, why))
            return false;
    } else {
        if (!organisation_find(task, wish->organisation_id, &begin.organisation, why))
            return false;
        memcpy(begin.county_code, begin.organisation.county_code, 6);
        snprintf(begin.township_code, sizeof(begin.township_code), "%s",
                 begin.organisation.township_code);
        begin.village_code = begin.organisation.village_code;
    }
    if (!db_transact(task, DB_FAST, begin_body, &begin, why))
        return false;
    *id = begin.id;
    return true;
}

/* ---- with its applicant ---- */

struct filling {
    int64_t id, account_id;
    const struct dossier_form *form; /* NULL: nothing is saved */
    enum dossier_state to;
    bool submit;
    int64_t revision; /* submit: what was found whole */
};

/* Locks it for its applicant; nobody else hears that it is there. */
static bool lock_own(struct db_tx *tx, const struct filling *filling, struct db_rows **rows,
                     enum dossier_state *state, struct refusal *why)
{
    if (!db_tx_query(tx, &SQL_dossier_lock, DB_ARGS(DB_I64(filling->id)), rows, why))
        return false;
    if (db_count(*rows) == 0 || db_i64(*rows, 0, DOSSIER_LOCK_APPLICANT_ID) != filling->account_id)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *state = machine_state(&DOSSIER_MACHINE, db_text(*rows, 0, DOSSIER_LOCK_STATE));
    return true;
}

static bool with_applicant(enum dossier_state state)
{
    return state == DOSSIER_DRAFT || state == DOSSIER_SENT_BACK;
}

static struct db_value seal(struct task *task, const char *field, int64_t id, const char *text)
{
    size_t length;
    if (text[0] == '\0')
        return DB_NULL;
    const uint8_t *sealed = crypto_seal_at(task->arena, CRYPTO_PLACE(field, id), text, &length);
    return DB_BYTES(sealed, length);
}

static const char *contact_text(struct task *task, const struct dossier_form *form)
{
    json_t *contact =
        json_pack("{s:s, s:s}", "name", form->contact_name, "phone", form->contact_phone);
    char *text = json_dumps(contact, JSON_COMPACT);
    const char *own = arena_strdup(task->arena, text);
    free(text);
    json_decref(contact);
    return own;
}

/* Scans are the dossier's own. */
static bool check_scans(struct task *task, struct db_tx *tx, int64_t id,
                        const struct dossier_form *form, struct refusal *why)
{
    const struct dossier_paper *papers = form->papers.items;
    int64_t *ids = arena_array(task->arena, (size_t)form->papers.count + 1, sizeof(*ids));
    int count = 0;
    struct db_rows *rows;
    for (int i = 0; i < form->papers.count; i++) {
        bool seen = papers[i].scan_id == 0;
        for (int k = 0; k < count; k++)
            seen |= ids[k] == papers[i].scan_id;
        if (!seen)
            ids[count++] = papers[i].scan_id;
    }
    if (!db_tx_query(tx, &SQL_dossier_scan_count, DB_ARGS(DB_I64(id), DB_I64S(ids, count)), &rows,
                     why))
        return false;
    return db_i64(rows, 0, DOSSIER_SCAN_COUNT_OWN) == count ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "papers", "有扫描件找不到了，请重新上传");
}

static void send_papers(struct task *task, struct db_tx *tx, int64_t id, const char *county_code,
                        const struct dossier_form *form)
{
    struct dossier_paper *papers = form->papers.items;
    int n = form->papers.count;
    int64_t *places = arena_array(task->arena, (size_t)n + 1, sizeof(*places));
    for (int i = 0; i < n; i++) {
        places[i] = i;
        papers[i].number = canonical(task, papers[i].number);
    }
    db_tx_send(tx, &SQL_dossier_paper_clear, DB_ARGS(DB_I64(id)));
    db_tx_send(tx, &SQL_dossier_paper_add,
               DB_ARGS(DB_I64(id), DB_TEXT(county_code), DB_I64S(places, n),
                       DB_COLUMN_TEXT(papers, n, kind), DB_COLUMN_TEXT(papers, n, number),
                       DB_COLUMN_TEXT(papers, n, issued_on), DB_COLUMN_TEXT(papers, n, expires_on),
                       DB_COLUMN_I64(papers, n, scan_id)));
}

/* A shareholder on the way to the table. */
struct sealed_share {
    int64_t place, percent_hundredths;
    const void *name, *id_number; /* NULL = empty */
    size_t name_length, id_length;
};

static const void *seal_share(struct task *task, const char *field, int64_t id, int64_t place,
                              const char *text, size_t *length)
{
    *length = 0;
    return text[0] != '\0'
               ? crypto_seal_at(task->arena, CRYPTO_PART(field, id, place), text, length)
               : NULL;
}

static void send_shares(struct task *task, struct db_tx *tx, int64_t id, const char *county_code,
                        const struct dossier_form *form)
{
    const struct dossier_share *shares = form->shares.items;
    int n = form->shares.count;
    struct sealed_share *rows = arena_array(task->arena, (size_t)n + 1, sizeof(*rows));
    for (int i = 0; i < n; i++) {
        rows[i].place = i + 1;
        rows[i].percent_hundredths = shares[i].percent_hundredths;
        rows[i].name =
            seal_share(task, DOSSIER_SHARE_NAME, id, i + 1, shares[i].name, &rows[i].name_length);
        rows[i].id_number = seal_share(task, DOSSIER_SHARE_ID, id, i + 1,
                                       canonical(task, shares[i].id_number), &rows[i].id_length);
    }
    db_tx_send(tx, &SQL_dossier_share_clear, DB_ARGS(DB_I64(id)));
    db_tx_send(tx, &SQL_dossier_share_add,
               DB_ARGS(DB_I64(id), DB_TEXT(county_code), DB_COLUMN_I64(rows, n, place),
                       DB_COLUMN_I64(rows, n, percent_hundredths),
                       DB_COLUMN_BYTES(rows, n, name, name_length),
                       DB_COLUMN_BYTES(rows, n, id_number, id_length)));
}

/* What is sealed is said to be there or not; what the form leaves out stays as it was. */
static void note_saved(struct db_tx *tx, const struct dossier_form *form, bool renewal,
                       const struct db_rows *rows, int64_t id)
{
    static const char *const NAMES[] = {"kind", "name", "uscc", "township_code", "village_code"};
    const char *was[] = {db_text(rows, 0, DOSSIER_LOCK_KIND), db_text(rows, 0, DOSSIER_LOCK_NAME),
                         db_text(rows, 0, DOSSIER_LOCK_USCC),
                         db_text(rows, 0, DOSSIER_LOCK_TOWNSHIP_CODE),
                         db_text(rows, 0, DOSSIER_LOCK_VILLAGE_CODE)};
    const char *is[] = {form->kind, form->name, form->uscc, form->township_code,
                        form->village_code};
    json_t *before =
        json_pack("{s:b}", "no_shareholders", db_bool(rows, 0, DOSSIER_LOCK_NO_SHAREHOLDERS));
    json_t *after =
        json_pack("{s:b, s:b, s:b, s:b, s:i, s:i}", "no_shareholders", form->no_shareholders,
                  "has_legal_person", form->legal_id[0] != '\0', "has_bank_account",
                  form->bank_account[0] != '\0', "has_contact", form->contact_phone[0] != '\0',
                  "shares", form->shares.count, "papers", form->papers.count);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        json_object_set_new(before, NAMES[i], json_string(was[i]));
        json_object_set_new(after, NAMES[i],
                            json_string(renewal || is[i][0] == '\0' ? was[i] : is[i]));
    }
    change_trail_add(tx, &(struct change){.subject = "dossier",
                                          .subject_id = id,
                                          .county_code = db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE),
                                          .action = "edit",
                                          .before = before,
                                          .after = after});
}

static bool save_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct filling *filling = argument;
    const struct dossier_form *form = filling->form;
    struct db_rows *rows, *saved;
    enum dossier_state state;
    int64_t id = filling->id;
    if (!lock_own(tx, filling, &rows, &state, why))
        return false;
    if (!with_applicant(state))
        return refuse(why, &DOSSIER_NOT_YOURS_NOW, NULL);
    const char *county_code = db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE);
    bool renewal = strcmp(db_text(rows, 0, DOSSIER_LOCK_PURPOSE), "renew") == 0;
    bool keeps_place = renewal || form->township_code[0] == '\0';
    const char *kind = db_text(rows, 0, DOSSIER_LOCK_KIND);
    if (!renewal && form->kind[0] != '\0')
        kind = form->kind;
    const char *township =
        keeps_place ? db_text(rows, 0, DOSSIER_LOCK_TOWNSHIP_CODE) : form->township_code;
    if (!renewal && strncmp(township, county_code, 6) != 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "township_code",
                             "换到别的县要另外申请一份");
    if (!check_scans(task, tx, id, form, why) ||
        !db_tx_query(tx, &SQL_dossier_save,
                     DB_ARGS(DB_I64(id), DB_TEXT(kind),
                             DB_TEXT(renewal ? db_text(rows, 0, DOSSIER_LOCK_NAME) : form->name),
                             DB_TEXT(renewal ? db_text(rows, 0, DOSSIER_LOCK_USCC)
                                             : canonical(task, form->uscc)),
                             DB_TEXT(township),
                             DB_TEXT(keeps_place ? db_text(rows, 0, DOSSIER_LOCK_VILLAGE_CODE)
                                                 : form->village_code),
                             DB_TEXT(form->sells), DB_BOOL(form->processed),
                             seal(task, DOSSIER_LEGAL_NAME, id, form->legal_name),
                             seal(task, DOSSIER_LEGAL_ID, id, canonical(task, form->legal_id)),
                             seal(task, DOSSIER_BANK, id, canonical(task, form->bank_account)),
                             seal(task, DOSSIER_CONTACT, id, contact_text(task, form)),
                             DB_BOOL(form->no_shareholders)),
                     &saved, why))
        return false;
    note_saved(tx, form, renewal, rows, id);
    send_shares(task, tx, id, county_code, form);
    send_papers(task, tx, id, county_code, form);
    db_tx_send(tx, &SQL_dossier_stamp, DB_ARGS(stamp_key(), DB_I64(id)));
    return true;
}

bool dossier_save(struct task *task, int64_t id, int64_t account_id,
                  const struct dossier_form *form, struct refusal *why)
{
    struct filling filling = {.id = id, .account_id = account_id, .form = form};
    return db_transact(task, DB_FAST, save_body, &filling, why);
}

/* ---- handing in, taking back ---- */

static bool check_uscc(struct db_tx *tx, const struct db_rows *rows, int64_t id,
                       struct refusal *why)
{
    const char *uscc = db_text(rows, 0, DOSSIER_LOCK_USCC);
    struct db_rows *under_way;
    bool taken;
    if (!organisation_uscc_taken(tx, uscc, db_i64(rows, 0, DOSSIER_LOCK_ORGANISATION_ID), &taken,
                                 why) ||
        !db_tx_query(tx, &SQL_dossier_under_way, DB_ARGS(DB_TEXT(uscc), DB_I64(id)), &under_way,
                     why))
        return false;
    return (!taken && !db_bool(under_way, 0, DOSSIER_UNDER_WAY_TAKEN)) ||
           refuse(why, &DOSSIER_USCC_TAKEN, "uscc");
}

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct filling *filling = argument;
    struct db_rows *rows, *moved;
    enum dossier_state state, to = filling->to;
    int64_t id = filling->id;
    (void)task;
    if (!lock_own(tx, filling, &rows, &state, why))
        return false;
    if (filling->submit && strcmp(db_text(rows, 0, DOSSIER_LOCK_PURPOSE), "renew") == 0)
        to = DOSSIER_DEPARTMENT_REVIEW;
    if (filling->submit ? !with_applicant(state) : !machine_allows(&DOSSIER_MACHINE, state, to))
        return refuse(why, &DOSSIER_NOT_YOURS_NOW, NULL);
    if (filling->submit && db_i64(rows, 0, DOSSIER_LOCK_REVISION) != filling->revision)
        return refuse(why, &DOSSIER_CHANGED, NULL);
    const char *county_code = db_text(rows, 0, DOSSIER_LOCK_COUNTY_CODE);
    if ((filling->submit && !check_uscc(tx, rows, id, why)) ||
        !db_tx_query(tx, &SQL_dossier_move,
                     DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(&DOSSIER_MACHINE, state)),
                             DB_TEXT(machine_state_name(&DOSSIER_MACHINE, to))),
                     &moved, why))
        return false;
    if (filling->submit)
        db_tx_send(tx, &SQL_dossier_submit, DB_ARGS(DB_I64(id)));
    machine_log(tx, &DOSSIER_MACHINE, &id, &county_code, 1, state, to, filling->account_id,
                filling->submit ? "提交" : "撤回");
    db_tx_send(tx, &SQL_dossier_stamp, DB_ARGS(stamp_key(), DB_I64(id)));
    return true;
}

/* The first thing that is missing becomes the refusal. */
static bool check_whole(const struct dossier *dossier, struct refusal *why)
{
    json_t *points = dossier_open_points(dossier);
    json_t *first = json_array_get(points, 0);
    bool whole = first == NULL;
    if (!whole)
        refuse_detail(why, &DOSSIER_INCOMPLETE, json_string_value(json_object_get(first, "field")),
                      "%s", json_string_value(json_object_get(first, "text")));
    json_decref(points);
    return whole;
}

bool dossier_submit(struct task *task, int64_t id, int64_t account_id, struct refusal *why)
{
    struct dossier dossier;
    struct filling filling = {
        .id = id, .account_id = account_id, .to = DOSSIER_TOWNSHIP_REVIEW, .submit = true};
    if (!dossier_find(task, id, &dossier, why))
        return false;
    if (dossier.applicant_id != account_id)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!with_applicant(dossier.state))
        return refuse(why, &DOSSIER_NOT_YOURS_NOW, NULL);
    filling.revision = dossier.revision;
    return check_whole(&dossier, why) && db_transact(task, DB_FAST, move_body, &filling, why);
}

bool dossier_withdraw(struct task *task, int64_t id, int64_t account_id, struct refusal *why)
{
    struct filling filling = {.id = id, .account_id = account_id, .to = DOSSIER_WITHDRAWN};
    return db_transact(task, DB_FAST, move_body, &filling, why);
}
