#include "tests/unit/fake_provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum { FAKE_MAX = 600 };

struct fake fake;
static struct provider_payment payments[FAKE_MAX];
static struct provider_refund refunds[FAKE_MAX];
static int payment_count, refund_count;

void fake_reset(void)
{
    fake = (struct fake){.refund_state = PROVIDER_REFUND_SUCCESS};
    payment_count = refund_count = 0;
}

static struct provider_payment *known_payment(const char *number)
{
    for (int i = 0; i < payment_count; i++)
        if (strcmp(payments[i].number, number) == 0)
            return &payments[i];
    return NULL;
}

struct provider_payment *fake_payment(const char *number)
{
    struct provider_payment *payment = known_payment(number);
    if (payment != NULL)
        return payment;
    if (payment_count == FAKE_MAX)
        abort();
    payment = &payments[payment_count++];
    *payment = (struct provider_payment){.state = PROVIDER_NOTPAY};
    snprintf(payment->number, sizeof(payment->number), "%s", number);
    return payment;
}

struct provider_refund *fake_refund(const char *number)
{
    for (int i = 0; i < refund_count; i++)
        if (strcmp(refunds[i].number, number) == 0)
            return &refunds[i];
    return NULL;
}

const struct provider_payment *fake_pay(const char *number, int64_t amount_fen)
{
    static int transactions;
    struct provider_payment *payment = fake_payment(number);
    payment->state = PROVIDER_PAID;
    payment->amount_fen = amount_fen;
    payment->paid_us = clock_now_us();
    snprintf(payment->transaction_id, sizeof(payment->transaction_id), "T%08d", ++transactions);
    return payment;
}

struct provider_event fake_payment_event(const struct provider_payment *payment)
{
    struct provider_event event = {.kind = PROVIDER_EVENT_PAYMENT, .payment = *payment};
    snprintf(event.event_key, sizeof(event.event_key), "%s", payment->transaction_id);
    return event;
}

static enum provider_answer say(enum provider_answer answer, char code[65])
{
    snprintf(code, 65, "%s", fake.code != NULL ? fake.code : "");
    return answer;
}

static enum provider_answer on_create(void *self, struct task *task,
                                      const struct provider_order *order, char code_url[513],
                                      char code[65])
{
    (void)self;
    (void)task;
    fake.creates++;
    if (fake.create != PROVIDER_OK)
        return say(fake.create, code);
    struct provider_payment *payment = fake_payment(order->number);
    payment->amount_fen = order->amount_fen;
    snprintf(code_url, 513, "weixin://fake/%s", order->number);
    return PROVIDER_OK;
}

static enum provider_answer on_query(void *self, struct task *task, const char *number,
                                     struct provider_payment *payment, char code[65])
{
    (void)self;
    (void)task;
    fake.queries++;
    if (fake.query != PROVIDER_OK)
        return say(fake.query, code);
    const struct provider_payment *known = known_payment(number);
    if (known != NULL)
        *payment = *known;
    else
        payment->state = PROVIDER_ABSENT;
    return PROVIDER_OK;
}

static enum provider_answer on_close(void *self, struct task *task, const char *number,
                                     char code[65])
{
    (void)self;
    (void)task;
    fake.closes++;
    struct provider_payment *known = known_payment(number);
    if (fake.close != PROVIDER_OK)
        return say(fake.close, code);
    if (known != NULL && known->state == PROVIDER_NOTPAY)
        known->state = PROVIDER_CLOSED;
    if (known != NULL && known->state == PROVIDER_CLOSED)
        return PROVIDER_OK;
    snprintf(code, 65, "%s", known == NULL ? "ORDER_NOT_EXIST" : "ORDER_PAID");
    return PROVIDER_REFUSED;
}

static enum provider_answer on_refund(void *self, struct task *task,
                                      const struct provider_refund_order *order,
                                      struct provider_refund *refund, char code[65])
{
    (void)self;
    (void)task;
    fake.refunds++;
    if (fake.refund != PROVIDER_OK)
        return say(fake.refund, code);
    struct provider_refund *known = fake_refund(order->number);
    if (known == NULL) {
        if (refund_count == FAKE_MAX)
            abort();
        known = &refunds[refund_count++];
        *known = (struct provider_refund){
            .state = fake.refund_state, .refund_fen = order->refund_fen, .done_us = clock_now_us()};
        snprintf(known->number, sizeof(known->number), "%s", order->number);
        snprintf(known->refund_id, sizeof(known->refund_id), "F%s", order->number);
    }
    *refund = *known;
    return PROVIDER_OK;
}

static enum provider_answer on_refund_query(void *self, struct task *task, const char *number,
                                            struct provider_refund *refund, char code[65])
{
    (void)self;
    (void)task;
    fake.refund_queries++;
    if (fake.refund_query != PROVIDER_OK)
        return say(fake.refund_query, code);
    const struct provider_refund *known = fake_refund(number);
    if (known != NULL)
        *refund = *known;
    else
        refund->state = PROVIDER_REFUND_ABSENT;
    return PROVIDER_OK;
}

/* ---- the bill of fake.bill_day: all that was paid, all refunds, and what is made up */

static int bill_at;

static void bill_rewind(struct provider_bill *bill)
{
    (void)bill;
    bill_at = 0;
}

static void bill_close(struct provider_bill *bill)
{
    (void)bill;
    fake.bills_open--;
}

static int64_t fee_of(int64_t amount_fen)
{
    return amount_fen * fake.bill_fee_bp / 10000;
}

static void fill_payment(struct provider_bill_row *row, const struct provider_payment *payment)
{
    row->amount_fen = row->settled_fen = payment->amount_fen;
    row->fee_fen = fee_of(payment->amount_fen);
    snprintf(row->number, sizeof(row->number), "%s", payment->number);
    snprintf(row->transaction_id, sizeof(row->transaction_id), "%s", payment->transaction_id);
}

static void fill_refund(struct provider_bill_row *row, const struct provider_refund *refund)
{
    row->is_refund = true;
    row->amount_fen = row->settled_fen = refund->refund_fen;
    row->fee_fen = -fee_of(refund->refund_fen);
    snprintf(row->number, sizeof(row->number), "%s", refund->number);
}

static enum provider_bill_read bill_next(struct provider_bill *bill, struct provider_bill_row *row)
{
    (void)bill;
    *row = (struct provider_bill_row){0};
    for (; bill_at < payment_count + refund_count + fake.bill_made_up; bill_at++) {
        if (bill_at >= payment_count + refund_count) {
            row->amount_fen = row->settled_fen = 1;
            snprintf(row->number, sizeof(row->number), "MADEUP%d", bill_at);
        } else if (bill_at >= payment_count) {
            fill_refund(row, &refunds[bill_at - payment_count]);
        } else if (payments[bill_at].state == PROVIDER_PAID) {
            fill_payment(row, &payments[bill_at]);
        } else {
            continue;
        }
        bill_at++;
        return PROVIDER_BILL_ROW;
    }
    return fake.bill_breaks ? PROVIDER_BILL_BAD : PROVIDER_BILL_END;
}

static enum provider_answer on_bill(void *self, struct task *task, const char *day,
                                    struct provider_bill *bill, char code[65])
{
    (void)self;
    (void)task;
    fake.bills++;
    if (fake.bill != PROVIDER_OK)
        return say(fake.bill, code);
    if (fake.bill_day == NULL || strcmp(fake.bill_day, day) != 0) {
        snprintf(code, 65, "NO_STATEMENT_EXIST");
        return PROVIDER_REFUSED;
    }
    *bill = (struct provider_bill){
        .hash = "fake", .rewind = bill_rewind, .next = bill_next, .close = bill_close};
    bill_at = 0;
    fake.bills_open++;
    return PROVIDER_OK;
}

const struct provider FAKE_PROVIDER = {.name = "fake",
                                       .create = on_create,
                                       .query = on_query,
                                       .close = on_close,
                                       .refund = on_refund,
                                       .refund_query = on_refund_query,
                                       .bill = on_bill};
