#include "payment/wechat/wechat_provider.h"

#include <stdio.h>
#include <string.h>

#include "payment/wechat/wechat_bill.h"
#include "payment/wechat/wechat_json.h"

/* ---- from the wire's words to the port's --------------------------------------------------- */

static enum provider_answer answer_of(enum wechat_result result,
                                      const struct wechat_failure *failure, char code[65])
{
    wechat_copy(code, 65, result == WECHAT_OK ? "" : failure->code);
    switch (result) {
    case WECHAT_OK:
        return PROVIDER_OK;
    case WECHAT_REFUSED:
        return PROVIDER_REFUSED;
    case WECHAT_UNKNOWN:
        return PROVIDER_UNKNOWN;
    }
    return PROVIDER_UNKNOWN;
}

/* A definite no with one of two spellings (the platform's older pages know another). */
static bool refused_with(enum wechat_result result, const struct wechat_failure *failure,
                         const char *code, const char *older)
{
    return result == WECHAT_REFUSED &&
           (strcmp(failure->code, code) == 0 || strcmp(failure->code, older) == 0);
}

static struct provider_payment payment_of(const struct wechat_transaction *transaction)
{
    static const enum provider_state STATES[] = {
        [WECHAT_TRADE_NOTPAY] = PROVIDER_NOTPAY,
        [WECHAT_TRADE_SUCCESS] = PROVIDER_PAID,
        [WECHAT_TRADE_REFUND] = PROVIDER_REFUNDED,
        [WECHAT_TRADE_CLOSED] = PROVIDER_CLOSED,
    };
    struct provider_payment payment = {.state = STATES[transaction->state],
                                       .amount_fen = transaction->total_fen,
                                       .paid_us = transaction->success_us};
    wechat_copy(payment.number, sizeof payment.number, transaction->out_trade_no);
    wechat_copy(payment.transaction_id, sizeof payment.transaction_id, transaction->transaction_id);
    return payment;
}

static struct provider_refund refund_of(const struct wechat_refund *refund)
{
    static const enum provider_refund_state STATES[] = {
        [WECHAT_REFUND_PROCESSING] = PROVIDER_REFUND_PROCESSING,
        [WECHAT_REFUND_SUCCESS] = PROVIDER_REFUND_SUCCESS,
        [WECHAT_REFUND_CLOSED] = PROVIDER_REFUND_CLOSED,
        [WECHAT_REFUND_ABNORMAL] = PROVIDER_REFUND_ABNORMAL,
    };
    struct provider_refund result = {.state = STATES[refund->state],
                                     .refund_fen = refund->refund_fen,
                                     .done_us = refund->success_us};
    wechat_copy(result.number, sizeof result.number, refund->out_refund_no);
    wechat_copy(result.refund_id, sizeof result.refund_id, refund->refund_id);
    return result;
}

/* ---- the port ------------------------------------------------------------------------------ */

static enum provider_answer create(void *self, struct task *task,
                                   const struct provider_order *order, char code_url[513],
                                   char code[65])
{
    struct wechat_failure failure;
    const char *title = wechat_plain(task->arena, order->description, 127, "商品");
    const struct wechat_order wish = {order->number, title, order->amount_fen, order->expires_us};
    return answer_of(wechat_native(self, task, &wish, code_url, &failure), &failure, code);
}

static enum provider_answer query(void *self, struct task *task, const char *number,
                                  struct provider_payment *payment, char code[65])
{
    struct wechat_failure failure;
    struct wechat_transaction transaction;
    enum wechat_result result = wechat_query(self, task, number, &transaction, &failure);
    if (refused_with(result, &failure, "ORDER_NOT_EXIST", "ORDERNOTEXIST")) {
        *payment = (struct provider_payment){.state = PROVIDER_ABSENT};
        snprintf(payment->number, sizeof payment->number, "%s", number);
        return answer_of(WECHAT_OK, &failure, code);
    }
    if (result == WECHAT_OK)
        *payment = payment_of(&transaction);
    return answer_of(result, &failure, code);
}

static enum provider_answer close_order(void *self, struct task *task, const char *number,
                                        char code[65])
{
    struct wechat_failure failure;
    enum wechat_result result = wechat_close(self, task, number, &failure);
    enum provider_answer answer = answer_of(result, &failure, code);
    if (refused_with(result, &failure, "ORDER_PAID", "ORDERPAID"))
        wechat_copy(code, 65, "ORDER_PAID");
    if (refused_with(result, &failure, "ORDER_CLOSED", "ORDERCLOSED"))
        return answer_of(WECHAT_OK, &failure, code);
    return answer;
}

static enum provider_answer refund(void *self, struct task *task,
                                   const struct provider_refund_order *order,
                                   struct provider_refund *out, char code[65])
{
    struct wechat_failure failure;
    struct wechat_refund accepted;
    const struct wechat_refund_order wish = {
        .out_refund_no = order->number,
        .out_trade_no = order->payment_number,
        .reason = order->reason != NULL ? wechat_plain(task->arena, order->reason, 80, "") : "",
        .refund_fen = order->refund_fen,
        .total_fen = order->total_fen,
    };
    enum wechat_result result = wechat_refund_create(self, task, &wish, &accepted, &failure);
    if (result == WECHAT_OK)
        *out = refund_of(&accepted);
    /* the merchant's balance is short: the same number may succeed later, so it is no final no */
    if (refused_with(result, &failure, "NOT_ENOUGH", "NOTENOUGH"))
        result = WECHAT_UNKNOWN;
    return answer_of(result, &failure, code);
}

static enum provider_answer refund_query(void *self, struct task *task, const char *number,
                                         struct provider_refund *out, char code[65])
{
    struct wechat_failure failure;
    struct wechat_refund found;
    enum wechat_result result = wechat_refund_query(self, task, number, &found, &failure);
    if (refused_with(result, &failure, "RESOURCE_NOT_EXISTS", "RESOURCENOTEXISTS")) {
        *out = (struct provider_refund){.state = PROVIDER_REFUND_ABSENT};
        snprintf(out->number, sizeof out->number, "%s", number);
        return answer_of(WECHAT_OK, &failure, code);
    }
    if (result == WECHAT_OK)
        *out = refund_of(&found);
    return answer_of(result, &failure, code);
}

static enum provider_answer refund_to_card(void *self, struct task *task, const char *refund_id,
                                           const char *number, const struct provider_card *card,
                                           struct provider_refund *out, char code[65])
{
    struct wechat_failure failure;
    struct wechat_refund found;
    const struct wechat_card wish = {card->bank, card->account, card->name};
    enum wechat_result result =
        wechat_refund_to_card(self, task, refund_id, number, &wish, &found, &failure);
    if (result == WECHAT_OK)
        *out = refund_of(&found);
    return answer_of(result, &failure, code);
}

static bool notification(void *self, struct task *task, provider_header *header,
                         const void *request, const char *body, size_t length,
                         struct provider_event *event, struct refusal *why)
{
    struct wechat_notification read;
    const struct wechat_signature signature = {
        .timestamp = header(request, "wechatpay-timestamp"),
        .nonce = header(request, "wechatpay-nonce"),
        .serial = header(request, "wechatpay-serial"),
        .signature = header(request, "wechatpay-signature"),
    };
    if (!wechat_notification(self, task, &signature, body, length, &read, why))
        return false;
    *event = (struct provider_event){.kind = PROVIDER_EVENT_OTHER};
    switch (read.event) {
    case WECHAT_EVENT_TRANSACTION:
        event->kind = PROVIDER_EVENT_PAYMENT;
        event->payment = payment_of(&read.transaction);
        snprintf(event->event_key, sizeof event->event_key, "payment/%s",
                 read.transaction.transaction_id);
        break;
    case WECHAT_EVENT_REFUND:
        event->kind = PROVIDER_EVENT_REFUND;
        event->refund = refund_of(&read.refund);
        snprintf(event->event_key, sizeof event->event_key, "refund/%s/%s", read.refund.refund_id,
                 wechat_refund_state_name(read.refund.state));
        break;
    case WECHAT_EVENT_OTHER:
        snprintf(event->event_key, sizeof event->event_key, "other/%s", read.id);
        break;
    }
    return true;
}

/* ---- bills --------------------------------------------------------------------------------- */

static void bill_rewind(struct provider_bill *bill)
{
    wechat_bill_rewind(bill->self);
}

static enum provider_bill_read bill_next(struct provider_bill *bill, struct provider_bill_row *row)
{
    struct wechat_bill_row read;
    switch (wechat_bill_next(bill->self, &read)) {
    case WECHAT_BILL_ROW:
        break;
    case WECHAT_BILL_END:
        return PROVIDER_BILL_END;
    case WECHAT_BILL_BAD:
        return PROVIDER_BILL_BAD;
    }
    *row = (struct provider_bill_row){.is_refund = read.is_refund,
                                      .amount_fen = read.amount_fen,
                                      .settled_fen = read.settled_fen,
                                      .fee_fen = read.fee_fen};
    wechat_copy(row->number, sizeof row->number,
                read.is_refund ? read.out_refund_no : read.out_trade_no);
    wechat_copy(row->transaction_id, sizeof row->transaction_id, read.transaction_id);
    return PROVIDER_BILL_ROW;
}

static void bill_close(struct provider_bill *bill)
{
    wechat_bill_close(bill->self);
}

static enum provider_answer bill(void *self, struct task *task, const char *day,
                                 struct provider_bill *out, char code[65])
{
    struct wechat_failure failure;
    struct wechat_bill *read;
    enum wechat_result result = wechat_trade_bill(self, task, day, &read, &failure);
    /* the bill is still being written: ask later */
    if (refused_with(result, &failure, "STATEMENT_CREATING", "STATEMENTCREATING"))
        result = WECHAT_UNKNOWN;
    if (result == WECHAT_OK) {
        *out = (struct provider_bill){
            .self = read, .rewind = bill_rewind, .next = bill_next, .close = bill_close};
        wechat_copy(out->hash, sizeof out->hash, wechat_bill_hash(read));
        wechat_bill_rewind(read);
    }
    return answer_of(result, &failure, code);
}

struct provider wechat_provider(struct wechat *wechat)
{
    return (struct provider){
        .name = "wechat",
        .self = wechat,
        .create = create,
        .query = query,
        .close = close_order,
        .refund = refund,
        .refund_query = refund_query,
        .refund_to_card = refund_to_card,
        .notification = notification,
        .bill = bill,
    };
}
