#include "payments-mock/gateway_refund.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "payments-mock/gateway_number.h"
#include "payment/wechat/wechat_json.h"

static const int64_t SECOND_US = 1000000;
static const int64_t YEAR_US = INT64_C(365) * 86400 * 1000000;
static const char ACCOUNT[] = "支付用户零钱";

/* ---- the table ----------------------------------------------------------------------------- */

void gateway_refunds_release(struct gateway_refunds *refunds)
{
    for (int i = 0; i < refunds->count; i++) {
        free(refunds->list[i]->reason);
        free(refunds->list[i]->notify_url);
        free(refunds->list[i]);
    }
    free(refunds->list);
    map_release(&refunds->by_number);
    *refunds = (struct gateway_refunds){0};
}

static struct gateway_refund *add_refund(struct gateway_refunds *refunds,
                                         struct gateway_order *order,
                                         const struct gateway_refund_wish *wish,
                                         const char *refund_id)
{
    struct gateway_refund *refund = calloc(1, sizeof *refund);
    if (refunds->count == refunds->capacity) {
        refunds->capacity = refunds->capacity == 0 ? 64 : refunds->capacity * 2;
        refunds->list = realloc(refunds->list, (size_t)refunds->capacity * sizeof *refunds->list);
    }
    if (refund == NULL || refunds->list == NULL ||
        (refund->reason = strdup(wish->reason)) == NULL ||
        (refund->notify_url = strdup(wish->notify_url)) == NULL)
        abort();
    wechat_copy(refund->out_refund_no, sizeof refund->out_refund_no, wish->out_refund_no);
    wechat_copy(refund->refund_id, sizeof refund->refund_id, refund_id);
    refund->order = order;
    refund->refund_fen = wish->refund_fen;
    refunds->list[refunds->count++] = refund;
    map_put(&refunds->by_number, refund->out_refund_no, refund);
    order->refund_count++;
    order->refunded_fen += wish->refund_fen;
    return refund;
}

struct gateway_refund *gateway_refund_find(const struct gateway_refunds *refunds,
                                           const char *out_refund_no)
{
    return map_get(&refunds->by_number, out_refund_no);
}

/* ---- rules --------------------------------------------------------------------------------- */

static bool is_refund_number(const char *text)
{
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-|*@") ==
           strlen(text);
}

bool gateway_refund_wish_read(const json_t *body, struct gateway_refund_wish *wish,
                              struct gateway_refusal *why)
{
    struct wechat_reader reader = {0};
    *wish = (struct gateway_refund_wish){
        .transaction_id = wechat_read_id(&reader, body, "transaction_id", 32, WECHAT_OPTIONAL),
        .out_trade_no = wechat_read_id(&reader, body, "out_trade_no", 32, WECHAT_OPTIONAL),
        .out_refund_no = wechat_read_id(&reader, body, "out_refund_no", 64, WECHAT_REQUIRED),
        .reason = wechat_read_text(&reader, body, "reason", 80, WECHAT_OPTIONAL),
        .notify_url = wechat_read_id(&reader, body, "notify_url", 256, WECHAT_OPTIONAL),
    };
    const json_t *amount = wechat_read_object(&reader, body, "amount", WECHAT_REQUIRED);
    wish->refund_fen =
        wechat_read_integer(&reader, amount, "refund", 1, WECHAT_AMOUNT_MAX_FEN, WECHAT_REQUIRED);
    wish->total_fen =
        wechat_read_integer(&reader, amount, "total", 1, WECHAT_AMOUNT_MAX_FEN, WECHAT_REQUIRED);
    const char *currency = wechat_read_text(&reader, amount, "currency", 16, WECHAT_REQUIRED);
    if (reader.bad != NULL)
        return gateway_refuse_field(why, reader.bad);
    if (wish->transaction_id[0] == '\0' && wish->out_trade_no[0] == '\0')
        return gateway_refuse_field(why, "out_trade_no");
    if (!is_refund_number(wish->out_refund_no))
        return gateway_refuse_field(why, "out_refund_no");
    if (wish->notify_url[0] != '\0' && strncmp(wish->notify_url, "http://", 7) != 0 &&
        strncmp(wish->notify_url, "https://", 8) != 0)
        return gateway_refuse_field(why, "notify_url");
    return strcmp(currency, "CNY") == 0 || gateway_refuse_field(why, "currency");
}

static bool same_as_before(const struct gateway_refund *refund, const struct gateway_order *order,
                           const struct gateway_refund_wish *wish, struct gateway_refusal *why)
{
    if (refund->order == order && refund->refund_fen == wish->refund_fen &&
        order->total_fen == wish->total_fen)
        return true;
    return gateway_refuse(why, 400, "INVALID_REQUEST",
                          "订单金额或退款金额与之前请求不一致，请核实后再试");
}

/* May this order give so much back now? */
static bool may_refund(const struct gateway_order *order, const struct gateway_refund_wish *wish,
                       int64_t now_us, struct gateway_refusal *why)
{
    if (order->paid_us == 0)
        return gateway_refuse(why, 404, "RESOURCE_NOT_EXISTS", "订单未支付");
    if (order->total_fen != wish->total_fen)
        return gateway_refuse(why, 400, "INVALID_REQUEST",
                              "订单金额或退款金额与之前请求不一致，请核实后再试");
    if (now_us - order->paid_us > YEAR_US)
        return gateway_refuse(why, 400, "INVALID_REQUEST", "订单已超过退款期限");
    if (wish->refund_fen > order->total_fen - order->refunded_fen)
        return gateway_refuse(why, 400, "INVALID_REQUEST", "申请退款金额超过订单可退金额");
    if (order->refund_count >= GATEWAY_REFUNDS_PER_ORDER)
        return gateway_refuse(why, 400, "INVALID_REQUEST", "部分退款次数超过限制");
    return true;
}

struct gateway_refund *gateway_refund_accept(struct gateway_refunds *refunds,
                                             const struct gateway_orders *orders,
                                             const struct gateway_refund_wish *wish, int64_t now_us,
                                             bool *again, struct gateway_refusal *why)
{
    char refund_id[33];
    struct gateway_order *order = wish->transaction_id[0] != '\0'
                                      ? gateway_order_find_transaction(orders, wish->transaction_id)
                                      : gateway_order_find(orders, wish->out_trade_no);
    if (order == NULL) {
        gateway_refuse(why, 404, "RESOURCE_NOT_EXISTS", "订单不存在");
        return NULL;
    }
    struct gateway_refund *refund = gateway_refund_find(refunds, wish->out_refund_no);
    *again = refund != NULL;
    if (*again)
        return same_as_before(refund, order, wish, why) ? refund : NULL;
    if (!may_refund(order, wish, now_us, why))
        return NULL;
    gateway_number_make(refund_id, "503000", now_us);
    refund = add_refund(refunds, order, wish, refund_id);
    refund->created_us = now_us;
    return refund;
}

/* Takes what the state means for the order's sums into account. */
static void set_state(struct gateway_refund *refund, enum wechat_refund_state state)
{
    if (state == WECHAT_REFUND_CLOSED && refund->state != WECHAT_REFUND_CLOSED)
        refund->order->refunded_fen -= refund->refund_fen;
    refund->state = state;
}

bool gateway_refund_move(struct gateway_refund *refund, enum wechat_refund_state state,
                         int64_t now_us)
{
    bool open =
        refund->state == WECHAT_REFUND_PROCESSING || refund->state == WECHAT_REFUND_ABNORMAL;
    if (!open || state == WECHAT_REFUND_PROCESSING || state == refund->state)
        return false;
    set_state(refund, state);
    if (state == WECHAT_REFUND_SUCCESS)
        refund->done_us = now_us;
    return true;
}

struct gateway_refund *gateway_refund_find_id(const struct gateway_refunds *refunds,
                                              const char *refund_id)
{
    for (int i = 0; i < refunds->count; i++)
        if (strcmp(refunds->list[i]->refund_id, refund_id) == 0)
            return refunds->list[i];
    return NULL;
}

bool gateway_refund_restart(struct gateway_refund *refund)
{
    if (refund->state != WECHAT_REFUND_ABNORMAL)
        return false;
    set_state(refund, WECHAT_REFUND_PROCESSING);
    return true;
}

/* ---- how it is shown and kept --------------------------------------------------------------- */

static void add_success_time(json_t *json, const struct gateway_refund *refund)
{
    char time[32];
    if (refund->done_us != 0)
        json_object_set_new(
            json, "success_time",
            json_string(clock_rfc3339(refund->done_us / SECOND_US * SECOND_US, 480, time)));
}

json_t *gateway_refund_json(const struct gateway_refund *refund)
{
    char time[32];
    json_int_t total = refund->order->total_fen, back = refund->refund_fen;
    json_t *json = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:[]}", "refund_id", refund->refund_id,
        "out_refund_no", refund->out_refund_no, "transaction_id", refund->order->transaction_id,
        "out_trade_no", refund->order->out_trade_no, "channel", "ORIGINAL", "user_received_account",
        ACCOUNT, "create_time",
        clock_rfc3339(refund->created_us / SECOND_US * SECOND_US, 480, time), "status",
        wechat_refund_state_name(refund->state), "funds_account", "AVAILABLE", "promotion_detail");
    json_object_set_new(json, "amount",
                        json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:s, s:[]}", "total", total,
                                  "refund", back, "payer_total", total, "payer_refund", back,
                                  "settlement_total", total, "settlement_refund", back,
                                  "discount_refund", 0, "currency", "CNY", "from"));
    add_success_time(json, refund);
    return json;
}

json_t *gateway_refund_resource(const struct gateway_refund *refund, const char *mchid)
{
    json_int_t total = refund->order->total_fen, back = refund->refund_fen;
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:{s:I, s:I, s:I, s:I}}", "mchid", mchid,
                  "transaction_id", refund->order->transaction_id, "out_trade_no",
                  refund->order->out_trade_no, "refund_id", refund->refund_id, "out_refund_no",
                  refund->out_refund_no, "refund_status", wechat_refund_state_name(refund->state),
                  "user_received_account", ACCOUNT, "amount", "total", total, "refund", back,
                  "payer_total", total, "payer_refund", back);
    add_success_time(json, refund);
    return json;
}

json_t *gateway_refund_record(const struct gateway_refund *refund)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:i}", "kind", "refund",
                     "out_refund_no", refund->out_refund_no, "refund_id", refund->refund_id,
                     "out_trade_no", refund->order->out_trade_no, "reason", refund->reason,
                     "notify_url", refund->notify_url, "refund_fen", (json_int_t)refund->refund_fen,
                     "created_us", (json_int_t)refund->created_us, "done_us",
                     (json_int_t)refund->done_us, "state", (int)refund->state);
}

bool gateway_refund_restore(struct gateway_refunds *refunds, const struct gateway_orders *orders,
                            const json_t *record)
{
    struct wechat_reader reader = {0};
    const struct gateway_refund_wish wish = {
        .out_trade_no = wechat_read_id(&reader, record, "out_trade_no", 32, WECHAT_REQUIRED),
        .out_refund_no = wechat_read_id(&reader, record, "out_refund_no", 64, WECHAT_REQUIRED),
        .reason = wechat_read_text(&reader, record, "reason", 80, WECHAT_OPTIONAL),
        .notify_url = wechat_read_id(&reader, record, "notify_url", 256, WECHAT_OPTIONAL),
        .refund_fen = wechat_read_integer(&reader, record, "refund_fen", 1, WECHAT_AMOUNT_MAX_FEN,
                                          WECHAT_REQUIRED),
    };
    const char *id = wechat_read_id(&reader, record, "refund_id", 32, WECHAT_REQUIRED);
    int64_t created_us =
        wechat_read_integer(&reader, record, "created_us", 1, INT64_MAX, WECHAT_REQUIRED);
    int64_t done_us =
        wechat_read_integer(&reader, record, "done_us", 0, INT64_MAX, WECHAT_REQUIRED);
    int64_t state = wechat_read_integer(&reader, record, "state", WECHAT_REFUND_PROCESSING,
                                        WECHAT_REFUND_ABNORMAL, WECHAT_REQUIRED);
    struct gateway_order *order = gateway_order_find(orders, wish.out_trade_no);
    if (reader.bad != NULL || order == NULL)
        return false;
    struct gateway_refund *refund = gateway_refund_find(refunds, wish.out_refund_no);
    if (refund == NULL)
        refund = add_refund(refunds, order, &wish, id);
    refund->created_us = created_us;
    refund->done_us = done_us;
    set_state(refund, (enum wechat_refund_state)state);
    return refund->order == order;
}
