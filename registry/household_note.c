#include "registry/household_note.h"

#include <string.h>

#include "base/change_trail.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"

struct adding {
    const struct household *household;
    const struct household_note *note;
    int64_t note_id;
};

static bool check(const struct household_note *note, struct refusal *why)
{
    char today[11];
    if (strcmp(note->visited_on, clock_beijing_day(clock_now_us(), today)) > 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "visited_on", "走访日期还没有到");
    return note->next_on == NULL || strcmp(note->next_on, note->visited_on) >= 0 ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "next_on", "下次走访不能早于这一次");
}

static bool corrects_own(const struct adding *adding, struct db_tx *tx, struct refusal *why)
{
    struct db_rows *rows;
    if (adding->note->corrects_id == 0)
        return true;
    if (!db_tx_query(tx, &SQL_household_note_find,
                     DB_ARGS(DB_I64(adding->household->id), DB_I64(adding->note->corrects_id)),
                     &rows, why))
        return false;
    return db_count(rows) > 0 ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "corrects_id", "没有要更正的这一条");
}

/* The text stays out of the trail of changes. */
static void note_change(const struct adding *adding, struct db_tx *tx)
{
    json_t *after = json_pack("{s:s}", "visited_on", adding->note->visited_on);
    change_trail_add(tx, &(struct change){.subject = "household",
                                          .subject_id = adding->household->id,
                                          .county_code = adding->household->county_code,
                                          .action = "note",
                                          .after = after});
}

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    const struct household_note *note = adding->note;
    size_t length;
    if (!idempotency_find(tx, note->key, &adding->note_id, why))
        return false;
    if (adding->note_id > 0)
        return true;
    if (!corrects_own(adding, tx, why))
        return false;
    adding->note_id = id_next();
    const uint8_t *text = crypto_seal_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_NOTE, adding->note_id),
                                         note->text, &length);
    db_tx_send(tx, &SQL_household_note_add,
               DB_ARGS(DB_I64(adding->note_id), DB_TEXT(adding->household->county_code),
                       DB_I64(adding->household->id), DB_TEXT(note->visited_on),
                       DB_TEXT(note->next_on), DB_BYTES(text, length),
                       note->corrects_id != 0 ? DB_I64(note->corrects_id) : DB_NULL,
                       DB_I64(note->account_id), stamp_key()));
    note_change(adding, tx);
    idempotency_save(tx, note->key, adding->note_id);
    return true;
}

bool household_note_add(struct task *task, const struct household *household,
                        const struct household_note *note, int64_t *note_id, struct refusal *why)
{
    struct adding adding = {household, note, 0};
    if (!check(note, why) || !db_transact(task, DB_FAST, add_body, &adding, why))
        return false;
    *note_id = adding.note_id;
    return true;
}

json_t *household_note_list_json(struct task *task, const struct household *household,
                                 int64_t reader_id, const struct page *page, struct refusal *why)
{
    struct access_reading reading = {.account_id = reader_id,
                                     .purpose = "verify",
                                     .subject = "household",
                                     .subject_id = household->id,
                                     .county_code = household->county_code,
                                     .fields = "notes"};
    struct db_rows *rows;
    if (!access_trail_open(task, &reading, "MALL_PERSONAL_DAILY", why) ||
        !db_query(task, &SQL_household_note_list,
                  DB_ARGS(DB_I64(household->id), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, HOUSEHOLD_NOTE_LIST_NOTE_ID), *item;
    size_t row;
    json_array_foreach(json_object_get(answer, "items"), row, item) {
        int64_t id = db_i64(rows, (int)row, HOUSEHOLD_NOTE_LIST_NOTE_ID);
        size_t length;
        const void *sealed = db_bytes(rows, (int)row, HOUSEHOLD_NOTE_LIST__TEXT, &length);
        const char *text =
            crypto_open_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_NOTE, id), sealed, length);
        json_object_set_new(item, "text", text != NULL ? json_string(text) : json_null());
    }
    return answer;
}

json_t *household_note_visits_json(struct task *task, int64_t household_id, const struct page *page,
                                   struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_household_note_list,
                    DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)), &rows, why)
               ? page_json(page, rows, HOUSEHOLD_NOTE_LIST_NOTE_ID)
               : NULL;
}
