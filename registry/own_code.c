#include "registry/own_code.h"

#include "registry/account_close.h"

bool own_code_send(struct task *task, int64_t account_id, const char *client,
                   char challenge[LOGIN_CHALLENGE_LENGTH + 1], struct refusal *why)
{
    const char *phone = account_own_phone(task, account_id, why);
    return phone != NULL && login_send_code(task, LOGIN_OWN_DATA, phone, client, challenge, why);
}

static bool use_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    return login_code_use(tx, argument, why);
}

bool own_code_take(struct task *task, int64_t account_id, const char *code, const char *challenge,
                   const char *client, struct refusal *why)
{
    struct login_taken taken;
    const struct login_proof proof = {account_own_phone(task, account_id, why), code, challenge};
    return proof.phone != NULL &&
           login_code_check(task, LOGIN_OWN_DATA, &proof, client, &taken, why) &&
           db_transact(task, DB_FAST, use_body, &taken, why);
}
