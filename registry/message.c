#include "registry/message.h"

#include "base/crypto.h"
#include "base/id.h"
#include "base/job.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/sealed.h"

void message_add_sms(struct task *task, struct db_tx *tx, const char *phone, const char *text)
{
    uint8_t hash[32];
    size_t phone_length, text_length;
    char id_digits[21];
    int64_t id = id_next();
    account_phone_hash(phone, hash);
    const uint8_t *phone_sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(MESSAGE_PHONE, id), phone, &phone_length);
    const uint8_t *text_sealed =
        crypto_seal_at(task->arena, CRYPTO_PLACE(MESSAGE_TEXT, id), text, &text_length);
    db_tx_send(tx, &SQL_message_create,
               DB_ARGS(DB_I64(id), DB_BYTES(hash, sizeof(hash)),
                       DB_BYTES(phone_sealed, phone_length), DB_BYTES(text_sealed, text_length)));
    json_t *payload = json_pack("{s:s}", "message_id", id_text(id, id_digits));
    job_add(tx, "sms", NULL, payload, 0, "");
    json_decref(payload);
}

/* The outbox adapter: the row is the outbox. */
static bool send_sms(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t id;
    const char *text = json_string_value(json_object_get(payload, "message_id"));
    (void)job_id;
    if (text == NULL || !id_parse(text, &id))
        return refuse(why, &REFUSAL_INTERNAL, "message_id");
    return db_query(task, &SQL_message_mark_sent, DB_ARGS(DB_I64(id)), NULL, why);
}

const struct job_kind MESSAGE_JOBS[] = {
    {.name = "sms",
     .run = send_sms,
     .max_attempts = 10,
     .first_delay_ms = 2000,
     .max_delay_ms = 60000,
     .timeout_ms = 15000},
    {.name = NULL},
};

bool message_latest(struct task *task, const char *phone, const char **text,
                    const char **created_at, struct refusal *why)
{
    uint8_t hash[32];
    struct db_rows *rows;
    *text = NULL;
    account_phone_hash(phone, hash);
    if (!db_query(task, &SQL_message_latest, DB_ARGS(DB_BYTES(hash, sizeof(hash))), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    size_t length;
    const void *sealed = db_bytes(rows, 0, MESSAGE_LATEST_TEXT_SEALED, &length);
    int64_t id = db_i64(rows, 0, MESSAGE_LATEST_ID);
    *text = crypto_open_at(task->arena, CRYPTO_PLACE(MESSAGE_TEXT, id), sealed, length);
    *created_at = db_text(rows, 0, MESSAGE_LATEST_CREATED_AT);
    return true;
}
