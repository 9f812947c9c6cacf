#include "payments-mock/gateway_order.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "payments-mock/gateway_number.h"
#include "payment/wechat/wechat_json.h"

static const int64_t SECOND_US = 1000000;
static const int64_t DAY_US = INT64_C(86400) * 1000000;
static const char CODE_URL[] = "weixin://wxpay/bizpayurl?pr=";

/* ---- the table ----------------------------------------------------------------------------- */

static void free_order(struct gateway_order *order)
{
    free(order->description);
    free(order->attach);
    free(order->notify_url);
    free(order);
}

void gateway_orders_release(struct gateway_orders *orders)
{
    for (int i = 0; i < orders->count; i++)
        free_order(orders->list[i]);
    free(orders->list);
    map_release(&orders->by_number);
    map_release(&orders->by_transaction);
    map_release(&orders->by_code);
    *orders = (struct gateway_orders){0};
}

/* Puts the text in place of an owned one. */
static void set_text(char **owned, const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        abort();
    free(*owned);
    *owned = copy;
}

static struct gateway_order *add_order(struct gateway_orders *orders, const char *out_trade_no)
{
    struct gateway_order *order = calloc(1, sizeof *order);
    if (orders->count == orders->capacity) {
        orders->capacity = orders->capacity == 0 ? 64 : orders->capacity * 2;
        orders->list = realloc(orders->list, (size_t)orders->capacity * sizeof *orders->list);
    }
    if (order == NULL || orders->list == NULL)
        abort();
    wechat_copy(order->out_trade_no, sizeof order->out_trade_no, out_trade_no);
    orders->list[orders->count++] = order;
    map_put(&orders->by_number, order->out_trade_no, order);
    return order;
}

static void set_code(struct gateway_orders *orders, struct gateway_order *order, const char *pr)
{
    if (order->pr[0] != '\0')
        map_remove(&orders->by_code, order->pr);
    wechat_copy(order->pr, sizeof order->pr, pr);
    map_put(&orders->by_code, order->pr, order);
}

static void set_transaction(struct gateway_orders *orders, struct gateway_order *order,
                            const char *id)
{
    if (order->transaction_id[0] != '\0' || id[0] == '\0')
        return;
    wechat_copy(order->transaction_id, sizeof order->transaction_id, id);
    map_put(&orders->by_transaction, order->transaction_id, order);
}

struct gateway_order *gateway_order_find(const struct gateway_orders *orders,
                                         const char *out_trade_no)
{
    return map_get(&orders->by_number, out_trade_no);
}

struct gateway_order *gateway_order_find_transaction(const struct gateway_orders *orders,
                                                     const char *transaction_id)
{
    return map_get(&orders->by_transaction, transaction_id);
}

struct gateway_order *gateway_order_find_code(const struct gateway_orders *orders, const char *pr)
{
    return map_get(&orders->by_code, pr);
}

/* ---- what may be ordered ------------------------------------------------------------------- */

static bool is_order_number(const char *text)
{
    size_t length = strlen(text);
    return length >= 6 && length <= 32 &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-|*") ==
               length;
}

static bool is_notify_url(const char *url)
{
    return (strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0) &&
           strpbrk(url, "?# \t") == NULL && strlen(strstr(url, "://")) > 3;
}

/* The platform stores characters of at most three bytes, and none at all is no JSON text. */
static bool has_four_byte_characters(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0xF0)
            return true;
    return false;
}

/* Fingerprint of everything but time_expire, which only the first call sets. */
static bool take_fingerprint(const json_t *body, char fingerprint[65])
{
    uint8_t digest[32];
    json_t *copy = json_deep_copy(body);
    json_object_del(copy, "time_expire");
    char *text = json_dumps(copy, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(copy);
    bool plain = text != NULL && !has_four_byte_characters(text);
    if (plain) {
        crypto_sha256(text, strlen(text), digest);
        crypto_hex(digest, sizeof digest, fingerprint);
    }
    free(text);
    return plain;
}

/* Optional members that the sandbox checks and otherwise does nothing with. */
static void check_extras(struct wechat_reader *reader, const json_t *body)
{
    wechat_read_text(reader, body, "goods_tag", 32, WECHAT_OPTIONAL);
    wechat_read_bool(reader, body, "support_fapiao", WECHAT_OPTIONAL);
    wechat_read_object(reader, body, "detail", WECHAT_OPTIONAL);
    const json_t *scene = wechat_read_object(reader, body, "scene_info", WECHAT_OPTIONAL);
    if (scene != NULL)
        wechat_read_text(reader, scene, "payer_client_ip", 45, WECHAT_REQUIRED);
    const json_t *settle = wechat_read_object(reader, body, "settle_info", WECHAT_OPTIONAL);
    if (settle != NULL)
        wechat_read_bool(reader, settle, "profit_sharing", WECHAT_OPTIONAL);
}

static int64_t clamp_expiry(int64_t asked_us, int64_t now_us)
{
    if (asked_us == 0)
        return now_us + 7 * DAY_US;
    if (asked_us < now_us + 60 * SECOND_US)
        return now_us + 60 * SECOND_US;
    return asked_us > now_us + 90 * DAY_US ? now_us + 90 * DAY_US : asked_us;
}

bool gateway_wish_read(const json_t *body, const struct gateway_merchant *merchant, int64_t now_us,
                       struct gateway_wish *wish, struct gateway_refusal *why)
{
    struct wechat_reader reader = {0};
    const char *appid = wechat_read_id(&reader, body, "appid", 32, WECHAT_REQUIRED);
    const char *mchid = wechat_read_id(&reader, body, "mchid", 32, WECHAT_REQUIRED);
    *wish = (struct gateway_wish){
        .description = wechat_read_text(&reader, body, "description", 127, WECHAT_REQUIRED),
        .out_trade_no = wechat_read_id(&reader, body, "out_trade_no", 32, WECHAT_REQUIRED),
        .attach = wechat_read_text(&reader, body, "attach", 128, WECHAT_OPTIONAL),
        .notify_url = wechat_read_id(&reader, body, "notify_url", 255, WECHAT_REQUIRED),
        .expires_us =
            clamp_expiry(wechat_read_time(&reader, body, "time_expire", WECHAT_OPTIONAL), now_us),
    };
    const json_t *amount = wechat_read_object(&reader, body, "amount", WECHAT_REQUIRED);
    wish->total_fen =
        wechat_read_integer(&reader, amount, "total", 1, WECHAT_AMOUNT_MAX_FEN, WECHAT_REQUIRED);
    const char *currency = wechat_read_text(&reader, amount, "currency", 16, WECHAT_OPTIONAL);
    check_extras(&reader, body);
    if (reader.bad != NULL)
        return gateway_refuse_field(why, reader.bad);
    if (!is_order_number(wish->out_trade_no))
        return gateway_refuse_field(why, "out_trade_no");
    if (!is_notify_url(wish->notify_url))
        return gateway_refuse_field(why, "notify_url");
    if (currency[0] != '\0' && strcmp(currency, "CNY") != 0)
        return gateway_refuse_field(why, "currency");
    if (strcmp(mchid, merchant->mchid) != 0)
        return gateway_refuse(why, 400, "PARAM_ERROR", "mchid与签名的商户号不一致");
    if (strcmp(appid, merchant->appid) != 0)
        return gateway_refuse(why, 400, "APPID_MCHID_NOT_MATCH", "appid和mchid不匹配");
    if (!take_fingerprint(body, wish->fingerprint))
        return gateway_refuse(why, 400, "PARAM_ERROR", "不支持四字节的字符");
    return true;
}

/* ---- moves --------------------------------------------------------------------------------- */

/* The rule of the same number coming again. */
static bool may_reenter(const struct gateway_order *order, const struct gateway_wish *wish,
                        struct gateway_refusal *why)
{
    if (order->paid_us != 0)
        return gateway_refuse(why, 400, "ORDER_PAID", "该订单已支付");
    if (order->closed)
        return gateway_refuse(why, 400, "ORDER_CLOSED", "该订单已关闭，请重新下单");
    if (strcmp(order->fingerprint, wish->fingerprint) != 0)
        return gateway_refuse(why, 400, "INVALID_REQUEST",
                              "订单重入时，要求参数值与原请求一致，请确认请求参数");
    return true;
}

struct gateway_order *gateway_order_place(struct gateway_orders *orders,
                                          const struct gateway_wish *wish, int64_t now_us,
                                          struct gateway_refusal *why)
{
    char pr[25];
    struct gateway_order *order = gateway_order_find(orders, wish->out_trade_no);
    if (order != NULL && !may_reenter(order, wish, why))
        return NULL;
    if (order == NULL) {
        if (orders->count >= GATEWAY_ORDERS_MAX) {
            gateway_refuse(why, 403, "RULE_LIMIT", "沙箱的订单数已达上限");
            return NULL;
        }
        order = add_order(orders, wish->out_trade_no);
        set_text(&order->description, wish->description);
        set_text(&order->attach, wish->attach);
        set_text(&order->notify_url, wish->notify_url);
        memcpy(order->fingerprint, wish->fingerprint, sizeof order->fingerprint);
        order->total_fen = wish->total_fen;
        order->created_us = now_us;
        order->expires_us = wish->expires_us;
    }
    crypto_nonce_text(pr, sizeof pr - 1);
    set_code(orders, order, pr);
    order->code_until_us = now_us + GATEWAY_CODE_LIFE_S * SECOND_US;
    return order;
}

enum wechat_trade_state gateway_order_state(const struct gateway_order *order)
{
    if (order->paid_us != 0)
        return order->refund_count > 0 ? WECHAT_TRADE_REFUND : WECHAT_TRADE_SUCCESS;
    return order->closed ? WECHAT_TRADE_CLOSED : WECHAT_TRADE_NOTPAY;
}

bool gateway_order_payable(const struct gateway_order *order, bool by_code, int64_t now_us,
                           struct gateway_refusal *why)
{
    if (order->paid_us != 0)
        return gateway_refuse(why, 400, "ORDER_PAID", "该订单已支付");
    if (order->closed)
        return gateway_refuse(why, 400, "ORDER_CLOSED", "该订单已关闭");
    if (now_us >= order->expires_us)
        return gateway_refuse(why, 400, "ORDER_EXPIRED", "该订单已过支付时间");
    if (by_code && now_us >= order->code_until_us)
        return gateway_refuse(why, 400, "CODE_EXPIRED", "二维码已过期，请回商城重新获取");
    return true;
}

void gateway_order_pay(struct gateway_orders *orders, struct gateway_order *order, int64_t now_us)
{
    char id[33];
    assert(order->paid_us == 0 && !order->closed);
    gateway_number_make(id, "420000", now_us);
    order->paid_us = now_us;
    set_transaction(orders, order, id);
}

bool gateway_order_close(struct gateway_order *order, struct gateway_refusal *why)
{
    if (order->paid_us != 0)
        return gateway_refuse(why, 400, "ORDER_PAID", "该订单已支付，不能关闭");
    order->closed = true;
    return true;
}

/* ---- how it is shown and kept --------------------------------------------------------------- */

json_t *gateway_order_json(const struct gateway_order *order,
                           const struct gateway_merchant *merchant)
{
    static const char *const WORDS[] = {
        [WECHAT_TRADE_NOTPAY] = "订单未支付",
        [WECHAT_TRADE_SUCCESS] = "支付成功",
        [WECHAT_TRADE_REFUND] = "订单发生过退款，退款详情请查询退款单",
        [WECHAT_TRADE_CLOSED] = "订单已关闭",
    };
    char success[32];
    enum wechat_trade_state state = gateway_order_state(order);
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:I, s:s}}", "appid", merchant->appid, "mchid",
                  merchant->mchid, "out_trade_no", order->out_trade_no, "trade_state",
                  wechat_trade_state_name(state), "trade_state_desc", WORDS[state], "amount",
                  "total", (json_int_t)order->total_fen, "currency", "CNY");
    if (order->paid_us == 0)
        return json;
    json_object_update_new(
        json, json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:s}, s:{s:I, s:I, s:s, s:s}}",
                        "transaction_id", order->transaction_id, "trade_type", "NATIVE",
                        "bank_type", "OTHERS", "attach", order->attach, "success_time",
                        clock_rfc3339(order->paid_us / SECOND_US * SECOND_US, 480, success),
                        "payer", "openid", "oSANDBOX00000000000000000000", "amount", "total",
                        (json_int_t)order->total_fen, "payer_total", (json_int_t)order->total_fen,
                        "currency", "CNY", "payer_currency", "CNY"));
    return json;
}

void gateway_order_code_url(const struct gateway_order *order, char url[64])
{
    snprintf(url, 64, "%s%s", CODE_URL, order->pr);
}

const char *gateway_code_url_pr(const char *url)
{
    size_t length = strlen(CODE_URL);
    return strncmp(url, CODE_URL, length) == 0 ? url + length : NULL;
}

json_t *gateway_order_record(const struct gateway_order *order)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:b}",
                     "kind", "order", "out_trade_no", order->out_trade_no, "transaction_id",
                     order->transaction_id, "pr", order->pr, "fingerprint", order->fingerprint,
                     "description", order->description, "attach", order->attach, "notify_url",
                     order->notify_url, "total_fen", (json_int_t)order->total_fen, "created_us",
                     (json_int_t)order->created_us, "expires_us", (json_int_t)order->expires_us,
                     "code_until_us", (json_int_t)order->code_until_us, "paid_us",
                     (json_int_t)order->paid_us, "closed", order->closed);
}

bool gateway_order_restore(struct gateway_orders *orders, const json_t *record)
{
    struct wechat_reader reader = {0};
    const char *number = wechat_read_id(&reader, record, "out_trade_no", 32, WECHAT_REQUIRED);
    const char *id = wechat_read_id(&reader, record, "transaction_id", 32, WECHAT_OPTIONAL);
    const char *pr = wechat_read_id(&reader, record, "pr", 32, WECHAT_REQUIRED);
    const char *mark = wechat_read_id(&reader, record, "fingerprint", 64, WECHAT_REQUIRED);
    const char *text = wechat_read_text(&reader, record, "description", 127, WECHAT_REQUIRED);
    const char *attach = wechat_read_text(&reader, record, "attach", 128, WECHAT_OPTIONAL);
    const char *url = wechat_read_id(&reader, record, "notify_url", 255, WECHAT_REQUIRED);
    struct gateway_order read = {
        .total_fen = wechat_read_integer(&reader, record, "total_fen", 1, WECHAT_AMOUNT_MAX_FEN,
                                         WECHAT_REQUIRED),
        .created_us =
            wechat_read_integer(&reader, record, "created_us", 1, INT64_MAX, WECHAT_REQUIRED),
        .expires_us =
            wechat_read_integer(&reader, record, "expires_us", 1, INT64_MAX, WECHAT_REQUIRED),
        .code_until_us =
            wechat_read_integer(&reader, record, "code_until_us", 1, INT64_MAX, WECHAT_REQUIRED),
        .paid_us = wechat_read_integer(&reader, record, "paid_us", 0, INT64_MAX, WECHAT_REQUIRED),
        .closed = wechat_read_bool(&reader, record, "closed", WECHAT_REQUIRED),
    };
    if (reader.bad != NULL)
        return false;
    struct gateway_order *order = gateway_order_find(orders, number);
    if (order == NULL)
        order = add_order(orders, number);
    set_text(&order->description, text);
    set_text(&order->attach, attach);
    set_text(&order->notify_url, url);
    wechat_copy(order->fingerprint, sizeof order->fingerprint, mark);
    order->total_fen = read.total_fen;
    order->created_us = read.created_us;
    order->expires_us = read.expires_us;
    order->code_until_us = read.code_until_us;
    order->paid_us = read.paid_us;
    order->closed = read.closed;
    set_code(orders, order, pr);
    set_transaction(orders, order, id);
    return true;
}
