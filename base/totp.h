/* One-time passwords: HOTP (RFC 4226) by HMAC-SHA-1, TOTP (RFC 6238) in steps of 30 seconds. What
 * authenticator programs on phones show. Pure; the HMAC is OpenSSL's.
 */
#ifndef BASE_TOTP_H
#define BASE_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { TOTP_DIGITS = 6, TOTP_SECRET_BYTES = 20, TOTP_STEP_S = 30, TOTP_DRIFT_STEPS = 1 };

/* The password of a counter, 0..10^digits-1; digits 6..8 (RFC 4226 section 5.3). */
uint32_t totp_hotp(const uint8_t *secret, size_t length, uint64_t counter, int digits);

/* The step that a time (Unix seconds, >= 0) lies in. */
int64_t totp_step(int64_t unix_s);

/* The step whose password `code` (six digits) is: now's, or one beside it, for clocks that differ
 * (RFC 6238 section 5.2), and later than `last_step`, so that none is good twice. 0 = none. */
int64_t totp_match(const uint8_t *secret, size_t length, const char *code, int64_t now_step,
                   int64_t last_step);

/* Base32 of RFC 4648 without padding, upper case: how a secret is typed. In the arena. */
char *totp_secret_text(struct arena *arena, const uint8_t *secret, size_t length);

/* Reads it back; false when it is not of exactly `length` bytes. */
bool totp_secret_read(const char *text, uint8_t *secret, size_t length);

/* "otpauth://totp/..." as programs take it from a QR code. `issuer` and `label` are escaped. */
char *totp_uri(struct arena *arena, const char *issuer, const char *label, const char *secret_text);

#endif
