#include "registry/second.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/qr.h"
#include "base/stamp.h"
#include "base/totp.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/second_factor.h"
#include "registry/second_rule.h"
#include "registry/second_spare.h"

const struct refusal_kind SECOND_NEEDED = {"second_needed", 403, "请先在工作台完成二次验证"};
const struct refusal_kind SECOND_SET_UP = {"second_set_up", 409, "二次验证已经设置过"};
const struct refusal_kind SECOND_NOT_SET_UP = {"second_not_set_up", 409, "还没有设置二次验证"};
const struct refusal_kind SECOND_WRONG = {"second_wrong", 422, "动态码不正确，或者已经用过"};
const struct refusal_kind SECOND_TOO_SOON = {"second_too_soon", 429, "试得太多，请稍后再试"};

void second_leave_trail(struct db_tx *tx, int64_t actor_id, const char *what, int64_t account_id)
{
    access_trail_send(tx, &(struct access_reading){actor_id, what, "account", account_id, "", ""});
}

/* ---- setting it up ---- */

json_t *second_begin(struct task *task, const struct session *session, struct refusal *why)
{
    bool kept;
    size_t length;
    struct db_rows *rows;
    const char *secret = second_factor_make(task, session->account_id, &kept, why);
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

/* ---- tries ---- */

static bool refuse_soon(struct db_tx *tx, const struct session *session, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(
            tx, &SQL_second_try_wait,
            DB_ARGS(DB_I64(session->id), DB_I64(SECOND_TRIES), DB_I64(SECOND_ACCOUNT_TRIES)), &rows,
            why))
        return false;
    int64_t wait_s = db_count(rows) > 0 ? db_i64(rows, 0, SECOND_TRY_WAIT_WAIT_S) : 1;
    wait_s = wait_s > 0 ? wait_s : 1;
    refuse_detail(why, &SECOND_TOO_SOON, "code", "请 %lld 秒后再试", (long long)wait_s);
    return refusal_limit(why, "second_tries", SECOND_TRIES, 0, wait_s);
}

/* For the account first, then for the session; refused it counts for neither. */
static bool try_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct session *session = argument;
    struct db_rows *of_account, *of_session;
    (void)task;
    if (!db_tx_query(tx, &SQL_second_factor_try,
                     DB_ARGS(DB_I64(session->account_id), DB_I64(SECOND_ACCOUNT_TRIES)),
                     &of_account, why) ||
        !db_tx_query(tx, &SQL_session_second_try,
                     DB_ARGS(DB_I64(session->id), DB_I64(SECOND_TRIES)), &of_session, why))
        return false;
    return (db_count(of_account) > 0 && db_count(of_session) > 0) || refuse_soon(tx, session, why);
}

static bool count_try(struct task *task, const struct session *session, struct refusal *why)
{
    struct session own = *session;
    return db_transact(task, DB_FAST, try_body, &own, why);
}

/* ---- proving ---- */

struct proving {
    const struct session *session;
    const struct second_factor *factor;
    int64_t step;                 /* of the code; 0 = it is no code of the secret */
    const uint8_t *spare_hash;    /* then it is a spare one */
    struct second_spares *spares; /* to be kept, when the secret is confirmed by this */
};

static bool take(struct db_tx *tx, const struct proving *proving, struct refusal *why)
{
    const struct second_factor *factor = proving->factor;
    int64_t account_id = proving->session->account_id;
    struct db_rows *rows;
    bool asked = proving->step != 0
                     ? db_tx_query(tx, &SQL_second_factor_take,
                                   DB_ARGS(DB_I64(account_id), DB_I64(proving->step),
                                           DB_BYTES(factor->sealed, factor->sealed_length)),
                                   &rows, why)
                     : db_tx_query(tx, &SQL_second_spare_take,
                                   DB_ARGS(DB_I64(account_id), DB_BYTES(proving->spare_hash, 32)),
                                   &rows, why);
    return asked && (db_count(rows) > 0 || refuse(why, &SECOND_WRONG, "code"));
}

/* Locks the factor, then a spare code, then sessions. */
static bool prove_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct proving *proving = argument;
    int64_t account_id = proving->session->account_id;
    (void)task;
    if (!db_tx_query(tx, &SQL_second_factor_forgive, DB_ARGS(DB_I64(account_id)), NULL, why) ||
        !take(tx, proving, why))
        return false;
    if (proving->spares != NULL) {
        if (!second_spares_keep(tx, account_id, proving->spares, why))
            return false;
        second_leave_trail(tx, account_id, "second_set", account_id);
    }
    return db_tx_query(tx, &SQL_session_second_proved,
                       DB_ARGS(DB_I64(account_id), DB_I64(proving->session->id)), NULL, why);
}

static bool carry_out(struct task *task, struct proving *proving, struct refusal *why)
{
    if (!db_transact(task, DB_FAST, prove_body, proving, why))
        return false;
    session_forget_all();
    return true;
}

static int64_t match(const struct second_factor *factor, const char *code)
{
    return totp_match(factor->secret, TOTP_SECRET_BYTES, code, totp_step(clock_now_us() / 1000000),
                      factor->last_step);
}

json_t *second_confirm(struct task *task, const struct session *session, const char *code,
                       struct refusal *why)
{
    struct second_factor factor;
    struct second_spares spares;
    if (!second_factor_find(task, session->account_id, &factor, why))
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
    second_spares_make(task->arena, &factor, SECOND_SPARES, &spares);
    if (!carry_out(task, &proving, why))
        return NULL;
    json_t *codes = json_array();
    for (int i = 0; i < spares.count; i++)
        json_array_append_new(codes, json_string(spares.codes[i]));
    return json_pack("{s:o}", "spare_codes", codes);
}

bool second_prove(struct task *task, const struct session *session, const char *code,
                  struct refusal *why)
{
    struct second_factor factor;
    uint8_t hash[32];
    if (!second_factor_find(task, session->account_id, &factor, why))
        return false;
    if (!factor.confirmed)
        return refuse(why, &SECOND_NOT_SET_UP, NULL);
    if (!count_try(task, session, why))
        return false;
    struct proving proving = {
        .session = session, .factor = &factor, .step = match(&factor, code), .spare_hash = hash};
    if (proving.step == 0 && !second_spare_hash(&factor, code, hash))
        return refuse(why, &SECOND_WRONG, "code");
    return carry_out(task, &proving, why);
}

/* ---- telling ---- */

json_t *second_json(struct task *task, const struct session *session, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_second_state, DB_ARGS(DB_I64(session->account_id)), &rows, why))
        return NULL;
    return json_pack("{s:b, s:b, s:b, s:I}", "needed", session->needs_second, "proved",
                     session->proved, "set_up", db_bool(rows, 0, SECOND_STATE_SET_UP),
                     "spare_codes_left",
                     (json_int_t)db_i64(rows, 0, SECOND_STATE_SPARE_CODES_LEFT));
}
