/* members.csv: who belongs to a household, sealed field by field. Each household of the file is new
 * to the members' table and comes with one head. */
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db_copy.h"
#include "base/id.h"
#include "base/import_seen.h"
#include "base/text.h"
#include "gen/registry/sql.h"
#include "registry/household.h"
#include "registry/identifier.h"
#include "registry/import.h"

static const char *const COLUMNS[] = {"household_no", "member_no", "name",   "id_number",
                                      "sex",          "relation",  "labour", NULL};
enum { M_HOUSEHOLD, M_NO, M_NAME, M_ID, M_SEX, M_RELATION, M_LABOUR };

static const char *const SEXES[] = {"男", "女", NULL};
static const char HEAD[] = "户主";
static const char *const RELATIONS[] = {
    HEAD,     "配偶",     "之子",     "之女",   "之儿媳",     "之女婿", "之孙子",
    "之孙女", "之外孙子", "之外孙女", "之父",   "之母",       "之岳父", "之岳母",
    "之公公", "之婆婆",   "之祖父",   "之祖母", "之兄弟姐妹", "其他",   NULL};
static const char *const LABOUR[] = {"普通劳动力", "技能劳动力", "弱劳动力或半劳动力",
                                     "丧失劳动力", "无劳动力",   NULL};

struct member_row {
    int64_t household_id, number;
    const char *household, *county_code, *name, *id_number, *id_hex, *sex, *relation, *labour;
};

/* A household whose head is in a chunk, with what is public of the head's name: its first
 * character. */
struct head {
    int64_t household_id;
    const char *surname;
};

struct reading {
    struct import_seen people, numbers;
    /* by the hash of its number: the last row of a household, and how many heads it has (2 = more
     * than one) */
    struct map heads;
};

static bool is_head(const struct member_row *member)
{
    return strcmp(member->relation, HEAD) == 0;
}

/* ---- first pass ---- */

static const char *lookup_hex(struct arena *arena, const char *purpose, const char *text)
{
    uint8_t hash[32];
    crypto_lookup_hash(purpose, text, hash);
    return crypto_hex(hash, sizeof(hash), arena_alloc(arena, 65));
}

static void check_person(struct import_file *file, size_t row, struct member_row *member,
                         struct import_seen *people)
{
    char *id_number = arena_alloc(file->arena, 32);
    identifier_canonical(import_text(file, row, M_ID), id_number, 32);
    member->id_number = id_number;
    member->name = import_words(file, row, M_NAME, 1, 40);
    member->sex = import_choice(file, row, M_SEX, SEXES);
    if (!identifier_is_id_card(id_number))
        import_fault(file, row, M_ID, "not a valid identity number");
    else if (identifier_id_card_is_male(id_number) != (strcmp(member->sex, "男") == 0))
        import_fault(file, row, M_SEX, "not the sex that the identity number says");
    import_unique(file, row, M_ID, people, id_number, "the identity number is in the file twice");
}

static void count_head(struct import_file *file, size_t row, const struct member_row *member,
                       struct map *heads)
{
    uint64_t key = map_hash(member->household, strlen(member->household));
    struct map_slot *slot = map_add_i64(heads, (int64_t)key, NULL);
    int64_t count = (slot->number & 3) + is_head(member);
    slot->number = import_row(file, row) << 2 | (count < 2 ? count : 2);
}

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct reading *reading = state;
    struct member_row *member = item;
    member->household = import_checked(file, row, M_HOUSEHOLD, import_is_household_no, false,
                                       "4 to 40 letters, digits and -");
    check_person(file, row, member, &reading->people);
    member->number = import_int(file, row, M_NO, 1, 50);
    member->relation = import_choice(file, row, M_RELATION, RELATIONS);
    member->labour = import_choice(file, row, M_LABOUR, LABOUR);
    if (file->writing)
        return;
    import_unique(file, row, M_NO, &reading->numbers,
                  arena_printf(file->arena, "%s/%d", member->household, (int)member->number),
                  "the household has two members of this number");
    count_head(file, row, member, &reading->heads);
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct member_row *members = items;
    struct import_index households, counts, people;
    (void)state;
    import_index_init(&households, file->arena);
    import_index_init(&counts, file->arena);
    import_index_init(&people, file->arena);
    for (size_t row = 0; row < file->rows; row++)
        members[row].id_hex = lookup_hex(file->arena, MEMBER_ID_NUMBER, members[row].id_number);
    if (!IMPORT_INDEX_LOAD(file->import, &households, IMPORT_FIND[IMPORT_HOUSEHOLD], members,
                           household, file->rows, why) ||
        !IMPORT_INDEX_LOAD(file->import, &counts, &SQL_import_member_count, members, household,
                           file->rows, why) ||
        !IMPORT_INDEX_LOAD(file->import, &people, &SQL_import_member_find, members, id_hex,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        if (import_index_find(&households, members[row].household) == NULL)
            import_fault(file, row, M_HOUSEHOLD, "there is no such household");
        else if (import_index_find(&counts, members[row].household) != NULL)
            import_fault(file, row, M_HOUSEHOLD,
                         "the household has members in the database already");
        if (import_index_find(&people, members[row].id_hex) != NULL)
            import_fault(file, row, M_ID, "the identity number is in the database already");
    }
    return true;
}

static void conclude(struct import_file *file, void *state)
{
    struct reading *reading = state;
    struct map_slot *slot = NULL;
    while ((slot = map_next(&reading->heads, slot)) != NULL) {
        if ((slot->number & 3) != 1)
            import_fault_at(file, slot->number >> 2, M_RELATION,
                            (slot->number & 3) == 0 ? "the household has no head"
                                                    : "the household has several heads");
    }
}

/* ---- second pass ---- */

static bool find_households(struct import_file *file, struct member_row *members,
                            struct refusal *why)
{
    struct import_index households;
    import_index_init(&households, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &households, IMPORT_FIND[IMPORT_HOUSEHOLD], members,
                           household, file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *household =
            import_index_find(&households, members[row].household);
        if (household == NULL)
            return refuse(why, &REFUSAL_CONFLICT, NULL); /* gone since the first pass */
        members[row].household_id = household->id;
        /* its text is the village, whose code begins with the county's */
        members[row].county_code = arena_memdup(file->arena, household->text, 6);
    }
    return true;
}

static bool copy_members(struct import_file *file, const struct member_row *members,
                         struct refusal *why)
{
    struct db_copy *copy = db_copy_begin(file->import->tx, &SQL_import_member_copy, why);
    if (copy == NULL)
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct member_row *member = &members[row];
        struct import_sealed name =
            import_seal(file->arena, CRYPTO_PART(MEMBER_NAME, member->household_id, member->number),
                        member->name);
        struct import_sealed id_number = import_seal(
            file->arena, CRYPTO_PART(MEMBER_ID_NUMBER, member->household_id, member->number),
            member->id_number);
        const struct db_value values[] = {DB_I64(id_next()),
                                          DB_TEXT(member->county_code),
                                          DB_I64(member->household_id),
                                          DB_I64(member->number),
                                          DB_BYTES(name.sealed, name.length),
                                          IMPORT_SEALED_VALUES(id_number),
                                          DB_TEXT(member->sex),
                                          DB_TEXT(member->relation),
                                          DB_TEXT(member->labour)};
        if (!db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why))
            return false;
    }
    return db_copy_end(copy, NULL, why);
}

static bool name_households(struct import_file *file, const struct member_row *members,
                            struct refusal *why)
{
    struct head *heads = arena_array(file->arena, file->rows, sizeof(*heads));
    size_t n = 0;
    for (size_t row = 0; row < file->rows; row++) {
        const char *name = members[row].name;
        if (is_head(&members[row]))
            heads[n++] = (struct head){members[row].household_id,
                                       arena_memdup(file->arena, name, text_offset(name, 1))};
    }
    return n == 0 || db_tx_query(file->import->tx, &SQL_import_household_surname,
                                 DB_ARGS(DB_COLUMN_I64(heads, n, household_id),
                                         DB_COLUMN_TEXT(heads, n, surname)),
                                 NULL, why);
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    (void)state;
    return find_households(file, items, why) && copy_members(file, items, why) &&
           name_households(file, items, why);
}

static const struct import_form FORM = {COLUMNS, sizeof(struct member_row), check, link, conclude,
                                        write};

static bool read_members(struct import *import, const char *path, struct refusal *why)
{
    struct reading reading = {.heads = {0}};
    if (!import_keys_settled(why))
        return false;
    bool ok = import_read(import, path, &FORM, &reading, why);
    import_seen_release(&reading.people);
    import_seen_release(&reading.numbers);
    map_release(&reading.heads);
    return ok;
}

const struct importer IMPORT_MEMBERS = {"members", read_members};
