#include "registry/correction.h"

#include <string.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "base/text.h"
#include "gen/registry/sql.h"
#include "registry/correction_apply.h"
#include "registry/household_name.h"
#include "registry/household_scan.h"
#include "registry/identifier.h"

const struct refusal_kind CORRECTION_EXISTS = {
    "correction_exists", 409, "这一项已经有一份更正申请在办，等办完再提，或先撤回那一份"};
const struct refusal_kind CORRECTION_CLOSED = {"correction_closed", 409,
                                               "这份更正申请刚刚有变动或已经办完，请刷新再看"};
const struct refusal_kind CORRECTION_SAME_PERSON = {
    "correction_same_person", 409, "提出的人不能自己办，前后两道也不能是同一个人，请另一位来办"};
const struct refusal_kind CORRECTION_TWO_EYES = {
    "correction_two_eyes", 409, "银行账号要两个人先后核对：先核对一道，再由另一位同意"};

static const struct machine_move MOVES[] = {
    {CORRECTION_ASKED, CORRECTION_CHECKED, "一位核对过，等另一位"},
    {CORRECTION_ASKED, CORRECTION_ACCEPTED, "核实后更正"},
    {CORRECTION_ASKED, CORRECTION_REFUSED, "核实后不予更正"},
    {CORRECTION_ASKED, CORRECTION_PASSED_ON, "归登记系统管，转去办"},
    {CORRECTION_ASKED, CORRECTION_WITHDRAWN, "撤回"},
    {CORRECTION_CHECKED, CORRECTION_ACCEPTED, "另一位核实后更正"},
    {CORRECTION_CHECKED, CORRECTION_REFUSED, "另一位核实后不予更正"},
    {CORRECTION_CHECKED, CORRECTION_WITHDRAWN, "撤回"},
};
const struct machine CORRECTION_MACHINE =
    MACHINE("household_correction", CORRECTION_STATES, STATE_SET(CORRECTION_ASKED), MOVES,
            &SQL_audit_correction_state);

static const char PHONE[] = "phone", BANK[] = "bank_account", NAME[] = "name",
                  REGISTER[] = "register", PAPER[] = "paper";
const char *const CORRECTION_FIELDS[] = {PHONE, "address", BANK, NAME, REGISTER, "other", NULL};

/* ---- the body ---- */

enum { VALUE_MAX = 200, REASON_MAX = 200, MEMBERS = 50 };

static const struct shape_field WISH_FIELDS[] = {
    FIELD_CHOICE(struct correction_wish, field, REQUIRED, CORRECTION_FIELDS, "请选择要更正哪一项"),
    FIELD_INT(struct correction_wish, member_no, OPTIONAL, 1, MEMBERS, "请选择是家里哪一位"),
    FIELD_TEXT(struct correction_wish, value, REQUIRED, 1, VALUE_MAX,
               "请写清楚应该是什么，最多 200 个字"),
    FIELD_TEXT(struct correction_wish, reason, REQUIRED, 2, REASON_MAX,
               "请写明为什么要更正，2 到 200 个字"),
    FIELD_ID(struct correction_wish, scan_id, OPTIONAL, "照片编号有误"),
};
const struct shape CORRECTION_WISH_SHAPE = SHAPE(struct correction_wish, WISH_FIELDS);

bool correction_check_text(const struct correction_wish *wish, struct refusal *why)
{
    size_t value = text_length(wish->value), reason = text_length(wish->reason);
    if (value < 1 || value > VALUE_MAX || !text_is_clean(wish->value, strlen(wish->value), false))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "value",
                             "请写清楚应该是什么，最多 200 个字");
    return (reason >= 2 && reason <= REASON_MAX &&
            text_is_clean(wish->reason, strlen(wish->reason), false)) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "reason",
                         "请写明为什么要更正，2 到 200 个字");
}

static bool refuse_value(const char *sentence, struct refusal *why)
{
    return refuse_detail(why, &REFUSAL_INVALID_FIELD, "value", "%s", sentence);
}

/* A value in the one form in which the registry keeps it. */
static bool check_value(struct task *task, struct correction_wish *wish, struct refusal *why)
{
    char *plain = arena_strdup(task->arena, wish->value);
    if (strcmp(wish->field, PHONE) == 0)
        return identifier_is_mobile(plain) || refuse_value("请填写 11 位手机号", why);
    if (strcmp(wish->field, NAME) == 0)
        return household_name_form(task->arena, plain)[0] != '\0' ||
               refuse_value("请填写姓名，用汉字", why);
    if (strcmp(wish->field, BANK) != 0)
        return true;
    if (!identifier_canonical(wish->value, plain, strlen(plain) + 1) ||
        !identifier_is_bank_card(plain))
        return refuse_value("请填写 16 到 19 位银行卡号", why);
    wish->value = plain;
    return true;
}

static bool check_wish(struct task *task, struct correction_wish *wish, struct refusal *why)
{
    bool name = strcmp(wish->field, NAME) == 0;
    if (name && wish->member_no == 0)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "member_no", "请选择是家里哪一位");
    if (!name && wish->member_no != 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "member_no", "只有姓名要选是哪一位");
    if (strcmp(wish->field, BANK) == 0 && strcmp(wish->asked_as, PAPER) == 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "field",
                             "纸上的查询码谁都能拿，不能用来改银行账号：请用自己的手机账号，"
                             "或带身份证到村里便民中心办");
    return check_value(task, wish, why);
}

/* ---- asking ---- */

struct asking {
    const struct household *household;
    const struct correction_wish *wish;
    const char *old;
    int64_t account_id, id;
    const struct idempotency *key;
};

struct sealed {
    const void *bytes;
    size_t length;
};

static struct sealed seal(struct arena *arena, const char *purpose, int64_t id, const char *text)
{
    struct sealed sealed;
    sealed.bytes = crypto_seal_at(arena, CRYPTO_PLACE(purpose, id), text, &sealed.length);
    return sealed;
}

#define SEALED(sealed_) DB_BYTES((sealed_).bytes, (sealed_).length)

static bool ask_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct asking *asking = argument;
    const struct correction_wish *wish = asking->wish;
    int64_t before = 0;
    if (!idempotency_find(tx, asking->key, &before, why))
        return false;
    asking->id = before > 0 ? before : id_next();
    if (before > 0)
        return true;
    if (wish->scan_id != 0 && !household_scan_keep(tx, asking->household->id, wish->scan_id, why))
        return false;
    struct sealed old = seal(task->arena, CORRECTION_OLD, asking->id, asking->old),
                  new = seal(task->arena, CORRECTION_NEW, asking->id, wish->value),
                  reason = seal(task->arena, CORRECTION_REASON, asking->id, wish->reason);
    db_tx_send(tx, &SQL_correction_add,
               DB_ARGS(DB_I64(asking->id), DB_TEXT(asking->household->county_code),
                       DB_TEXT(asking->household->village_code), DB_I64(asking->household->id),
                       DB_TEXT(wish->field), DB_I64(wish->member_no), SEALED(old), SEALED(new),
                       SEALED(reason), DB_I64(wish->scan_id), DB_TEXT(wish->asked_as),
                       DB_I64(asking->account_id), DB_I64(config_int("MALL_CORRECTION_DAYS")),
                       stamp_key()));
    correction_note(tx, asking->id, asking->household, wish->field, wish->asked_as);
    idempotency_save(tx, asking->key, asking->id);
    return true;
}

bool correction_ask(struct task *task, const struct household *household,
                    struct correction_wish *wish, int64_t account_id, const struct idempotency *key,
                    int64_t *id, struct refusal *why)
{
    struct asking asking = {
        .household = household, .wish = wish, .account_id = account_id, .key = key};
    if (!check_wish(task, wish, why) ||
        !correction_standing(task, household->id, wish->field, wish->member_no, &asking.old, why))
        return false;
    if (strcmp(asking.old, wish->value) == 0)
        return refuse_value("现在登记的就是这个，不用更正", why);
    if (!db_transact(task, DB_FAST, ask_body, &asking, why))
        return false;
    *id = asking.id;
    return true;
}

/* ---- moving ---- */

struct moving {
    int64_t id, actor_id;
    enum correction_state to;
    const char *answer;
};

static const char *open_value(struct task *task, const struct db_rows *rows, int column,
                              const char *purpose, int64_t id)
{
    size_t length;
    const void *sealed = db_bytes(rows, 0, column, &length);
    return crypto_open_at(task->arena, CRYPTO_PLACE(purpose, id), sealed, length);
}

/* Which moves a field has: money by two, what the register owns not here. */
static bool check_move(const char *field, enum correction_state from, enum correction_state to,
                       struct refusal *why)
{
    bool money = strcmp(field, BANK) == 0, theirs = strcmp(field, REGISTER) == 0;
    if (!machine_allows(&CORRECTION_MACHINE, from, to) || (to == CORRECTION_CHECKED && !money) ||
        (to == CORRECTION_PASSED_ON && !theirs))
        return refuse(why, &CORRECTION_CLOSED, NULL);
    if (to == CORRECTION_ACCEPTED && theirs)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL,
                             "这一项归国家登记系统管，商城改不了：请转去登记系统办");
    return to != CORRECTION_ACCEPTED || !money || from == CORRECTION_CHECKED ||
           refuse(why, &CORRECTION_TWO_EYES, NULL);
}

static bool apply(struct task *task, struct db_tx *tx, const struct moving *moving,
                  const struct db_rows *rows, struct refusal *why)
{
    const struct correction_change change = {
        .household_id = db_i64(rows, 0, CORRECTION_LOCK_HOUSEHOLD_ID),
        .county_code = db_text(rows, 0, CORRECTION_LOCK_COUNTY_CODE),
        .field = db_text(rows, 0, CORRECTION_LOCK_FIELD),
        .member_no = db_i64(rows, 0, CORRECTION_LOCK_MEMBER_NO),
        .value = open_value(task, rows, CORRECTION_LOCK__NEW, CORRECTION_NEW, moving->id)};
    if (change.value == NULL)
        return refuse(why, &REFUSAL_INTERNAL, NULL);
    return correction_apply(task, tx, &change, why);
}

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct moving *moving = argument;
    struct db_rows *rows, *moved;
    if (!db_tx_query(tx, &SQL_correction_lock, DB_ARGS(DB_I64(moving->id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    int from = machine_state(&CORRECTION_MACHINE, db_text(rows, 0, CORRECTION_LOCK_STATE));
    const char *county_code = db_text(rows, 0, CORRECTION_LOCK_COUNTY_CODE);
    bool decides = moving->to != CORRECTION_CHECKED && moving->to != CORRECTION_WITHDRAWN;
    int64_t asked_by = db_i64(rows, 0, CORRECTION_LOCK_ASKED_BY);
    if (!check_move(db_text(rows, 0, CORRECTION_LOCK_FIELD), (enum correction_state)from,
                    moving->to, why))
        return false;
    if (moving->to != CORRECTION_WITHDRAWN &&
        (asked_by == moving->actor_id ||
         db_i64(rows, 0, CORRECTION_LOCK_CHECKED_BY) == moving->actor_id))
        return refuse(why, &CORRECTION_SAME_PERSON, NULL);
    if (moving->to == CORRECTION_ACCEPTED && !apply(task, tx, moving, rows, why))
        return false;
    if (!db_tx_query(
            tx, &SQL_correction_move,
            DB_ARGS(DB_I64(moving->id), DB_TEXT(machine_state_name(&CORRECTION_MACHINE, from)),
                    DB_TEXT(machine_state_name(&CORRECTION_MACHINE, (int)moving->to)),
                    DB_I64(moving->to == CORRECTION_CHECKED ? moving->actor_id : 0),
                    DB_I64(decides ? moving->actor_id : 0), DB_TEXT(moving->answer), stamp_key()),
            &moved, why))
        return false;
    if (db_count(moved) == 0)
        return refuse(why, &CORRECTION_CLOSED, NULL);
    machine_log(tx, &CORRECTION_MACHINE, &moving->id, &county_code, 1, from, (int)moving->to,
                moving->actor_id, moving->answer);
    return true;
}

bool correction_move(struct task *task, int64_t id, enum correction_state to, int64_t actor_id,
                     const char *answer, struct refusal *why)
{
    struct moving moving = {id, actor_id, to, answer};
    return db_transact(task, DB_FAST, move_body, &moving, why);
}
