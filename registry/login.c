#include "registry/login.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/rate.h"
#include "registry/session.h"
#include "sms/sms.h"

const struct refusal_kind LOGIN_TOO_SOON = {"login_too_soon", 429, "操作太频繁，请稍后再试"};
const struct refusal_kind LOGIN_DAILY_LIMIT = {"login_daily_limit", 429,
                                               "今天的验证码已发完，请明天再试"};
const struct refusal_kind LOGIN_CODE_WRONG = {"login_code_wrong", 422, "验证码不正确"};
const struct refusal_kind LOGIN_CODE_EXPIRED = {"login_code_expired", 422,
                                                "验证码已失效，请重新获取"};

/* ---- pure parts ---- */

bool login_code_digits(uint32_t random, char code[LOGIN_CODE_DIGITS + 1])
{
    if (random >= UINT32_C(4294000000))
        return false;
    snprintf(code, LOGIN_CODE_DIGITS + 1, "%06u", random % 1000000);
    return true;
}

bool login_is_code(const char *text)
{
    return strlen(text) == LOGIN_CODE_DIGITS && strspn(text, "0123456789") == LOGIN_CODE_DIGITS;
}

/* ---- shared ---- */

static void make_code(char code[LOGIN_CODE_DIGITS + 1])
{
    uint32_t random;
    do {
        crypto_random(&random, sizeof(random));
    } while (!login_code_digits(random, code));
}

static void hash_code(struct task *task, const char *phone, const char *code, uint8_t hash[32])
{
    crypto_lookup_hash("login.code", arena_printf(task->arena, "%s:%s", phone, code), hash);
}

static bool allow_client(const char *client, struct refusal *why)
{
    static struct rate rate = {.window_ms = 3600000};
    char key[48];
    int64_t wait_s = 1;
    if (rate_allow(&rate, rate_client_key(client, key), config_int("MALL_LOGIN_PER_ADDRESS"),
                   clock_mono_ms(), &wait_s))
        return true;
    refuse(why, &LOGIN_TOO_SOON, NULL);
    why->retry_after_s = wait_s;
    return false;
}

/* ---- sending ---- */

static bool refuse_send(struct db_tx *tx, const uint8_t phone_hash[32], struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(
            tx, &SQL_login_code_wait,
            DB_ARGS(DB_BYTES(phone_hash, 32), DB_I64(config_int("MALL_LOGIN_WAIT_SECONDS"))), &rows,
            why))
        return false;
    int64_t wait_s = db_count(rows) == 1 ? db_i64(rows, 0, LOGIN_CODE_WAIT_WAIT_S) : 1;
    if (wait_s <= 0)
        return refuse(why, &LOGIN_DAILY_LIMIT, "phone");
    refuse_detail(why, &LOGIN_TOO_SOON, "phone", "请 %lld 秒后再获取", (long long)wait_s);
    why->retry_after_s = wait_s;
    return false;
}

struct sending {
    const char *phone, *client;
};

static bool send_text(struct task *task, struct db_tx *tx, const struct sending *sending,
                      const char *code, struct refusal *why)
{
    const struct sms_wish wish = {
        .phone = sending->phone,
        .client = sending->client,
        .template = &SMS_LOGIN_CODE,
        .values = {code, arena_printf(task->arena, "%d", LOGIN_CODE_MINUTES)}};
    return sms_add(task, tx, &wish, why);
}

static bool send_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct sending *sending = argument;
    const char *phone = sending->phone;
    char code[LOGIN_CODE_DIGITS + 1];
    uint8_t phone_hash[32], code_hash[32];
    struct db_rows *rows;
    make_code(code);
    account_phone_hash(phone, phone_hash);
    hash_code(task, phone, code, code_hash);
    if (!db_tx_query(tx, &SQL_login_code_set,
                     DB_ARGS(DB_BYTES(phone_hash, 32), DB_BYTES(code_hash, 32),
                             DB_I64(LOGIN_CODE_MINUTES),
                             DB_I64(config_int("MALL_LOGIN_WAIT_SECONDS")),
                             DB_I64(config_int("MALL_LOGIN_DAILY"))),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse_send(tx, phone_hash, why);
    return send_text(task, tx, sending, code, why);
}

bool login_send_code(struct task *task, const char *phone, const char *client, struct refusal *why)
{
    struct sending sending = {phone, client};
    return sms_ready(why) && allow_client(client, why) &&
           db_transact(task, DB_FAST, send_body, &sending, why);
}

/* ---- taking ---- */

struct opening {
    const char *phone;
    const uint8_t *phone_hash;
    const uint8_t *code_hash;
    const struct session_origin *origin;
    int64_t *account_id;
    char *token;
};

static bool open_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct opening *opening = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_login_code_use,
                     DB_ARGS(DB_BYTES(opening->phone_hash, 32), DB_BYTES(opening->code_hash, 32)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LOGIN_CODE_EXPIRED, "code");
    return account_find_or_create(task, tx, opening->phone, opening->account_id, why) &&
           session_create(task, tx, *opening->account_id, opening->origin, opening->token, why);
}

/* Counts the try and judges it. */
static bool judge(struct task *task, const uint8_t phone_hash[32], const uint8_t code_hash[32],
                  struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    if (!db_query(task, &SQL_login_code_try, DB_ARGS(DB_BYTES(phone_hash, 32), DB_I64(LOGIN_TRIES)),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LOGIN_CODE_EXPIRED, "code");
    const void *wanted = db_bytes(rows, 0, LOGIN_CODE_TRY_CODE_HASH, &length);
    if (length == 32 && crypto_equal(wanted, code_hash, 32))
        return true;
    int64_t left = db_i64(rows, 0, LOGIN_CODE_TRY_LEFT);
    refuse_detail(why, &LOGIN_CODE_WRONG, "code", "还可以试 %lld 次", (long long)left);
    why->have = left;
    return false;
}

bool login_open_session(struct task *task, const char *phone, const char *code,
                        const struct session_origin *origin, int64_t *account_id, char token[44],
                        struct refusal *why)
{
    uint8_t phone_hash[32], code_hash[32];
    account_phone_hash(phone, phone_hash);
    hash_code(task, phone, code, code_hash);
    struct opening opening = {phone, phone_hash, code_hash, origin, account_id, token};
    return allow_client(origin->client, why) && judge(task, phone_hash, code_hash, why) &&
           db_transact(task, DB_FAST, open_body, &opening, why);
}
