#include "registry/password.h"

#include "base/id.h"
#include "base/password.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/account_close.h"
#include "registry/password_rule.h"
#include "registry/second.h"
#include "registry/second_rule.h"
#include "sms/sms.h"

const struct refusal_kind PASSWORD_PROOF_NEEDED = {"password_proof_needed", 422,
                                                   "请先用短信验证码或动态码证明是您本人"};
const struct refusal_kind PASSWORD_NOT_SET = {"password_not_set", 409, "这个账号没有设置密码"};

bool password_send_code(struct task *task, int64_t account_id, const char *client,
                        char challenge[LOGIN_CHALLENGE_LENGTH + 1], struct refusal *why)
{
    const char *phone = account_own_phone(task, account_id, why);
    return phone != NULL &&
           login_send_code(task, LOGIN_SET_PASSWORD, phone, client, challenge, why);
}

struct changing {
    const struct session *session;
    const struct password_proof *proof;
    const char *phone, *derived; /* derived NULL = it is taken away */
    struct login_taken taken;
    bool by_code;
};

/* Judges the proof. A code by text message is used up in the transaction that it is for. */
static bool prove(struct task *task, struct changing *changing, struct refusal *why)
{
    const struct password_proof *proof = changing->proof;
    if (proof->second_code != NULL)
        return second_prove(task, changing->session, proof->second_code, why);
    if (proof->code == NULL || proof->challenge == NULL)
        return refuse(why, &PASSWORD_PROOF_NEEDED, "code");
    const struct login_proof brought = {changing->phone, proof->code, proof->challenge};
    changing->by_code = true;
    return login_code_check(task, LOGIN_SET_PASSWORD, &brought, proof->client, &changing->taken,
                            why);
}

static bool write_down(struct db_tx *tx, const struct changing *changing, struct refusal *why)
{
    struct db_rows *rows;
    int64_t account_id = changing->session->account_id;
    if (changing->derived != NULL)
        return db_tx_query(tx, &SQL_password_set,
                           DB_ARGS(DB_I64(account_id), DB_TEXT(changing->derived), stamp_key()),
                           &rows, why);
    return db_tx_query(tx, &SQL_password_remove, DB_ARGS(DB_I64(account_id)), &rows, why) &&
           (db_count(rows) > 0 || refuse(why, &PASSWORD_NOT_SET, NULL));
}

static bool change_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct changing *changing = argument;
    const struct session *session = changing->session;
    const struct sms_wish wish = {.phone = changing->phone,
                                  .template = changing->derived != NULL ? &SMS_PASSWORD_SET
                                                                        : &SMS_PASSWORD_REMOVED};
    if ((changing->by_code && !login_code_use(tx, &changing->taken, why)) ||
        !write_down(tx, changing, why))
        return false;
    second_leave_trail(tx, session->account_id,
                       changing->derived != NULL ? "password_set" : "password_remove",
                       session->account_id);
    sms_notify(task, tx, &wish);
    return db_tx_query(tx, &SQL_session_end_others,
                       DB_ARGS(DB_I64(session->account_id), DB_I64(session->id)), NULL, why);
}

static bool carry_out(struct task *task, struct changing *changing, struct refusal *why)
{
    if (!db_transact(task, DB_FAST, change_body, changing, why))
        return false;
    session_forget_all();
    return true;
}

bool password_set(struct task *task, const struct session *session, const char *typed,
                  const struct password_proof *proof, struct refusal *why)
{
    struct changing changing = {.session = session, .proof = proof};
    const char *plain = password_plain(task->arena, typed);
    changing.phone = account_own_phone(task, session->account_id, why);
    if (changing.phone == NULL || !password_fits(plain, changing.phone, why) ||
        !prove(task, &changing, why))
        return false;
    changing.derived = password_derive(task, plain, why);
    return changing.derived != NULL && carry_out(task, &changing, why);
}

bool password_remove(struct task *task, const struct session *session,
                     const struct password_proof *proof, struct refusal *why)
{
    struct changing changing = {.session = session, .proof = proof};
    changing.phone = account_own_phone(task, session->account_id, why);
    return changing.phone != NULL && prove(task, &changing, why) && carry_out(task, &changing, why);
}
