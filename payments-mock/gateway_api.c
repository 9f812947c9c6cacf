#include <string.h>

#include "base/clock.h"
#include "payments-mock/gateway_bill.h"
#include "payments-mock/gateway_call.h"
#include "payment/wechat/wechat_json.h"
#include "payment/wechat/wechat_notify.h"

/* ---- orders -------------------------------------------------------------------------------- */

void gateway_api_native(struct gateway_call *call)
{
    struct gateway *gateway = call->gateway;
    struct gateway_wish wish;
    struct gateway_refusal why;
    char url[64];
    int64_t now_us = clock_now_us();
    if (!gateway_wish_read(call->body, &gateway->settings.merchant, now_us, &wish, &why)) {
        gateway_answer_refusal(call, &why);
        return;
    }
    const struct gateway_order *order = gateway_order_place(&gateway->orders, &wish, now_us, &why);
    if (order == NULL) {
        gateway_answer_refusal(call, &why);
        return;
    }
    gateway_store_append(gateway->store, gateway_order_record(order));
    gateway_order_code_url(order, url);
    gateway_answer(call, 200, json_pack("{s:s}", "code_url", url));
}

/* The query's mchid must be there and be the caller's. */
static bool names_merchant(struct gateway_call *call, struct gateway_refusal *why)
{
    const char *mchid = http_query(call->request, "mchid");
    if (mchid != NULL && strcmp(mchid, call->gateway->settings.merchant.mchid) == 0)
        return true;
    return gateway_refuse_field(why, "mchid");
}

static void answer_order(struct gateway_call *call, const struct gateway_order *order)
{
    struct gateway_refusal why;
    if (!names_merchant(call, &why)) {
        gateway_answer_refusal(call, &why);
        return;
    }
    if (order == NULL) {
        gateway_refuse(&why, 404, "ORDER_NOT_EXIST", "订单不存在");
        gateway_answer_refusal(call, &why);
        return;
    }
    gateway_answer(call, 200, gateway_order_json(order, &call->gateway->settings.merchant));
}

void gateway_api_query(struct gateway_call *call)
{
    answer_order(call, gateway_order_find(&call->gateway->orders, call->request->params[0]));
}

void gateway_api_query_transaction(struct gateway_call *call)
{
    answer_order(call,
                 gateway_order_find_transaction(&call->gateway->orders, call->request->params[0]));
}

void gateway_api_close(struct gateway_call *call)
{
    struct gateway *gateway = call->gateway;
    struct wechat_reader reader = {0};
    struct gateway_refusal why;
    const char *mchid = wechat_read_id(&reader, call->body, "mchid", 32, WECHAT_REQUIRED);
    struct gateway_order *order = gateway_order_find(&gateway->orders, call->request->params[0]);
    bool good = true;
    if (reader.bad != NULL || strcmp(mchid, gateway->settings.merchant.mchid) != 0)
        good = gateway_refuse_field(&why, "mchid");
    else if (order == NULL)
        good = gateway_refuse(&why, 404, "ORDER_NOT_EXIST", "订单不存在");
    else
        good = gateway_order_close(order, &why);
    if (!good) {
        gateway_answer_refusal(call, &why);
        return;
    }
    gateway_store_append(gateway->store, gateway_order_record(order));
    gateway_answer(call, 204, NULL);
}

/* ---- refunds ------------------------------------------------------------------------------- */

/* The sandbox settles at once, after the answer "accepted" was made, unless a fault says else. */
static void settle_now(struct gateway *gateway, struct gateway_refund *refund)
{
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_REFUND_HOLD) != NULL)
        return;
    bool abnormal = gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_REFUND_ABNORMAL) != NULL;
    gateway_settle(gateway, refund, abnormal ? WECHAT_REFUND_ABNORMAL : WECHAT_REFUND_SUCCESS);
}

void gateway_api_refund(struct gateway_call *call)
{
    struct gateway *gateway = call->gateway;
    struct gateway_refund_wish wish;
    struct gateway_refund *refund = NULL;
    struct gateway_refusal why;
    bool again = false;
    if (gateway_refund_wish_read(call->body, &wish, &why))
        refund = gateway_refund_accept(&gateway->refunds, &gateway->orders, &wish, clock_now_us(),
                                       &again, &why);
    if (refund == NULL) {
        gateway_answer_refusal(call, &why);
        return;
    }
    gateway_answer(call, 200, gateway_refund_json(refund));
    if (again)
        return;
    gateway_store_begin(gateway->store);
    gateway_store_append(gateway->store, gateway_refund_record(refund));
    settle_now(gateway, refund);
    gateway_store_commit(gateway->store);
}

/* Whether a field was sealed for us, and what of it can be a card's number. */
static bool opens(struct gateway_call *call, const char *sealed, bool digits)
{
    const struct gateway_settings *settings = &call->gateway->settings;
    const char *serial = http_header(call->request, "wechatpay-serial");
    const char *plain = crypto_rsa_open(call->request->task->arena, settings->platform_key, sealed);
    return serial != NULL && plain != NULL && plain[0] != '\0' &&
           strcmp(serial, crypto_key_serial(settings->platform_certificate)) == 0 &&
           (!digits || strspn(plain, "0123456789") == strlen(plain));
}

static bool read_card(struct gateway_call *call, const struct gateway_refund *refund,
                      struct gateway_refusal *why)
{
    struct wechat_reader reader = {0};
    const char *number = wechat_read_id(&reader, call->body, "out_refund_no", 64, WECHAT_REQUIRED);
    const char *type = wechat_read_id(&reader, call->body, "type", 32, WECHAT_REQUIRED);
    wechat_read_id(&reader, call->body, "bank_type", 16, WECHAT_REQUIRED);
    const char *account =
        wechat_read_id(&reader, call->body, "bank_account", 1024, WECHAT_REQUIRED);
    const char *name = wechat_read_id(&reader, call->body, "real_name", 1024, WECHAT_REQUIRED);
    if (reader.bad != NULL)
        return gateway_refuse_field(why, reader.bad);
    if (refund == NULL || strcmp(refund->out_refund_no, number) != 0)
        return gateway_refuse(why, 404, "RESOURCE_NOT_EXISTS", "退款单不存在");
    if (strcmp(type, "USER_BANK_CARD") != 0)
        return gateway_refuse_field(why, "type");
    if (!opens(call, account, true))
        return gateway_refuse_field(why, "bank_account");
    return opens(call, name, false) || gateway_refuse_field(why, "real_name");
}

void gateway_api_refund_to_card(struct gateway_call *call)
{
    struct gateway *gateway = call->gateway;
    struct gateway_refusal why;
    struct gateway_refund *refund =
        gateway_refund_find_id(&gateway->refunds, call->request->params[0]);
    bool good = read_card(call, refund, &why);
    if (good && !gateway_refund_restart(refund))
        good = gateway_refuse(&why, 400, "INVALID_REQUEST", "退款不是异常状态");
    if (!good) {
        gateway_answer_refusal(call, &why);
        return;
    }
    gateway_answer(call, 200, gateway_refund_json(refund));
    gateway_store_begin(gateway->store);
    gateway_store_append(gateway->store, gateway_refund_record(refund));
    settle_now(gateway, refund);
    gateway_store_commit(gateway->store);
}

void gateway_api_refund_query(struct gateway_call *call)
{
    struct gateway_refusal why;
    const struct gateway_refund *refund =
        gateway_refund_find(&call->gateway->refunds, call->request->params[0]);
    if (refund == NULL) {
        gateway_refuse(&why, 404, "RESOURCE_NOT_EXISTS", "退款单不存在");
        gateway_answer_refusal(call, &why);
        return;
    }
    gateway_answer(call, 200, gateway_refund_json(refund));
}

/* ---- certificates and bills ---------------------------------------------------------------- */

void gateway_api_certificates(struct gateway_call *call)
{
    const struct gateway_settings *settings = &call->gateway->settings;
    char from[32], until[32];
    json_t *sealed =
        wechat_resource_seal(call->request->task->arena, settings->apiv3_key, "certificate",
                             settings->certificate_pem, strlen(settings->certificate_pem));
    json_t *entry = json_pack(
        "{s:s, s:s, s:s, s:o}", "serial_no", crypto_key_serial(settings->platform_certificate),
        "effective_time", clock_rfc3339(settings->certificate_from_us, 480, from), "expire_time",
        clock_rfc3339(settings->certificate_until_us, 480, until), "encrypt_certificate", sealed);
    gateway_answer(call, 200, json_pack("{s:[o]}", "data", entry));
}

/* The asked day, type and packing; false with the refusal. */
static bool read_bill_query(struct gateway_call *call, const char **day,
                            enum gateway_bill_type *type, bool *gzip, struct gateway_refusal *why)
{
    char today[11];
    const char *tar = http_query(call->request, "tar_type");
    *day = http_query(call->request, "bill_date");
    *gzip = tar != NULL;
    if (*day == NULL || !clock_is_date(*day))
        return gateway_refuse_field(why, "bill_date");
    if (strcmp(*day, clock_beijing_day(clock_now_us(), today)) > 0)
        return gateway_refuse(why, 400, "INVALID_REQUEST", "账单日期不能晚于今天");
    if (!gateway_bill_type_read(http_query(call->request, "bill_type"), type))
        return gateway_refuse_field(why, "bill_type");
    if (tar != NULL && strcmp(tar, "GZIP") != 0)
        return gateway_refuse_field(why, "tar_type");
    return true;
}

void gateway_api_trade_bill(struct gateway_call *call)
{
    struct gateway *gateway = call->gateway;
    struct arena *arena = call->request->task->arena;
    struct gateway_refusal why;
    enum gateway_bill_type type;
    const char *day;
    char hash[41];
    size_t length;
    bool gzip;
    if (!read_bill_query(call, &day, &type, &gzip, &why)) {
        gateway_answer_refusal(call, &why);
        return;
    }
    const char *bytes = gateway_bill_write(arena, type, day, &gateway->orders, &gateway->refunds,
                                           &gateway->settings.merchant, &length);
    if (bytes == NULL) {
        gateway_refuse(&why, 400, "NO_STATEMENT_EXIST", "账单文件不存在");
        gateway_answer_refusal(call, &why);
        return;
    }
    crypto_sha1_hex(bytes, length, hash); /* of the uncompressed file */
    if (gzip)
        bytes = gateway_bill_gzip(arena, bytes, length, &length);
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_BILL_CUT) != NULL)
        length -= length / 4;
    const char *token = gateway_files_add(&gateway->files, bytes, length,
                                          gzip ? "application/x-gzip" : "text/plain; charset=utf-8",
                                          clock_now_us());
    const char *url =
        arena_printf(arena, "%s/v3/billdownload/file?token=%s%s", gateway->settings.public_url,
                     token, gzip ? "&tartype=gzip" : "");
    gateway_answer(
        call, 200,
        json_pack("{s:s, s:s, s:s}", "hash_type", "SHA1", "hash_value", hash, "download_url", url));
}

void gateway_api_file(struct gateway_call *call)
{
    struct gateway_refusal why;
    const char *token = http_query(call->request, "token");
    const struct gateway_file *file =
        token != NULL ? gateway_files_find(&call->gateway->files, token, clock_now_us()) : NULL;
    if (file == NULL) {
        gateway_refuse(&why, 400, "INVALID_REQUEST", "账单下载地址已失效");
        gateway_answer_refusal(call, &why);
        return;
    }
    http_reply(call->request, 200, file->media_type, file->bytes, file->length);
}
