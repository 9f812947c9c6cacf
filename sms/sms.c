#include "sms/sms.h"

#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/fetch.h"
#include "base/id.h"
#include "base/json_text.h"
#include "base/log.h"
#include "gen/sms/sql.h"
#include "sms/budget.h"
#include "sms/channel.h"
#include "sms/letter.h"
#include "sms/sealed.h"

const struct refusal_kind SMS_NOT_SET = {
    "sms_not_set", 503, "本站还没有接通短信，验证码发不出去，请联系本站的运营人员"};

/* ---- queuing ---- */

bool sms_ready(struct refusal *why)
{
    return sms_channel() != NULL || refuse(why, &SMS_NOT_SET, NULL);
}

static const char *values_text(struct arena *arena, const struct sms_wish *wish)
{
    json_t *values = json_array();
    for (int i = 0; i < wish->template->values; i++) {
        assert(wish->values[i] != NULL);
        json_array_append_new(values, json_string(wish->values[i]));
    }
    const char *text = json_text_of(arena, values, NULL);
    json_decref(values);
    return text;
}

static void queue(struct task *task, struct db_tx *tx, const struct sms_wish *wish,
                  const uint8_t hash[32])
{
    size_t phone_length, values_length;
    int64_t id = id_next();
    const uint8_t *phone =
        crypto_seal_at(task->arena, CRYPTO_PLACE(SMS_PHONE, id), wish->phone, &phone_length);
    const uint8_t *values = crypto_seal_at(task->arena, CRYPTO_PLACE(SMS_VALUES, id),
                                           values_text(task->arena, wish), &values_length);
    db_tx_send(tx, &SQL_sms_create,
               DB_ARGS(DB_I64(id), DB_TEXT(wish->template->name), DB_BYTES(hash, 32),
                       DB_BYTES(phone, phone_length), DB_BYTES(values, values_length),
                       DB_I64(wish->template->useful_s)));
    sms_letter_post(tx, id);
}

bool sms_add(struct task *task, struct db_tx *tx, const struct sms_wish *wish, struct refusal *why)
{
    uint8_t hash[32];
    crypto_lookup_hash(SMS_PHONE, wish->phone, hash);
    if (!sms_ready(why) || !sms_budget_take(tx, hash, wish, why))
        return false;
    queue(task, tx, wish, hash);
    return true;
}

void sms_notify(struct task *task, struct db_tx *tx, const struct sms_wish *wish)
{
    uint8_t hash[32];
    crypto_lookup_hash(SMS_PHONE, wish->phone, hash);
    sms_budget_count(tx, hash);
    queue(task, tx, wish, hash);
}

/* ---- sending ---- */

static bool is_unsent(struct task *task, int64_t id, const char *state, const char *error,
                      struct refusal *why)
{
    log_warn("sms_unsent", LOG_I("message", id), LOG_S("state", state), LOG_S("code", error));
    return db_query(task, &SQL_sms_unsent, DB_ARGS(DB_I64(id), DB_TEXT(state), DB_TEXT(error)),
                    NULL, why);
}

/* Not now: the row says why, and the job comes again, unless it was the last time. */
static bool later(struct task *task, int64_t id, int64_t tries, const char *code,
                  struct refusal *why)
{
    bool last = tries >= SMS_TRIES;
    return is_unsent(task, id, last ? "failed" : "queued", code, why) &&
           (last || refuse_detail(why, &FETCH_FAILED, NULL, "短信通道：%.60s", code));
}

static bool send_letter(struct task *task, const struct sms_letter *letter, int64_t tries,
                        struct refusal *why)
{
    char serial[SMS_SERIAL_SIZE] = "", code[SMS_CODE_SIZE] = "";
    const struct sms_channel *channel = sms_channel();
    if (channel == NULL)
        return is_unsent(task, letter->id, "failed", SMS_NOT_SET.code, why);
    switch (channel->send(channel->self, task, letter, serial, code)) {
    case SMS_TAKEN:
        return db_query(task, &SQL_sms_sent,
                        DB_ARGS(DB_I64(letter->id), DB_TEXT(channel->name),
                                DB_TEXT(serial[0] != '\0' ? serial : NULL)),
                        NULL, why);
    case SMS_REFUSED:
        return is_unsent(task, letter->id, "failed", code, why);
    case SMS_UNKNOWN:
        break;
    }
    return later(task, letter->id, tries, code, why);
}

static bool run(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    struct sms_letter letter = {.id = sms_letter_of(payload)};
    struct db_rows *rows;
    (void)job_id;
    if (letter.id == 0)
        return true; /* of an older program, which had nobody to send it */
    if (!db_query(task, &SQL_sms_begin, DB_ARGS(DB_I64(letter.id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    if (db_bool(rows, 0, SMS_BEGIN_IS_LATE))
        return is_unsent(task, letter.id, "expired", "", why);
    if (!sms_letter_open(task->arena,
                         &(struct sms_sealed){rows, 0, SMS_BEGIN_TEMPLATE, SMS_BEGIN_PHONE_SEALED,
                                              SMS_BEGIN_VALUES_SEALED},
                         &letter))
        return is_unsent(task, letter.id, "failed", "sealed", why);
    return send_letter(task, &letter, db_i64(rows, 0, SMS_BEGIN_TRIES), why);
}

/* A runner may have died on the way without a word, so there are more attempts than tries. */
const struct job_kind SMS_JOBS[] = {
    {.name = "sms",
     .run = run,
     .max_attempts = SMS_TRIES + 4,
     .first_delay_ms = 2000,
     .max_delay_ms = 60000,
     .timeout_ms = 15000},
    {.name = NULL},
};

/* ---- receipts ---- */

bool sms_report(struct task *task, const char *channel, const struct sms_receipt *receipts,
                int count, struct refusal *why)
{
    struct db_rows *rows;
    int distinct = 0;
    if (!db_query(task, &SQL_sms_report,
                  DB_ARGS(DB_TEXT(channel), DB_COLUMN_TEXT(receipts, count, serial),
                          DB_COLUMN_BOOL(receipts, count, arrived),
                          DB_COLUMN_TEXT(receipts, count, error)),
                  &rows, why))
        return false;
    for (int i = 0; i < count; i++) {
        bool seen = false;
        for (int j = 0; j < i; j++)
            seen = seen || strcmp(receipts[i].serial, receipts[j].serial) == 0;
        distinct += !seen;
    }
    return db_count(rows) == distinct || refuse(why, &REFUSAL_NOT_FOUND, "sid");
}
