#include "registry/correction_apply.h"

#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/household_name.h"
#include "registry/household_record.h"
#include "registry/household_report.h"
#include "registry/household_stage.h"

static const char PHONE[] = "phone", ADDRESS[] = "address", BANK[] = "bank_account",
                  NAME[] = "name";

static bool is(const char *field, const char *wanted)
{
    return strcmp(field, wanted) == 0;
}

void correction_note(struct db_tx *tx, int64_t correction_id, const struct household *household,
                     const char *field, const char *asked_as)
{
    change_trail_add(tx, &(struct change){.subject = "household_correction",
                                          .subject_id = correction_id,
                                          .county_code = household->county_code,
                                          .action = "create",
                                          .after = json_pack("{s:I, s:s, s:s}", "household_id",
                                                             (json_int_t)household->id, "field",
                                                             field, "asked_as", asked_as)});
}

/* ---- what stands ---- */

static const char *open_at(struct task *task, const struct db_rows *rows, int row, int column,
                           struct crypto_place place)
{
    size_t length;
    const void *sealed =
        db_is_null(rows, row, column) ? NULL : db_bytes(rows, row, column, &length);
    const char *plain = sealed != NULL ? crypto_open_at(task->arena, place, sealed, length) : NULL;
    return plain != NULL ? plain : "";
}

static bool standing_name(struct task *task, int64_t id, int64_t member_no, const char **value,
                          struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_household_member_list, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        if (db_i64(rows, row, HOUSEHOLD_MEMBER_LIST_MEMBER_NO) == member_no) {
            *value = open_at(task, rows, row, HOUSEHOLD_MEMBER_LIST__NAME,
                             CRYPTO_PART(MEMBER_NAME, id, member_no));
            return true;
        }
    return refuse_detail(why, &REFUSAL_INVALID_FIELD, "member_no", "这户没有这一位，请重新选");
}

bool correction_standing(struct task *task, int64_t household_id, const char *field,
                         int64_t member_no, const char **value, struct refusal *why)
{
    struct db_rows *rows;
    *value = "";
    if (is(field, NAME))
        return standing_name(task, household_id, member_no, value, why);
    if (!db_query(task, &SQL_household_record, DB_ARGS(DB_I64(household_id)), &rows, why))
        return false;
    if (is(field, PHONE))
        *value = open_at(task, rows, 0, HOUSEHOLD_RECORD__PHONE,
                         CRYPTO_PLACE(HOUSEHOLD_PHONE, household_id));
    if (is(field, BANK))
        *value = open_at(task, rows, 0, HOUSEHOLD_RECORD__BANK,
                         CRYPTO_PLACE(HOUSEHOLD_BANK, household_id));
    return true;
}

/* ---- the columns ---- */

static void set_column(struct task *task, struct db_tx *tx, const struct correction_change *change,
                       const struct sql *sql, const char *purpose)
{
    size_t length;
    uint8_t hash[32];
    crypto_lookup_hash(purpose, change->value, hash);
    const void *sealed = crypto_seal_at(task->arena, CRYPTO_PLACE(purpose, change->household_id),
                                        change->value, &length);
    db_tx_send(tx, sql,
               DB_ARGS(DB_I64(change->household_id), DB_BYTES(sealed, length),
                       DB_BYTES(hash, sizeof(hash))));
}

static void set_name(struct task *task, struct db_tx *tx, const struct correction_change *change)
{
    size_t length;
    uint8_t hash[32];
    household_name_hash(task->arena, change->value, hash);
    const void *sealed = crypto_seal_at(
        task->arena, CRYPTO_PART(MEMBER_NAME, change->household_id, change->member_no),
        change->value, &length);
    db_tx_send(tx, &SQL_correction_set_name,
               DB_ARGS(DB_I64(change->household_id), DB_I64(change->member_no),
                       DB_BYTES(sealed, length), DB_BYTES(hash, sizeof(hash))));
}

/* ---- the version ---- */

/* The member of the facts whose identity number is that of the household's member. */
static json_t *member_of(json_t *facts, const char *id_number)
{
    json_t *member;
    size_t i;
    json_array_foreach(json_object_get(facts, "members"), i, member) {
        const char *number = json_string_value(json_object_get(member, "id_number"));
        if (number != NULL && strcmp(number, id_number) == 0)
            return member;
    }
    return NULL;
}

static bool change_facts(struct task *task, struct db_tx *tx,
                         const struct correction_change *change, json_t *facts, struct refusal *why)
{
    if (!is(change->field, NAME))
        return json_object_set_new(facts, change->field, json_string(change->value)) == 0;
    struct db_rows *rows;
    int64_t id = change->household_id;
    if (!db_tx_query(tx, &SQL_household_member_list, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++) {
        int64_t no = db_i64(rows, row, HOUSEHOLD_MEMBER_LIST_MEMBER_NO);
        json_t *member =
            no == change->member_no
                ? member_of(facts, open_at(task, rows, row, HOUSEHOLD_MEMBER_LIST__ID_NUMBER,
                                           CRYPTO_PART(MEMBER_ID_NUMBER, id, no)))
                : NULL;
        if (member != NULL)
            json_object_set_new(member, "name", json_string(change->value));
    }
    return true;
}

struct texts {
    const char *facts, *said;
};

/* What the version that holds says and what it is to say; .facts NULL = there is none. */
static bool new_texts(struct task *task, struct db_tx *tx, const struct db_rows *rows,
                      const struct correction_change *change, struct texts *texts,
                      struct refusal *why)
{
    struct record record;
    struct record_faults faults = {.count = 0};
    int64_t id = db_i64(rows, 0, HOUSEHOLD_VERSION_LOCK_ID);
    const char *was =
        open_at(task, rows, 0, HOUSEHOLD_VERSION_LOCK__FACTS, CRYPTO_PLACE(HOUSEHOLD_FACTS, id));
    const char *said =
        open_at(task, rows, 0, HOUSEHOLD_VERSION_LOCK__SAID, CRYPTO_PLACE(HOUSEHOLD_SAID, id));
    json_t *facts = json_loads(was, 0, NULL);
    if (facts == NULL)
        return refuse(why, &REFUSAL_INTERNAL, NULL);
    bool good = change_facts(task, tx, change, facts, why);
    if (good && !record_read_json(task->arena, facts, &record, &faults))
        good = refuse_detail(why, &REFUSAL_CONFLICT, "value",
                             "登记系统的格式里写不了这个值，请让农户改一下再提");
    json_decref(facts);
    if (good)
        *texts = (struct texts){record_text(task->arena, &record), said[0] != '\0' ? said : was};
    return good;
}

static void add_version(struct task *task, struct db_tx *tx, const struct db_rows *rows,
                        const struct correction_change *change, const struct texts *texts)
{
    int64_t id = id_next();
    size_t facts_length, said_length;
    uint8_t facts_hash[32], said_hash[32];
    crypto_lookup_hash(HOUSEHOLD_FACTS, texts->facts, facts_hash);
    crypto_lookup_hash(HOUSEHOLD_SAID, texts->said, said_hash);
    const void *facts =
        crypto_seal_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_FACTS, id), texts->facts, &facts_length);
    const void *said =
        crypto_seal_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_SAID, id), texts->said, &said_length);
    db_tx_send(tx, &SQL_household_version_end,
               DB_ARGS(DB_I64(db_i64(rows, 0, HOUSEHOLD_VERSION_LOCK_ID))));
    db_tx_send(tx, &SQL_household_version_correct,
               DB_ARGS(DB_I64(id), DB_TEXT(change->county_code), DB_I64(change->household_id),
                       DB_I64(db_i64(rows, 0, HOUSEHOLD_VERSION_LOCK_ID)),
                       DB_BYTES(facts, facts_length), DB_BYTES(facts_hash, 32),
                       DB_BYTES(said, said_length), DB_BYTES(said_hash, 32), stamp_key()));
}

static bool apply_version(struct task *task, struct db_tx *tx,
                          const struct correction_change *change, struct refusal *why)
{
    struct db_rows *rows;
    struct texts texts = {.facts = NULL};
    if (!db_tx_query(tx, &SQL_household_version_lock, DB_ARGS(DB_I64(change->household_id)), &rows,
                     why))
        return false;
    if (db_count(rows) == 0)
        return true;
    if (!new_texts(task, tx, rows, change, &texts, why))
        return false;
    add_version(task, tx, rows, change, &texts);
    return true;
}

bool correction_apply(struct task *task, struct db_tx *tx, const struct correction_change *change,
                      struct refusal *why)
{
    bool phone = is(change->field, PHONE), address = is(change->field, ADDRESS);
    const struct household_report report = {.household_id = change->household_id,
                                            .county_code = change->county_code,
                                            .kind = phone ? REPORT_CONTACT : REPORT_ADDRESS,
                                            .text = change->value};
    if (phone || address)
        household_report_add(task, tx, &report, 1);
    if (phone)
        set_column(task, tx, change, &SQL_correction_set_phone, HOUSEHOLD_PHONE);
    else if (is(change->field, BANK))
        set_column(task, tx, change, &SQL_correction_set_bank, HOUSEHOLD_BANK);
    else if (is(change->field, NAME))
        set_name(task, tx, change);
    else
        return true; /* where it lives and what else there is stand in no field of the record */
    return apply_version(task, tx, change, why);
}

/* ---- what the register says later ---- */

/* The value that was made of what the register said, where it says the same still. */
static bool keep(const char *field, const json_t *said, const json_t *held, json_t *line)
{
    json_t *was = json_object_get(said, field), *made = json_object_get(held, field);
    return made != NULL && !json_equal(was, made) &&
           json_equal(was, json_object_get(line, field)) && json_object_set(line, field, made) == 0;
}

static json_t *person(const json_t *facts, const json_t *wanted)
{
    json_t *no = json_object_get(wanted, "person_no"), *member;
    size_t i;
    json_array_foreach(json_object_get(facts, "members"), i, member)
        if (json_equal(json_object_get(member, "person_no"), no))
            return member;
    return NULL;
}

json_t *correction_keep(const json_t *said, const json_t *held, const json_t *line)
{
    json_t *merged = json_deep_copy(line), *member;
    bool kept = keep(PHONE, said, held, merged);
    size_t i;
    kept |= keep(BANK, said, held, merged);
    json_array_foreach(json_object_get(merged, "members"), i, member)
        kept |= keep(NAME, person(said, member), person(held, member), member);
    if (kept)
        return merged;
    json_decref(merged);
    return NULL;
}
