#include "payment/refund_send.h"

#include <jansson.h>

#include "base/id.h"
#include "base/log.h"
#include "gen/payment/sql.h"
#include "payment/providers.h"
#include "payment/refund.h"

/* After so many calls without an answer a round is over: the provider is away. */
enum { SILENT_MAX = 3 };

/* ---- asking how it went ---- */

/* Asks and takes the answer to the books. The asking is noted first, so that one that cannot be
 * answered does not come first again. */
static bool ask(struct task *task, int64_t refund_id, const char *provider_name, const char *number,
                enum provider_answer *answer, struct refusal *why)
{
    const struct provider *provider = provider_find(provider_name);
    struct provider_refund refund = {0};
    char code[65] = "";
    *answer = PROVIDER_REFUSED;
    if (!db_query(task, &SQL_payment_refund_asked, DB_ARGS(DB_I64(refund_id)), NULL, why))
        return false;
    if (provider == NULL)
        return true;
    *answer = provider->refund_query(provider->self, task, number, &refund, code);
    return *answer != PROVIDER_OK || payment_refund_apply(task, provider->name, &refund, why);
}

bool payment_refund_ask_due(struct task *task, int limit, int *asked, struct refusal *why)
{
    struct db_rows *rows;
    int silent = 0;
    *asked = 0;
    if (!db_query_class(task, DB_WORK, &SQL_payment_refund_due, DB_ARGS(DB_I64(limit)), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows) && silent < SILENT_MAX; i++) {
        enum provider_answer answer;
        if (!ask(task, db_i64(rows, i, PAYMENT_REFUND_DUE_ID),
                 db_text(rows, i, PAYMENT_REFUND_DUE_PROVIDER),
                 db_text(rows, i, PAYMENT_REFUND_DUE_NUMBER), &answer, why))
            return false;
        silent = answer == PROVIDER_UNKNOWN ? silent + 1 : 0;
        *asked += answer == PROVIDER_OK;
    }
    return silent < SILENT_MAX || refuse(why, &REFUSAL_UNAVAILABLE, NULL);
}

/* The refund's row as payment_refund_to_send gives it; false with not_found when there is none. */
static bool find(struct task *task, int64_t refund_id, struct db_rows **row, struct refusal *why)
{
    if (!db_query(task, &SQL_payment_refund_to_send, DB_ARGS(DB_I64(refund_id)), row, why))
        return false;
    return db_count(*row) == 1 || refuse(why, &REFUSAL_NOT_FOUND, NULL);
}

static enum payment_refund_state state_of(const struct db_rows *row)
{
    const char *word = db_text(row, 0, PAYMENT_REFUND_TO_SEND_STATE);
    return (enum payment_refund_state)machine_state(&PAYMENT_REFUND_MACHINE, word);
}

bool payment_refund_ask(struct task *task, int64_t refund_id, struct refusal *why)
{
    struct db_rows *row;
    enum provider_answer answer;
    if (!find(task, refund_id, &row, why) ||
        !ask(task, refund_id, db_text(row, 0, PAYMENT_REFUND_TO_SEND_PROVIDER),
             db_text(row, 0, PAYMENT_REFUND_TO_SEND_NUMBER), &answer, why))
        return false;
    return answer != PROVIDER_UNKNOWN || refuse(why, &REFUSAL_UNAVAILABLE, NULL);
}

/* ---- asking for one ---- */

/* What the provider is told of a refund; its texts live as long as `row`. */
static struct provider_refund_order order_of(const struct db_rows *row)
{
    return (struct provider_refund_order){
        .number = db_text(row, 0, PAYMENT_REFUND_TO_SEND_NUMBER),
        .payment_number = db_text(row, 0, PAYMENT_REFUND_TO_SEND_PAYMENT_NUMBER),
        .refund_fen = db_i64(row, 0, PAYMENT_REFUND_TO_SEND_TOTAL_FEN),
        .total_fen = db_i64(row, 0, PAYMENT_REFUND_TO_SEND_CAPTURED_FEN),
        .reason = db_text(row, 0, PAYMENT_REFUND_TO_SEND_REASON)};
}

static bool refund_id_of(json_t *payload, int64_t *refund_id, struct refusal *why)
{
    return id_parse(json_string_value(json_object_get(payload, "refund_id")), refund_id) ||
           refuse(why, &REFUSAL_INTERNAL, "refund_id");
}

/* Keeps why it was refused, for the operators' list. */
static bool keep_code(struct task *task, int64_t refund_id, const char *code, struct refusal *why)
{
    return db_query(task, &SQL_payment_refund_said, DB_ARGS(DB_I64(refund_id), DB_TEXT(code)), NULL,
                    why);
}

static bool run_send(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t refund_id;
    struct db_rows *row;
    (void)job_id;
    if (!refund_id_of(payload, &refund_id, why) || !find(task, refund_id, &row, why))
        return false;
    if (state_of(row) != PAYMENT_REFUND_REQUESTED)
        return true; /* the provider has it */
    const char *name = db_text(row, 0, PAYMENT_REFUND_TO_SEND_PROVIDER);
    const struct provider *provider = provider_find(name);
    if (provider == NULL)
        return refuse_detail(why, &REFUSAL_INTERNAL, NULL, "no provider %s", name);
    struct provider_refund_order order = order_of(row);
    struct provider_refund refund = {0};
    char code[65] = "";
    switch (provider->refund(provider->self, task, &order, &refund, code)) {
    case PROVIDER_OK:
        return payment_refund_apply(task, provider->name, &refund, why);
    case PROVIDER_UNKNOWN:
        return keep_code(task, refund_id, code, why) &&
               refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "%s", code);
    case PROVIDER_REFUSED:
        break;
    }
    log_error("refund_refused", LOG_I("refund", refund_id), LOG_S("code", code));
    return keep_code(task, refund_id, code, why) &&
           refuse_detail(why, &PAYMENT_REFUSED, NULL, "%s", code);
}

/* A closed number is followed by the next, once the provider itself says that it is closed: two
 * numbers must never both be paid. */
static bool run_again(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t refund_id;
    struct db_rows *row;
    struct provider_refund refund = {0};
    char code[65] = "";
    (void)job_id;
    if (!refund_id_of(payload, &refund_id, why) || !find(task, refund_id, &row, why))
        return false;
    if (state_of(row) != PAYMENT_REFUND_CLOSED)
        return true; /* it has moved on */
    const char *name = db_text(row, 0, PAYMENT_REFUND_TO_SEND_PROVIDER);
    const struct provider *provider = provider_find(name);
    if (provider == NULL)
        return refuse_detail(why, &REFUSAL_INTERNAL, NULL, "no provider %s", name);
    if (provider->refund_query(provider->self, task, db_text(row, 0, PAYMENT_REFUND_TO_SEND_NUMBER),
                               &refund, code) != PROVIDER_OK)
        return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "%s", code);
    if (refund.state != PROVIDER_REFUND_CLOSED)
        return refuse_detail(why, &PAYMENT_REFUSED, NULL, "支付平台又说这笔退款没有关闭");
    return payment_refund_renew(task, refund_id, ACTOR_SYSTEM, why);
}

const struct job_kind PAYMENT_REFUND_JOBS[] = {
    {.name = "refund_send",
     .run = run_send,
     .max_attempts = 60,
     .first_delay_ms = 1000,
     .max_delay_ms = 900000,
     .timeout_ms = 20000},
    {.name = "refund_again",
     .run = run_again,
     .max_attempts = 20,
     .first_delay_ms = 10000,
     .max_delay_ms = 3600000,
     .timeout_ms = 20000},
    {.name = NULL},
};
