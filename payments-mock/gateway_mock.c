#include <string.h>

#include "base/clock.h"
#include "payments-mock/gateway_call.h"
#include "payment/wechat/wechat_json.h"

enum { NOTIFIES_SHOWN = 200 };

static void refuse_body(struct gateway_call *call, const char *field)
{
    struct gateway_refusal why;
    gateway_refuse_field(&why, field);
    gateway_answer_refusal(call, &why);
}

static void refuse_absent(struct gateway_call *call)
{
    struct gateway_refusal why;
    gateway_refuse(&why, 404, "RESOURCE_NOT_EXISTS", "没有找到");
    gateway_answer_refusal(call, &why);
}

/* ---- orders and refunds -------------------------------------------------------------------- */

static json_t *order_view(const struct gateway_call *call, const struct gateway_order *order)
{
    char url[64], expires[32];
    json_t *json = gateway_order_json(order, &call->gateway->settings.merchant);
    gateway_order_code_url(order, url);
    json_object_update_new(
        json, json_pack("{s:s, s:s, s:s, s:I, s:i, s:s}", "description", order->description,
                        "code_url", url, "notify_url", order->notify_url, "refunded_fen",
                        (json_int_t)order->refunded_fen, "refund_count", order->refund_count,
                        "time_expire", clock_rfc3339(order->expires_us, 480, expires)));
    return json;
}

/* Plays the payer: by the code that was shown, or by the merchant's number. */
void gateway_mock_pay(struct gateway_call *call)
{
    struct gateway *gateway = call->gateway;
    struct wechat_reader reader = {0};
    struct gateway_refusal why;
    const char *number = wechat_read_id(&reader, call->body, "out_trade_no", 32, WECHAT_OPTIONAL);
    const char *url = wechat_read_id(&reader, call->body, "code_url", 512, WECHAT_OPTIONAL);
    const char *pr = gateway_code_url_pr(url);
    int64_t other_fen =
        wechat_read_integer(&reader, call->body, "total_fen", 0, 1000000000, WECHAT_OPTIONAL);
    if (reader.bad != NULL || (number[0] == '\0' && pr == NULL)) {
        refuse_body(call, "out_trade_no");
        return;
    }
    struct gateway_order *order = pr != NULL ? gateway_order_find_code(&gateway->orders, pr)
                                             : gateway_order_find(&gateway->orders, number);
    if (order == NULL) {
        refuse_absent(call);
        return;
    }
    if (!gateway_order_payable(order, pr != NULL, clock_now_us(), &why)) {
        gateway_answer_refusal(call, &why);
        return;
    }
    if (other_fen > 0)
        order->total_fen = other_fen; /* the platform takes another amount than was asked for */
    gateway_pay(gateway, order);
    gateway_answer(call, 200, order_view(call, order));
}

/* {"days": 2}: what was paid and refunded, happened so many days earlier. In memory only. */
void gateway_mock_age(struct gateway_call *call)
{
    struct gateway *gateway = call->gateway;
    struct wechat_reader reader = {0};
    int64_t us = wechat_read_integer(&reader, call->body, "days", 0, 90, WECHAT_REQUIRED) *
                 INT64_C(86400000000);
    if (reader.bad != NULL) {
        refuse_body(call, "days");
        return;
    }
    for (int i = 0; i < gateway->orders.count; i++)
        if (gateway->orders.list[i]->paid_us != 0)
            gateway->orders.list[i]->paid_us -= us;
    for (int i = 0; i < gateway->refunds.count; i++)
        gateway->refunds.list[i]->created_us -= us;
    gateway_answer(call, 200, json_pack("{s:i}", "orders", gateway->orders.count));
}

void gateway_mock_order(struct gateway_call *call)
{
    const struct gateway_order *order =
        gateway_order_find(&call->gateway->orders, call->request->params[0]);
    if (order == NULL)
        refuse_absent(call);
    else
        gateway_answer(call, 200, order_view(call, order));
}

void gateway_mock_refund(struct gateway_call *call)
{
    const struct gateway_refund *refund =
        gateway_refund_find(&call->gateway->refunds, call->request->params[0]);
    if (refund == NULL)
        refuse_absent(call);
    else
        gateway_answer(call, 200, gateway_refund_json(refund));
}

/* {"status": "SUCCESS" | "ABNORMAL" | "CLOSED"} for a refund that was held back. */
void gateway_mock_settle(struct gateway_call *call)
{
    struct wechat_reader reader = {0};
    struct gateway_refund *refund =
        gateway_refund_find(&call->gateway->refunds, call->request->params[0]);
    const char *word = wechat_read_id(&reader, call->body, "status", 16, WECHAT_REQUIRED);
    if (refund == NULL) {
        refuse_absent(call);
        return;
    }
    for (int state = WECHAT_REFUND_SUCCESS; state <= WECHAT_REFUND_ABNORMAL; state++) {
        if (strcmp(word, wechat_refund_state_name((enum wechat_refund_state)state)) == 0 &&
            gateway_settle(call->gateway, refund, (enum wechat_refund_state)state)) {
            gateway_answer(call, 200, gateway_refund_json(refund));
            return;
        }
    }
    refuse_body(call, "status");
}

/* ---- notifications and faults -------------------------------------------------------------- */

/* The newest first, with every attempt. */
void gateway_mock_notifies(struct gateway_call *call)
{
    const struct gateway_notify *notify;
    const char *subject = http_query(call->request, "subject");
    json_t *list = json_array();
    TAILQ_FOREACH_REVERSE(notify, &call->gateway->notifies.list, gateway_notify_list, link) {
        if (json_array_size(list) == NOTIFIES_SHOWN)
            break;
        if (subject == NULL || strcmp(subject, notify->subject) == 0)
            json_array_append_new(list, gateway_notify_json(notify));
    }
    gateway_answer(call, 200,
                   json_pack("{s:o, s:i}", "notifies", list, "owed", call->gateway->notifies.owed));
}

void gateway_mock_resend(struct gateway_call *call)
{
    const struct gateway_notify *notify =
        gateway_notify_resend(call->gateway, call->request->params[0]);
    if (notify == NULL)
        refuse_absent(call);
    else
        gateway_answer(call, 202, gateway_notify_json(notify));
}

void gateway_mock_fault(struct gateway_call *call)
{
    if (gateway_faults_read(&call->gateway->faults, call->body))
        gateway_answer(call, 200, gateway_faults_json(&call->gateway->faults));
    else
        refuse_body(call, "mode");
}

void gateway_mock_faults(struct gateway_call *call)
{
    gateway_answer(call, 200, gateway_faults_json(&call->gateway->faults));
}

/* What a phone shows, the newest first: ?phone=. */
void gateway_mock_sms(struct gateway_call *call)
{
    const char *phone = http_query(call->request, "phone");
    gateway_answer(call, 200, gateway_sms_list(&call->gateway->sms, phone != NULL ? phone : ""));
}

void gateway_mock_carrier(struct gateway_call *call)
{
    json_t *answer;
    if (gateway_carrier_advance(call->gateway, call->body, &answer))
        gateway_answer(call, 200, answer);
    else
        refuse_body(call, "num");
}
