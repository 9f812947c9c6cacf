#include "payment/wechat/wechat_sign.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

static const char PROBE_PREFIX[] = "WECHATPAY/SIGNTEST/";

/* ---- the Authorization header -------------------------------------------------------------- */

/* Decimal Unix time without sign or leading zero; up to 13 digits, so that milliseconds are read
 * as what they are and fail the clock's test instead of the format's. */
static bool parse_seconds(const char *text, int64_t *seconds)
{
    int64_t value = 0;
    size_t digits = strlen(text);
    if (digits == 0 || digits > 13 || text[0] == '0')
        return false;
    for (size_t i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *seconds = value;
    return true;
}

static bool is_alnum(char c)
{
    return isalnum((unsigned char)c) != 0;
}

static bool is_nonce(char c)
{
    return is_alnum(c) || c == '_' || c == '-';
}

static bool is_upper_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

static bool is_base64(char c)
{
    return is_alnum(c) || c == '+' || c == '/' || c == '=';
}

/* One known parameter: where its value goes and which characters it may have. */
struct parameter {
    const char *name;
    bool (*allowed)(char c);
    char *value;
    size_t size;
    bool given;
};

static struct parameter *find_parameter(struct parameter *parameters, size_t count,
                                        const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(parameters[i].name) == length && memcmp(parameters[i].name, name, length) == 0)
            return &parameters[i];
    return NULL;
}

/* Reads `name="value"` at `at`; returns what follows it, NULL when it is not a known parameter in
 * its bounds, or given twice. */
static const char *parse_parameter(const char *at, struct parameter *parameters, size_t count)
{
    size_t name_length = strspn(at, "abcdefghijklmnopqrstuvwxyz_");
    struct parameter *parameter = find_parameter(parameters, count, at, name_length);
    if (parameter == NULL || parameter->given)
        return NULL;
    at += name_length;
    if (at[0] != '=' || at[1] != '"')
        return NULL;
    at += 2;
    size_t length = 0;
    while (at[length] != '\0' && parameter->allowed(at[length]))
        length++;
    if (length == 0 || length >= parameter->size || at[length] != '"')
        return NULL;
    memcpy(parameter->value, at, length);
    parameter->value[length] = '\0';
    parameter->given = true;
    return at + length + 1;
}

enum wechat_parse wechat_authorization_parse(const char *value, struct wechat_authorization *out)
{
    struct wechat_authorization read = {0};
    char seconds[14] = "";
    struct parameter parameters[] = {
        {"mchid", is_alnum, read.mchid, sizeof read.mchid, false},
        {"nonce_str", is_nonce, read.nonce, sizeof read.nonce, false},
        {"signature", is_base64, read.signature, sizeof read.signature, false},
        {"timestamp", is_alnum, seconds, sizeof seconds, false},
        {"serial_no", is_upper_hex, read.serial, sizeof read.serial, false},
    };
    const size_t count = sizeof parameters / sizeof parameters[0];
    const size_t scheme_length = strlen(WECHAT_SCHEME);

    if (value == NULL || strnlen(value, WECHAT_HEADER_MAX + 1) > WECHAT_HEADER_MAX ||
        strncmp(value, WECHAT_SCHEME " ", scheme_length + 1) != 0)
        return WECHAT_PARSE_SCHEME;
    const char *at = value + scheme_length + 1;
    for (size_t i = 0; i < count; i++) {
        at = parse_parameter(at, parameters, count);
        if (at == NULL)
            return WECHAT_PARSE_FORMAT;
        if (i + 1 < count) {
            if (*at++ != ',')
                return WECHAT_PARSE_FORMAT;
            at += strspn(at, " \t");
        }
    }
    if (*at != '\0' || !parse_seconds(seconds, &read.timestamp_s))
        return WECHAT_PARSE_FORMAT;
    *out = read;
    return WECHAT_PARSED;
}

/* ---- messages ------------------------------------------------------------------------------ */

/* `head` followed by the body and a newline. */
static char *with_body(struct arena *arena, const char *head, const void *body, size_t body_length,
                       size_t *length)
{
    size_t head_length = strlen(head);
    char *message = arena_alloc(arena, head_length + body_length + 2);
    memcpy(message, head, head_length);
    if (body_length > 0)
        memcpy(message + head_length, body, body_length);
    message[head_length + body_length] = '\n';
    *length = head_length + body_length + 1;
    return message;
}

char *wechat_request_message(struct arena *arena, const char *method, const char *target,
                             int64_t timestamp_s, const char *nonce, const void *body,
                             size_t body_length, size_t *length)
{
    assert(target[0] == '/');
    char *head =
        arena_printf(arena, "%s\n%s\n%" PRId64 "\n%s\n", method, target, timestamp_s, nonce);
    return with_body(arena, head, body, body_length, length);
}

char *wechat_authorization_make(struct arena *arena, const struct wechat_signer *signer,
                                const char *method, const char *target, int64_t now_s,
                                const void *body, size_t body_length)
{
    char nonce[WECHAT_NONCE_LENGTH + 1];
    size_t length;
    crypto_nonce_text(nonce, WECHAT_NONCE_LENGTH);
    const char *message =
        wechat_request_message(arena, method, target, now_s, nonce, body, body_length, &length);
    const char *signature = crypto_rsa_sign(arena, signer->key, message, length);
    return arena_printf(arena,
                        WECHAT_SCHEME " mchid=\"%s\",nonce_str=\"%s\",signature=\"%s\","
                                      "timestamp=\"%" PRId64 "\",serial_no=\"%s\"",
                        signer->mchid, nonce, signature, now_s, signer->serial);
}

char *wechat_answer_message(struct arena *arena, const char *timestamp, const char *nonce,
                            const void *body, size_t body_length, size_t *length)
{
    char *head = arena_printf(arena, "%s\n%s\n", timestamp, nonce);
    return with_body(arena, head, body, body_length, length);
}

/* ---- verification -------------------------------------------------------------------------- */

bool wechat_clock_agrees(int64_t now_s, int64_t timestamp_s)
{
    int64_t difference = now_s > timestamp_s ? now_s - timestamp_s : timestamp_s - now_s;
    return difference < WECHAT_CLOCK_WINDOW_S;
}

static bool is_short(const char *text, size_t max)
{
    return text != NULL && text[0] != '\0' && strnlen(text, max + 1) <= max;
}

enum wechat_verdict wechat_signature_check(struct arena *arena,
                                           const struct wechat_signature *signature,
                                           const void *body, size_t body_length, int64_t now_s,
                                           wechat_find_key find, void *owner)
{
    int64_t timestamp_s;
    size_t length;
    if (!is_short(signature->timestamp, 13) || !is_short(signature->nonce, 64) ||
        !is_short(signature->serial, 64) || !is_short(signature->signature, 1024) ||
        !parse_seconds(signature->timestamp, &timestamp_s))
        return WECHAT_INCOMPLETE;
    if (strncmp(signature->signature, PROBE_PREFIX, strlen(PROBE_PREFIX)) == 0)
        return WECHAT_PROBE;
    if (!wechat_clock_agrees(now_s, timestamp_s))
        return WECHAT_STALE;
    const struct crypto_key *key = find(owner, signature->serial);
    if (key == NULL)
        return WECHAT_UNKNOWN_SERIAL;
    const char *message = wechat_answer_message(arena, signature->timestamp, signature->nonce, body,
                                                body_length, &length);
    return crypto_rsa_verify(key, message, length, signature->signature) ? WECHAT_GENUINE
                                                                         : WECHAT_FORGED;
}

const char *wechat_verdict_name(enum wechat_verdict verdict)
{
    static const char *const NAMES[] = {
        [WECHAT_GENUINE] = "genuine", [WECHAT_INCOMPLETE] = "incomplete",
        [WECHAT_PROBE] = "probe",     [WECHAT_STALE] = "stale",
        [WECHAT_FORGED] = "forged",   [WECHAT_UNKNOWN_SERIAL] = "unknown_serial",
    };
    return NAMES[verdict];
}
