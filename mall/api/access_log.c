#include "mall/api/access_log.h"

#include <stdio.h>

#include "base/address_block.h"
#include "base/crypto.h"
#include "base/log.h"
#include "registry/account.h"
#include "registry/login.h"

static char *pseudonym(const char *purpose, const char *plain, char text[PSEUDONYM_LENGTH + 1])
{
    uint8_t hash[32];
    char hex[65];
    crypto_lookup_hash(purpose, plain, hash);
    snprintf(text, PSEUDONYM_LENGTH + 1, "%.*s", PSEUDONYM_LENGTH, crypto_hex(hash, 32, hex));
    return text;
}

char *access_pseudonym(int64_t account_id, char text[PSEUDONYM_LENGTH + 1])
{
    char digits[24];
    snprintf(text, PSEUDONYM_LENGTH + 1, "-");
    if (account_id == 0)
        return text;
    snprintf(digits, sizeof(digits), "%lld", (long long)account_id);
    return pseudonym("log.account", digits, text);
}

static void log_sign_in(const struct call *call, const char *phone, int64_t account_id,
                        const char *outcome, const struct refusal *why)
{
    char block[ADDRESS_BLOCK_SIZE], account[PSEUDONYM_LENGTH + 1], hidden[PSEUDONYM_LENGTH + 1];
    log_info("sign_in", LOG_S("request_id", http_request_id(call->http)), LOG_S("outcome", outcome),
             LOG_S("code", why != NULL ? why->kind->code : ""),
             LOG_S("phone", pseudonym("log.phone", phone, hidden)),
             LOG_S("account", access_pseudonym(account_id, account)),
             LOG_S("block", address_block(call->http->client, block)));
}

static bool is_locked(const struct refusal *why)
{
    return why->kind->status == 429 || why->kind == &ACCOUNT_LOCKED;
}

void access_log_asked(const struct call *call, const char *phone, const struct refusal *why)
{
    const char *outcome = why == NULL ? "asked" : is_locked(why) ? "locked" : "refused";
    log_sign_in(call, phone, 0, outcome, why);
}

void access_log_opened(const struct call *call, const char *phone, int64_t account_id,
                       const struct refusal *why)
{
    const char *outcome = why == NULL ? "succeeded" : is_locked(why) ? "locked" : "failed";
    log_sign_in(call, phone, account_id, outcome, why);
}

void access_log_refused(const struct call *call, const struct refusal *why)
{
    char block[ADDRESS_BLOCK_SIZE], account[PSEUDONYM_LENGTH + 1];
    log_info("right_refused", LOG_S("request_id", http_request_id(call->http)),
             LOG_S("route", call->route != NULL ? call->route->name : ""),
             LOG_I("status", why->kind->status), LOG_S("code", why->kind->code),
             LOG_S("account", access_pseudonym(call->session.account_id, account)),
             LOG_S("block", address_block(call->http->client, block)));
}
