#include "registry/household_stage.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db_copy.h"
#include "base/id.h"
#include "base/map.h"
#include "base/text.h"
#include "gen/registry/sql.h"
#include "registry/correction_apply.h"
#include "registry/household.h"
#include "registry/household_name.h"
#include "registry/member_phone.h"

enum { HASH_BYTES = 32, COUNTY_DIGITS = 6 };

static const char NEW[] = "new", CHANGED[] = "changed", SAME[] = "same", NEWER[] = "newer",
                  FAULTY[] = "faulty";
/* What a household is to become (household_stage.state). */
static const char REGISTERED[] = "registered", EXITED[] = "exited", MOVED_AWAY[] = "moved_away",
                  DOUBTFUL[] = "doubtful";

/* A line with what the mall knows of its household. */
struct staged {
    const struct household_line *line;
    const struct record *record; /* the line's, or with what was corrected here */
    const char *what, *state;
    const char *facts;
    const char *said; /* what the line says, where `facts` was corrected here; else NULL */
    uint8_t facts_hash[HASH_BYTES];
    int64_t household_id, version_id;
    const char *county;
};

struct staging {
    struct db_tx *tx;
    struct arena *arena;
    int64_t run_id;
    struct staged *rows;
    int count;
    struct household_stage_sum *sum;
};

/* ---- compared with what is known ---- */

/* What was corrected here is compared with what the register itself said then. */
static bool is_same(const struct db_rows *known, int k, const struct staged *row)
{
    size_t length;
    uint8_t hash[HASH_BYTES];
    bool corrected = !db_is_null(known, k, HOUSEHOLD_STAGE_KNOWN_SAID_HASH);
    const void *was = corrected ? db_bytes(known, k, HOUSEHOLD_STAGE_KNOWN_SAID_HASH, &length)
                                : db_bytes(known, k, HOUSEHOLD_STAGE_KNOWN_FACTS_HASH, &length);
    memcpy(hash, row->facts_hash, HASH_BYTES);
    if (corrected)
        crypto_lookup_hash(HOUSEHOLD_SAID, row->facts, hash);
    return was != NULL && length == HASH_BYTES && memcmp(was, hash, HASH_BYTES) == 0;
}

/* The facts of the version that is known, opened; NULL when they do not open. New reference. */
static json_t *known_json(struct arena *arena, const struct db_rows *known, int k, int column,
                          const char *purpose)
{
    size_t length;
    const void *sealed = db_bytes(known, k, column, &length);
    int64_t id = db_i64(known, k, HOUSEHOLD_STAGE_KNOWN__VERSION_ID);
    const char *text = crypto_open_at(arena, CRYPTO_PLACE(purpose, id), sealed, length);
    return text != NULL ? json_loads(text, 0, NULL) : NULL;
}

/* A line that says something new of a household that was corrected here: what it does not say
 * otherwise stays corrected (registry/correction_apply.h). */
static void keep_corrected(struct arena *arena, struct staged *row, const struct db_rows *known,
                           int k)
{
    json_t *said = known_json(arena, known, k, HOUSEHOLD_STAGE_KNOWN__SAID, HOUSEHOLD_SAID),
           *held = known_json(arena, known, k, HOUSEHOLD_STAGE_KNOWN__FACTS, HOUSEHOLD_FACTS),
           *line = json_loads(row->facts, 0, NULL), *merged = correction_keep(said, held, line);
    struct record_faults faults = {.count = 0};
    struct record *record = arena_alloc(arena, sizeof(*record));
    if (merged != NULL && record_read_json(arena, merged, record, &faults)) {
        row->record = record;
        row->said = row->facts;
        row->facts = record_text(arena, record);
        crypto_lookup_hash(HOUSEHOLD_FACTS, row->facts, row->facts_hash);
    }
    json_decref(said);
    json_decref(held);
    json_decref(line);
    json_decref(merged);
}

static void compare_known(struct arena *arena, struct staged *row, const struct db_rows *known,
                          int k)
{
    const struct household_line *line = row->line;
    row->household_id = db_i64(known, k, HOUSEHOLD_STAGE_KNOWN_ID);
    row->county = db_text(known, k, HOUSEHOLD_STAGE_KNOWN_COUNTY_CODE);
    if (db_i64(known, k, HOUSEHOLD_STAGE_KNOWN_CHANGE_NO) > line->change_no)
        row->what = NEWER;
    else if (is_same(known, k, row))
        row->what = SAME;
    else
        row->what = CHANGED;
    if (row->what == CHANGED && !db_is_null(known, k, HOUSEHOLD_STAGE_KNOWN_SAID_HASH))
        keep_corrected(arena, row, known, k);
    if (strncmp(row->county, line->record.village_code, COUNTY_DIGITS) != 0)
        row->state = MOVED_AWAY;
}

/* It stays as it is, and is not missing. */
static void keep_known(struct staged *row, const struct db_rows *known, int k)
{
    row->household_id = db_i64(known, k, HOUSEHOLD_STAGE_KNOWN_ID);
    row->county = db_text(known, k, HOUSEHOLD_STAGE_KNOWN_COUNTY_CODE);
}

/* Who is not known and not on the register either is nobody to the mall. */
static void compare_unknown(struct staging *staging, struct staged *row)
{
    bool comes = strcmp(row->state, REGISTERED) == 0;
    row->what = comes ? NEW : SAME;
    row->household_id = comes ? id_next() : 0;
    row->county = arena_memdup(staging->arena, row->line->record.village_code, COUNTY_DIGITS);
}

static void begin_row(struct staging *staging, struct staged *row,
                      const struct household_line *line)
{
    *row = (struct staged){.line = line, .record = &line->record, .county = ""};
    staging->sum->households++;
    staging->sum->members += line->record.members.count;
    if (line->faults.count > 0) {
        row->what = FAULTY;
        row->state = line->doubtful ? DOUBTFUL : REGISTERED;
        return;
    }
    row->state = record_is_registered(&line->record) ? REGISTERED : EXITED;
    row->facts = line->text != NULL ? line->text : record_text(staging->arena, &line->record);
    crypto_lookup_hash(HOUSEHOLD_FACTS, row->facts, row->facts_hash);
}

static bool compare(struct staging *staging, const struct household_line *lines,
                    struct refusal *why)
{
    const char **numbers = arena_array(staging->arena, (size_t)staging->count, sizeof(*numbers));
    struct map places = {0};
    struct db_rows *known;
    for (int i = 0; i < staging->count; i++) {
        begin_row(staging, &staging->rows[i], &lines[i]);
        numbers[i] = lines[i].record.household_no;
    }
    if (!db_tx_query(staging->tx, &SQL_household_stage_known,
                     DB_ARGS(DB_TEXTS(numbers, staging->count)), &known, why))
        return false;
    for (int k = 0; k < db_count(known); k++)
        map_add(&places, db_text(known, k, HOUSEHOLD_STAGE_KNOWN_HOUSEHOLD_NO), NULL)->number = k;
    for (int i = 0; i < staging->count; i++) {
        struct staged *row = &staging->rows[i];
        const struct map_slot *slot = map_find(&places, numbers[i]);
        if (slot != NULL && row->what != FAULTY)
            compare_known(staging->arena, row, known, (int)slot->number);
        else if (slot != NULL)
            keep_known(row, known, (int)slot->number);
        else if (row->what != FAULTY)
            compare_unknown(staging, row);
        staging->sum->same += row->what == SAME;
        staging->sum->newer += row->what == NEWER;
    }
    map_release(&places);
    return true;
}

static bool is_written(const struct staged *row)
{
    return row->what == NEW || row->what == CHANGED;
}

/* ---- households ---- */

struct field {
    const void *sealed;
    size_t length;
    uint8_t hash[HASH_BYTES];
};

/* Nothing for an empty text. */
static struct field seal(struct arena *arena, struct crypto_place place, const char *text)
{
    struct field field = {.sealed = NULL};
    if (text[0] == '\0')
        return field;
    crypto_lookup_hash(place.field, text, field.hash);
    field.sealed = crypto_seal_at(arena, place, text, &field.length);
    return field;
}

#define FIELD_VALUES(field_)                                                                       \
    DB_BYTES((field_).sealed, (field_).length),                                                    \
        DB_BYTES((field_).sealed != NULL ? (field_).hash : NULL, HASH_BYTES)

static const char *surname_of(struct arena *arena, const struct record *record)
{
    const struct record_member *head = record_head(record);
    return head != NULL ? arena_memdup(arena, head->name, text_offset(head->name, 1)) : "";
}

static bool copy_row(struct staging *staging, struct db_copy *copy, struct staged *row,
                     struct refusal *why)
{
    struct arena *arena = staging->arena;
    const struct household_line *line = row->line;
    const struct record *record = row->record;
    size_t length;
    row->version_id = id_next();
    struct field phone =
        seal(arena, CRYPTO_PLACE(HOUSEHOLD_PHONE, row->household_id), record->phone);
    struct field bank =
        seal(arena, CRYPTO_PLACE(HOUSEHOLD_BANK, row->household_id), record->bank_account);
    struct field said = seal(arena, CRYPTO_PLACE(HOUSEHOLD_SAID, row->version_id),
                             row->said != NULL ? row->said : "");
    const void *facts =
        crypto_seal_at(arena, CRYPTO_PLACE(HOUSEHOLD_FACTS, row->version_id), row->facts, &length);
    const struct db_value values[] = {DB_I64(staging->run_id),
                                      DB_I64(line->line_no),
                                      DB_TEXT(row->what),
                                      DB_I64(row->household_id),
                                      DB_TEXT(record->household_no),
                                      DB_TEXT(row->county),
                                      DB_TEXT(record->village_code),
                                      DB_TEXT(row->state),
                                      DB_TEXT(surname_of(arena, record)),
                                      DB_TEXT(record->identified_on),
                                      DB_TEXT(record->attribute),
                                      DB_TEXT(record->family_type),
                                      DB_TEXT(record->main_cause),
                                      FIELD_VALUES(phone),
                                      FIELD_VALUES(bank),
                                      DB_I64(row->version_id),
                                      DB_TEXT(line->day),
                                      DB_I64(line->change_no),
                                      DB_BYTES(facts, length),
                                      DB_BYTES(row->facts_hash, HASH_BYTES),
                                      FIELD_VALUES(said)};
    return db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why);
}

/* Of what is not taken over only that it was there. */
static bool copy_mark(struct staging *staging, struct db_copy *copy, const struct staged *row,
                      struct refusal *why)
{
    const struct record *record = &row->line->record;
    const struct db_value values[] = {DB_I64(staging->run_id),
                                      DB_I64(row->line->line_no),
                                      DB_TEXT(row->what),
                                      DB_I64(row->household_id),
                                      DB_TEXT(record->household_no),
                                      DB_TEXT(row->county),
                                      DB_TEXT(row->what == FAULTY ? "" : record->village_code),
                                      DB_TEXT(row->state),
                                      DB_TEXT(""),
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_I64(row->line->change_no),
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL,
                                      DB_NULL};
    return db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why);
}

static bool copy_households(struct staging *staging, struct refusal *why)
{
    struct db_copy *copy = db_copy_begin(staging->tx, &SQL_household_stage_copy, why);
    if (copy == NULL)
        return false;
    for (int i = 0; i < staging->count; i++) {
        struct staged *row = &staging->rows[i];
        if (!(is_written(row) ? copy_row(staging, copy, row, why)
                              : copy_mark(staging, copy, row, why)))
            return false;
    }
    return db_copy_end(copy, NULL, why);
}

/* ---- members ---- */

/* Members of households that are there, by "<household>/<hash of the identity number>"; and the
 * highest number in each household. */
struct known_members {
    struct db_rows *rows;
    struct map people, highest;
};

static bool find_members(struct staging *staging, struct known_members *known, struct refusal *why)
{
    int64_t *ids = arena_array(staging->arena, (size_t)staging->count, sizeof(*ids));
    int n = 0;
    for (int i = 0; i < staging->count; i++)
        if (staging->rows[i].what == CHANGED)
            ids[n++] = staging->rows[i].household_id;
    if (n == 0)
        return true;
    if (!db_tx_query(staging->tx, &SQL_household_stage_known_member, DB_ARGS(DB_I64S(ids, n)),
                     &known->rows, why))
        return false;
    for (int k = 0; k < db_count(known->rows); k++) {
        long long household = db_i64(known->rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_HOUSEHOLD_ID);
        int64_t number = db_i64(known->rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_MEMBER_NO);
        map_add(&known->people,
                arena_printf(staging->arena, "%lld/%s", household,
                             db_text(known->rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_ID_HEX)),
                NULL)
            ->number = k;
        struct map_slot *slot = map_add_i64(&known->highest, household, NULL);
        if (number > slot->number)
            slot->number = number;
    }
    return true;
}

/* The next free number in a household. */
static int64_t number_of(struct known_members *known, int64_t household)
{
    return ++map_add_i64(&known->highest, household, NULL)->number;
}

static bool has_phone(struct arena *arena, const struct db_rows *rows, int k, const char *phone,
                      struct crypto_place place)
{
    size_t length;
    if (db_is_null(rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_PHONE_SEALED))
        return phone[0] == '\0';
    const void *sealed = db_bytes(rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_PHONE_SEALED, &length);
    const char *known = crypto_open_at(arena, place, sealed, length);
    return known != NULL && strcmp(known, phone) == 0;
}

static bool is_as_it_was(struct arena *arena, const struct db_rows *rows, int k,
                         const struct record_member *member, int64_t household, int64_t number)
{
    size_t length;
    const void *sealed = db_bytes(rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_NAME_SEALED, &length);
    const char *name =
        crypto_open_at(arena, CRYPTO_PART(MEMBER_NAME, household, number), sealed, length);
    return name != NULL && strcmp(name, member->name) == 0 &&
           strcmp(db_text(rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_RELATION), member->relation) == 0 &&
           strcmp(db_text(rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_LABOUR), member->labour) == 0 &&
           has_phone(arena, rows, k, member->phone, member_phone_place(household, number));
}

static bool copy_member(struct staging *staging, struct db_copy *copy, const struct staged *row,
                        const struct record_member *member, struct known_members *known,
                        struct refusal *why)
{
    struct arena *arena = staging->arena;
    int64_t household = row->household_id, number, id;
    char hex[2 * HASH_BYTES + 1];
    uint8_t hash[HASH_BYTES], name_hash[HASH_BYTES], phone_hash[HASH_BYTES];
    const char *what = NEW;
    size_t name_length, id_length, phone_length;
    crypto_lookup_hash(MEMBER_ID_NUMBER, member->id_number, hash);
    crypto_hex(hash, sizeof(hash), hex);
    const struct map_slot *slot =
        row->what == CHANGED
            ? map_find(&known->people, arena_printf(arena, "%lld/%s", (long long)household, hex))
            : NULL;
    if (slot == NULL) {
        id = id_next();
        number = number_of(known, household);
    } else {
        int k = (int)slot->number;
        id = db_i64(known->rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_ID);
        number = db_i64(known->rows, k, HOUSEHOLD_STAGE_KNOWN_MEMBER_MEMBER_NO);
        what = is_as_it_was(arena, known->rows, k, member, household, number) ? SAME : CHANGED;
    }
    household_name_hash(arena, member->name, name_hash);
    const void *name = crypto_seal_at(arena, CRYPTO_PART(MEMBER_NAME, household, number),
                                      member->name, &name_length);
    const void *id_number = crypto_seal_at(arena, CRYPTO_PART(MEMBER_ID_NUMBER, household, number),
                                           member->id_number, &id_length);
    const void *phone =
        crypto_seal_at(arena, member_phone_place(household, number), member->phone, &phone_length);
    crypto_lookup_hash(HOUSEHOLD_PHONE, member->phone, phone_hash);
    const struct db_value values[] = {DB_I64(staging->run_id),
                                      DB_I64(row->line->line_no),
                                      DB_I64(number),
                                      DB_TEXT(what),
                                      DB_I64(id),
                                      DB_TEXT(row->county),
                                      DB_I64(household),
                                      DB_BYTES(name, name_length),
                                      DB_BYTES(name_hash, HASH_BYTES),
                                      DB_BYTES(id_number, id_length),
                                      DB_BYTES(hash, HASH_BYTES),
                                      DB_BYTES(phone, phone_length),
                                      DB_BYTES(phone_hash, HASH_BYTES),
                                      DB_TEXT(member->sex),
                                      DB_TEXT(member->relation),
                                      DB_TEXT(member->labour)};
    return db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why);
}

static bool copy_members(struct staging *staging, struct known_members *known, struct refusal *why)
{
    struct db_copy *copy = db_copy_begin(staging->tx, &SQL_household_stage_member_copy, why);
    if (copy == NULL)
        return false;
    for (int i = 0; i < staging->count; i++) {
        const struct staged *row = &staging->rows[i];
        int living = 0;
        const struct record_member **members =
            is_written(row) && row->state == REGISTERED
                ? record_living(staging->arena, row->record, &living)
                : NULL;
        for (int m = 0; m < living; m++)
            if (!copy_member(staging, copy, row, members[m], known, why))
                return false;
    }
    return db_copy_end(copy, NULL, why);
}

bool household_stage_write(struct db_tx *tx, struct arena *arena, int64_t run_id,
                           const struct household_line *lines, int count,
                           struct household_stage_sum *sum, struct refusal *why)
{
    struct staging staging = {.tx = tx,
                              .arena = arena,
                              .run_id = run_id,
                              .rows = arena_array(arena, (size_t)count, sizeof(struct staged)),
                              .count = count,
                              .sum = sum};
    struct known_members known = {.rows = NULL};
    bool ok = compare(&staging, lines, why) && find_members(&staging, &known, why) &&
              copy_households(&staging, why) && copy_members(&staging, &known, why);
    map_release(&known.people);
    map_release(&known.highest);
    return ok;
}
