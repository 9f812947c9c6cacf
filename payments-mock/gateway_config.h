/* The gateway's settings (GATEWAY_*, from the environment) and keys, checked and ready for use. */
#ifndef PAYMENTS_MOCK_GATEWAY_CONFIG_H
#define PAYMENTS_MOCK_GATEWAY_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/crypto.h"
#include "payments-mock/gateway_order.h"

enum { GATEWAY_RETRIES_MAX = 32 };

struct gateway_settings {
    const char *address; /* numeric IP to listen on */
    int port;
    const char *store;             /* path of the journal */
    const char *public_url;        /* origin under which merchants and payers reach the gateway */
    const char *payee;             /* the name that a payer reads */
    const char *apiv3_key;         /* 32 bytes */
    const char *refund_notify_url; /* for refunds that name none; "" = no notification */
    const char *carrier_key;
    const char *carrier_customer; /* "" = any */
    struct gateway_sms_account {
        const char *secret_id, *secret_key; /* "" = no message is taken */
        const char *app, *sign;
        const char *templates;   /* "1100001=text {1};1100002=..." */
        const char *receipt_url; /* "" = nothing is said of what became of messages */
        const char *receipt_key;
    } sms;
    struct gateway_merchant merchant;
    int64_t retry_ms[GATEWAY_RETRIES_MAX]; /* waits between attempts of a notification */
    int retry_count;
    struct crypto_key *platform_key;
    struct crypto_key *platform_certificate;
    struct crypto_key *merchant_certificate;
    char *certificate_pem; /* the platform certificate's text */
    int64_t certificate_from_us, certificate_until_us;
};

/* Reads the environment and the files it names. False with a sentence on `errors` for each fault.
 */
bool gateway_settings_load(struct gateway_settings *settings, FILE *errors);
void gateway_settings_release(struct gateway_settings *settings);
/* `mall-gateway help`: every setting with its meaning. */
void gateway_settings_print(FILE *out);

/* "1,2,5" (seconds, each 0..86400, at most GATEWAY_RETRIES_MAX) into milliseconds. */
bool gateway_schedule_read(const char *text, int64_t ms[GATEWAY_RETRIES_MAX], int *count);

#endif
