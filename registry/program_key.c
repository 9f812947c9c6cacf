#include "registry/program_key.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/program.h"
#include "registry/rate.h"

const struct refusal_kind PROGRAM_KEYS_FULL = {"program_keys_full", 409,
                                               "一个机器账号最多两把钥匙，先停用一把"};
const struct refusal_kind PROGRAM_KEY_UNKNOWN = {"program_key_unknown", 401,
                                                 "没有这把钥匙，或者已经停用"};
const struct refusal_kind PROGRAM_KEY_EXPIRED = {"program_key_expired", 401, "这把钥匙到期了"};
const struct refusal_kind PROGRAM_NOT_IN_FORCE = {"program_not_in_force", 403,
                                                  "这个机器账号还没放行，或者已经停用"};
const struct refusal_kind PROGRAM_ADDRESS = {"program_address", 403,
                                             "这个机器账号不能从这个网络地址来"};
const struct refusal_kind PROGRAM_SCOPE = {"program_scope", 403, "这个机器账号没有这项权限"};
const struct refusal_kind PROGRAM_TOO_MANY = {"program_too_many", 429, "调用太频繁，请稍后再试"};

enum { MINUTE_S = 60 };

/* ---- keys ---- */

struct issuing {
    int64_t program_id, days, actor_id, key_id;
    const char *prefix;
    uint8_t digest[32];
    json_t *made;
};

static void leave_trail(struct db_tx *tx, int64_t actor_id, const char *what, int64_t program_id,
                        const char *county_code)
{
    access_trail_send(
        tx, &(struct access_reading){actor_id, what, "program", program_id, county_code, ""});
}

/* Locks the program and gives its county; a program that is over gets no keys. */
static bool hold(struct task *task, struct db_tx *tx, int64_t program_id, const char **county_code,
                 struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_program_lock, DB_ARGS(DB_I64(program_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (machine_state(&PROGRAM_MACHINE, db_text(rows, 0, PROGRAM_LOCK_STATE)) == PROGRAM_REVOKED)
        return refuse(why, &PROGRAM_WRONG_STATE, NULL);
    *county_code = arena_printf(task->arena, "%.6s", db_text(rows, 0, PROGRAM_LOCK_REGION_CODE));
    return true;
}

static bool issue_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct issuing *issuing = argument;
    const char *county_code;
    struct db_rows *rows;
    if (!hold(task, tx, issuing->program_id, &county_code, why) ||
        !db_tx_query(tx, &SQL_program_key_add,
                     DB_ARGS(DB_I64(issuing->key_id), DB_I64(issuing->program_id),
                             DB_BYTES(issuing->digest, 32), DB_TEXT(issuing->prefix),
                             DB_I64(issuing->actor_id), DB_I64(issuing->days),
                             DB_I64(PROGRAM_KEYS_MAX), stamp_key()),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &PROGRAM_KEYS_FULL, NULL);
    issuing->made = db_row_json(rows, 0);
    leave_trail(tx, issuing->actor_id, "program_key_issue", issuing->program_id, county_code);
    return true;
}

json_t *program_key_issue(struct task *task, int64_t program_id, int64_t days, int64_t actor_id,
                          struct refusal *why)
{
    char token[44];
    struct issuing issuing = {program_id, days, actor_id, .key_id = id_next()};
    crypto_token(token);
    const char *key = arena_printf(task->arena, PROGRAM_KEY_MARK "%s", token);
    issuing.prefix = arena_printf(task->arena, "%.*s", PROGRAM_KEY_PREFIX, key);
    crypto_sha256(key, PROGRAM_KEY_LENGTH, issuing.digest);
    if (!db_transact(task, DB_FAST, issue_body, &issuing, why)) {
        json_decref(issuing.made);
        return NULL;
    }
    json_object_set_new(issuing.made, "key", json_string(key));
    return issuing.made;
}

struct revoking {
    int64_t program_id, key_id, actor_id;
};

static bool revoke_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct revoking *revoking = argument;
    const char *county_code;
    struct db_rows *rows;
    if (!hold(task, tx, revoking->program_id, &county_code, why) ||
        !db_tx_query(tx, &SQL_program_key_revoke,
                     DB_ARGS(DB_I64(revoking->key_id), DB_I64(revoking->program_id), stamp_key()),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    leave_trail(tx, revoking->actor_id, "program_key_revoke", revoking->program_id, county_code);
    return true;
}

bool program_key_revoke(struct task *task, int64_t program_id, int64_t key_id, int64_t actor_id,
                        struct refusal *why)
{
    struct revoking revoking = {program_id, key_id, actor_id};
    return db_transact(task, DB_FAST, revoke_body, &revoking, why);
}

/* ---- calling ---- */

bool program_is_key(const char *token)
{
    return strncmp(token, PROGRAM_KEY_MARK, strlen(PROGRAM_KEY_MARK)) == 0;
}

static bool allow(int64_t program_id, struct refusal *why)
{
    static struct rate rate = {.window_ms = INT64_C(1000) * MINUTE_S};
    char key[21];
    int64_t quota = config_int("MALL_PROGRAM_PER_MINUTE"), wait_s = 1;
    if (rate_allow(&rate, id_text(program_id, key), quota, clock_mono_ms(), &wait_s))
        return true;
    refuse(why, &PROGRAM_TOO_MANY, NULL);
    return refusal_limit(why, "program_minute", quota, MINUTE_S, wait_s);
}

static bool judge(const struct db_rows *rows, struct refusal *why)
{
    int state = machine_state(&PROGRAM_MACHINE, db_text(rows, 0, PROGRAM_KEY_FIND_STATE));
    if (db_bool(rows, 0, PROGRAM_KEY_FIND_REVOKED))
        return refuse(why, &PROGRAM_KEY_UNKNOWN, NULL);
    if (state != PROGRAM_ACTIVE)
        return refuse(why, &PROGRAM_NOT_IN_FORCE, NULL);
    if (db_bool(rows, 0, PROGRAM_KEY_FIND_EXPIRED))
        return refuse(why, &PROGRAM_KEY_EXPIRED, NULL);
    if (!db_bool(rows, 0, PROGRAM_KEY_FIND_ADDRESS_FITS))
        return refuse(why, &PROGRAM_ADDRESS, NULL);
    return allow(db_i64(rows, 0, PROGRAM_KEY_FIND_PROGRAM_ID), why);
}

static void fill(const struct db_rows *rows, struct session *session)
{
    struct grant *grant = &session->grants[0];
    const char *region_code = db_text(rows, 0, PROGRAM_KEY_FIND_REGION_CODE);
    session->account_id = session->program_id = db_i64(rows, 0, PROGRAM_KEY_FIND_PROGRAM_ID);
    session->program_rights = program_rights(db_text(rows, 0, PROGRAM_KEY_FIND_SCOPES));
    session->grant_count = 1;
    grant->role = ROLE_COUNTY_AUDITOR;
    snprintf(grant->region_code, sizeof(grant->region_code), "%s", region_code);
}

bool program_session(struct task *task, const char *key, const char *client,
                     struct session *session, struct refusal *why)
{
    uint8_t digest[32];
    struct db_rows *rows;
    struct refusal ignored;
    memset(session, 0, sizeof(*session));
    if (strlen(key) != PROGRAM_KEY_LENGTH)
        return refuse(why, &PROGRAM_KEY_UNKNOWN, NULL);
    crypto_sha256(key, PROGRAM_KEY_LENGTH, digest);
    if (!db_query(task, &SQL_program_key_find, DB_ARGS(DB_BYTES(digest, 32), DB_TEXT(client)),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &PROGRAM_KEY_UNKNOWN, NULL);
    if (!judge(rows, why)) {
        program_count(task, db_i64(rows, 0, PROGRAM_KEY_FIND_PROGRAM_ID), why->kind->code, false,
                      &ignored);
        return false;
    }
    fill(rows, session);
    if (db_bool(rows, 0, PROGRAM_KEY_FIND_UNSEEN))
        db_query(task, &SQL_program_key_seen,
                 DB_ARGS(DB_I64(db_i64(rows, 0, PROGRAM_KEY_FIND_KEY_ID))), NULL, &ignored);
    return true;
}

bool program_count(struct task *task, int64_t program_id, const char *route, bool admitted,
                   struct refusal *why)
{
    return db_query(task, &SQL_program_call_count,
                    DB_ARGS(DB_I64(program_id), DB_TEXT(route), DB_I64(admitted ? 0 : 1)), NULL,
                    why);
}
