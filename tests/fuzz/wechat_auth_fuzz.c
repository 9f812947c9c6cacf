/* Any bytes as the Authorization header of the payment wire.
 *
 * Besides memory faults it holds what callers rely on: a refused header leaves the struct alone,
 * and a header that is read has every parameter within its bounds and characters, and is read alike
 * when it is written down again.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "payment/wechat/wechat_sign.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* Not assert(): a fuzz target built without assertions must still find. */
static void must(bool true_always)
{
    if (!true_always)
        abort();
}

static void check_text(const char *text, size_t size, const char *allowed)
{
    size_t length = strnlen(text, size);
    must(length > 0 && length < size && strspn(text, allowed) == length);
}

static void check_read(const struct wechat_authorization *read)
{
    char header[WECHAT_HEADER_MAX];
    struct wechat_authorization again = {0};
    check_text(read->mchid, sizeof read->mchid, LETTERS);
    check_text(read->nonce, sizeof read->nonce, LETTERS "_-");
    check_text(read->serial, sizeof read->serial, "0123456789ABCDEF");
    check_text(read->signature, sizeof read->signature, LETTERS "+/=");
    must(read->timestamp_s > 0 && read->timestamp_s < INT64_C(10000000000000));
    snprintf(header, sizeof header,
             WECHAT_SCHEME " timestamp=\"%" PRId64 "\",serial_no=\"%s\",mchid=\"%s\", "
                           "signature=\"%s\",nonce_str=\"%s\"",
             read->timestamp_s, read->serial, read->mchid, read->signature, read->nonce);
    must(wechat_authorization_parse(header, &again) == WECHAT_PARSED);
    must(strcmp(again.mchid, read->mchid) == 0 && strcmp(again.nonce, read->nonce) == 0 &&
         strcmp(again.serial, read->serial) == 0 && strcmp(again.signature, read->signature) == 0 &&
         again.timestamp_s == read->timestamp_s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
    static const struct wechat_authorization UNTOUCHED = {.mchid = "untouched", .timestamp_s = -1};
    struct wechat_authorization read = UNTOUCHED;
    char *value = malloc(length + 1);
    if (value == NULL)
        return 0;
    if (length > 0)
        memcpy(value, data, length);
    value[length] = '\0';
    if (wechat_authorization_parse(value, &read) == WECHAT_PARSED)
        check_read(&read);
    else
        must(memcmp(&read, &UNTOUCHED, sizeof read) == 0);
    free(value);
    return 0;
}
