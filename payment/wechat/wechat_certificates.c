#include "payment/wechat/wechat_certificates.h"

#include <string.h>

#include "base/shape.h"
#include "payment/wechat/wechat_json.h"
#include "payment/wechat/wechat_notify.h"

void wechat_certificates_release(struct wechat_certificates *certificates)
{
    for (int i = 0; i < certificates->count; i++)
        crypto_key_free(certificates->keys[i]);
    certificates->count = 0;
}

const struct crypto_key *wechat_certificates_find(void *owner, const char *serial)
{
    const struct wechat_certificates *certificates = owner;
    for (int i = 0; i < certificates->count; i++)
        if (strcmp(crypto_key_serial(certificates->keys[i]), serial) == 0)
            return certificates->keys[i];
    return NULL;
}

/* Adds one entry of the list; an entry out of its time is left out. False when it is not readable.
 */
static bool add_entry(struct wechat_certificates *certificates, struct arena *arena,
                      const char *apiv3_key, const json_t *entry, int64_t now_us)
{
    struct wechat_reader reader = {0};
    size_t length;
    const char *serial = wechat_read_id(&reader, entry, "serial_no", 40, WECHAT_REQUIRED);
    int64_t from_us = wechat_read_time(&reader, entry, "effective_time", WECHAT_REQUIRED);
    int64_t until_us = wechat_read_time(&reader, entry, "expire_time", WECHAT_REQUIRED);
    const json_t *sealed =
        wechat_read_object(&reader, entry, "encrypt_certificate", WECHAT_REQUIRED);
    if (reader.bad != NULL)
        return false;
    if (now_us < from_us || now_us >= until_us)
        return true;
    const char *pem = wechat_resource_open(arena, apiv3_key, sealed, &length);
    if (pem == NULL || certificates->count == WECHAT_CERTIFICATES_MAX)
        return false;
    struct crypto_key *key = crypto_key_certificate_pem(pem, false);
    if (key == NULL)
        return false;
    certificates->keys[certificates->count++] = key;
    return strcmp(crypto_key_serial(key), serial) == 0;
}

bool wechat_certificates_load(struct wechat_certificates *certificates, struct arena *arena,
                              const char *apiv3_key, const struct wechat_signature *signature,
                              const char *body, size_t length, int64_t now_us)
{
    struct wechat_certificates fresh = {0};
    struct refusal ignored;
    size_t i;
    json_t *entry;
    json_t *list = json_object_get(shape_parse(arena, body, length, &ignored), "data");
    bool good = json_is_array(list);
    json_array_foreach(list, i, entry)
        good = good && add_entry(&fresh, arena, apiv3_key, entry, now_us);
    if (!good || fresh.count == 0 ||
        wechat_signature_check(arena, signature, body, length, now_us / 1000000,
                               wechat_certificates_find, &fresh) != WECHAT_GENUINE) {
        wechat_certificates_release(&fresh);
        return false;
    }
    wechat_certificates_release(certificates);
    *certificates = fresh;
    return true;
}
