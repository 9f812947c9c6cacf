/* accounts.csv: who works for organisations and regions. An account that is there gets the role. */
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/identifier.h"
#include "registry/import.h"
#include "registry/region.h"

static const char *const COLUMNS[] = {"phone", "role", "org", "region_code", "display_name", NULL};
enum { A_PHONE, A_ROLE, A_ORG, A_REGION, A_NAME };
static const char *const ROLES[] = {
    "consumer",       "producer", "station_officer", "village_officer",
    "county_auditor", "operator", "household",       NULL};

struct account_row {
    const char *phone, *name, *hex; /* hex: of the phone's hash */
    const char *role, *region;
    const char *org, *household; /* "" = none */
    int64_t account_id, grant_id, org_id, household_id;
};

/* An account that is new. */
struct fresh {
    int64_t id;
    const char *name;
    struct import_sealed phone;
};

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
    account->role = import_choice(file, row, A_ROLE, ROLES);
    const char *role = account->role, *org = import_text(file, row, A_ORG);
    account->region = import_checked(file, row, A_REGION, region_is_code, true,
                                     "not a code of 6, 9 or 12 digits");
    bool is_household = strcmp(role, "household") == 0;
    bool needs_org =
        strcmp(role, "producer") == 0 || strcmp(role, "station_officer") == 0 || is_household;
    bool needs_region = strcmp(role, "village_officer") == 0 || strcmp(role, "county_auditor") == 0;
    if (needs_org != (org[0] != '\0'))
        import_fault(file, row, A_ORG,
                     needs_org ? "this role needs an organisation (or a household's number)"
                               : "this role has no organisation");
    if (needs_region && account->region[0] == '\0')
        import_fault(file, row, A_REGION, "this role needs a region");
    account->name = import_words(file, row, A_NAME, 0, 20);
    account->hex = phone_hex(file->arena, account->phone);
    account->org = is_household ? "" : org;
    account->household = is_household ? org : "";
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct account_row *rows = items;
    struct import_index orgs, households;
    (void)state;
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
        }
        rows[row].account_id = entry->id;
    }
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
    if (g > 0)
        db_tx_send(tx, &SQL_import_grant_add,
                   DB_ARGS(DB_COLUMN_I64(grants, g, grant_id), DB_COLUMN_I64(grants, g, account_id),
                           DB_COLUMN_TEXT(grants, g, role), DB_COLUMN_TEXT(grants, g, region),
                           DB_COLUMN_I64(grants, g, org_id),
                           DB_COLUMN_I64(grants, g, household_id)));
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct account_row), check, link, NULL,
                                        write};

static bool read_accounts(struct import *import, const char *path, struct refusal *why)
{
    return import_keys_settled(why) && import_read(import, path, &FORM, NULL, why);
}

const struct importer IMPORT_ACCOUNTS = {"accounts", read_accounts};
