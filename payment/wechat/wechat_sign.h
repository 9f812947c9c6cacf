/* Signatures of WeChat Pay API v3 (WECHATPAY2-SHA256-RSA2048): RSASSA-PKCS1-v1_5 with SHA-256
 * (RFC 8017 section 8.2) over small line-based messages.
 *
 * Both sides use this file: the mall signs requests and verifies answers and notifications, the
 * sandbox gateway the reverse. A message is built of the bytes that travel, never of parsed values.
 * Rules: "Signature generation" and "Signature verification" of the API v3 developer guide.
 */
#ifndef PAYMENT_WECHAT_WECHAT_SIGN_H
#define PAYMENT_WECHAT_WECHAT_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto.h"

#define WECHAT_SCHEME "WECHATPAY2-SHA256-RSA2048"

enum {
    WECHAT_CLOCK_WINDOW_S = 300, /* a difference of this many seconds or more is refused */
    WECHAT_NONCE_LENGTH = 32,
    WECHAT_HEADER_MAX = 2048, /* bytes of an Authorization header's value */
};

/* The parameters of an Authorization header, each within its bounds and characters. */
struct wechat_authorization {
    char mchid[33];
    char nonce[33];
    char serial[65];     /* upper-case hex */
    char signature[701]; /* base64; 684 characters are a 4096-bit key's */
    int64_t timestamp_s;
};

enum wechat_parse {
    WECHAT_PARSED,
    WECHAT_PARSE_SCHEME, /* another authentication scheme, or none */
    WECHAT_PARSE_FORMAT  /* anything else that is not exactly the header */
};

/* Reads an Authorization header's value (NUL-terminated, from an untrusted sender). The five
 * parameters come in any order, each exactly once, comma separated with optional blanks after the
 * comma, values quoted. `out` is untouched unless WECHAT_PARSED comes back. */
enum wechat_parse wechat_authorization_parse(const char *value, struct wechat_authorization *out);

/* The message a merchant signs: method, request target as sent, Unix seconds, nonce and body, each
 * line ended by \n. `*length` excludes the NUL behind it. */
char *wechat_request_message(struct arena *arena, const char *method, const char *target,
                             int64_t timestamp_s, const char *nonce, const void *body,
                             size_t body_length, size_t *length);

/* What a request is signed with. */
struct wechat_signer {
    const struct crypto_key *key; /* private */
    const char *mchid;
    const char *serial; /* of the certificate that belongs to the key */
};

/* The whole Authorization header's value for one request, with a fresh nonce. */
char *wechat_authorization_make(struct arena *arena, const struct wechat_signer *signer,
                                const char *method, const char *target, int64_t now_s,
                                const void *body, size_t body_length);

/* The message the platform signs for an answer or a notification: timestamp and nonce as their
 * headers carry them, and the raw body. */
char *wechat_answer_message(struct arena *arena, const char *timestamp, const char *nonce,
                            const void *body, size_t body_length, size_t *length);

/* The four Wechatpay-* headers of an answer or notification; NULL = absent. */
struct wechat_signature {
    const char *timestamp;
    const char *nonce;
    const char *serial;
    const char *signature;
};

enum wechat_verdict {
    WECHAT_GENUINE,
    WECHAT_INCOMPLETE,     /* a header is missing or ill-formed */
    WECHAT_PROBE,          /* the platform's own test of our verification: refuse it */
    WECHAT_STALE,          /* the clocks differ by WECHAT_CLOCK_WINDOW_S or more */
    WECHAT_UNKNOWN_SERIAL, /* refresh the certificates once, then try again */
    WECHAT_FORGED
};

/* The public key of a platform certificate by serial, NULL when not known. */
typedef const struct crypto_key *(*wechat_find_key)(void *owner, const char *serial);

/* Judges a signature over `body` at the time `now_s` (Unix seconds). */
enum wechat_verdict wechat_signature_check(struct arena *arena,
                                           const struct wechat_signature *signature,
                                           const void *body, size_t body_length, int64_t now_s,
                                           wechat_find_key find, void *owner);

/* A name for logs: "genuine", "stale" ... */
const char *wechat_verdict_name(enum wechat_verdict verdict);

/* True when both moments (Unix seconds) are less than WECHAT_CLOCK_WINDOW_S apart. */
bool wechat_clock_agrees(int64_t now_s, int64_t timestamp_s);

#endif
