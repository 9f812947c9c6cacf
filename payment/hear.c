#include "payment/hear.h"

#include "base/log.h"
#include "payment/apply.h"
#include "payment/refund.h"

bool payment_hear_capture(struct task *task, const struct provider *provider,
                          const struct provider_payment *payment, bool asked, struct refusal *why)
{
    struct payment_capture capture = {.provider = provider->name,
                                      .number = payment->number,
                                      .transaction_id = payment->transaction_id,
                                      .event_key = payment->transaction_id,
                                      .amount_fen = payment->amount_fen,
                                      .paid_us = payment->paid_us,
                                      .sure = asked};
    if (!payment_apply(task, &capture, why))
        return false;
    log_info("payment_applied", LOG_S("number", payment->number),
             LOG_S("outcome", payment_outcome_name(capture.outcome)));
    return true;
}

bool payment_hear(struct task *task, const struct provider *provider,
                  const struct provider_event *event, struct refusal *why)
{
    switch (event->kind) {
    case PROVIDER_EVENT_PAYMENT:
        return event->payment.state != PROVIDER_PAID ||
               payment_hear_capture(task, provider, &event->payment, false, why);
    case PROVIDER_EVENT_REFUND:
        return payment_refund_apply(task, provider->name, &event->refund, why);
    case PROVIDER_EVENT_OTHER:
        break;
    }
    return true;
}
