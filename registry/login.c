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

enum { HOUR_S = 3600, DAY_S = 86400 };

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

/* Purpose of the hash, and the text that carries the code. */
static const struct use {
    const char *purpose;
    const struct sms_template *template;
} USES[] = {[LOGIN_SIGN_IN] = {"login.code", &SMS_LOGIN_CODE},
            [LOGIN_SET_PASSWORD] = {"password.code", &SMS_PASSWORD_CODE},
            [LOGIN_OWN_DATA] = {"own_data.code", &SMS_OWN_DATA_CODE}};

static void hash_code(struct task *task, enum login_use use, const char *phone, const char *code,
                      uint8_t hash[32])
{
    crypto_lookup_hash(USES[use].purpose, arena_printf(task->arena, "%s:%s", phone, code), hash);
}

bool login_allow_client(const char *client, struct refusal *why)
{
    static struct rate rate = {.window_ms = INT64_C(1000) * HOUR_S};
    char key[48];
    struct rate_limit limit = {
        .name = "login_address", .quota = config_int("MALL_LOGIN_PER_ADDRESS"), .window_s = HOUR_S};
    int64_t now_ms = clock_mono_ms();
    bool allowed = rate_allow(&rate, rate_client_key(client, key), limit.quota, now_ms, NULL);
    rate_look(&rate, key, limit.quota, now_ms, &limit.left, &limit.wait_s);
    if (allowed) {
        why->limit = limit;
        return true;
    }
    refuse(why, &LOGIN_TOO_SOON, NULL);
    return refusal_limit(why, limit.name, limit.quota, HOUR_S, limit.wait_s);
}

void login_hash_requester(struct task *task, const char *phone, const char *client,
                          uint8_t hash[32])
{
    char key[48];
    crypto_lookup_hash("login.requester",
                       arena_printf(task->arena, "%s:%s", phone, rate_client_key(client, key)),
                       hash);
}

static bool hash_challenge(const char *challenge, uint8_t hash[32])
{
    size_t length = strlen(challenge);
    if (length != LOGIN_CHALLENGE_LENGTH)
        return false;
    crypto_sha256(challenge, length, hash);
    return true;
}

static void refuse_soon(const char *field, int64_t wait_s, const char *what, struct refusal *why)
{
    refuse_detail(why, &LOGIN_TOO_SOON, field, "请 %lld 秒后再%s", (long long)wait_s, what);
}

/* ---- sending ---- */

/* Days are Beijing's. */
static bool refuse_day(const char *limit, int64_t quota, struct refusal *why)
{
    refuse(why, &LOGIN_DAILY_LIMIT, "phone");
    return refusal_limit(why, limit, quota, DAY_S, clock_beijing_left_s(clock_now_us()));
}

static bool refuse_send(struct db_tx *tx, const uint8_t phone_hash[32],
                        const uint8_t requester_hash[32], struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_login_ask_wait,
                     DB_ARGS(DB_BYTES(phone_hash, 32), DB_BYTES(requester_hash, 32),
                             DB_I64(config_int("MALL_LOGIN_WAIT_SECONDS"))),
                     &rows, why))
        return false;
    int64_t wait_s = db_count(rows) == 1 ? db_i64(rows, 0, LOGIN_ASK_WAIT_WAIT_S) : 1;
    if (wait_s <= 0)
        return refuse_day("login_requester", (config_int("MALL_LOGIN_DAILY") + 1) / 2, why);
    refuse_soon("phone", wait_s, "获取", why);
    return refusal_limit(why, "login_wait", 1, config_int("MALL_LOGIN_WAIT_SECONDS"), wait_s);
}

struct sending {
    enum login_use use;
    const char *phone, *client, *challenge;
};

/* The requester's share of the day first, then the phone's day. Where its owner signed in before,
 * others cannot use that up. */
static bool count_asking(struct task *task, struct db_tx *tx, const struct sending *sending,
                         const uint8_t phone_hash[32], bool *known, struct refusal *why)
{
    uint8_t requester_hash[32];
    struct db_rows *rows;
    int64_t daily = config_int("MALL_LOGIN_DAILY");
    login_hash_requester(task, sending->phone, sending->client, requester_hash);
    if (!db_tx_query(tx, &SQL_login_ask_count,
                     DB_ARGS(DB_BYTES(phone_hash, 32), DB_BYTES(requester_hash, 32),
                             DB_I64(config_int("MALL_LOGIN_WAIT_SECONDS")),
                             DB_I64((daily + 1) / 2)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse_send(tx, phone_hash, requester_hash, why);
    *known = db_bool(rows, 0, LOGIN_ASK_COUNT_KNOWN);
    return db_tx_query(tx, &SQL_login_ask_count,
                       DB_ARGS(DB_BYTES(phone_hash, 32), DB_BYTES("", 0), DB_I64(0),
                               DB_I64(*known ? INT64_MAX : daily)),
                       &rows, why) &&
           (db_count(rows) > 0 || refuse_day("login_phone", daily, why));
}

static bool send_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct sending *sending = argument;
    const char *phone = sending->phone;
    char code[LOGIN_CODE_DIGITS + 1];
    uint8_t phone_hash[32], code_hash[32], challenge_hash[32];
    bool known = false;
    make_code(code);
    account_phone_hash(phone, phone_hash);
    hash_code(task, sending->use, phone, code, code_hash);
    hash_challenge(sending->challenge, challenge_hash);
    if (!count_asking(task, tx, sending, phone_hash, &known, why) ||
        !db_tx_query(tx, &SQL_login_code_add,
                     DB_ARGS(DB_BYTES(challenge_hash, 32), DB_BYTES(phone_hash, 32),
                             DB_BYTES(code_hash, 32), DB_I64(LOGIN_CODE_MINUTES)),
                     NULL, why))
        return false;
    const struct sms_wish wish = {
        .phone = phone,
        .client = sending->client,
        .by_owner = known,
        .template = USES[sending->use].template,
        .values = {code, arena_printf(task->arena, "%d", LOGIN_CODE_MINUTES)}};
    return sms_add(task, tx, &wish, why);
}

bool login_send_code(struct task *task, enum login_use use, const char *phone, const char *client,
                     char challenge[LOGIN_CHALLENGE_LENGTH + 1], struct refusal *why)
{
    struct sending sending = {use, phone, client, challenge};
    crypto_token(challenge);
    return sms_ready(why) && login_allow_client(client, why) &&
           db_transact(task, DB_FAST, send_body, &sending, why);
}

/* ---- taking ---- */

static bool refuse_try(struct db_tx *tx, const uint8_t phone_hash[32],
                       struct db_value requester_hash, int64_t free, const char *field,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_login_try_wait,
                     DB_ARGS(DB_BYTES(phone_hash, 32), requester_hash, DB_I64(free)), &rows, why))
        return false;
    int64_t wait_s = db_count(rows) == 1 ? db_i64(rows, 0, LOGIN_TRY_WAIT_WAIT_S) : 1;
    refuse_soon(field, wait_s > 0 ? wait_s : 1, "试", why);
    return refusal_limit(why, "login_tries", free, 0, wait_s);
}

bool login_count_try(struct db_tx *tx, const uint8_t phone_hash[32], struct db_value requester_hash,
                     int64_t free, const char *field, struct refusal *why)
{
    struct db_rows *rows;
    return db_tx_query(tx, &SQL_login_try_count,
                       DB_ARGS(DB_BYTES(phone_hash, 32), requester_hash, DB_I64(free)), &rows,
                       why) &&
           (db_count(rows) > 0 || refuse_try(tx, phone_hash, requester_hash, free, field, why));
}

struct trying {
    const struct login_taken *taken;
    uint8_t wanted[32]; /* hash of the code that was sent */
    int64_t left;
};

/* Takes a try of who brings it and of the code; refused neither is taken. */
static bool try_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct trying *trying = argument;
    const struct login_taken *taken = trying->taken;
    struct db_rows *rows;
    size_t length;
    (void)task;
    if (!login_count_try(tx, taken->phone_hash, DB_BYTES(taken->requester_hash, 32), LOGIN_TRIES,
                         "code", why) ||
        !db_tx_query(tx, &SQL_login_code_try,
                     DB_ARGS(DB_BYTES(taken->challenge_hash, 32), DB_BYTES(taken->phone_hash, 32),
                             DB_I64(LOGIN_TRIES)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LOGIN_CODE_EXPIRED, "code");
    const void *wanted = db_bytes(rows, 0, LOGIN_CODE_TRY_CODE_HASH, &length);
    if (length != sizeof(trying->wanted))
        return refuse(why, &LOGIN_CODE_EXPIRED, "code");
    memcpy(trying->wanted, wanted, length);
    trying->left = db_i64(rows, 0, LOGIN_CODE_TRY_LEFT);
    return true;
}

static bool judge(const struct trying *trying, struct refusal *why)
{
    if (crypto_equal(trying->wanted, trying->taken->code_hash, 32))
        return true;
    refuse_detail(why, &LOGIN_CODE_WRONG, "code", "还可以试 %lld 次", (long long)trying->left);
    why->have = trying->left;
    return false;
}

bool login_code_check(struct task *task, enum login_use use, const struct login_proof *proof,
                      const char *client, struct login_taken *taken, struct refusal *why)
{
    struct trying trying = {.taken = taken};
    if (!login_allow_client(client, why))
        return false;
    if (!hash_challenge(proof->challenge, taken->challenge_hash))
        return refuse(why, &LOGIN_CODE_EXPIRED, "code");
    account_phone_hash(proof->phone, taken->phone_hash);
    hash_code(task, use, proof->phone, proof->code, taken->code_hash);
    login_hash_requester(task, proof->phone, client, taken->requester_hash);
    return db_transact(task, DB_FAST, try_body, &trying, why) && judge(&trying, why);
}

bool login_prove(struct db_tx *tx, const struct login_taken *taken, struct refusal *why)
{
    return db_tx_query(
               tx, &SQL_login_ask_prove,
               DB_ARGS(DB_BYTES(taken->phone_hash, 32), DB_BYTES(taken->requester_hash, 32)), NULL,
               why) &&
           db_tx_query(tx, &SQL_login_ask_forgive, DB_ARGS(DB_BYTES(taken->phone_hash, 32)), NULL,
                       why);
}

bool login_code_use(struct db_tx *tx, const struct login_taken *taken, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_login_code_use,
                     DB_ARGS(DB_BYTES(taken->challenge_hash, 32), DB_BYTES(taken->code_hash, 32)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LOGIN_CODE_EXPIRED, "code");
    return login_prove(tx, taken, why);
}

/* ---- signing in ---- */

struct opening {
    const struct login_proof *proof;
    const struct session_origin *origin;
    struct login_taken taken;
    int64_t *account_id;
    char *token;
};

static bool open_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct opening *opening = argument;
    return login_code_use(tx, &opening->taken, why) &&
           account_find_or_create(task, tx, opening->proof->phone, opening->account_id, why) &&
           session_create(task, tx, *opening->account_id, opening->origin, opening->token, why);
}

bool login_open_session(struct task *task, const struct login_proof *proof,
                        const struct session_origin *origin, int64_t *account_id, char token[44],
                        struct refusal *why)
{
    struct opening opening = {
        .proof = proof, .origin = origin, .account_id = account_id, .token = token};
    return login_code_check(task, LOGIN_SIGN_IN, proof, origin->client, &opening.taken, why) &&
           db_transact(task, DB_FAST, open_body, &opening, why);
}
