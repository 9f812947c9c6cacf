/* organisations.csv: who sells and ships. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/import_seen.h"
#include "base/machine.h"
#include "gen/registry/sql.h"
#include "registry/identifier.h"
#include "registry/import.h"
#include "registry/organisation.h"
#include "registry/region.h"
#include "registry/sealed.h"

static const char *const COLUMNS[] = {
    "code",          "kind",         "name",         "uscc",          "county_code",
    "township_code", "village_code", "contact_name", "contact_phone", NULL};
enum { O_CODE, O_KIND, O_NAME, O_USCC, O_COUNTY, O_TOWNSHIP, O_VILLAGE, O_CONTACT, O_PHONE };
static const char *const KINDS[] = {"cooperative", "enterprise", "station", NULL};

struct org_row {
    int64_t id;
    const char *code, *kind, *name, *uscc, *county, *township, *village;
    const char *contact_name, *contact_phone;
    const void *contact;
    size_t contact_length;
};

static bool is_org_code(const char *text)
{
    size_t length = strlen(text);
    return length >= 2 && length <= 40 &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static void check_place(struct import_file *file, size_t row, struct org_row *org)
{
    org->county =
        import_checked(file, row, O_COUNTY, region_is_code, false, "not a code of 6 digits");
    org->village =
        import_checked(file, row, O_VILLAGE, region_is_code, true, "not a code of 12 digits");
    org->township =
        import_checked(file, row, O_TOWNSHIP, region_is_code, true, "not a code of 9 digits");
}

static void check_place_in_county(struct import_file *file, size_t row, const struct org_row *org)
{
    if (org->village[0] != '\0' && strncmp(org->village, org->county, 6) != 0)
        import_fault(file, row, O_VILLAGE, "the village is not in the county");
    if (org->township[0] != '\0' && strncmp(org->township, org->county, 6) != 0)
        import_fault(file, row, O_TOWNSHIP, "the township is not in the county");
}

static void check(struct import_file *file, size_t row, void *item, void *state)
{
    struct import_seen *seen = state;
    struct org_row *org = item;
    org->code = import_checked(file, row, O_CODE, is_org_code, false,
                               "2 to 40 small letters, digits and -");
    check_place(file, row, org);
    org->uscc = import_checked(file, row, O_USCC, identifier_is_credit_code, false,
                               "not a valid unified social credit code");
    org->kind = import_choice(file, row, O_KIND, KINDS);
    org->name = import_words(file, row, O_NAME, 2, 60);
    org->contact_name = import_words(file, row, O_CONTACT, 0, 20);
    org->contact_phone =
        import_checked(file, row, O_PHONE, identifier_is_mobile, true, "not a mobile number");
    check_place_in_county(file, row, org);
    import_unique(file, row, O_CODE, seen, org->code, "the code is in the file twice");
    import_unique(file, row, O_USCC, seen, org->uscc, "the credit code is in the file twice");
}

static bool link(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct org_row *orgs = items;
    struct import_index codes, credit_codes, counties;
    (void)state;
    import_index_init(&codes, file->arena);
    import_index_init(&credit_codes, file->arena);
    import_index_init(&counties, file->arena);
    if (!IMPORT_INDEX_LOAD(file->import, &codes, IMPORT_FIND[IMPORT_ORGANISATION], orgs, code,
                           file->rows, why) ||
        !IMPORT_INDEX_LOAD(file->import, &credit_codes, &SQL_import_organisation_uscc, orgs, uscc,
                           file->rows, why) ||
        !IMPORT_INDEX_LOAD(file->import, &counties, IMPORT_FIND[IMPORT_REGION], orgs, county,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        const struct import_entry *county = import_index_find(&counties, orgs[row].county);
        if (import_index_find(&codes, orgs[row].code) != NULL)
            import_fault(file, row, O_CODE, "the organisation is in the database already");
        if (import_index_find(&credit_codes, orgs[row].uscc) != NULL)
            import_fault(file, row, O_USCC, "the credit code is in the database already");
        if (county == NULL || county->id != IMPORT_COUNTY)
            import_fault(file, row, O_COUNTY, "there is no such county");
    }
    return true;
}

/* Who answers the phone there is a person too. */
static void seal_contact(struct arena *arena, struct org_row *org)
{
    json_t *contact =
        json_pack("{s:s, s:s}", "name", org->contact_name, "phone", org->contact_phone);
    char *text = json_dumps(contact, JSON_COMPACT);
    org->contact = crypto_seal_at(arena, CRYPTO_PLACE(ORGANISATION_CONTACT, org->id), text,
                                  &org->contact_length);
    free(text);
    json_decref(contact);
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct org_row *orgs = items;
    size_t n = file->rows;
    int64_t *ids = arena_array(file->arena, n, sizeof(*ids));
    const char **counties = arena_array(file->arena, n, sizeof(*counties));
    (void)state;
    for (size_t row = 0; row < n; row++) {
        ids[row] = orgs[row].id = id_next();
        counties[row] = orgs[row].county;
        seal_contact(file->arena, &orgs[row]);
    }
    if (!db_tx_query(file->import->tx, &SQL_import_organisation_add,
                     DB_ARGS(DB_COLUMN_I64(orgs, n, id), DB_COLUMN_TEXT(orgs, n, code),
                             DB_COLUMN_TEXT(orgs, n, kind), DB_COLUMN_TEXT(orgs, n, name),
                             DB_COLUMN_TEXT(orgs, n, uscc), DB_COLUMN_TEXT(orgs, n, county),
                             DB_COLUMN_TEXT(orgs, n, township), DB_COLUMN_TEXT(orgs, n, village),
                             DB_COLUMN_BYTES(orgs, n, contact, contact_length)),
                     NULL, why))
        return false;
    machine_log(file->import->tx, &ORGANISATION_MACHINE, ids, counties, (int)n,
                ORGANISATION_APPLIED, ORGANISATION_ACTIVE, ACTOR_SYSTEM, "导入");
    return true;
}

static const struct import_form FORM = {COLUMNS, sizeof(struct org_row), check, link, NULL, write};

static bool read_organisations(struct import *import, const char *path, struct refusal *why)
{
    struct import_seen seen = {.count = 0};
    bool ok = import_read(import, path, &FORM, &seen, why);
    import_seen_release(&seen);
    return ok;
}

const struct importer IMPORT_ORGANISATIONS = {"organisations", read_organisations};
