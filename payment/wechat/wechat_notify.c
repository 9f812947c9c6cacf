#include "payment/wechat/wechat_notify.h"

#include <assert.h>
#include <string.h>

#include "base/crypto.h"
#include "base/shape.h"
#include "payment/wechat/wechat_json.h"

enum { NONCE_BYTES = 12, TAG_BYTES = 16, CIPHERTEXT_MAX = 1048576 };

static const char ALGORITHM[] = "AEAD_AES_256_GCM";

const struct refusal_kind WECHAT_BAD_SIGNATURE = {"bad_signature", 401, "签名没有通过核验"};
const struct refusal_kind WECHAT_BAD_NOTIFY = {"bad_notification", 400, "通知的内容无法读取"};

char *wechat_resource_open(struct arena *arena, const char *apiv3_key, const json_t *resource,
                           size_t *length)
{
    struct wechat_reader reader = {0};
    uint8_t *sealed;
    size_t sealed_length;
    const char *algorithm = wechat_read_text(&reader, resource, "algorithm", 32, WECHAT_REQUIRED);
    const char *nonce = wechat_read_id(&reader, resource, "nonce", 16, WECHAT_REQUIRED);
    const char *aad = wechat_read_id(&reader, resource, "associated_data", 16, WECHAT_OPTIONAL);
    const char *text =
        wechat_read_id(&reader, resource, "ciphertext", CIPHERTEXT_MAX, WECHAT_REQUIRED);

    if (reader.bad != NULL || strcmp(algorithm, ALGORITHM) != 0 || strlen(nonce) != NONCE_BYTES)
        return NULL;
    if (!crypto_unbase64(arena, text, &sealed, &sealed_length) || sealed_length < TAG_BYTES)
        return NULL;
    const uint8_t *plain =
        crypto_gcm_open(arena, (const uint8_t *)apiv3_key, (const uint8_t *)nonce, aad, sealed,
                        sealed_length, length);
    return plain != NULL ? arena_memdup(arena, plain, *length) : NULL;
}

json_t *wechat_resource_seal(struct arena *arena, const char *apiv3_key,
                             const char *associated_data, const void *plain, size_t length)
{
    char nonce[NONCE_BYTES + 1];
    size_t sealed_length;
    assert(associated_data[0] != '\0' && strlen(associated_data) < 16);
    crypto_nonce_text(nonce, NONCE_BYTES);
    const uint8_t *sealed =
        crypto_gcm_seal(arena, (const uint8_t *)apiv3_key, (const uint8_t *)nonce, associated_data,
                        plain, length, &sealed_length);
    return json_pack("{s:s, s:s, s:s, s:s}", "algorithm", ALGORITHM, "nonce", nonce,
                     "associated_data", associated_data, "ciphertext",
                     crypto_base64(arena, sealed, sealed_length));
}

static bool unreadable(struct refusal *why, const char *field)
{
    return refuse(why, &WECHAT_BAD_NOTIFY, field);
}

static enum wechat_event event_kind(const char *event_type)
{
    if (strcmp(event_type, "TRANSACTION.SUCCESS") == 0)
        return WECHAT_EVENT_TRANSACTION;
    if (strcmp(event_type, "REFUND.SUCCESS") == 0 || strcmp(event_type, "REFUND.ABNORMAL") == 0 ||
        strcmp(event_type, "REFUND.CLOSED") == 0)
        return WECHAT_EVENT_REFUND;
    return WECHAT_EVENT_OTHER;
}

/* Reads the decrypted resource into the struct of its kind. */
static bool read_resource(const json_t *resource, struct wechat_notification *out,
                          struct refusal *why)
{
    const char *bad = NULL;
    switch (out->event) {
    case WECHAT_EVENT_TRANSACTION:
        if (!wechat_transaction_read(resource, &out->transaction, &bad))
            return unreadable(why, bad);
        if (out->transaction.state != WECHAT_TRADE_SUCCESS)
            return unreadable(why, "trade_state");
        return true;
    case WECHAT_EVENT_REFUND:
        if (!wechat_refund_read(resource, &out->refund, &bad))
            return unreadable(why, bad);
        if (out->refund.mchid[0] == '\0')
            return unreadable(why, "mchid");
        return true;
    case WECHAT_EVENT_OTHER:
        return true;
    }
    return false;
}

bool wechat_notify_open(struct arena *arena, const char *apiv3_key, const char *body, size_t length,
                        struct wechat_notification *out, struct refusal *why)
{
    struct wechat_reader reader = {0};
    struct refusal ignored;
    size_t plain_length;
    const json_t *notification = shape_parse(arena, body, length, &ignored);
    if (!json_is_object(notification))
        return unreadable(why, NULL);
    const char *id = wechat_read_id(&reader, notification, "id", 36, WECHAT_REQUIRED);
    const char *type = wechat_read_id(&reader, notification, "event_type", 32, WECHAT_REQUIRED);
    const json_t *envelope = wechat_read_object(&reader, notification, "resource", WECHAT_REQUIRED);
    if (reader.bad != NULL)
        return unreadable(why, reader.bad);
    const char *plain = wechat_resource_open(arena, apiv3_key, envelope, &plain_length);
    if (plain == NULL)
        return unreadable(why, "resource");
    const json_t *resource = shape_parse(arena, plain, plain_length, &ignored);
    if (!json_is_object(resource))
        return unreadable(why, "resource");

    struct wechat_notification read = {.event = event_kind(type)};
    wechat_copy(read.id, sizeof read.id, id);
    wechat_copy(read.event_type, sizeof read.event_type, type);
    if (!read_resource(resource, &read, why))
        return false;
    *out = read;
    return true;
}
