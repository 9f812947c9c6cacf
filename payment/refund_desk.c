#include "payment/refund_desk.h"

#include <string.h>

#include "base/id.h"
#include "base/job.h"
#include "base/log.h"
#include "gen/payment/sql.h"
#include "payment/providers.h"
#include "payment/refund.h"
#include "payment/refund_send.h"

const struct refusal_kind REFUND_HAS_ENDED = {"refund_has_ended", 409, "这笔退款已经退到了"};
const struct refusal_kind REFUND_NOT_ABNORMAL = {"refund_not_abnormal", 409,
                                                 "这笔退款没有异常，不用换账户退"};

/* ---- what they are told ---- */

struct meaning {
    const char *code, *words;
};

/* What the provider's refusals mean for who must mend them. */
static const struct meaning MEANINGS[] = {
    {"NOT_ENOUGH", "商户号里余额不够，充值后会自己再退"},
    {"NOTENOUGH", "商户号里余额不够，充值后会自己再退"},
    {"FREQUENCY_LIMITED", "支付平台嫌太频繁，过一会儿会自己再退"},
    {"SYSTEM_ERROR", "支付平台内部出错，会自己再退"},
    {"NO_ANSWER", "支付平台没有回应，会自己再退"},
    {"INVALID_REQUEST", "支付平台说不合规矩：可能超过一年，或退得比付的多"},
    {"USER_ACCOUNT_ABNORMAL", "付款人的账户已经注销或冻结"},
    {"RESOURCE_NOT_EXISTS", "支付平台没有这笔付款"},
    {"SIGN_ERROR", "商户证书或密钥不对"},
};

static const char *meaning_of(const char *code)
{
    for (size_t i = 0; i < sizeof(MEANINGS) / sizeof(MEANINGS[0]); i++)
        if (strcmp(MEANINGS[i].code, code) == 0)
            return MEANINGS[i].words;
    return "支付平台没有受理";
}

static const char *text_of(const json_t *refund, const char *name)
{
    const char *text = json_string_value(json_object_get(refund, name));
    return text != NULL ? text : "";
}

struct standing {
    const char *step, *why;
};

/* What is next for a refund, and why it has not ended. */
static struct standing standing_of(const json_t *refund)
{
    const char *code = text_of(refund, "said_code");
    bool given_up = strcmp(text_of(refund, "job_state"), "failed") == 0;
    bool waits = text_of(refund, "job_state")[0] != '\0' && !given_up;
    switch ((enum payment_refund_state)machine_state(&PAYMENT_REFUND_MACHINE,
                                                     text_of(refund, "state"))) {
    case PAYMENT_REFUND_REQUESTED:
        if (waits)
            return (struct standing){"wait",
                                     code[0] != '\0' ? meaning_of(code) : "正在向支付平台申请"};
        return (struct standing){"retry", code[0] != '\0' ? meaning_of(code)
                                                          : "多次申请都没有结果，已经停下"};
    case PAYMENT_REFUND_PROCESSING:
        return (struct standing){"wait", "支付平台已受理，银行在办，系统会一直问结果"};
    case PAYMENT_REFUND_ABNORMAL:
        return (struct standing){"card", "付款人原来的账户收不了款，请换一张银行卡退"};
    case PAYMENT_REFUND_CLOSED:
        if (waits)
            return (struct standing){"wait", "支付平台关闭了这次退款，过几分钟会换号再退"};
        return (struct standing){"retry", "支付平台一再关闭这笔退款，请先问清原因再重新退"};
    case PAYMENT_REFUND_SUCCEEDED:
        break;
    }
    return (struct standing){"none", "已经退到付款人账户"};
}

static void add_standing(json_t *refund)
{
    struct standing standing = standing_of(refund);
    json_object_set_new(refund, "step", json_string(standing.step));
    json_object_set_new(refund, "why", json_string(standing.why));
}

json_t *payment_refund_list_json(struct task *task, const char *state, const struct page *page,
                                 struct refusal *why)
{
    struct db_rows *rows;
    json_t *refund;
    size_t i;
    if (!db_query_class(task, DB_SLOW, &SQL_payment_refund_list,
                        DB_ARGS(PAGE_ARGS_DOWN(page), DB_TEXT(state), DB_I64(0)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, PAYMENT_REFUND_LIST_REFUND_ID);
    json_array_foreach(json_object_get(answer, "items"), i, refund)
        add_standing(refund);
    return answer;
}

json_t *payment_refund_json(struct task *task, int64_t refund_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_payment_refund_list,
                        DB_ARGS(DB_I64(INT64_MAX), DB_I64(1), DB_TEXT(""), DB_I64(refund_id)),
                        &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *refund = db_row_json(rows, 0);
    add_standing(refund);
    return refund;
}

/* ---- what they can do ---- */

struct push {
    int64_t refund_id;
    enum payment_refund_state state;
};

/* The job that goes on with a refund in this state begins now, whether it waits, was given up or is
 * not there. */
static bool push_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct push *push = argument;
    struct db_rows *row;
    char text[21];
    (void)task;
    if (!db_tx_query(tx, &SQL_payment_refund_lock_id, DB_ARGS(DB_I64(push->refund_id)), &row, why))
        return false;
    if (db_count(row) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    push->state = (enum payment_refund_state)machine_state(
        &PAYMENT_REFUND_MACHINE, db_text(row, 0, PAYMENT_REFUND_LOCK_ID_STATE));
    bool renews = push->state == PAYMENT_REFUND_CLOSED;
    if (!renews && push->state != PAYMENT_REFUND_REQUESTED)
        return true;
    const char *kind = renews ? "refund_again" : "refund_send";
    const char *number = db_text(row, 0, PAYMENT_REFUND_LOCK_ID_NUMBER);
    json_t *payload = json_pack("{s:s}", "refund_id", id_text(push->refund_id, text));
    job_hasten(tx, kind, number);
    job_add(tx, kind, number, payload, 0, db_text(row, 0, PAYMENT_REFUND_LOCK_ID_COUNTY_CODE));
    json_decref(payload);
    return true;
}

bool payment_refund_push(struct task *task, int64_t refund_id, int64_t actor_id,
                         struct refusal *why)
{
    struct push push = {.refund_id = refund_id};
    if (!db_transact(task, DB_FAST, push_body, &push, why))
        return false;
    log_info("refund_pushed", LOG_I("refund", refund_id), LOG_I("account", actor_id));
    switch (push.state) {
    case PAYMENT_REFUND_SUCCEEDED:
        return refuse(why, &REFUND_HAS_ENDED, NULL);
    case PAYMENT_REFUND_PROCESSING:
    case PAYMENT_REFUND_ABNORMAL:
        return payment_refund_ask(task, refund_id, why);
    case PAYMENT_REFUND_REQUESTED:
    case PAYMENT_REFUND_CLOSED:
        break;
    }
    return true;
}

bool payment_refund_to_card(struct task *task, int64_t refund_id, const struct provider_card *card,
                            int64_t actor_id, struct refusal *why)
{
    struct db_rows *row;
    struct provider_refund refund = {0};
    char code[65] = "";
    if (!db_query(task, &SQL_payment_refund_to_send, DB_ARGS(DB_I64(refund_id)), &row, why))
        return false;
    if (db_count(row) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    const struct provider *provider =
        provider_find(db_text(row, 0, PAYMENT_REFUND_TO_SEND_PROVIDER));
    if (machine_state(&PAYMENT_REFUND_MACHINE, db_text(row, 0, PAYMENT_REFUND_TO_SEND_STATE)) !=
            PAYMENT_REFUND_ABNORMAL ||
        provider == NULL)
        return refuse(why, &REFUND_NOT_ABNORMAL, NULL);
    switch (provider->refund_to_card(
        provider->self, task, db_text(row, 0, PAYMENT_REFUND_TO_SEND_PROVIDER_REFUND_ID),
        db_text(row, 0, PAYMENT_REFUND_TO_SEND_NUMBER), card, &refund, code)) {
    case PROVIDER_OK:
        log_info("refund_to_card", LOG_I("refund", refund_id), LOG_I("account", actor_id));
        return payment_refund_resume(task, refund_id, actor_id, why) &&
               payment_refund_apply(task, provider->name, &refund, why);
    case PROVIDER_UNKNOWN:
        return refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    case PROVIDER_REFUSED:
        break;
    }
    return refuse_detail(why, &PAYMENT_REFUSED, NULL, "%s", code);
}
