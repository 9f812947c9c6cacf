#include "sms/outbox.h"

#include <assert.h>

#include "base/config.h"
#include "base/crypto.h"
#include "base/db.h"
#include "gen/sms/sql.h"
#include "sms/letter.h"
#include "sms/sealed.h"

enum { LOOKED_AT = 20 };

static enum sms_answer take(void *self, struct task *task, const struct sms_letter *letter,
                            char serial[SMS_SERIAL_SIZE], char code[SMS_CODE_SIZE])
{
    (void)self;
    (void)task;
    (void)letter;
    serial[0] = code[0] = '\0';
    return SMS_TAKEN;
}

const struct sms_channel SMS_OUTBOX = {.name = "outbox", .send = take};

bool sms_outbox_is_on(void)
{
    return sms_channel() == &SMS_OUTBOX;
}

static const char *shown(struct task *task, const struct sms_letter *letter)
{
    return sms_template_fill(task->arena, letter->template, config_text("MALL_SMS_SIGN"),
                             letter->values);
}

/* One row, whoever was asked for. */
static_assert((int)SMS_OUTBOX_LIST_CREATED_AT == (int)SMS_OUTBOX_PHONE_CREATED_AT, "one row");

static json_t *message_json(struct task *task, const struct db_rows *rows, int row)
{
    struct sms_letter letter = {.id = db_i64(rows, row, SMS_OUTBOX_LIST_ID)};
    const struct sms_sealed sealed = {rows, row, SMS_OUTBOX_LIST_TEMPLATE,
                                      SMS_OUTBOX_LIST_PHONE_SEALED, SMS_OUTBOX_LIST_VALUES_SEALED};
    if (!sms_letter_open(task->arena, &sealed, &letter))
        return NULL;
    return json_pack("{s:s, s:s, s:b, s:s, s:s}", "phone", letter.phone, "text",
                     shown(task, &letter), "is_code", letter.template->is_code, "state",
                     db_text(rows, row, SMS_OUTBOX_LIST_STATE), "created_at",
                     db_text(rows, row, SMS_OUTBOX_LIST_CREATED_AT));
}

json_t *sms_outbox_list_json(struct task *task, const char *phone, int limit, struct refusal *why)
{
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    struct db_rows *rows;
    int count = phone != NULL ? crypto_lookup_hashes(SMS_PHONE, phone, hashes) : 0;
    if (!sms_outbox_is_on()) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    bool ok =
        phone != NULL
            ? db_query(task, &SQL_sms_outbox_phone,
                       DB_ARGS(DB_COLUMN_HASH(hashes, count, hash), DB_I64(limit)), &rows, why)
            : db_query(task, &SQL_sms_outbox_list, DB_ARGS(DB_I64(limit)), &rows, why);
    if (!ok)
        return NULL;
    json_t *items = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        json_t *message = message_json(task, rows, i);
        if (message != NULL)
            json_array_append_new(items, message);
    }
    return items;
}

json_t *sms_outbox_json(struct task *task, const char *phone, bool of_code, struct refusal *why)
{
    json_t *items = sms_outbox_list_json(task, phone, of_code ? LOOKED_AT : 1, why), *item,
           *message = NULL;
    size_t i;
    json_array_foreach(items, i, item)
        if (message == NULL && (!of_code || json_is_true(json_object_get(item, "is_code"))))
            message = json_incref(item);
    if (items != NULL && message == NULL)
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
    json_decref(items);
    json_object_del(message, "phone");
    json_object_del(message, "state");
    json_object_del(message, "is_code");
    return message;
}
