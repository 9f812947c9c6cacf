/* Refunds for those who run the mall: the ones without an end, and what is left to do. */
#include "payment/refund_desk.h"

#include <string.h>

#include "base/change_trail.h"
#include "mall/api/reply.h"
#include "mall/operate/routes.h"
#include "payment/refund.h"

static bool get_refunds(struct call *call, struct refusal *why)
{
    struct page page;
    const char *state = "";
    return call_list(call, &page, why) &&
           call_state_query(call, "state", &PAYMENT_REFUND_MACHINE, &state, why) &&
           call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, payment_refund_list_json(call->task, state, &page, why));
}

/* What somebody's hand changes of a refund. */
#define SIDE "state number job_state"

/* Notes what became of a refund and answers with it. `before` = as it was, whose reference is
 * taken. */
static bool noted(struct call *call, int64_t id, const char *action, json_t *before,
                  struct refusal *why)
{
    json_t *refund = payment_refund_json(call->task, id, why);
    bool written =
        refund != NULL && change_trail_write(call->task,
                                             &(struct change){.subject = "refund",
                                                              .subject_id = id,
                                                              .county_code = "",
                                                              .action = action,
                                                              .before = change_side(before, SIDE),
                                                              .after = change_side(refund, SIDE)},
                                             why);
    json_decref(before);
    if (written)
        return call_reply(call, 200, refund);
    json_decref(refund);
    return false;
}

static bool post_retry(struct call *call, struct refusal *why)
{
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    json_t *before = payment_refund_json(call->task, id, why);
    if (before != NULL && payment_refund_push(call->task, id, call->session.account_id, why))
        return noted(call, id, "retry", before, why);
    json_decref(before);
    return false;
}

static const struct shape_field CARD_FIELDS[] = {
    FIELD_TEXT(struct provider_card, bank, REQUIRED, 2, 16, "请选开户银行"),
    FIELD_TEXT(struct provider_card, account, REQUIRED, 12, 30, "请填银行卡号，12 到 30 位数字"),
    FIELD_TEXT(struct provider_card, name, REQUIRED, 2, 40, "请填持卡人姓名"),
};
static const struct shape CARD = SHAPE(struct provider_card, CARD_FIELDS);

static const struct refusal_kind BAD_CARD = {"bad_card", 422, "银行卡号只有数字"};

static bool post_to_card(struct call *call, struct refusal *why)
{
    int64_t id;
    struct provider_card card = {0};
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &card, why) ||
        !call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    if (strspn(card.account, "0123456789") != strlen(card.account))
        return refuse(why, &BAD_CARD, "account");
    json_t *before = payment_refund_json(call->task, id, why);
    if (before != NULL &&
        payment_refund_to_card(call->task, id, &card, call->session.account_id, why))
        return noted(call, id, "pay_to_card", before, why);
    json_decref(before);
    return false;
}

const struct route ROUTES_REFUND_DESK[] = {
    {"refund_list", "GET", "/api/v1/refunds", get_refunds, .rights = {RIGHT_OPERATE},
     .query = "state after limit"},
    {"refund_retry", "POST", "/api/v1/refunds/:refund_id/retry", post_retry,
     .rights = {RIGHT_OPERATE}},
    {"refund_to_card", "POST", "/api/v1/refunds/:refund_id/pay-to-card", post_to_card,
     .rights = {RIGHT_OPERATE}, .body = &CARD, .body_max = 4 * KIB},
    {0},
};
