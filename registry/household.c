#include "registry/household.h"

#include <assert.h>
#include <string.h>

#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/household_consent.h"
#include "registry/mask.h"
#include "registry/proxy.h"
#include "registry/region.h"

static const struct machine_move MOVES[] = {
    {HOUSEHOLD_CONFIRMED, HOUSEHOLD_SUSPENDED, "登记信息有疑问，暂停计入"},
    {HOUSEHOLD_SUSPENDED, HOUSEHOLD_CONFIRMED, "核实无误，恢复计入"},
    {HOUSEHOLD_CONFIRMED, HOUSEHOLD_REMOVED, "已不在登记范围"},
    {HOUSEHOLD_SUSPENDED, HOUSEHOLD_REMOVED, "已不在登记范围"},
};
/* Who comes in otherwise comes in with the move that says so (registry/import_household.c). */
const struct machine HOUSEHOLD_MACHINE =
    MACHINE("household", HOUSEHOLD_STATES, STATE_SET(HOUSEHOLD_CONFIRMED), MOVES,
            &SQL_audit_household_state);

bool household_find(struct task *task, int64_t id, struct household *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_household_find, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *out = (struct household){
        .id = id,
        .household_no = db_text(rows, 0, HOUSEHOLD_FIND_HOUSEHOLD_NO),
        .county_code = db_text(rows, 0, HOUSEHOLD_FIND_COUNTY_CODE),
        .village_code = db_text(rows, 0, HOUSEHOLD_FIND_VILLAGE_CODE),
        .pseudonym = db_text(rows, 0, HOUSEHOLD_FIND_PSEUDONYM),
        .family_type = db_text(rows, 0, HOUSEHOLD_FIND_FAMILY_TYPE),
        .state = machine_state(&HOUSEHOLD_MACHINE, db_text(rows, 0, HOUSEHOLD_FIND_STATE)),
        .proxy = db_bool(rows, 0, HOUSEHOLD_FIND_PROXY),
    };
    return true;
}

bool household_of_no(struct task *task, const char *household_no, int64_t *id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_household_of_no, DB_ARGS(DB_TEXT(household_no)), &rows, why))
        return false;
    *id = db_count(rows) > 0 ? db_i64(rows, 0, HOUSEHOLD_OF_NO_ID) : 0;
    return true;
}

bool household_require(struct task *task, const struct session *session, enum right right,
                       int64_t id, struct household *out, struct refusal *why)
{
    if (!household_find(task, id, out, why))
        return false;
    struct scope scope = {.region_code = out->village_code, .household_id = id};
    return permission_require(session, right, &scope, why);
}

json_t *household_list_json(struct task *task, const char *region_code, const char *state,
                            const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_household_list,
                        DB_ARGS(DB_TEXT(region_code), PAGE_ARGS(page), DB_TEXT(state)), &rows, why))
        return NULL;
    return page_json(page, rows, HOUSEHOLD_LIST_HOUSEHOLD_ID);
}

/* ---- the record ---- */

typedef char *mask(struct arena *arena, const char *text);

/* A sealed column opened, and masked unless `unmask`. "" when null; a field that does not open is
 * said to be unreadable, not left out. */
static json_t *open_field(struct task *task, const struct db_rows *rows, int row, int column,
                          struct crypto_place place, mask *hide, bool unmask)
{
    size_t length;
    if (db_is_null(rows, row, column))
        return json_string("");
    const void *sealed = db_bytes(rows, row, column, &length);
    const char *plain = crypto_open_at(task->arena, place, sealed, length);
    if (plain == NULL)
        return json_null();
    return json_string(unmask ? plain : hide(task->arena, plain));
}

const char *const HOUSEHOLD_FIELDS[] = {"phone", "bank_account", "name", "id_number", NULL};

/* Whether the look opens this field, of this member (0 = the household's own). */
static bool opens(const struct household_look *look, const char *field, int64_t member_no)
{
    return look != NULL && (look->field == NULL || strcmp(look->field, field) == 0) &&
           (member_no == 0 || look->member_no == 0 || look->member_no == member_no);
}

/* What the access trail says was read. */
static const char *fields_of(struct task *task, const struct household_look *look)
{
    if (look->field == NULL)
        return "phone,bank_account,members.name,members.id_number";
    if (strcmp(look->field, "phone") == 0 || strcmp(look->field, "bank_account") == 0)
        return look->field;
    if (look->member_no == 0)
        return arena_printf(task->arena, "members.%s", look->field);
    return arena_printf(task->arena, "members.%lld.%s", (long long)look->member_no, look->field);
}

static bool read_members(struct task *task, int64_t id, const struct household_look *look,
                         json_t **out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_household_member_list, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    *out = db_rows_json(rows);
    for (int row = 0; row < db_count(rows); row++) {
        json_t *member = json_array_get(*out, (size_t)row);
        int64_t no = db_i64(rows, row, HOUSEHOLD_MEMBER_LIST_MEMBER_NO);
        json_object_set_new(member, "name",
                            open_field(task, rows, row, HOUSEHOLD_MEMBER_LIST__NAME,
                                       CRYPTO_PART(MEMBER_NAME, id, no), mask_name,
                                       opens(look, "name", no)));
        json_object_set_new(member, "id_number",
                            open_field(task, rows, row, HOUSEHOLD_MEMBER_LIST__ID_NUMBER,
                                       CRYPTO_PART(MEMBER_ID_NUMBER, id, no), mask_id_card,
                                       opens(look, "id_number", no)));
    }
    return true;
}

static json_t *read_record(struct task *task, int64_t id, const struct household_look *look,
                           struct refusal *why)
{
    struct db_rows *rows;
    json_t *members;
    if (!db_query(task, &SQL_household_record, DB_ARGS(DB_I64(id)), &rows, why) ||
        !read_members(task, id, look, &members, why))
        return NULL;
    assert(db_count(rows) == 1 && "households are never deleted");
    json_t *record = db_row_json(rows, 0);
    json_object_set_new(
        record, "village_name",
        json_string(region_path(task, db_text(rows, 0, HOUSEHOLD_RECORD_VILLAGE_CODE))));
    json_object_set_new(record, "phone",
                        open_field(task, rows, 0, HOUSEHOLD_RECORD__PHONE,
                                   CRYPTO_PLACE(HOUSEHOLD_PHONE, id), mask_mobile,
                                   opens(look, "phone", 0)));
    json_object_set_new(record, "bank_account",
                        open_field(task, rows, 0, HOUSEHOLD_RECORD__BANK,
                                   CRYPTO_PLACE(HOUSEHOLD_BANK, id), mask_bank_card,
                                   opens(look, "bank_account", 0)));
    json_object_set_new(record, "masked", json_boolean(look == NULL));
    json_object_set_new(record, "members", members);
    return record;
}

static bool leave_trail(struct task *task, const struct session *session,
                        const struct household *household, const struct household_look *look,
                        struct refusal *why)
{
    struct access_reading reading = {.account_id = session->account_id,
                                     .purpose = look->purpose,
                                     .subject = "household",
                                     .subject_id = household->id,
                                     .county_code = household->county_code,
                                     .fields = fields_of(task, look)};
    return access_trail_open(task, &reading, "MALL_PERSONAL_DAILY", why);
}

/* By right, or as who may act for it. */
static bool may_read(struct task *task, const struct session *session, int64_t id,
                     struct household *household, struct refusal *why)
{
    if (!household_find(task, id, household, why))
        return false;
    struct scope scope = {.region_code = household->village_code, .household_id = id};
    return permission_allows(session, RIGHT_HOUSEHOLD_READ, &scope) ||
           proxy_act(task, session, household, "record", why);
}

json_t *household_json(struct task *task, const struct session *session, int64_t id,
                       const struct household_look *look, struct refusal *why)
{
    struct household household;
    if (look == NULL
            ? !may_read(task, session, id, &household, why)
            : !household_require(task, session, RIGHT_HOUSEHOLD_UNMASK, id, &household, why))
        return NULL;
    if (look != NULL && !access_trail_is_purpose(look->purpose)) {
        refuse_detail(why, &REFUSAL_INVALID_FIELD, "purpose", "请选择查看用途");
        return NULL;
    }
    if (look != NULL && !leave_trail(task, session, &household, look, why))
        return NULL;
    return read_record(task, id, look, why);
}

json_t *household_record_json(struct task *task, int64_t id, bool clear, struct refusal *why)
{
    static const struct household_look ALL = {.purpose = "own"};
    return read_record(task, id, clear ? &ALL : NULL, why);
}

/* ---- state ---- */

struct move {
    int64_t id;
    enum household_state to;
    int64_t actor_id;
    const char *reason;
};

bool household_move_in(struct db_tx *tx, int64_t id, enum household_state to, int64_t actor_id,
                       const char *reason, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_household_lock, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    enum household_state from =
        machine_state(&HOUSEHOLD_MACHINE, db_text(rows, 0, HOUSEHOLD_LOCK_STATE));
    const char *county_code = db_text(rows, 0, HOUSEHOLD_LOCK_COUNTY_CODE);
    if (!machine_allows(&HOUSEHOLD_MACHINE, from, to))
        return refuse_detail(why, &REFUSAL_CONFLICT, "state", "当前状态不能这样变更");
    if (to == HOUSEHOLD_CONFIRMED && !db_bool(rows, 0, HOUSEHOLD_LOCK_CONSENT_LINKED))
        return refuse(why, &CONSENT_MISSING, NULL);
    db_tx_send(tx, &SQL_household_move,
               DB_ARGS(DB_I64(id), DB_TEXT(machine_state_name(&HOUSEHOLD_MACHINE, from)),
                       DB_TEXT(machine_state_name(&HOUSEHOLD_MACHINE, to))));
    machine_log(tx, &HOUSEHOLD_MACHINE, &id, &county_code, 1, from, to, actor_id, reason);
    return true;
}

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct move *move = argument;
    (void)task;
    return household_move_in(tx, move->id, move->to, move->actor_id, move->reason, why);
}

bool household_move(struct task *task, int64_t id, enum household_state to, int64_t actor_id,
                    const char *reason, struct refusal *why)
{
    struct move move = {id, to, actor_id, reason};
    return db_transact(task, DB_FAST, move_body, &move, why);
}

json_t *household_moves_json(struct task *task, int64_t id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_state_move_list,
                    DB_ARGS(DB_TEXT(HOUSEHOLD_MACHINE.name), DB_I64(id)), &rows, why)
               ? db_rows_json(rows)
               : NULL;
}
