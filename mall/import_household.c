/* households.csv and members.csv: a snapshot of the national register, sealed field by field.
 *
 * The pseudonym of a household is its number in the village (in the order of the file), and with
 * its head's record the surname before it: "刘家第3户".
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/machine.h"
#include "base/text.h"
#include "gen/mall/sql.h"
#include "mall/import_file.h"
#include "mall/import_index.h"
#include "registry/household.h"
#include "registry/identifier.h"
#include "registry/region.h"

static bool is_household_no(const char *text)
{
    size_t length = strlen(text);
    return length >= 4 && length <= 40 &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
               length;
}

/* A sealed field and the hash it is found by; nothing for an empty one. */
struct sealed {
    const void **sealed, **hashes;
    size_t *sealed_lengths, *hash_lengths;
};

static struct sealed sealed_init(struct import *import, size_t rows)
{
    return (struct sealed){
        .sealed = arena_array(import->arena, rows, sizeof(void *)),
        .hashes = arena_array(import->arena, rows, sizeof(void *)),
        .sealed_lengths = arena_array(import->arena, rows, sizeof(size_t)),
        .hash_lengths = arena_array(import->arena, rows, sizeof(size_t)),
    };
}

static void seal(struct import *import, struct sealed *fields, size_t row, const char *purpose,
                 const char *text)
{
    if (text[0] == '\0')
        return;
    uint8_t *hash = arena_alloc(import->arena, 32);
    crypto_lookup_hash(purpose, text, hash);
    fields->hashes[row] = hash;
    fields->hash_lengths[row] = 32;
    fields->sealed[row] = crypto_seal(import->arena, purpose, text, &fields->sealed_lengths[row]);
}

/* ---- households ---- */

static const char *const HOUSEHOLD_COLUMNS[] = {
    "household_no", "village_code", "identified_on", "attribute", "state",        "family_type",
    "main_cause",   "phone",        "smartphone",    "proxy",     "bank_account", NULL};
enum {
    H_NO,
    H_VILLAGE,
    H_IDENTIFIED,
    H_ATTRIBUTE,
    H_STATE,
    H_TYPE,
    H_CAUSE,
    H_PHONE,
    H_SMARTPHONE,
    H_PROXY,
    H_BANK
};

static const char *const ATTRIBUTES[] = {"一般贫困户", "低保户",     "五保户",
                                         "特困供养户", "低保贫困户", NULL};
static const char *const STATES[] = {"confirmed", "suspended", "removed", NULL};
static const char *const FAMILY_TYPES[] = {"脱贫户",       "一般农户",       "脱贫不稳定户",
                                           "边缘易致贫户", "突发严重困难户", NULL};
static const char *const CAUSES[] = {"因病",   "因残",   "因学",         "因灾",
                                     "因婚",   "缺土地", "缺水",         "缺技术",
                                     "缺资金", "缺劳力", "交通条件落后", "自身发展动力不足",
                                     "其他",   NULL};

struct household_table {
    int64_t *ids;
    const char **texts[H_CAUSE + 1];
    const char **pseudonyms;
    bool *smartphone, *proxy;
    struct sealed phones, banks;
};

static void check_household(struct import_file *file, size_t row, struct household_table *table,
                            struct import_index *seen)
{
    struct import_entry *entry;
    const char *number =
        import_checked(file, row, H_NO, is_household_no, false, "4 to 40 letters, digits and -");
    import_checked(file, row, H_VILLAGE, region_is_code, false, "not a code of 12 digits");
    import_date(file, row, H_IDENTIFIED);
    import_choice(file, row, H_ATTRIBUTE, ATTRIBUTES);
    import_choice(file, row, H_STATE, STATES);
    import_choice(file, row, H_TYPE, FAMILY_TYPES);
    import_choice(file, row, H_CAUSE, CAUSES);
    import_checked(file, row, H_PHONE, identifier_is_mobile, true, "not a mobile number");
    import_checked(file, row, H_BANK, identifier_is_bank_card, true, "not a bank card's number");
    table->smartphone[row] = import_flag(file, row, H_SMARTPHONE);
    table->proxy[row] = import_flag(file, row, H_PROXY);
    if (!import_index_add(seen, number, &entry))
        import_fault(file, row, H_NO, "the household is in the file twice");
    for (int column = H_NO; column <= H_CAUSE; column++)
        table->texts[column][row] = import_text(file, row, column);
}

/* Villages must be known; numbers in the village go on from what is there. */
static bool link_households(struct import_file *file, struct household_table *table,
                            struct refusal *why)
{
    struct import *import = file->import;
    struct import_index known, villages, counts;
    struct import_entry *count;
    import_index_init(&known, import->arena);
    import_index_init(&villages, import->arena);
    import_index_init(&counts, import->arena);
    if (!import_index_load(import, &known, &SQL_import_household_find, table->texts[H_NO],
                           file->rows, why) ||
        !import_index_load(import, &villages, &SQL_import_region_find, table->texts[H_VILLAGE],
                           file->rows, why) ||
        !import_index_load(import, &counts, &SQL_import_household_count, table->texts[H_VILLAGE],
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *village =
            import_index_find(&villages, table->texts[H_VILLAGE][row]);
        if (import_index_find(&known, table->texts[H_NO][row]) != NULL)
            import_fault(file, row, H_NO, "the household is in the database already");
        if (village == NULL || village->id != 5)
            import_fault(file, row, H_VILLAGE, "there is no such village");
        import_index_add(&counts, table->texts[H_VILLAGE][row], &count);
        table->pseudonyms[row] = arena_printf(import->arena, "第%lld户", (long long)++count->id);
    }
    return true;
}

static bool insert_households(struct import *import, const struct household_table *t, size_t at,
                              size_t n, struct refusal *why)
{
    return db_tx_query(
        import->tx, &SQL_import_household_add,
        DB_ARGS(DB_I64S(t->ids + at, n), DB_TEXTS(t->texts[H_NO] + at, n),
                DB_TEXTS(t->texts[H_VILLAGE] + at, n), DB_TEXTS(t->pseudonyms + at, n),
                DB_TEXTS(t->texts[H_IDENTIFIED] + at, n), DB_TEXTS(t->texts[H_ATTRIBUTE] + at, n),
                DB_TEXTS(t->texts[H_TYPE] + at, n), DB_TEXTS(t->texts[H_CAUSE] + at, n),
                DB_TEXTS(t->texts[H_STATE] + at, n), DB_BOOLS(t->smartphone + at, n),
                DB_BOOLS(t->proxy + at, n),
                DB_BYTESS(t->phones.sealed + at, t->phones.sealed_lengths + at, n),
                DB_BYTESS(t->phones.hashes + at, t->phones.hash_lengths + at, n),
                DB_BYTESS(t->banks.sealed + at, t->banks.sealed_lengths + at, n),
                DB_BYTESS(t->banks.hashes + at, t->banks.hash_lengths + at, n)),
        NULL, why);
}

/* Households that the register no longer confirms come in with the move that says so. */
static void log_moves(struct import *import, const struct household_table *table, size_t rows,
                      enum household_state state)
{
    const char *word = machine_state_name(&HOUSEHOLD_MACHINE, state);
    int64_t *ids = arena_array(import->arena, rows, sizeof(int64_t));
    const char **counties = arena_array(import->arena, rows, sizeof(char *));
    int count = 0;
    for (size_t row = 0; row < rows; row++) {
        if (strcmp(table->texts[H_STATE][row], word) == 0) {
            ids[count] = table->ids[row];
            counties[count++] = arena_printf(import->arena, "%.6s", table->texts[H_VILLAGE][row]);
        }
    }
    if (count > 0)
        machine_log(import->tx, &HOUSEHOLD_MACHINE, ids, counties, count, HOUSEHOLD_CONFIRMED,
                    state, ACTOR_SYSTEM, "按建档立卡信息导入");
}

static bool write_households(struct import_file *file, struct household_table *table,
                             struct refusal *why)
{
    struct import *import = file->import;
    for (size_t row = 0; row < file->rows; row++) {
        table->ids[row] = id_next();
        seal(import, &table->phones, row, HOUSEHOLD_PHONE, import_text(file, row, H_PHONE));
        seal(import, &table->banks, row, HOUSEHOLD_BANK, import_text(file, row, H_BANK));
    }
    for (size_t at = 0, n; at < file->rows; at += n) {
        n = file->rows - at < IMPORT_CHUNK ? file->rows - at : IMPORT_CHUNK;
        if (!insert_households(import, table, at, n, why))
            return false;
    }
    log_moves(import, table, file->rows, HOUSEHOLD_SUSPENDED);
    log_moves(import, table, file->rows, HOUSEHOLD_REMOVED);
    import->row_count += (int64_t)file->rows;
    return true;
}

bool import_households(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_index seen;
    if (!import_file_open(import, path, HOUSEHOLD_COLUMNS, &file, why))
        return false;
    struct household_table table = {
        .ids = arena_array(import->arena, file.rows, sizeof(int64_t)),
        .pseudonyms = arena_array(import->arena, file.rows, sizeof(char *)),
        .smartphone = arena_array(import->arena, file.rows, sizeof(bool)),
        .proxy = arena_array(import->arena, file.rows, sizeof(bool)),
        .phones = sealed_init(import, file.rows),
        .banks = sealed_init(import, file.rows),
    };
    for (int column = H_NO; column <= H_CAUSE; column++)
        table.texts[column] = arena_array(import->arena, file.rows, sizeof(char *));
    import_index_init(&seen, import->arena);
    for (size_t row = 0; row < file.rows; row++)
        check_household(&file, row, &table, &seen);
    return link_households(&file, &table, why) && import_is_clean(import, why) &&
           write_households(&file, &table, why);
}

/* ---- members ---- */

static const char *const MEMBER_COLUMNS[] = {"household_no", "member_no", "name",   "id_number",
                                             "sex",          "relation",  "labour", NULL};
enum { M_HOUSEHOLD, M_NO, M_NAME, M_ID, M_SEX, M_RELATION, M_LABOUR };

static const char *const SEXES[] = {"男", "女", NULL};
static const char *const RELATIONS[] = {
    "户主",   "配偶",     "之子",     "之女",   "之儿媳",     "之女婿", "之孙子",
    "之孙女", "之外孙子", "之外孙女", "之父",   "之母",       "之岳父", "之岳母",
    "之公公", "之婆婆",   "之祖父",   "之祖母", "之兄弟姐妹", "其他",   NULL};
static const char *const LABOUR[] = {"普通劳动力", "技能劳动力", "弱劳动力或半劳动力",
                                     "丧失劳动力", "无劳动力",   NULL};

struct member_table {
    int64_t *ids, *household_ids, *numbers;
    const char **households, **id_hexes, **sexes, **relations, **labour;
    struct sealed names, id_numbers;
    int64_t *head_households;
    const char **surnames;
    size_t head_count;
};

static const char *canonical_id(struct import *import, const char *text)
{
    char *out = arena_alloc(import->arena, 32);
    identifier_canonical(text, out, 32);
    return out;
}

static const char *lookup_hex(struct import *import, const char *purpose, const char *text)
{
    uint8_t hash[32];
    crypto_lookup_hash(purpose, text, hash);
    return crypto_hex(hash, sizeof(hash), arena_alloc(import->arena, 65));
}

static void check_person(struct import_file *file, size_t row, struct member_table *table,
                         struct import_index *seen)
{
    struct import *import = file->import;
    struct import_entry *entry;
    const char *id_number = canonical_id(import, import_text(file, row, M_ID));
    import_words(file, row, M_NAME, 1, 40);
    table->sexes[row] = import_choice(file, row, M_SEX, SEXES);
    table->id_hexes[row] = lookup_hex(import, MEMBER_ID_NUMBER, id_number);
    if (!identifier_is_id_card(id_number))
        import_fault(file, row, M_ID, "not a valid identity number");
    else if (identifier_id_card_is_male(id_number) != (strcmp(table->sexes[row], "男") == 0))
        import_fault(file, row, M_SEX, "not the sex that the identity number says");
    if (!import_index_add(seen, table->id_hexes[row], &entry))
        import_fault(file, row, M_ID, "the identity number is in the file twice");
}

static void check_member(struct import_file *file, size_t row, struct member_table *table,
                         struct import_index *seen)
{
    struct import_entry *entry;
    const char *household = import_checked(file, row, M_HOUSEHOLD, is_household_no, false,
                                           "4 to 40 letters, digits and -");
    check_person(file, row, table, seen);
    table->households[row] = household;
    table->numbers[row] = import_int(file, row, M_NO, 1, 50);
    table->relations[row] = import_choice(file, row, M_RELATION, RELATIONS);
    table->labour[row] = import_choice(file, row, M_LABOUR, LABOUR);
    if (!import_index_add(
            seen, arena_printf(file->import->arena, "%s/%d", household, (int)table->numbers[row]),
            &entry))
        import_fault(file, row, M_NO, "the household has two members of this number");
    import_index_add(seen, arena_printf(file->import->arena, "head of %s", household), &entry);
    entry->id = (int64_t)row;
    entry->count += strcmp(table->relations[row], "户主") == 0;
}

/* Each household of the file is new to the members' table and comes with one head. */
static bool link_members(struct import_file *file, struct member_table *table,
                         const struct import_index *seen, struct refusal *why)
{
    struct import *import = file->import;
    struct import_index households, counts, people;
    import_index_init(&households, import->arena);
    import_index_init(&counts, import->arena);
    import_index_init(&people, import->arena);
    if (!import_index_load(import, &households, &SQL_import_household_find, table->households,
                           file->rows, why) ||
        !import_index_load(import, &counts, &SQL_import_member_count, table->households, file->rows,
                           why) ||
        !import_index_load(import, &people, &SQL_import_member_find, table->id_hexes, file->rows,
                           why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *household =
            import_index_find(&households, table->households[row]);
        const struct import_entry *heads = import_index_find(
            seen, arena_printf(import->arena, "head of %s", table->households[row]));
        if (household == NULL)
            import_fault(file, row, M_HOUSEHOLD, "there is no such household");
        else if (import_index_find(&counts, table->households[row]) != NULL)
            import_fault(file, row, M_HOUSEHOLD,
                         "the household has members in the database already");
        if (import_index_find(&people, table->id_hexes[row]) != NULL)
            import_fault(file, row, M_ID, "the identity number is in the database already");
        if (heads->count != 1 && heads->id == (int64_t)row)
            import_fault(file, row, M_RELATION,
                         heads->count == 0 ? "the household has no head"
                                           : "the household has several heads");
        table->household_ids[row] = household != NULL ? household->id : 0;
    }
    return true;
}

/* What is public of a name: its first character. */
static void note_head(struct import *import, struct member_table *table, size_t row,
                      const char *name)
{
    size_t at = table->head_count++;
    table->head_households[at] = table->household_ids[row];
    table->surnames[at] = arena_memdup(import->arena, name, text_offset(name, 1));
}

static bool insert_members(struct import *import, const struct member_table *t, size_t at, size_t n,
                           struct refusal *why)
{
    return db_tx_query(
        import->tx, &SQL_import_member_add,
        DB_ARGS(DB_I64S(t->ids + at, n), DB_I64S(t->household_ids + at, n),
                DB_I64S(t->numbers + at, n),
                DB_BYTESS(t->names.sealed + at, t->names.sealed_lengths + at, n),
                DB_BYTESS(t->id_numbers.sealed + at, t->id_numbers.sealed_lengths + at, n),
                DB_BYTESS(t->id_numbers.hashes + at, t->id_numbers.hash_lengths + at, n),
                DB_TEXTS(t->sexes + at, n), DB_TEXTS(t->relations + at, n),
                DB_TEXTS(t->labour + at, n)),
        NULL, why);
}

static bool write_members(struct import_file *file, struct member_table *table, struct refusal *why)
{
    struct import *import = file->import;
    for (size_t row = 0; row < file->rows; row++) {
        const char *name = import_text(file, row, M_NAME);
        table->ids[row] = id_next();
        seal(import, &table->names, row, MEMBER_NAME, name);
        seal(import, &table->id_numbers, row, MEMBER_ID_NUMBER,
             canonical_id(import, import_text(file, row, M_ID)));
        if (strcmp(table->relations[row], "户主") == 0)
            note_head(import, table, row, name);
    }
    for (size_t at = 0, n; at < file->rows; at += n) {
        n = file->rows - at < IMPORT_CHUNK ? file->rows - at : IMPORT_CHUNK;
        if (!insert_members(import, table, at, n, why))
            return false;
    }
    for (size_t at = 0, n; at < table->head_count; at += n) {
        n = table->head_count - at < IMPORT_CHUNK ? table->head_count - at : IMPORT_CHUNK;
        if (!db_tx_query(
                import->tx, &SQL_import_household_surname,
                DB_ARGS(DB_I64S(table->head_households + at, n), DB_TEXTS(table->surnames + at, n)),
                NULL, why))
            return false;
    }
    import->row_count += (int64_t)file->rows;
    return true;
}

bool import_members(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_index seen;
    if (!import_file_open(import, path, MEMBER_COLUMNS, &file, why))
        return false;
    size_t n = file.rows;
    struct arena *arena = import->arena;
    struct member_table table = {
        .ids = arena_array(arena, n, sizeof(int64_t)),
        .household_ids = arena_array(arena, n, sizeof(int64_t)),
        .numbers = arena_array(arena, n, sizeof(int64_t)),
        .households = arena_array(arena, n, sizeof(char *)),
        .id_hexes = arena_array(arena, n, sizeof(char *)),
        .sexes = arena_array(arena, n, sizeof(char *)),
        .relations = arena_array(arena, n, sizeof(char *)),
        .labour = arena_array(arena, n, sizeof(char *)),
        .names = sealed_init(import, n),
        .id_numbers = sealed_init(import, n),
        .head_households = arena_array(arena, n, sizeof(int64_t)),
        .surnames = arena_array(arena, n, sizeof(char *)),
    };
    import_index_init(&seen, arena);
    for (size_t row = 0; row < n; row++)
        check_member(&file, row, &table, &seen);
    return link_members(&file, &table, &seen, why) && import_is_clean(import, why) &&
           write_members(&file, &table, why);
}
