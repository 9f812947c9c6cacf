#include "sms/desk.h"

#include <string.h>

#include "base/change_trail.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/db.h"
#include "gen/sms/sql.h"
#include "sms/budget.h"
#include "sms/channel.h"
#include "sms/letter.h"
#include "sms/sealed.h"
#include "sms/sms.h"

const struct refusal_kind SMS_NO_RETRY = {
    "sms_no_retry", 409, "这条短信不能重发：它已经发出，或者内容已经过时，请让对方重新获取"};

const char *const SMS_STATES[] = {"queued", "sent",    "delivered", "undelivered",
                                  "failed", "expired", NULL};

/* ---- looking ---- */

/* "199****0001": what is no number of that length is hidden altogether. */
static const char *masked(struct task *task, const struct db_rows *rows, int row, int column,
                          int64_t id)
{
    size_t length;
    const void *sealed = db_bytes(rows, row, column, &length);
    const char *phone = crypto_open_at(task->arena, CRYPTO_PLACE(SMS_PHONE, id), sealed, length);
    if (phone == NULL || strlen(phone) != 11)
        return "***";
    return arena_printf(task->arena, "%.3s****%s", phone, phone + 7);
}

static void complete(json_t *message, const char *phone)
{
    const char *name = json_string_value(json_object_get(message, "template"));
    const struct sms_template *template = sms_template_find(name);
    json_object_set_new(message, "phone", json_string(phone));
    json_object_set_new(message, "template_title",
                        json_string(template != NULL ? template->title : name));
}

json_t *sms_list_json(struct task *task, const char *state, const char *template,
                      const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_sms_list,
                        DB_ARGS(DB_TEXT(state), DB_TEXT(template), PAGE_ARGS_DOWN(page)), &rows,
                        why))
        return NULL;
    json_t *answer = page_json(page, rows, SMS_LIST_MESSAGE_ID), *message;
    size_t i;
    json_array_foreach(json_object_get(answer, "items"), i, message)
        complete(message, masked(task, rows, (int)i, SMS_LIST__PHONE,
                                 db_i64(rows, (int)i, SMS_LIST_MESSAGE_ID)));
    return answer;
}

json_t *sms_json(struct task *task, int64_t message_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_sms_find, DB_ARGS(DB_I64(message_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *message = db_row_json(rows, 0);
    complete(message, masked(task, rows, 0, SMS_FIND__PHONE, message_id));
    return message;
}

/* What is set counts, also before the first message of the hour. */
static json_t *budget_json(const struct db_rows *rows, int64_t hours, const char *setting)
{
    int64_t used = 0;
    for (int i = 0; i < db_count(rows); i++)
        if (db_i64(rows, i, SMS_BUDGET_NOW_HOURS) == hours)
            used = db_i64(rows, i, SMS_BUDGET_NOW_USED);
    return json_pack("{s:I, s:I, s:I}", "hours", (json_int_t)hours, "used", (json_int_t)used,
                     "most", (json_int_t)config_int(setting));
}

json_t *sms_summary_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows, *budgets;
    const struct sms_channel *channel = sms_channel();
    if (!db_query_class(task, DB_SLOW, &SQL_sms_summary, DB_NO_ARGS, &rows, why) ||
        !db_query(task, &SQL_sms_budget_now, DB_NO_ARGS, &budgets, why))
        return NULL;
    json_t *summary = db_row_json(rows, 0);
    json_object_set_new(summary, "channel",
                        channel != NULL ? json_string(channel->name) : json_null());
    json_object_set_new(summary, "budgets",
                        json_pack("[o, o]", budget_json(budgets, 1, "MALL_SMS_ALL_HOUR"),
                                  budget_json(budgets, 24, "MALL_SMS_ALL_DAY")));
    return summary;
}

/* ---- again ---- */

static bool again_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const int64_t *id = argument;
    struct db_rows *rows;
    uint8_t hash[32];
    size_t length;
    if (!db_tx_query(tx, &SQL_sms_again, DB_ARGS(DB_I64(*id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &SMS_NO_RETRY, NULL);
    const void *sealed = db_bytes(rows, 0, SMS_AGAIN_PHONE_SEALED, &length);
    const char *phone = crypto_open_at(task->arena, CRYPTO_PLACE(SMS_PHONE, *id), sealed, length);
    if (phone == NULL)
        return refuse(why, &SMS_NO_RETRY, NULL);
    crypto_lookup_hash(SMS_PHONE, phone, hash);
    if (!sms_ready(why) || !sms_budget_take(tx, hash, &(struct sms_wish){0}, why))
        return false;
    sms_letter_post(tx, *id);
    change_trail_add(
        tx, &(struct change){.subject = "message",
                             .subject_id = *id,
                             .county_code = "",
                             .action = "retry",
                             .before = json_pack("{s:s}", "state", db_text(rows, 0, SMS_AGAIN_WAS)),
                             .after = json_pack("{s:s}", "state", "queued")});
    return true;
}

bool sms_again(struct task *task, int64_t message_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_sms_find, DB_ARGS(DB_I64(message_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return db_transact(task, DB_FAST, again_body, &message_id, why);
}
