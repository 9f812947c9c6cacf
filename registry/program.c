#include "registry/program.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/grant_rule.h"
#include "registry/permission.h"
#include "registry/region.h"

static const struct machine_move MOVES[] = {
    {PROGRAM_WAITING, PROGRAM_ACTIVE, "另一人放行"},
    {PROGRAM_WAITING, PROGRAM_REVOKED, "不予放行"},
    {PROGRAM_ACTIVE, PROGRAM_REVOKED, "停用"},
};
const struct machine PROGRAM_MACHINE =
    MACHINE("program", PROGRAM_STATES, STATE_SET(PROGRAM_WAITING) | STATE_SET(PROGRAM_ACTIVE),
            MOVES, &SQL_audit_program_state);

const struct refusal_kind PROGRAM_OWN = {"own_program", 409, "自己开的机器账号，要另一个人来放行"};
const struct refusal_kind PROGRAM_WRONG_STATE = {"program_wrong_state", 409,
                                                 "这个机器账号现在不能这样办"};

/* ---- scopes ---- */

#define BIT(right_) (UINT64_C(1) << (right_))
static const struct scope_row {
    const char *name;
    uint64_t rights;
} SCOPES[] = {
    {"figures", BIT(RIGHT_LEDGER_READ)}, /* what a county sold and credited, in sums */
    {"incomes", BIT(RIGHT_INCOME_LIST)}, /* households by pseudonym, with their sums */
    {"sales", BIT(RIGHT_SALES_READ)},    /* what a producer sold, in sums */
    {"goods", BIT(RIGHT_LISTING_READ)},  /* listings, versions, lots */
};
enum { SCOPE_COUNT = sizeof(SCOPES) / sizeof(SCOPES[0]) };
const char *const PROGRAM_SCOPES[] = {"figures", "incomes", "sales", "goods", NULL};

uint64_t program_rights(const char *scopes)
{
    uint64_t rights = 0;
    for (const char *at = scopes; *at != '\0';) {
        size_t length = strcspn(at, " ");
        for (int i = 0; i < SCOPE_COUNT; i++)
            if (strlen(SCOPES[i].name) == length && strncmp(SCOPES[i].name, at, length) == 0)
                rights |= SCOPES[i].rights;
        at += length + (at[length] == ' ');
    }
    return rights;
}

const char *program_scope_of(uint64_t rights)
{
    for (int i = 0; i < SCOPE_COUNT; i++)
        if (SCOPES[i].rights & rights)
            return SCOPES[i].name;
    return NULL;
}

/* ---- addresses ---- */

bool program_is_address(const char *text)
{
    char address[INET6_ADDRSTRLEN];
    uint8_t bytes[sizeof(struct in6_addr)];
    size_t length = strcspn(text, "/");
    if (length == 0 || length >= sizeof(address))
        return false;
    memcpy(address, text, length);
    address[length] = '\0';
    int most = inet_pton(AF_INET, address, bytes) == 1    ? 32
               : inet_pton(AF_INET6, address, bytes) == 1 ? 128
                                                          : 0;
    if (most == 0 || text[length] == '\0')
        return most > 0;
    int bits = 0;
    const char *digits = text + length + 1;
    for (; *digits >= '0' && *digits <= '9' && bits <= most; digits++)
        bits = bits * 10 + (*digits - '0');
    return digits > text + length + 1 && *digits == '\0' && bits <= most;
}

/* ---- making one ---- */

struct making {
    const struct program_wish *wish;
    const char *scopes, *addresses;
    int64_t actor_id, id;
    bool is_operator;
    enum program_state state;
};

static const char *joined(struct arena *arena, const struct shape_list *list)
{
    const char *text = "";
    const char *const *words = list->items;
    for (int i = 0; i < list->count; i++)
        text = i == 0 ? words[i] : arena_printf(arena, "%s %s", text, words[i]);
    return text;
}

static void log_move(struct task *task, struct db_tx *tx, int64_t id, const char *region_code,
                     enum program_state from, enum program_state to, int64_t actor_id,
                     const char *reason)
{
    const char *county = arena_printf(task->arena, "%.6s", region_code);
    machine_log(tx, &PROGRAM_MACHINE, &id, &county, 1, (int)from, (int)to, actor_id, reason);
}

static void leave_trail(struct task *task, struct db_tx *tx, int64_t actor_id, const char *what,
                        int64_t program_id, const char *region_code)
{
    const char *county_code = arena_printf(task->arena, "%.6s", region_code);
    access_trail_send(
        tx, &(struct access_reading){actor_id, what, "program", program_id, county_code, ""});
}

static bool make_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct making *making = argument;
    const struct program_wish *wish = making->wish;
    bool second = true;
    if (making->is_operator && !grant_needs_second(tx, role_name(ROLE_OPERATOR), making->actor_id,
                                                   making->actor_id, &second, why))
        return false;
    making->state = second ? PROGRAM_WAITING : PROGRAM_ACTIVE;
    making->id = id_next();
    if (!db_tx_query(tx, &SQL_program_add,
                     DB_ARGS(DB_I64(making->id), DB_TEXT(wish->name), DB_TEXT(wish->owner),
                             DB_TEXT(wish->region_code), DB_TEXT(making->scopes),
                             DB_TEXT(making->addresses),
                             DB_TEXT(machine_state_name(&PROGRAM_MACHINE, (int)making->state)),
                             DB_I64(making->actor_id), stamp_key()),
                     NULL, why))
        return false;
    leave_trail(task, tx, making->actor_id, "program_create", making->id, wish->region_code);
    return true;
}

bool program_create(struct task *task, const struct program_wish *wish, int64_t actor_id,
                    bool is_operator, int64_t *program_id, enum program_state *state,
                    struct refusal *why)
{
    struct region region;
    struct making making = {.wish = wish, .actor_id = actor_id, .is_operator = is_operator};
    if (!region_find(task, wish->region_code, &region, why))
        return why->kind == &REGION_UNKNOWN
                   ? refuse_detail(why, &REFUSAL_INVALID_FIELD, "region_code", "没有这个区划")
                   : false;
    if (region.level < REGION_LEVEL_COUNTY)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "region_code",
                             "机器账号按县、乡镇或村开，不能开整个省或市");
    making.scopes = joined(task->arena, &wish->scopes);
    making.addresses = joined(task->arena, &wish->addresses);
    if (!db_transact(task, DB_FAST, make_body, &making, why))
        return false;
    *program_id = making.id;
    *state = making.state;
    return true;
}

/* ---- moving it ---- */

struct moving {
    int64_t id, actor_id;
    enum program_state to;
    const char *reason, *what;
};

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct moving *moving = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_program_lock, DB_ARGS(DB_I64(moving->id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    int from = machine_state(&PROGRAM_MACHINE, db_text(rows, 0, PROGRAM_LOCK_STATE));
    const char *region_code = arena_strdup(task->arena, db_text(rows, 0, PROGRAM_LOCK_REGION_CODE));
    if (!machine_allows(&PROGRAM_MACHINE, from, (int)moving->to))
        return refuse(why, &PROGRAM_WRONG_STATE, NULL);
    if (moving->to == PROGRAM_ACTIVE &&
        db_i64(rows, 0, PROGRAM_LOCK_CREATED_BY) == moving->actor_id)
        return refuse(why, &PROGRAM_OWN, NULL);
    db_tx_send(tx, &SQL_program_move,
               DB_ARGS(DB_I64(moving->id),
                       DB_TEXT(machine_state_name(&PROGRAM_MACHINE, (int)moving->to)),
                       DB_I64(moving->actor_id), stamp_key()));
    log_move(task, tx, moving->id, region_code, (enum program_state)from, moving->to,
             moving->actor_id, moving->reason);
    leave_trail(task, tx, moving->actor_id, moving->what, moving->id, region_code);
    return true;
}

bool program_release(struct task *task, int64_t program_id, int64_t actor_id, struct refusal *why)
{
    struct moving moving = {program_id, actor_id, PROGRAM_ACTIVE, "另一人放行", "program_release"};
    return db_transact(task, DB_FAST, move_body, &moving, why);
}

bool program_revoke(struct task *task, int64_t program_id, int64_t actor_id, const char *reason,
                    struct refusal *why)
{
    struct moving moving = {program_id, actor_id, PROGRAM_REVOKED, reason, "program_revoke"};
    return db_transact(task, DB_FAST, move_body, &moving, why);
}

/* ---- telling ---- */

const char *program_region(struct task *task, int64_t program_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_program_region, DB_ARGS(DB_I64(program_id)), &rows, why))
        return NULL;
    if (db_count(rows) > 0)
        return db_text(rows, 0, PROGRAM_REGION_REGION_CODE);
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}

/* "a b" as ["a", "b"]. */
static void cut_words(json_t *item, const char *name)
{
    json_t *list = json_array();
    const char *words = json_string_value(json_object_get(item, name));
    for (const char *at = words != NULL ? words : ""; *at != '\0';) {
        size_t length = strcspn(at, " ");
        json_array_append_new(list, json_stringn(at, length));
        at += length + (at[length] == ' ');
    }
    json_object_set_new(item, name, list);
}

static void finish(struct task *task, json_t *item)
{
    const char *region_code = json_string_value(json_object_get(item, "region_code"));
    cut_words(item, "scopes");
    cut_words(item, "addresses");
    json_object_set_new(item, "region_name", json_string(region_path(task, region_code)));
}

json_t *program_list_json(struct task *task, const char *region_code, const char *state,
                          const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_program_list,
                        DB_ARGS(DB_TEXT(region_code), machine_states(&PROGRAM_MACHINE, state),
                                PAGE_ARGS_DOWN(page)),
                        &rows, why))
        return NULL;
    json_t *list = page_json(page, rows, PROGRAM_LIST_PROGRAM_ID);
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(list, "items"), i, item)
        finish(task, item);
    return list;
}

json_t *program_json(struct task *task, int64_t program_id, struct refusal *why)
{
    struct db_rows *rows, *keys, *calls;
    if (!db_query_class(task, DB_SLOW, &SQL_program_find, DB_ARGS(DB_I64(program_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    if (!db_query_class(task, DB_SLOW, &SQL_program_key_list, DB_ARGS(DB_I64(program_id)), &keys,
                        why) ||
        !db_query_class(task, DB_SLOW, &SQL_program_call_list, DB_ARGS(DB_I64(program_id)), &calls,
                        why))
        return NULL;
    json_t *program = db_row_json(rows, 0);
    finish(task, program);
    json_object_set_new(program, "keys", db_rows_json(keys));
    json_object_set_new(program, "usage", db_rows_json(calls));
    return program;
}
