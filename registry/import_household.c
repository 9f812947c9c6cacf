/* households.csv: a snapshot of the national register, sealed field by field.
 *
 * The pseudonym of a household is its number in the village (in the order of the file), and with
 * its head's record the surname before it: "刘家第3户".
 */
#include <string.h>

#include "base/arena.h"
#include "base/db_copy.h"
#include "base/id.h"
#include "base/import_seen.h"
#include "base/machine.h"
#include "base/stamp.h"
#include "base/unique_value.h"
#include "gen/registry/sql.h"
#include "registry/household.h"
#include "registry/identifier.h"
#include "registry/import_household.h"

static const struct import_word STATES[] = {
    {"confirmed", "登记有效"}, {"suspended", "暂停计入"}, {"removed", "已移出"}, {NULL, NULL}};
static const struct import_word ATTRIBUTES[] = {
    {"一般贫困户", "一般贫困户"}, {"低保户", "低保户"},         {"五保户", "五保户"},
    {"特困供养户", "特困供养户"}, {"低保贫困户", "低保贫困户"}, {NULL, NULL}};
static const struct import_word FAMILY_TYPES[] = {{"脱贫户", "脱贫户"},
                                                  {"一般农户", "一般农户"},
                                                  {"脱贫不稳定户", "脱贫不稳定户"},
                                                  {"边缘易致贫户", "边缘易致贫户"},
                                                  {"突发严重困难户", "突发严重困难户"},
                                                  {NULL, NULL}};
static const struct import_word CAUSES[] = {{"因病", "因病"},
                                            {"因残", "因残"},
                                            {"因学", "因学"},
                                            {"因灾", "因灾"},
                                            {"因婚", "因婚"},
                                            {"缺土地", "缺土地"},
                                            {"缺水", "缺水"},
                                            {"缺技术", "缺技术"},
                                            {"缺资金", "缺资金"},
                                            {"缺劳力", "缺劳力"},
                                            {"交通条件落后", "交通条件落后"},
                                            {"自身发展动力不足", "自身发展动力不足"},
                                            {"其他", "其他"},
                                            {NULL, NULL}};
static const struct import_column COLUMNS[] = {{"household_no", "户编号", "H500236-000901", NULL},
                                               {"village_code", "村代码", "500236131201", NULL},
                                               {"identified_on", "识别日期", "2015-07-25", NULL},
                                               {"attribute", "户属性", "低保户", ATTRIBUTES},
                                               {"state", "状态", "登记有效", STATES},
                                               {"family_type", "户类型", "脱贫户", FAMILY_TYPES},
                                               {"main_cause", "主要原因", "缺技术", CAUSES},
                                               {"phone", "手机号", "19900010000", NULL},
                                               {"smartphone", "有智能手机", "否", IMPORT_YES_NO},
                                               {"proxy", "由人代办", "是", IMPORT_YES_NO},
                                               {"bank_account", "银行卡号", "", NULL},
                                               {NULL, NULL, NULL, NULL}};

struct reading {
    struct import_seen numbers;
    struct map villages; /* second pass: households there are in each village seen so far */
};

/* ---- first pass ---- */

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct reading *reading = state;
    struct import_household *household = item;
    household->number = import_checked(file, row, H_NO, import_is_household_no, false,
                                       "4 to 40 letters, digits and -");
    household->village = import_checked(file, row, H_VILLAGE, import_is_village_code, false,
                                        "not a code of 12 digits");
    household->identified_on = import_date(file, row, H_IDENTIFIED);
    household->attribute = import_choice(file, row, H_ATTRIBUTE);
    household->state = import_choice(file, row, H_STATE);
    household->family_type = import_choice(file, row, H_TYPE);
    household->cause = import_choice(file, row, H_CAUSE);
    household->phone =
        import_checked(file, row, H_PHONE, identifier_is_mobile, true, "not a mobile number");
    household->bank = import_checked(file, row, H_BANK, identifier_is_bank_card, true,
                                     "not a bank card's number");
    household->smartphone = import_flag(file, row, H_SMARTPHONE);
    household->proxy = import_flag(file, row, H_PROXY);
    import_unique(file, row, H_NO, &reading->numbers, household->number,
                  "the household is in the file twice");
}

/* A household that is there stays in its village, and one that was removed stays removed. */
static void check_known(struct import_file *file, size_t row,
                        const struct import_household *household, const struct import_entry *known)
{
    const char *removed = machine_state_name(&HOUSEHOLD_MACHINE, HOUSEHOLD_REMOVED);
    if (known == NULL)
        return;
    const char *blank = strchr(known->text, ' ');
    size_t length = (size_t)(blank - known->text);
    if (strlen(household->village) != length ||
        strncmp(known->text, household->village, length) != 0)
        import_fault(file, row, H_VILLAGE, "the household is of another village");
    if (strcmp(blank + 1, removed) == 0 && strcmp(household->state, removed) != 0)
        import_fault(file, row, H_STATE, "the household was removed from the register");
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct import_household *households = items;
    struct import_index known;
    (void)state;
    import_index_init(&known, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &known, IMPORT_FIND[IMPORT_HOUSEHOLD], households, number,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++)
        check_known(file, row, &households[row], import_index_find(&known, households[row].number));
    return IMPORT_CHECK_PLACES(file, H_VILLAGE, IMPORT_VILLAGE, households, village, why);
}

/* ---- second pass ---- */

/* Counts the households of villages that no chunk before has named. */
static bool count_villages(struct import_file *file, const struct import_household *households,
                           struct map *villages, struct refusal *why)
{
    struct import_index counts;
    size_t n = 0;
    const char **fresh = arena_array(file->arena, file->rows, sizeof(*fresh));
    import_index_init(&counts, file->arena);
    for (size_t row = 0; row < file->rows; row++) {
        if (map_find(villages, households[row].village) == NULL) {
            fresh[n] = arena_strdup(file->import->arena, households[row].village);
            map_add(villages, fresh[n++], NULL);
        }
    }
    if (!import_index_load(file->import, &counts, &SQL_import_household_count, fresh,
                           sizeof(*fresh), n, why))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct import_entry *count = import_index_find(&counts, fresh[i]);
        if (count != NULL)
            map_find(villages, fresh[i])->number = count->id;
    }
    return true;
}

static bool copy_households(struct import_file *file, const struct import_household *households,
                            size_t count, struct refusal *why)
{
    struct db_copy *copy = db_copy_begin(file->import->tx, &SQL_import_household_copy, why);
    if (copy == NULL)
        return false;
    for (size_t row = 0; row < count; row++) {
        const struct import_household *h = &households[row];
        struct import_sealed phone =
            import_seal(file->arena, CRYPTO_PLACE(HOUSEHOLD_PHONE, h->id), h->phone);
        struct import_sealed bank =
            import_seal(file->arena, CRYPTO_PLACE(HOUSEHOLD_BANK, h->id), h->bank);
        const struct db_value values[] = {DB_I64(h->id),
                                          DB_TEXT(h->number),
                                          DB_TEXT(h->county),
                                          DB_TEXT(h->village),
                                          DB_TEXT(h->pseudonym),
                                          DB_TEXT(h->identified_on),
                                          DB_TEXT(h->attribute),
                                          DB_TEXT(h->family_type),
                                          DB_TEXT(h->cause),
                                          DB_TEXT(h->state),
                                          DB_BOOL(h->smartphone),
                                          DB_BOOL(h->proxy),
                                          IMPORT_SEALED_VALUES(phone),
                                          IMPORT_SEALED_VALUES(bank)};
        if (!db_copy_row(copy, values, sizeof(values) / sizeof(values[0]), why))
            return false;
    }
    if (!db_copy_end(copy, NULL, why))
        return false;
    unique_value_take(file->import->tx, UNIQUE_HOUSEHOLD_NO,
                      DB_COLUMN_TEXT(households, count, number),
                      DB_COLUMN_I64(households, count, id));
    db_tx_send(file->import->tx, &SQL_household_stamp,
               DB_ARGS(stamp_key(), DB_COLUMN_I64(households, file->rows, id)));
    return true;
}

/* Households that the register no longer confirms come in with the move that says so. */
static void log_moves(struct import_file *file, const struct import_household *households,
                      size_t rows, enum household_state state)
{
    const char *word = machine_state_name(&HOUSEHOLD_MACHINE, state);
    int64_t *ids = arena_array(file->arena, rows, sizeof(*ids));
    const char **counties = arena_array(file->arena, rows, sizeof(*counties));
    int count = 0;
    for (size_t row = 0; row < rows; row++) {
        if (strcmp(households[row].state, word) == 0) {
            ids[count] = households[row].id;
            counties[count++] = households[row].county;
        }
    }
    if (count > 0)
        machine_log(file->import->tx, &HOUSEHOLD_MACHINE, ids, counties, count, HOUSEHOLD_CONFIRMED,
                    (int)state, ACTOR_SYSTEM, "按建档立卡信息导入");
}

static bool add(struct import_file *file, struct import_household *fresh, size_t count,
                struct map *villages, struct refusal *why)
{
    for (size_t i = 0; i < count; i++) {
        long long number = ++map_find(villages, fresh[i].village)->number;
        fresh[i].id = id_next();
        fresh[i].county = arena_memdup(file->arena, fresh[i].village, 6);
        fresh[i].pseudonym = arena_printf(file->arena, "第%lld户", number);
        import_outcome(file, fresh[i].row, IMPORT_ADDED, "");
    }
    if (!copy_households(file, fresh, count, why))
        return false;
    log_moves(file, fresh, count, HOUSEHOLD_SUSPENDED);
    log_moves(file, fresh, count, HOUSEHOLD_REMOVED);
    return true;
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct reading *reading = state;
    struct import_household *rows = items;
    struct import_household *fresh = arena_array(file->arena, file->rows, sizeof(*fresh));
    struct import_household *old = arena_array(file->arena, file->rows, sizeof(*old));
    struct db_rows *known;
    struct map places = {0};
    size_t added = 0, kept = 0;
    if (!count_villages(file, rows, &reading->villages, why) ||
        !import_household_banks(file, rows, why) ||
        !db_tx_query(file->import->tx, &SQL_import_household_current,
                     DB_ARGS(DB_COLUMN_TEXT(rows, file->rows, number)), &known, why))
        return false;
    import_map_rows(&places, known, IMPORT_HOUSEHOLD_CURRENT_HOUSEHOLD_NO);
    for (size_t row = 0; row < file->rows; row++) {
        const struct map_slot *slot = map_find(&places, rows[row].number);
        rows[row].row = row;
        if (slot == NULL) {
            fresh[added++] = rows[row];
        } else {
            rows[row].id = db_i64(known, (int)slot->number, IMPORT_HOUSEHOLD_CURRENT_ID);
            old[kept++] = rows[row];
        }
    }
    bool ok = (added == 0 || add(file, fresh, added, &reading->villages, why)) &&
              (kept == 0 || import_household_change(file, old, kept, known, &places, why));
    map_release(&places);
    return ok;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct import_household), check, link, NULL,
                                        write};

static bool read_households(struct import *import, const char *path, struct refusal *why)
{
    struct reading reading = {.villages = {0}};
    bool ok = import_read(import, path, &FORM, &reading, why);
    import_seen_release(&reading.numbers);
    map_release(&reading.villages);
    return ok;
}

static const struct import_table TABLES[] = {
    {NULL, "一行一户。户编号已有的改成新的内容，状态变了也改；手机号和银行卡号空着就不动；村不改",
     COLUMNS},
    {NULL, NULL, NULL}};
const struct importer IMPORT_HOUSEHOLDS = {"households", read_households, TABLES};
