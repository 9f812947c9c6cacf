/* organisations.csv and accounts.csv: who sells and ships, and who works for them. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/machine.h"
#include "gen/mall/sql.h"
#include "mall/import_file.h"
#include "mall/import_index.h"
#include "registry/account.h"
#include "registry/identifier.h"
#include "registry/organisation.h"
#include "registry/region.h"

/* ---- organisations ---- */

static const char *const ORG_COLUMNS[] = {
    "code",          "kind",         "name",         "uscc",          "county_code",
    "township_code", "village_code", "contact_name", "contact_phone", NULL};
enum { O_CODE, O_KIND, O_NAME, O_USCC, O_COUNTY, O_TOWNSHIP, O_VILLAGE, O_CONTACT, O_PHONE };
static const char *const ORG_KINDS[] = {"cooperative", "enterprise", "station", NULL};

struct org_table {
    int64_t *ids;
    const char **texts[O_VILLAGE + 1];
    const void **contacts;
    size_t *contact_lengths;
};

static bool is_org_code(const char *text)
{
    size_t length = strlen(text);
    return length >= 2 && length <= 40 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static void check_org(struct import_file *file, size_t row, struct org_table *table,
                      struct import_index *seen)
{
    struct import_entry *entry;
    const char *code = import_checked(file, row, O_CODE, is_org_code, false,
                                      "2 to 40 small letters, digits and -");
    const char *county =
        import_checked(file, row, O_COUNTY, region_is_code, false, "not a code of 6 digits");
    const char *village =
        import_checked(file, row, O_VILLAGE, region_is_code, true, "not a code of 12 digits");
    const char *township =
        import_checked(file, row, O_TOWNSHIP, region_is_code, true, "not a code of 9 digits");
    const char *uscc = import_checked(file, row, O_USCC, identifier_is_credit_code, false,
                                      "not a valid unified social credit code");
    import_choice(file, row, O_KIND, ORG_KINDS);
    import_words(file, row, O_NAME, 2, 60);
    import_words(file, row, O_CONTACT, 0, 20);
    import_checked(file, row, O_PHONE, identifier_is_mobile, true, "not a mobile number");
    if (village[0] != '\0' && strncmp(village, county, 6) != 0)
        import_fault(file, row, O_VILLAGE, "the village is not in the county");
    if (township[0] != '\0' && strncmp(township, county, 6) != 0)
        import_fault(file, row, O_TOWNSHIP, "the township is not in the county");
    if (!import_index_add(seen, code, &entry))
        import_fault(file, row, O_CODE, "the code is in the file twice");
    if (!import_index_add(seen, uscc, &entry))
        import_fault(file, row, O_USCC, "the credit code is in the file twice");
    for (int column = O_CODE; column <= O_VILLAGE; column++)
        table->texts[column][row] = import_text(file, row, column);
}

static bool check_orgs_outside(struct import_file *file, const struct org_table *table,
                               struct refusal *why)
{
    struct import *import = file->import;
    struct import_index codes, credit_codes, counties;
    import_index_init(&codes, import->arena);
    import_index_init(&credit_codes, import->arena);
    import_index_init(&counties, import->arena);
    if (!import_index_load(import, &codes, &SQL_import_organisation_find, table->texts[O_CODE],
                           file->rows, why) ||
        !import_index_load(import, &credit_codes, &SQL_import_organisation_uscc,
                           table->texts[O_USCC], file->rows, why) ||
        !import_index_load(import, &counties, &SQL_import_region_find, table->texts[O_COUNTY],
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *county =
            import_index_find(&counties, table->texts[O_COUNTY][row]);
        if (import_index_find(&codes, table->texts[O_CODE][row]) != NULL)
            import_fault(file, row, O_CODE, "the organisation is in the database already");
        if (import_index_find(&credit_codes, table->texts[O_USCC][row]) != NULL)
            import_fault(file, row, O_USCC, "the credit code is in the database already");
        if (county == NULL || county->id != 3)
            import_fault(file, row, O_COUNTY, "there is no such county");
    }
    return true;
}

/* Who answers the phone there is a person too. */
static void seal_contact(struct import_file *file, size_t row, struct org_table *table)
{
    json_t *contact = json_pack("{s:s, s:s}", "name", import_text(file, row, O_CONTACT), "phone",
                                import_text(file, row, O_PHONE));
    char *text = json_dumps(contact, JSON_COMPACT);
    table->contacts[row] = crypto_seal(file->import->arena, "organisation.contact", text,
                                       &table->contact_lengths[row]);
    free(text);
    json_decref(contact);
}

static bool add_orgs(struct import_file *file, struct org_table *table, struct refusal *why)
{
    struct import *import = file->import;
    size_t n = file->rows;
    for (size_t row = 0; row < n; row++) {
        table->ids[row] = id_next();
        seal_contact(file, row, table);
    }
    if (!db_tx_query(import->tx, &SQL_import_organisation_add,
                     DB_ARGS(DB_I64S(table->ids, n), DB_TEXTS(table->texts[O_CODE], n),
                             DB_TEXTS(table->texts[O_KIND], n), DB_TEXTS(table->texts[O_NAME], n),
                             DB_TEXTS(table->texts[O_USCC], n), DB_TEXTS(table->texts[O_COUNTY], n),
                             DB_TEXTS(table->texts[O_TOWNSHIP], n),
                             DB_TEXTS(table->texts[O_VILLAGE], n),
                             DB_BYTESS(table->contacts, table->contact_lengths, n)),
                     NULL, why))
        return false;
    machine_log(import->tx, &ORGANISATION_MACHINE, table->ids, table->texts[O_COUNTY], (int)n,
                ORGANISATION_APPLIED, ORGANISATION_ACTIVE, ACTOR_SYSTEM, "导入");
    import->row_count += (int64_t)n;
    return true;
}

bool import_organisations(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    struct import_index seen;
    struct org_table table;
    if (!import_file_open(import, path, ORG_COLUMNS, &file, why))
        return false;
    table.ids = arena_array(import->arena, file.rows, sizeof(int64_t));
    table.contacts = arena_array(import->arena, file.rows, sizeof(void *));
    table.contact_lengths = arena_array(import->arena, file.rows, sizeof(size_t));
    for (int column = O_CODE; column <= O_VILLAGE; column++)
        table.texts[column] = arena_array(import->arena, file.rows, sizeof(char *));
    import_index_init(&seen, import->arena);
    for (size_t row = 0; row < file.rows; row++)
        check_org(&file, row, &table, &seen);
    return check_orgs_outside(&file, &table, why) && import_is_clean(import, why) &&
           (file.rows == 0 || add_orgs(&file, &table, why));
}

/* ---- accounts ---- */

static const char *const ACCOUNT_COLUMNS[] = {"phone",       "role",         "org",
                                              "region_code", "display_name", NULL};
enum { A_PHONE, A_ROLE, A_ORG, A_REGION, A_NAME };
static const char *const ACCOUNT_ROLES[] = {
    "consumer",       "producer", "station_officer", "village_officer",
    "county_auditor", "operator", "household",       NULL};

struct account_table {
    /* one for each row */
    const char **hexes, **roles, **regions, **orgs, **households;
    int64_t *account_ids;
    /* accounts that are new */
    int64_t *new_ids;
    const void **new_hashes, **new_phones;
    size_t *hash_lengths, *phone_lengths;
    const char **new_names;
    size_t new_count;
    /* grants */
    int64_t *grant_ids, *grant_accounts, *grant_orgs, *grant_households;
    const char **grant_roles, **grant_regions;
    size_t grant_count;
};

static const char *phone_hex(struct import *import, const char *phone)
{
    uint8_t hash[32];
    account_phone_hash(phone, hash);
    return crypto_hex(hash, sizeof(hash), arena_alloc(import->arena, 65));
}

/* Which of organisation and region a role needs; organisation stands for a household's number where
 * the role is a household's own. */
static void check_account(struct import_file *file, size_t row, struct account_table *table)
{
    const char *phone =
        import_checked(file, row, A_PHONE, identifier_is_mobile, false, "not a mobile number");
    const char *role = import_choice(file, row, A_ROLE, ACCOUNT_ROLES);
    const char *org = import_text(file, row, A_ORG);
    const char *region = import_checked(file, row, A_REGION, region_is_code, true,
                                        "not a code of 6, 9 or 12 digits");
    bool needs_org = strcmp(role, "producer") == 0 || strcmp(role, "station_officer") == 0 ||
                     strcmp(role, "household") == 0;
    bool needs_region = strcmp(role, "village_officer") == 0 || strcmp(role, "county_auditor") == 0;
    if (needs_org != (org[0] != '\0'))
        import_fault(file, row, A_ORG,
                     needs_org ? "this role needs an organisation (or a household's number)"
                               : "this role has no organisation");
    if (needs_region && region[0] == '\0')
        import_fault(file, row, A_REGION, "this role needs a region");
    import_words(file, row, A_NAME, 0, 20);
    bool is_household = strcmp(role, "household") == 0;
    table->hexes[row] = phone_hex(file->import, phone);
    table->roles[row] = role;
    table->regions[row] = region;
    table->orgs[row] = is_household ? "" : org;
    table->households[row] = is_household ? org : "";
}

static void add_grant(struct account_table *table, size_t row, int64_t org_id, int64_t household_id)
{
    size_t at = table->grant_count++;
    table->grant_ids[at] = id_next();
    table->grant_accounts[at] = table->account_ids[row];
    table->grant_roles[at] = table->roles[row];
    table->grant_regions[at] = table->regions[row];
    table->grant_orgs[at] = org_id;
    table->grant_households[at] = household_id;
}

static void add_account(struct import_file *file, size_t row, struct account_table *table,
                        struct import_index *accounts)
{
    struct import *import = file->import;
    struct import_entry *entry;
    if (import_index_add(accounts, table->hexes[row], &entry)) {
        const char *phone = import_text(file, row, A_PHONE);
        size_t at = table->new_count++;
        uint8_t *hash = arena_alloc(import->arena, 32);
        account_phone_hash(phone, hash);
        entry->id = table->new_ids[at] = id_next();
        table->new_hashes[at] = hash;
        table->hash_lengths[at] = 32;
        table->new_phones[at] =
            crypto_seal(import->arena, ACCOUNT_PHONE, phone, &table->phone_lengths[at]);
        table->new_names[at] = import_text(file, row, A_NAME);
    }
    table->account_ids[row] = entry->id;
}

static bool link_accounts(struct import_file *file, struct account_table *table,
                          struct refusal *why)
{
    struct import *import = file->import;
    struct import_index orgs, households, accounts;
    import_index_init(&orgs, import->arena);
    import_index_init(&households, import->arena);
    import_index_init(&accounts, import->arena);
    if (!import_index_load(import, &orgs, &SQL_import_organisation_find, table->orgs, file->rows,
                           why) ||
        !import_index_load(import, &households, &SQL_import_household_find, table->households,
                           file->rows, why) ||
        !import_index_load(import, &accounts, &SQL_import_account_find, table->hexes, file->rows,
                           why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *org = import_index_find(&orgs, table->orgs[row]);
        const struct import_entry *household =
            import_index_find(&households, table->households[row]);
        if (org == NULL && table->orgs[row][0] != '\0')
            import_fault(file, row, A_ORG, "there is no such organisation");
        if (household == NULL && table->households[row][0] != '\0')
            import_fault(file, row, A_ORG, "there is no such household");
        add_account(file, row, table, &accounts);
        if (strcmp(table->roles[row], "consumer") != 0)
            add_grant(table, row, org != NULL ? org->id : 0, household != NULL ? household->id : 0);
    }
    return true;
}

static bool write_accounts(struct import *import, const struct account_table *table,
                           struct refusal *why)
{
    size_t n = table->new_count, g = table->grant_count;
    if (n > 0 && !db_tx_query(import->tx, &SQL_import_account_add,
                              DB_ARGS(DB_I64S(table->new_ids, n),
                                      DB_BYTESS(table->new_hashes, table->hash_lengths, n),
                                      DB_BYTESS(table->new_phones, table->phone_lengths, n),
                                      DB_TEXTS(table->new_names, n)),
                              NULL, why))
        return false;
    return g == 0 ||
           db_tx_query(import->tx, &SQL_import_grant_add,
                       DB_ARGS(DB_I64S(table->grant_ids, g), DB_I64S(table->grant_accounts, g),
                               DB_TEXTS(table->grant_roles, g), DB_TEXTS(table->grant_regions, g),
                               DB_I64S(table->grant_orgs, g), DB_I64S(table->grant_households, g)),
                       NULL, why);
}

static void *row_array(struct import *import, size_t rows, size_t size)
{
    return arena_array(import->arena, rows, size);
}

bool import_accounts(struct import *import, const char *path, struct refusal *why)
{
    struct import_file file;
    if (!import_file_open(import, path, ACCOUNT_COLUMNS, &file, why))
        return false;
    size_t n = file.rows;
    struct account_table table = {
        .hexes = row_array(import, n, sizeof(char *)),
        .roles = row_array(import, n, sizeof(char *)),
        .regions = row_array(import, n, sizeof(char *)),
        .orgs = row_array(import, n, sizeof(char *)),
        .households = row_array(import, n, sizeof(char *)),
        .account_ids = row_array(import, n, sizeof(int64_t)),
        .new_ids = row_array(import, n, sizeof(int64_t)),
        .new_hashes = row_array(import, n, sizeof(void *)),
        .new_phones = row_array(import, n, sizeof(void *)),
        .hash_lengths = row_array(import, n, sizeof(size_t)),
        .phone_lengths = row_array(import, n, sizeof(size_t)),
        .new_names = row_array(import, n, sizeof(char *)),
        .grant_ids = row_array(import, n, sizeof(int64_t)),
        .grant_accounts = row_array(import, n, sizeof(int64_t)),
        .grant_orgs = row_array(import, n, sizeof(int64_t)),
        .grant_households = row_array(import, n, sizeof(int64_t)),
        .grant_roles = row_array(import, n, sizeof(char *)),
        .grant_regions = row_array(import, n, sizeof(char *)),
    };
    for (size_t row = 0; row < n; row++)
        check_account(&file, row, &table);
    if (!link_accounts(&file, &table, why) || !import_is_clean(import, why) ||
        !write_accounts(import, &table, why))
        return false;
    import->row_count += (int64_t)n;
    return true;
}
