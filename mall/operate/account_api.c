/* Accounts over HTTP: found by phone or number, their roles, what they did, locked and unlocked. */
#include <string.h>

#include "base/db.h"
#include "gen/mall/operate/sql.h"
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/operate/export_word.h"
#include "mall/operate/routes.h"
#include "registry/account_desk.h"
#include "registry/identifier.h"

struct account_wish {
    const char *phone;
};

static const struct shape_field FIND_FIELDS[] = {
    FIELD_CHECKED(struct account_wish, phone, REQUIRED, 11, 11, identifier_is_mobile,
                  "请填写 11 位手机号"),
};
static const struct shape FIND_SHAPE = SHAPE(struct account_wish, FIND_FIELDS);

/* By body and not by query: a phone has no place in an address. */
static bool post_find(struct call *call, struct refusal *why)
{
    struct account_wish wish;
    int64_t id;
    return call_read(call, &wish, why) && call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           account_find_by_phone(call->task, wish.phone, &id, why) &&
           call_reply(call, 200, account_desk_json(call->task, id, why));
}

static bool get_account(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           call_reply(call, 200, account_desk_json(call->task, id, why));
}

/* ---- what it did ---- */

static const struct export_word SUBJECTS[] = {{"order", "订单"},
                                              {"trade", "交易"},
                                              {"parcel", "包裹"},
                                              {"listing", "商品"},
                                              {"listing_version", "商品版本"},
                                              {"lot", "批次"},
                                              {"household", "农户"},
                                              {"organisation", "机构"},
                                              {"refund", "退款"},
                                              {"payment_refund", "退款"},
                                              {"payment_attempt", "付款"},
                                              {"attribution", "农户收入"},
                                              {"role_grant", "岗位"},
                                              {"account", "账号"},
                                              {"export", "导出"},
                                              {"import", "导入"},
                                              {NULL, NULL}};

static const struct {
    const char *machine;
    const struct export_word *words;
} STATES[] = {{"order", WORDS_ORDER},           {"trade", WORDS_ORDER},
              {"parcel", WORDS_PARCEL},         {"refund", WORDS_REFUND},
              {"payment_refund", WORDS_REFUND}, {"listing_version", WORDS_VERSION},
              {"listing", WORDS_VERSION},       {"lot", WORDS_LOT},
              {"household", WORDS_HOUSEHOLD},   {"organisation", WORDS_ORGANISATION}};

static const struct export_word *words_of(const char *machine)
{
    for (size_t i = 0; i < sizeof(STATES) / sizeof(STATES[0]); i++)
        if (strcmp(STATES[i].machine, machine) == 0)
            return STATES[i].words;
    return WORDS_PURPOSE;
}

static const char *text_of(json_t *entry, const char *name)
{
    return json_string_value(json_object_get(entry, name));
}

/* "订单：已付款 → 已完成", "农户：核对信息" */
static void add_title(struct task *task, json_t *entry)
{
    const struct export_word *words = words_of(text_of(entry, "machine"));
    const char *subject = export_say(SUBJECTS, text_of(entry, "subject"));
    const char *from = text_of(entry, "from_state"), *to = text_of(entry, "to_state");
    bool moved = strcmp(text_of(entry, "kind"), "move") == 0;
    const char *title =
        moved ? arena_printf(task->arena, "%s：%s → %s", subject, export_say(words, from),
                             export_say(words, to))
              : arena_printf(task->arena, "%s：%s", subject, export_say(WORDS_PURPOSE, to));
    json_object_set_new(entry, "title", json_string(title));
    if (strcmp(text_of(entry, "subject"), "role_grant") == 0)
        json_object_set_new(entry, "detail",
                            json_string(export_say(WORDS_ROLE, text_of(entry, "detail"))));
    json_object_del(entry, "machine");
}

static json_t *trail_json(struct task *task, int64_t id, const struct page *page,
                          struct refusal *why)
{
    struct db_rows *rows;
    json_t *account = account_desk_json(task, id, why), *entry;
    size_t i;
    json_decref(account);
    if (account == NULL || !db_query_class(task, DB_SLOW, &SQL_account_trail,
                                           DB_ARGS(DB_I64(id), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, ACCOUNT_TRAIL_ENTRY_ID);
    json_array_foreach(json_object_get(answer, "items"), i, entry)
        add_title(task, entry);
    return answer;
}

static bool get_trail(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_list(call, &page, why) &&
           call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           call_allowed(call, RIGHT_TRAIL_READ, NULL, why) &&
           call_reply(call, 200, trail_json(call->task, id, &page, why));
}

/* ---- locking ---- */

static bool lock(struct call *call, bool locked, struct refusal *why)
{
    const char *reason;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_reason(call, &reason, why) &&
           call_allowed(call, RIGHT_ROLE_GRANT, NULL, why) &&
           account_lock(call->task, id, locked, call->session.account_id, reason, why) &&
           call_reply(call, 200, account_desk_json(call->task, id, why));
}

static bool post_lock(struct call *call, struct refusal *why)
{
    return lock(call, true, why);
}

static bool post_unlock(struct call *call, struct refusal *why)
{
    return lock(call, false, why);
}

const struct route ROUTES_ACCOUNT[] = {
    {"account_find", "POST", "/api/v1/accounts/find", post_find, .rights = {RIGHT_ROLE_GRANT},
     .body = &FIND_SHAPE, .body_max = KIB},
    {"account_get", "GET", "/api/v1/accounts/:account_id", get_account,
     .rights = {RIGHT_ROLE_GRANT}},
    {"account_trail", "GET", "/api/v1/accounts/:account_id/trail", get_trail,
     .rights = {RIGHT_ROLE_GRANT}, .query = "after limit"},
    {"account_lock", "POST", "/api/v1/accounts/:account_id/lock", post_lock,
     .rights = {RIGHT_ROLE_GRANT}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"account_unlock", "POST", "/api/v1/accounts/:account_id/unlock", post_unlock,
     .rights = {RIGHT_ROLE_GRANT}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {0},
};
