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
#include "gen/registry/sql.h"
#include "registry/household.h"
#include "registry/identifier.h"
#include "registry/import.h"
#include "registry/region.h"

static const char *const COLUMNS[] = {"household_no", "village_code", "identified_on", "attribute",
                                      "state",        "family_type",  "main_cause",    "phone",
                                      "smartphone",   "proxy",        "bank_account",  NULL};
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

struct household_row {
    int64_t id;
    const char *number, *village, *identified_on, *attribute, *state, *family_type, *cause;
    const char *phone, *bank;
    const char *county, *pseudonym;
    bool smartphone, proxy;
};

struct reading {
    struct import_seen numbers;
    struct map villages; /* second pass: households there are in each village seen so far */
};

/* ---- first pass ---- */

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct reading *reading = state;
    struct household_row *household = item;
    household->number = import_checked(file, row, H_NO, import_is_household_no, false,
                                       "4 to 40 letters, digits and -");
    household->village =
        import_checked(file, row, H_VILLAGE, region_is_code, false, "not a code of 12 digits");
    household->identified_on = import_date(file, row, H_IDENTIFIED);
    household->attribute = import_choice(file, row, H_ATTRIBUTE, ATTRIBUTES);
    household->state = import_choice(file, row, H_STATE, STATES);
    household->family_type = import_choice(file, row, H_TYPE, FAMILY_TYPES);
    household->cause = import_choice(file, row, H_CAUSE, CAUSES);
    household->phone =
        import_checked(file, row, H_PHONE, identifier_is_mobile, true, "not a mobile number");
    household->bank = import_checked(file, row, H_BANK, identifier_is_bank_card, true,
                                     "not a bank card's number");
    household->smartphone = import_flag(file, row, H_SMARTPHONE);
    household->proxy = import_flag(file, row, H_PROXY);
    import_unique(file, row, H_NO, &reading->numbers, household->number,
                  "the household is in the file twice");
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct household_row *households = items;
    struct import_index known, villages;
    (void)state;
    import_index_init(&known, file->arena);
    import_index_init(&villages, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &known, IMPORT_FIND[IMPORT_HOUSEHOLD], households, number,
                           file->rows, why) ||
        !IMPORT_INDEX_LOAD(file->import, &villages, IMPORT_FIND[IMPORT_REGION], households, village,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *village = import_index_find(&villages, households[row].village);
        if (import_index_find(&known, households[row].number) != NULL)
            import_fault(file, row, H_NO, "the household is in the database already");
        if (village == NULL || village->id != IMPORT_VILLAGE)
            import_fault(file, row, H_VILLAGE, "there is no such village");
    }
    return true;
}

/* ---- second pass ---- */

/* Counts the households of villages that no chunk before has named. */
static bool count_villages(struct import_file *file, const struct household_row *households,
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

static bool copy_households(struct import_file *file, const struct household_row *households,
                            struct refusal *why)
{
    struct db_copy *copy = db_copy_begin(file->import->tx, &SQL_import_household_copy, why);
    if (copy == NULL)
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct household_row *h = &households[row];
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
    return db_copy_end(copy, NULL, why);
}

/* Households that the register no longer confirms come in with the move that says so. */
static void log_moves(struct import_file *file, const struct household_row *households,
                      enum household_state state)
{
    const char *word = machine_state_name(&HOUSEHOLD_MACHINE, state);
    int64_t *ids = arena_array(file->arena, file->rows, sizeof(*ids));
    const char **counties = arena_array(file->arena, file->rows, sizeof(*counties));
    int count = 0;
    for (size_t row = 0; row < file->rows; row++) {
        if (strcmp(households[row].state, word) == 0) {
            ids[count] = households[row].id;
            counties[count++] = households[row].county;
        }
    }
    if (count > 0)
        machine_log(file->import->tx, &HOUSEHOLD_MACHINE, ids, counties, count, HOUSEHOLD_CONFIRMED,
                    (int)state, ACTOR_SYSTEM, "按建档立卡信息导入");
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct reading *reading = state;
    struct household_row *households = items;
    if (!count_villages(file, households, &reading->villages, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        struct household_row *household = &households[row];
        long long number = ++map_find(&reading->villages, household->village)->number;
        household->id = id_next();
        household->county = arena_memdup(file->arena, household->village, 6);
        household->pseudonym = arena_printf(file->arena, "第%lld户", number);
    }
    if (!copy_households(file, households, why))
        return false;
    log_moves(file, households, HOUSEHOLD_SUSPENDED);
    log_moves(file, households, HOUSEHOLD_REMOVED);
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct household_row), check, link, NULL,
                                        write};

static bool read_households(struct import *import, const char *path, struct refusal *why)
{
    struct reading reading = {.villages = {0}};
    bool ok = import_read(import, path, &FORM, &reading, why);
    import_seen_release(&reading.numbers);
    map_release(&reading.villages);
    return ok;
}

const struct importer IMPORT_HOUSEHOLDS = {"households", read_households};
