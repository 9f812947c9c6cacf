#include "registry/second.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/qr.h"
#include "base/totp.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/grant.h"

const struct refusal_kind SECOND_SET_UP = {"second_set_up", 409, "二次验证已经设置过"};
const struct refusal_kind SECOND_NOT_SET_UP = {"second_not_set_up", 409, "还没有设置二次验证"};
const struct refusal_kind SECOND_WRONG = {"second_wrong", 422, "动态码不正确，或者已经用过"};
const struct refusal_kind SECOND_TOO_SOON = {"second_too_soon", 429, "试得太多，请稍后再试"};

enum { SPARE_DIGITS = 12 };

/* ---- spare codes ---- */

/* "7K2M-9QXT-4B8R": 60 bits. */
static char *make_spare(struct arena *arena)
{
    uint64_t random;
    char digits[SPARE_DIGITS + 1];
    crypto_random(&random, sizeof(random));
    crypto_base32(random, SPARE_DIGITS, digits);
    return arena_printf(arena, "%.4s-%.4s-%.4s", digits, digits + 4, digits + 8);
}

/* Of the code as people type it; false when it is none. */
static bool hash_spare(struct task *task, int64_t account_id, const char *code, uint8_t hash[32])
{
    char digits[SPARE_DIGITS + 1];
    size_t count = 0;
    uint64_t value;
    for (; *code != '\0'; code++) {
        if (*code == '-' || *code == ' ')
            continue;
        if (count == SPARE_DIGITS)
            return false;
        digits[count++] = *code;
    }
    digits[count] = '\0';
    if (!crypto_unbase32(digits, SPARE_DIGITS, &value))
        return false;
    const char *text =
        arena_printf(task->arena, "%lld:%llu", (long long)account_id, (unsigned long long)value);
    crypto_sha256(text, strlen(text), hash);
    return true;
}

struct spares {
    char *codes[SECOND_SPARES];
    struct crypto_lookup hashes[SECOND_SPARES];
};

static void make_spares(struct task *task, int64_t account_id, struct spares *spares, int count)
{
    for (int i = 0; i < count; i++) {
        spares->codes[i] = make_spare(task->arena);
        hash_spare(task, account_id, spares->codes[i], spares->hashes[i].hash);
    }
}

static bool add_spares(struct db_tx *tx, int64_t account_id, const struct spares *spares, int count,
                       struct refusal *why)
{
    return db_tx_query(tx, &SQL_second_spare_add,
                       DB_ARGS(DB_I64(account_id), DB_COLUMN_HASH(spares->hashes, count, hash)),
                       NULL, why);
}

/* ---- the secret ---- */

struct factor {
    bool known, confirmed;
    uint8_t secret[TOTP_SECRET_BYTES];
    const void *sealed;
    size_t sealed_length;
    int64_t last_step;
};

static bool find_factor(struct task *task, int64_t account_id, struct factor *factor,
                        struct refusal *why)
{
    struct db_rows *rows;
    memset(factor, 0, sizeof(*factor));
    if (!db_query(task, &SQL_second_find, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    factor->sealed = db_bytes(rows, 0, SECOND_FIND_SECRET_SEALED, &factor->sealed_length);
    factor->last_step = db_i64(rows, 0, SECOND_FIND_LAST_STEP);
    const char *text = crypto_open_at(task->arena, CRYPTO_PLACE(SECOND_SECRET, account_id),
                                      factor->sealed, factor->sealed_length);
    factor->known = text != NULL && totp_secret_read(text, factor->secret, sizeof(factor->secret));
    factor->confirmed = factor->known && db_bool(rows, 0, SECOND_FIND_CONFIRMED);
    return true;
}

/* Writes a fresh secret down; its text is what programs take. */
static const char *keep_secret(struct task *task, int64_t account_id, bool *kept,
                               struct refusal *why)
{
    uint8_t secret[TOTP_SECRET_BYTES];
    size_t length;
    struct db_rows *rows;
    crypto_random(secret, sizeof(secret));
    const char *text = totp_secret_text(task->arena, secret, sizeof(secret));
    explicit_bzero(secret, sizeof(secret));
    const uint8_t *sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(SECOND_SECRET, account_id), text, &length);
    if (!db_query(task, &SQL_second_begin, DB_ARGS(DB_I64(account_id), DB_BYTES(sealed, length)),
                  &rows, why))
        return NULL;
    *kept = db_count(rows) > 0;
    return text;
}

json_t *second_begin(struct task *task, const struct session *session, struct refusal *why)
{
    bool kept;
    size_t length;
    struct db_rows *rows;
    const char *secret = keep_secret(task, session->account_id, &kept, why);
    if (secret == NULL)
        return NULL;
    if (!kept) {
        refuse(why, &SECOND_SET_UP, NULL);
        return NULL;
    }
    if (!db_query(task, &SQL_account_find, DB_ARGS(DB_I64(session->account_id)), &rows, why))
        return NULL;
    const char *name = db_count(rows) > 0 ? db_text(rows, 0, ACCOUNT_FIND_DISPLAY_NAME) : "";
    const char *uri = totp_uri(task->arena, "扶贫商城", name, secret);
    return json_pack("{s:s, s:s, s:s}", "secret", secret, "uri", uri, "qr",
                     qr_svg(task->arena, uri, &length));
}

/* ---- proving ---- */

/* Counts the try before it is judged. */
static bool count_try(struct task *task, const struct session *session, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_session_second_try, DB_ARGS(DB_I64(session->id), DB_I64(SECOND_TRIES)),
                  &rows, why))
        return false;
    if (db_count(rows) > 0)
        return true;
    if (!db_query(task, &SQL_session_second_wait,
                  DB_ARGS(DB_I64(session->id), DB_I64(SECOND_TRIES)), &rows, why))
        return false;
    int64_t wait_s = db_count(rows) > 0 ? db_i64(rows, 0, SESSION_SECOND_WAIT_WAIT_S) : 1;
    wait_s = wait_s > 0 ? wait_s : 1;
    refuse_detail(why, &SECOND_TOO_SOON, "code", "请 %lld 秒后再试", (long long)wait_s);
    why->retry_after_s = wait_s;
    return false;
}

struct proving {
    const struct session *session;
    const struct factor *factor;
    int64_t step; /* of the code; 0 = it is no code of the secret */
    const uint8_t *spare_hash;
    const struct spares *spares; /* to be kept, when the secret is confirmed */
};

static bool take(struct db_tx *tx, const struct proving *proving, struct refusal *why)
{
    const struct factor *factor = proving->factor;
    struct db_rows *rows;
    bool asked =
        proving->step != 0
            ? db_tx_query(tx, &SQL_second_take,
                          DB_ARGS(DB_I64(proving->session->account_id), DB_I64(proving->step),
                                  DB_BYTES(factor->sealed, factor->sealed_length)),
                          &rows, why)
            : db_tx_query(
                  tx, &SQL_second_spare_take,
                  DB_ARGS(DB_I64(proving->session->account_id), DB_BYTES(proving->spare_hash, 32)),
                  &rows, why);
    return asked && (db_count(rows) > 0 || refuse(why, &SECOND_WRONG, "code"));
}

static bool prove_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct proving *proving = argument;
    int64_t account_id = proving->session->account_id;
    (void)task;
    return take(tx, proving, why) &&
           (proving->spares == NULL ||
            add_spares(tx, account_id, proving->spares, SECOND_SPARES, why)) &&
           db_tx_query(tx, &SQL_session_second_proved,
                       DB_ARGS(DB_I64(account_id), DB_I64(proving->session->id), DB_BOOL(true)),
                       NULL, why);
}

static bool carry_out(struct task *task, struct proving *proving, struct refusal *why)
{
    if (!db_transact(task, DB_FAST, prove_body, proving, why))
        return false;
    session_forget_all();
    return true;
}

static int64_t match(const struct factor *factor, const char *code)
{
    return totp_match(factor->secret, sizeof(factor->secret), code,
                      totp_step(clock_now_us() / 1000000), factor->last_step);
}

json_t *second_confirm(struct task *task, const struct session *session, const char *code,
                       struct refusal *why)
{
    struct factor factor;
    struct spares spares;
    if (!find_factor(task, session->account_id, &factor, why))
        return NULL;
    if (!factor.known || factor.confirmed) {
        refuse(why, factor.known ? &SECOND_SET_UP : &SECOND_NOT_SET_UP, NULL);
        return NULL;
    }
    struct proving proving = {
        .session = session, .factor = &factor, .step = match(&factor, code), .spares = &spares};
    if (!count_try(task, session, why))
        return NULL;
    if (proving.step == 0) {
        refuse(why, &SECOND_WRONG, "code");
        return NULL;
    }
    make_spares(task, session->account_id, &spares, SECOND_SPARES);
    if (!carry_out(task, &proving, why))
        return NULL;
    json_t *codes = json_array();
    for (int i = 0; i < SECOND_SPARES; i++)
        json_array_append_new(codes, json_string(spares.codes[i]));
    return json_pack("{s:o}", "spare_codes", codes);
}

bool second_prove(struct task *task, const struct session *session, const char *code,
                  struct refusal *why)
{
    struct factor factor;
    uint8_t hash[32];
    if (!find_factor(task, session->account_id, &factor, why))
        return false;
    if (!factor.confirmed)
        return refuse(why, &SECOND_NOT_SET_UP, NULL);
    if (!count_try(task, session, why))
        return false;
    struct proving proving = {
        .session = session, .factor = &factor, .step = match(&factor, code), .spare_hash = hash};
    if (proving.step == 0 && !hash_spare(task, session->account_id, code, hash))
        return refuse(why, &SECOND_WRONG, "code");
    return carry_out(task, &proving, why);
}

/* ---- taking it away ---- */

static bool remove_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct session *session = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_second_remove, DB_ARGS(DB_I64(session->account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &SECOND_NOT_SET_UP, NULL);
    return db_tx_query(tx, &SQL_session_second_proved,
                       DB_ARGS(DB_I64(session->account_id), DB_I64(0), DB_BOOL(false)), NULL, why);
}

bool second_remove(struct task *task, const struct session *session, struct refusal *why)
{
    struct session own = *session;
    if (!session->proved)
        return refuse_detail(why, &REFUSAL_FORBIDDEN, NULL, "请先完成二次验证");
    if (!db_transact(task, DB_FAST, remove_body, &own, why))
        return false;
    session_forget_all();
    return true;
}

/* ---- telling ---- */

json_t *second_json(struct task *task, const struct session *session, struct refusal *why)
{
    struct factor factor;
    struct db_rows *rows;
    if (!find_factor(task, session->account_id, &factor, why) ||
        !db_query(task, &SQL_second_spare_count, DB_ARGS(DB_I64(session->account_id)), &rows, why))
        return NULL;
    return json_pack("{s:b, s:b, s:b, s:I}", "needed", session->needs_second, "proved",
                     session->proved, "set_up", factor.confirmed, "spare_codes_left",
                     (json_int_t)db_i64(rows, 0, SECOND_SPARE_COUNT_LEFT));
}

/* ---- the demo ---- */

struct demo_code {
    int64_t account_id;
    const struct factor *factor;
    struct spares spares;
};

static bool demo_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct demo_code *demo = argument;
    const struct factor *factor = demo->factor;
    (void)task;
    return (factor->confirmed ||
            db_tx_query(tx, &SQL_second_take,
                        DB_ARGS(DB_I64(demo->account_id), DB_I64(1),
                                DB_BYTES(factor->sealed, factor->sealed_length)),
                        NULL, why)) &&
           add_spares(tx, demo->account_id, &demo->spares, 1, why);
}

bool second_demo_account(struct task *task, const char *phone, int64_t *account_id,
                         struct refusal *why)
{
    struct db_rows *rows;
    struct account_phone hashes;
    account_phone_hashes(phone, &hashes);
    if (!db_query(task, &SQL_account_find_by_phone, ACCOUNT_PHONE_ARGS(&hashes), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &GRANT_NO_ACCOUNT, "phone");
    *account_id = db_i64(rows, 0, ACCOUNT_FIND_BY_PHONE_ID);
    return true;
}

const char *second_demo_code(struct task *task, int64_t account_id, struct refusal *why)
{
    struct factor factor;
    bool kept;
    struct demo_code demo = {.account_id = account_id, .factor = &factor};
    if (keep_secret(task, account_id, &kept, why) == NULL ||
        !find_factor(task, account_id, &factor, why))
        return NULL;
    make_spares(task, account_id, &demo.spares, 1);
    return db_transact(task, DB_FAST, demo_body, &demo, why) ? demo.spares.codes[0] : NULL;
}
