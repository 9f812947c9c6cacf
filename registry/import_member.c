/* members.csv: who belongs to a household, sealed field by field. Each household of the file comes
 * with one head, also where it is there already: then its members are known by their identity
 * numbers, keep their number in the household, and its head stays its head. */
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/db_copy.h"
#include "base/id.h"
#include "base/import_seen.h"
#include "base/stamp.h"
#include "base/text.h"
#include "gen/registry/sql.h"
#include "registry/household.h"
#include "registry/household_double.h"
#include "registry/household_name.h"
#include "registry/identifier.h"
#include "registry/import.h"
#include "registry/mask.h"

enum { M_HOUSEHOLD, M_NO, M_NAME, M_ID, M_SEX, M_RELATION, M_LABOUR };

static const char HEAD[] = "户主";
static const struct import_word SEXES[] = {{"男", "男"}, {"女", "女"}, {NULL, NULL}};
static const struct import_word RELATIONS[] = {{HEAD, HEAD},
                                               {"配偶", "配偶"},
                                               {"之子", "之子"},
                                               {"之女", "之女"},
                                               {"之儿媳", "之儿媳"},
                                               {"之女婿", "之女婿"},
                                               {"之孙子", "之孙子"},
                                               {"之孙女", "之孙女"},
                                               {"之外孙子", "之外孙子"},
                                               {"之外孙女", "之外孙女"},
                                               {"之父", "之父"},
                                               {"之母", "之母"},
                                               {"之岳父", "之岳父"},
                                               {"之岳母", "之岳母"},
                                               {"之公公", "之公公"},
                                               {"之婆婆", "之婆婆"},
                                               {"之祖父", "之祖父"},
                                               {"之祖母", "之祖母"},
                                               {"之兄弟姐妹", "之兄弟姐妹"},
                                               {"其他", "其他"},
                                               {NULL, NULL}};
static const struct import_word LABOUR[] = {{"普通劳动力", "普通劳动力"},
                                            {"技能劳动力", "技能劳动力"},
                                            {"弱劳动力或半劳动力", "弱劳动力或半劳动力"},
                                            {"丧失劳动力", "丧失劳动力"},
                                            {"无劳动力", "无劳动力"},
                                            {NULL, NULL}};
static const struct import_column COLUMNS[] = {
    {"household_no", "户编号", "H500236-000901", NULL},
    {"member_no", "成员序号", "1", NULL},
    {"name", "姓名", "示例姓名", NULL},
    {"id_number", "身份证号", "500236190508160175", NULL},
    {"sex", "性别", "男", SEXES},
    {"relation", "与户主关系", "户主", RELATIONS},
    {"labour", "劳动能力", "普通劳动力", LABOUR},
    {NULL, NULL, NULL, NULL}};

struct member_row {
    int64_t household_id, number;
    size_t row; /* in the chunk */
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
    member->sex = import_choice(file, row, M_SEX);
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
    member->relation = import_choice(file, row, M_RELATION);
    member->labour = import_choice(file, row, M_LABOUR);
    if (file->writing)
        return;
    import_unique(file, row, M_NO, &reading->numbers,
                  arena_printf(file->arena, "%s/%d", member->household, (int)member->number),
                  "the household has two members of this number");
    count_head(file, row, member, &reading->heads);
}

/* What the database has of the households of a chunk. */
struct known {
    struct db_rows *rows;
    struct map people;  /* by the hash of the identity number: the row */
    struct map numbers; /* by "<household>/<number>": the row */
    struct map heads;   /* by household: the row of its head */
};

static bool find_known(struct import_file *file, struct member_row *members, struct known *known,
                       struct refusal *why)
{
    *known = (struct known){.rows = NULL};
    map_init(&known->people, file->arena);
    map_init(&known->numbers, file->arena);
    map_init(&known->heads, file->arena);
    if (!db_tx_query(file->import->tx, &SQL_import_member_current,
                     DB_ARGS(DB_COLUMN_TEXT(members, file->rows, household)), &known->rows, why))
        return false;
    for (int k = 0; k < db_count(known->rows); k++) {
        const char *household = db_text(known->rows, k, IMPORT_MEMBER_CURRENT_HOUSEHOLD_NO);
        int64_t number = db_i64(known->rows, k, IMPORT_MEMBER_CURRENT_MEMBER_NO);
        const char *key = arena_printf(file->arena, "%s/%d", household, (int)number);
        map_add(&known->numbers, key, NULL)->number = k;
        if (strcmp(db_text(known->rows, k, IMPORT_MEMBER_CURRENT_RELATION), HEAD) == 0)
            map_add(&known->heads, household, NULL)->number = k;
    }
    import_map_rows(&known->people, known->rows, IMPORT_MEMBER_CURRENT_ID_HEX);
    return true;
}

/* The person as a member of this household; NULL when nobody in it has the number. */
static const struct map_slot *person_of(const struct known *known, const struct member_row *member)
{
    const struct map_slot *person = map_find(&known->people, member->id_hex);
    bool own = person != NULL &&
               strcmp(db_text(known->rows, (int)person->number, IMPORT_MEMBER_CURRENT_HOUSEHOLD_NO),
                      member->household) == 0;
    return own ? person : NULL;
}

/* A member of a household that is there: the same person has the same number, another one another
 * number, and the head stays the head. */
static void check_known(struct import_file *file, size_t row, const struct member_row *member,
                        const struct known *known)
{
    const struct map_slot *person = person_of(known, member);
    const struct map_slot *number =
        map_find(&known->numbers,
                 arena_printf(file->arena, "%s/%d", member->household, (int)member->number));
    const struct map_slot *head = map_find(&known->heads, member->household);
    if (person != NULL && (number == NULL || number->number != person->number))
        import_fault(file, row, M_NO, "the member has another number in the household");
    if (person == NULL && number != NULL)
        import_fault(file, row, M_NO, "the number is another member's of the household");
    if (head != NULL && is_head(member) && (person == NULL || person->number != head->number))
        import_fault(file, row, M_RELATION, "the household has another head already");
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct member_row *members = items;
    struct import_index households, people;
    struct known known;
    (void)state;
    import_index_init(&households, file->arena);
    import_index_init(&people, file->arena);
    for (size_t row = 0; row < file->rows; row++)
        members[row].id_hex = lookup_hex(file->arena, MEMBER_ID_NUMBER, members[row].id_number);
    if (!IMPORT_INDEX_LOAD(file->import, &households, IMPORT_FIND[IMPORT_HOUSEHOLD], members,
                           household, file->rows, why) ||
        !IMPORT_INDEX_LOAD(file->import, &people, &SQL_import_member_find, members, id_hex,
                           file->rows, why) ||
        !find_known(file, members, &known, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *household =
            import_index_find(&households, members[row].household);
        if (household == NULL) {
            import_fault(file, row, M_HOUSEHOLD, "there is no such household");
            continue;
        }
        /* its text is the village; who is in another county is told to both, and no fault
         * (registry/household_double.h) */
        const struct import_entry *person = import_index_find(
            &people, arena_printf(file->arena, "%s/%.6s", members[row].id_hex, household->text));
        check_known(file, row, &members[row], &known);
        if (person != NULL && strcmp(person->text, members[row].household) != 0)
            import_fault(file, row, M_ID, "the identity number is in another household already");
    }
    return true;
}

static bool conclude(struct import_file *file, void *state, struct refusal *why)
{
    struct reading *reading = state;
    (void)why;
    struct map_slot *slot = NULL;
    while ((slot = map_next(&reading->heads, slot)) != NULL) {
        if ((slot->number & 3) != 1)
            import_fault_at(file, slot->number >> 2, M_RELATION,
                            (slot->number & 3) == 0 ? "the household has no head"
                                                    : "the household has several heads");
    }
    return true;
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

static struct crypto_place place_of_name(const struct member_row *member)
{
    return CRYPTO_PART(MEMBER_NAME, member->household_id, member->number);
}

/* Found by the one form of a name (registry/household_name.h). */
static struct import_sealed seal_name(struct arena *arena, const struct member_row *member)
{
    struct import_sealed name = import_seal(arena, place_of_name(member), member->name);
    household_name_hash(arena, member->name, name.hash);
    return name;
}

static bool copy_members(struct import_file *file, const struct member_row *members, size_t count,
                         struct refusal *why)
{
    struct db_copy *copy = db_copy_begin(file->import->tx, &SQL_import_member_copy, why);
    if (copy == NULL)
        return false;
    for (size_t row = 0; row < count; row++) {
        const struct member_row *member = &members[row];
        struct import_sealed name = seal_name(file->arena, member);
        struct import_sealed id_number = import_seal(
            file->arena, CRYPTO_PART(MEMBER_ID_NUMBER, member->household_id, member->number),
            member->id_number);
        const struct db_value values[] = {
            DB_I64(id_next()),      DB_TEXT(member->county_code), DB_I64(member->household_id),
            DB_I64(member->number), IMPORT_SEALED_VALUES(name),   IMPORT_SEALED_VALUES(id_number),
            DB_TEXT(member->sex),   DB_TEXT(member->relation),    DB_TEXT(member->labour)};
        if (!db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why))
            return false;
    }
    if (!db_copy_end(copy, NULL, why))
        return false;
    db_tx_send(file->import->tx, &SQL_member_stamp,
               DB_ARGS(stamp_key(), DB_COLUMN_I64(members, file->rows, household_id)));
    return true;
}

static bool name_households(struct import_file *file, const struct member_row *members,
                            size_t count, struct refusal *why)
{
    struct head *heads = arena_array(file->arena, count, sizeof(*heads));
    size_t n = 0;
    for (size_t row = 0; row < count; row++) {
        const char *name = members[row].name;
        if (is_head(&members[row]))
            heads[n++] = (struct head){members[row].household_id,
                                       arena_memdup(file->arena, name, text_offset(name, 1))};
    }
    if (n == 0)
        return true;
    if (!db_tx_query(
            file->import->tx, &SQL_import_household_surname,
            DB_ARGS(DB_COLUMN_I64(heads, n, household_id), DB_COLUMN_TEXT(heads, n, surname)), NULL,
            why))
        return false;
    db_tx_send(file->import->tx, &SQL_household_stamp,
               DB_ARGS(stamp_key(), DB_COLUMN_I64(heads, n, household_id)));
    return true;
}

/* ---- members that are there ---- */

struct changed {
    int64_t id;
    const void *name;
    size_t name_length;
    uint8_t name_hash[32];
    const char *relation, *labour;
};

static const char *compare(struct import_file *file, const struct member_row *member,
                           const struct db_rows *known, int k, struct import_trail *trail)
{
    size_t length;
    const void *sealed = db_bytes(known, k, IMPORT_MEMBER_CURRENT_NAME_SEALED, &length);
    struct import_changes changes = {.file = file};
    import_change_masked(&changes, M_NAME,
                         crypto_open_at(file->arena, place_of_name(member), sealed, length),
                         member->name, mask_name);
    import_change(&changes, M_RELATION, db_text(known, k, IMPORT_MEMBER_CURRENT_RELATION),
                  member->relation);
    import_change_masked(&changes, M_LABOUR, db_text(known, k, IMPORT_MEMBER_CURRENT_LABOUR),
                         member->labour, mask_whole);
    import_trail_note(trail, &changes, db_i64(known, k, IMPORT_MEMBER_CURRENT_ID), NULL,
                      db_text(known, k, IMPORT_MEMBER_CURRENT_COUNTY_CODE));
    return import_changes_text(&changes);
}

static bool change_members(struct import_file *file, const struct member_row *members, size_t count,
                           const struct known *known, struct refusal *why)
{
    struct changed *changed = arena_array(file->arena, count, sizeof(*changed));
    struct import_trail trail;
    size_t n = 0;
    import_trail_begin(&trail, file, "household_member");
    for (size_t i = 0; i < count; i++) {
        const struct member_row *member = &members[i];
        int k = (int)map_find(&known->people, member->id_hex)->number;
        const char *columns = compare(file, member, known->rows, k, &trail);
        import_outcome(file, member->row, import_outcome_of(false, columns), columns);
        if (columns[0] == '\0')
            continue;
        struct import_sealed name = seal_name(file->arena, member);
        changed[n] = (struct changed){.id = db_i64(known->rows, k, IMPORT_MEMBER_CURRENT_ID),
                                      .name = name.sealed,
                                      .name_length = name.length,
                                      .relation = member->relation,
                                      .labour = member->labour};
        memcpy(changed[n++].name_hash, name.hash, sizeof(name.hash));
    }
    import_trail_send(&trail);
    return n == 0 || db_tx_query(file->import->tx, &SQL_import_member_change,
                                 DB_ARGS(DB_COLUMN_I64(changed, n, id),
                                         DB_COLUMN_BYTES(changed, n, name, name_length),
                                         DB_COLUMN_HASH(changed, n, name_hash),
                                         DB_COLUMN_TEXT(changed, n, relation),
                                         DB_COLUMN_TEXT(changed, n, labour), stamp_key()),
                                 NULL, why);
}

static bool add_members(struct import_file *file, const struct member_row *members, size_t count,
                        struct refusal *why)
{
    for (size_t i = 0; i < count; i++)
        import_outcome(file, members[i].row, IMPORT_ADDED, "");
    return copy_members(file, members, count, why) && name_households(file, members, count, why);
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct member_row *members = items;
    struct member_row *fresh = arena_array(file->arena, file->rows, sizeof(*fresh));
    struct member_row *old = arena_array(file->arena, file->rows, sizeof(*old));
    struct known known;
    size_t added = 0, kept = 0;
    (void)state;
    if (!find_households(file, members, why) || !find_known(file, members, &known, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        members[row].row = row;
        members[row].id_hex = lookup_hex(file->arena, MEMBER_ID_NUMBER, members[row].id_number);
        if (map_find(&known.people, members[row].id_hex) == NULL)
            fresh[added++] = members[row];
        else
            old[kept++] = members[row];
    }
    int64_t suspended = 0;
    return (added == 0 || add_members(file, fresh, added, why)) &&
           (kept == 0 || change_members(file, old, kept, &known, why)) &&
           household_double_of(file->import->task, file->import->tx,
                               DB_COLUMN_TEXT(members, file->rows, household), &suspended, why);
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

static const struct import_table TABLES[] = {{NULL,
                                              "一行一人，先导农户再导成员。文件里每户要有且只有一个"
                                              "户主；身份证号已有的改姓名、关系和劳动能力，"
                                              "户主和成员序号不改",
                                              COLUMNS},
                                             {NULL, NULL, NULL}};
const struct importer IMPORT_MEMBERS = {"members", read_members, TABLES};
