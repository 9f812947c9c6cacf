/* accounts.csv: who works for organisations and regions. An account that is there gets the role. */
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/grant_rule.h"
#include "registry/identifier.h"
#include "registry/import.h"
#include "registry/region.h"
#include "registry/session.h"

enum { A_PHONE, A_ROLE, A_ORG, A_REGION, A_NAME };
static const struct import_word ROLES[] = {{"consumer", "消费者"},
                                           {"producer", "合作社"},
                                           {"station_officer", "县站业务员"},
                                           {"village_officer", "驻村信息员"},
                                           {"county_auditor", "县审计员"},
                                           {"operator", "平台运营员"},
                                           {"household", "农户"},
                                           {"township_officer", "乡镇初审员"},
                                           {"department_officer", "部门复审员"},
                                           {"county_centre", "县管理中心"},
                                           {"city_officer", "市设办"},
                                           {"listing_clerk", "商品员"},
                                           {"packer", "打包员"},
                                           {"accountant", "会计"},
                                           {NULL, NULL}};
static const struct import_column COLUMNS[] = {
    {"phone", "手机号", "19900001001", NULL},        {"role", "岗位", "合作社", ROLES},
    {"org", "机构编号或户编号", "fengjie-01", NULL}, {"region_code", "地区代码", "", NULL},
    {"display_name", "姓名", "示例社长", NULL},      {NULL, NULL, NULL, NULL}};

struct account_row {
    const char *phone, *name, *hex; /* hex: of the phone's hash */
    const char *role, *region;
    const char *org, *household; /* "" = none */
    int64_t account_id, grant_id, org_id, household_id;
    bool is_new; /* the account */
};

/* An account that is new. */
struct fresh {
    int64_t id;
    const char *name;
    struct import_sealed phone;
};

/* Where a role is held: at an organisation, or in a region of so many digits and that level. */
struct role_place {
    const char *role;
    bool organisation;
    size_t digits_min, digits_max;
    int level;         /* of a code of six digits; 0 = any */
    const char *fault; /* when the region is none of them */
};
static const struct role_place PLACES[] = {
    {.role = "producer", .organisation = true},
    {.role = "station_officer", .organisation = true},
    {.role = "listing_clerk", .organisation = true},
    {.role = "packer", .organisation = true},
    {.role = "accountant", .organisation = true},
    {"village_officer", false, 9, 12, 0, "a village officer's region is a village or township"},
    {"county_auditor", false, 6, 6, IMPORT_COUNTY, "an auditor's region is a county"},
    {"township_officer", false, 9, 9, 0, "a township officer's region is a township"},
    {"department_officer", false, 6, 6, IMPORT_COUNTY, "a department officer's region is a county"},
    {"county_centre", false, 6, 6, IMPORT_COUNTY, "a county centre's region is a county"},
    {"city_officer", false, 6, 6, IMPORT_CITY, "a city officer's region is a prefecture"},
    {.role = NULL},
};

/* The last, empty one when the role is held nowhere. */
static const struct role_place *place_of(const char *role)
{
    const struct role_place *place = PLACES;
    while (place->role != NULL && strcmp(place->role, role) != 0)
        place++;
    return place;
}

static const char *phone_hex(struct arena *arena, const char *phone)
{
    uint8_t hash[32];
    account_phone_hash(phone, hash);
    return crypto_hex(hash, sizeof(hash), arena_alloc(arena, 65));
}

/* Which of organisation and region a role needs; organisation stands for a household's number where
 * the role is a household's own. */
static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct account_row *account = item;
    (void)state;
    account->phone =
        import_checked(file, row, A_PHONE, identifier_is_mobile, false, "not a mobile number");
    account->role = import_choice(file, row, A_ROLE);
    const char *role = account->role, *org = import_text(file, row, A_ORG);
    account->region = import_checked(file, row, A_REGION, region_is_code, true,
                                     "not a code of 6, 9 or 12 digits");
    bool is_household = strcmp(role, "household") == 0;
    const struct role_place *place = place_of(role);
    bool needs_org = place->organisation || is_household, needs_region = place->digits_max > 0;
    if (needs_org != (org[0] != '\0'))
        import_fault(file, row, A_ORG,
                     needs_org ? "this role needs an organisation (or a household's number)"
                               : "this role has no organisation");
    if (needs_region && account->region[0] == '\0')
        import_fault(file, row, A_REGION, "this role needs a region");
    else if (needs_region && (strlen(account->region) < place->digits_min ||
                              strlen(account->region) > place->digits_max))
        import_fault(file, row, A_REGION, place->fault);
    account->name = import_words(file, row, A_NAME, 0, 20);
    account->hex = phone_hex(file->arena, account->phone);
    account->org = is_household ? "" : org;
    account->household = is_household ? org : "";
}

/* Whom a row gives its role, with what an operator who imports must not do: give himself a role, or
 * make operators, for which a second one's word may be needed. A command comes from somebody who
 * has the server itself. */
static void check_giver(struct import_file *file, size_t row, const struct account_row *account,
                        int64_t account_id)
{
    const struct import_by *by = file->import->by;
    if (by == NULL || by->account_id == 0 || strcmp(account->role, "consumer") == 0)
        return;
    if (account_id == by->account_id)
        import_fault(file, row, A_PHONE, "nobody gives himself a role");
    if (strcmp(account->role, "operator") == 0)
        import_fault(file, row, A_ROLE, "operators are not made by a file");
}

/* Operator and auditor are two people: in the file, and with what they are already. */
static void check_apart(struct import_file *file, size_t row, const struct account_row *account,
                        const char *roles_now, struct map *in_file)
{
    bool is_operator = strcmp(account->role, "operator") == 0;
    bool is_auditor = strcmp(account->role, "county_auditor") == 0;
    if (!is_operator && !is_auditor)
        return;
    struct map_slot *slot = map_add(in_file, arena_strdup(file->import->arena, account->hex), NULL);
    slot->number |= is_operator ? 1 : 2;
    if (slot->number == 3 || strstr(roles_now, is_operator ? "county_auditor" : "operator") != NULL)
        import_fault(file, row, A_ROLE, "operator and auditor are not the same person");
}

static bool check_people(struct import_file *file, struct account_row *rows, struct map *in_file,
                         struct refusal *why)
{
    struct import_index accounts, regions;
    import_index_init(&accounts, file->arena);
    import_index_init(&regions, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &accounts, &SQL_import_account_find, rows, hex, file->rows,
                           why) ||
        !IMPORT_INDEX_LOAD(file->import, &regions, IMPORT_FIND[IMPORT_REGION], rows, region,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *account = import_index_find(&accounts, rows[row].hex);
        const struct import_entry *region = import_index_find(&regions, rows[row].region);
        check_giver(file, row, &rows[row], account != NULL ? account->id : 0);
        check_apart(file, row, &rows[row], account != NULL ? account->text : "", in_file);
        if (rows[row].region[0] != '\0' && region == NULL)
            import_fault(file, row, A_REGION, "there is no such region");
        else if (region != NULL && strlen(rows[row].region) == 6 &&
                 place_of(rows[row].role)->level != 0 &&
                 region->id != place_of(rows[row].role)->level)
            import_fault(file, row, A_REGION, place_of(rows[row].role)->fault);
    }
    return true;
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct account_row *rows = items;
    struct import_index orgs, households;
    /* the second pass only looks up again what rows point at */
    if (!file->writing && !check_people(file, rows, state, why))
        return false;
    import_index_init(&orgs, file->arena);
    import_index_init(&households, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &orgs, IMPORT_FIND[IMPORT_ORGANISATION], rows, org,
                           file->rows, why) ||
        !IMPORT_INDEX_LOAD(file->import, &households, IMPORT_FIND[IMPORT_HOUSEHOLD], rows,
                           household, file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *org = import_index_find(&orgs, rows[row].org);
        const struct import_entry *household = import_index_find(&households, rows[row].household);
        if (org == NULL && rows[row].org[0] != '\0')
            import_fault(file, row, A_ORG, "there is no such organisation");
        if (household == NULL && rows[row].household[0] != '\0')
            import_fault(file, row, A_ORG, "there is no such household");
        rows[row].org_id = org != NULL ? org->id : 0;
        rows[row].household_id = household != NULL ? household->id : 0;
    }
    return true;
}

/* The chunk's accounts that are not there yet; each row learns its account's id. */
static bool find_fresh(struct import_file *file, struct account_row *rows, struct fresh *fresh,
                       size_t *count, struct refusal *why)
{
    struct import_index accounts;
    import_index_init(&accounts, file->arena);
    *count = 0;
    if (!IMPORT_INDEX_LOAD(file->import, &accounts, &SQL_import_account_find, rows, hex, file->rows,
                           why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        struct import_entry *entry;
        if (import_index_add(&accounts, rows[row].hex, &entry)) {
            struct fresh *added = &fresh[(*count)++];
            entry->id = added->id = id_next();
            added->name = rows[row].name;
            added->phone =
                import_seal(file->arena, CRYPTO_PLACE(ACCOUNT_PHONE, added->id), rows[row].phone);
            rows[row].is_new = true;
        }
        rows[row].account_id = entry->id;
    }
    return true;
}

static const char *grant_key(struct arena *arena, int64_t account_id, const char *role,
                             const char *region, int64_t org_id, int64_t household_id)
{
    return arena_printf(arena, "%lld %s %s %lld %lld", (long long)account_id, role, region,
                        (long long)org_id, (long long)household_id);
}

/* Rows that had their role already are as they were. */
static void tell(struct import_file *file, const struct account_row *rows,
                 const struct db_rows *given)
{
    struct arena *arena = file->arena;
    struct map begun;
    map_init(&begun, arena);
    for (int i = 0; i < db_count(given); i++)
        map_add(&begun,
                grant_key(arena, db_i64(given, i, IMPORT_GRANT_ADD_ACCOUNT_ID),
                          db_text(given, i, IMPORT_GRANT_ADD_ROLE),
                          db_text(given, i, IMPORT_GRANT_ADD_REGION_CODE),
                          db_i64(given, i, IMPORT_GRANT_ADD_ORG_ID),
                          db_i64(given, i, IMPORT_GRANT_ADD_HOUSEHOLD_ID)),
                NULL);
    for (size_t row = 0; row < file->rows; row++) {
        const struct account_row *it = &rows[row];
        bool has = map_remove(&begun, grant_key(arena, it->account_id, it->role, it->region,
                                                it->org_id, it->household_id));
        import_outcome(file, row, it->is_new || has ? IMPORT_ADDED : IMPORT_SAME, "");
    }
}

/* The roles of the chunk; each that is new leaves its row in the access trail, but for the demo's.
 */
static bool give(struct import_file *file, const struct account_row *rows,
                 const struct account_row *grants, size_t n, struct refusal *why)
{
    struct db_tx *tx = file->import->tx;
    const struct import_by *by = file->import->by;
    int64_t actor_id = by != NULL ? by->account_id : 0;
    struct db_rows *given;
    if (!db_tx_query(tx, &SQL_import_grant_add,
                     DB_ARGS(DB_COLUMN_I64(grants, n, grant_id),
                             DB_COLUMN_I64(grants, n, account_id), DB_COLUMN_TEXT(grants, n, role),
                             DB_COLUMN_TEXT(grants, n, region), DB_COLUMN_I64(grants, n, org_id),
                             DB_COLUMN_I64(grants, n, household_id), DB_I64(actor_id)),
                     &given, why))
        return false;
    for (int i = 0; i < db_count(given); i++) {
        int64_t id = db_i64(given, i, IMPORT_GRANT_ADD_ID);
        if (by != NULL)
            grant_leave_trail(tx, actor_id, "grant", id);
        else
            db_tx_send(tx, &SQL_grant_stamp, DB_ARGS(stamp_key(), DB_I64S(&id, 1)));
    }
    if (by != NULL && db_count(given) > 0)
        session_tell_all(tx);
    tell(file, rows, given);
    return true;
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct db_tx *tx = file->import->tx;
    struct account_row *rows = items;
    struct fresh *fresh = arena_array(file->arena, file->rows, sizeof(*fresh));
    struct account_row *grants = arena_array(file->arena, file->rows, sizeof(*grants));
    size_t n, g = 0;
    if (!link(file, items, state, why) || !find_fresh(file, rows, fresh, &n, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        if (strcmp(rows[row].role, "consumer") == 0)
            continue;
        grants[g] = rows[row];
        grants[g++].grant_id = id_next();
    }
    if (n > 0)
        db_tx_send(tx, &SQL_import_account_add,
                   DB_ARGS(DB_COLUMN_I64(fresh, n, id), DB_COLUMN_HASH(fresh, n, phone.hash),
                           DB_COLUMN_BYTES(fresh, n, phone.sealed, phone.length),
                           DB_COLUMN_TEXT(fresh, n, name)));
    return give(file, rows, grants, g, why);
}

static const struct import_form FORM = {COLUMNS, sizeof(struct account_row), check, link, NULL,
                                        write};

static bool read_accounts(struct import *import, const char *path, struct refusal *why)
{
    struct map in_file = {0}; /* by the hash of a phone: 1 operator, 2 auditor */
    bool ok = import_keys_settled(why) && import_read(import, path, &FORM, &in_file, why);
    map_release(&in_file);
    return ok;
}

static const struct import_table TABLES[] = {{NULL,
                                              "一行一个人的一个岗位。手机号已有的只加岗位，不改姓名"
                                              "；县审计员按县给；平台运营员不能上传，在岗位页给",
                                              COLUMNS},
                                             {NULL, NULL, NULL}};
const struct importer IMPORT_ACCOUNTS = {"accounts", read_accounts, TABLES};
