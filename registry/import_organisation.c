/* organisations.csv: who sells and ships. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/import_seen.h"
#include "base/machine.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/identifier.h"
#include "registry/import.h"
#include "registry/mask.h"
#include "registry/organisation.h"
#include "registry/region.h"
#include "registry/sealed.h"

static const struct import_word KINDS[] = {
    {"cooperative", "合作社"},           {"enterprise", "企业"},
    {"family_farm", "家庭农场"},         {"village_collective", "村集体"},
    {"station", "电商服务站"},           {"township_office", "乡镇服务站"},
    {"county_centre", "县管理中心"},     {"city_office", "市设办"},
    {"village_point", "村信息点"},       {"purchasing_unit", "采购单位"},
    {"social_organisation", "社会组织"}, {NULL, NULL}};
static const struct import_column COLUMNS[] = {
    {"code", "编号", "fengjie-09", NULL},
    {"kind", "类型", "合作社", KINDS},
    {"name", "名称", "奉节县示例脐橙专业合作社", NULL},
    {"uscc", "统一社会信用代码", "93500236MA00000152", NULL},
    {"county_code", "县代码", "500236", NULL},
    {"township_code", "乡镇代码", "500236131", NULL},
    {"village_code", "村代码", "500236131201", NULL},
    {"contact_name", "联系人", "示例联系人", NULL},
    {"contact_phone", "联系手机", "19900001001", NULL},
    {NULL, NULL, NULL, NULL}};
enum { O_CODE, O_KIND, O_NAME, O_USCC, O_COUNTY, O_TOWNSHIP, O_VILLAGE, O_CONTACT, O_PHONE };

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

/* The office of a prefecture stands in no county: its place is the prefecture. */
static bool is_of_city(const struct org_row *org)
{
    return strcmp(org->kind, ORGANISATION_KIND_WORDS[ORGANISATION_CITY_OFFICE]) == 0;
}

static void check_no_place_below(struct import_file *file, size_t row, const struct org_row *org)
{
    static const char OF_CITY[] = "a prefecture's office stands in no township or village";
    if (org->township[0] != '\0')
        import_fault(file, row, O_TOWNSHIP, OF_CITY);
    if (org->village[0] != '\0')
        import_fault(file, row, O_VILLAGE, OF_CITY);
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
    org->kind = import_choice(file, row, O_KIND);
    org->name = import_words(file, row, O_NAME, 2, 60);
    org->contact_name = import_words(file, row, O_CONTACT, 0, 20);
    org->contact_phone =
        import_checked(file, row, O_PHONE, identifier_is_mobile, true, "not a mobile number");
    if (is_of_city(org))
        check_no_place_below(file, row, org);
    else
        check_place_in_county(file, row, org);
    import_unique(file, row, O_CODE, seen, org->code, "the code is in the file twice");
    import_unique(file, row, O_USCC, seen, org->uscc, "the credit code is in the file twice");
}

/* What an organisation is called by, and what nobody changes by a file: which kind it is, under
 * which credit code, in which county. */
static void check_known(struct import_file *file, size_t row, const struct org_row *org,
                        const struct import_entry *known, const struct import_entry *credit)
{
    if (credit != NULL && strcmp(credit->text, org->code) != 0)
        import_fault(file, row, O_USCC, "the credit code is another organisation's already");
    if (known == NULL)
        return;
    size_t kind = strcspn(known->text, " ");
    if (strlen(org->kind) != kind || strncmp(known->text, org->kind, kind) != 0)
        import_fault(file, row, O_KIND, "the organisation is of another kind");
    if (strncmp(known->text + kind + (known->text[kind] == ' '), org->county, 6) != 0)
        import_fault(file, row, O_COUNTY, "the organisation is of another county");
    if (credit == NULL)
        import_fault(file, row, O_USCC, "the organisation has another credit code");
}

/* A prefecture that is a county as well (东莞) is found as that, the lower one; its code still ends
 * like a prefecture's. */
static bool is_city(const struct import_entry *place, const char *code)
{
    return place != NULL && (place->id == IMPORT_CITY ||
                             (place->id == IMPORT_COUNTY && strcmp(code + 4, "00") == 0));
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
        const struct import_entry *place = import_index_find(&counties, orgs[row].county);
        check_known(file, row, &orgs[row], import_index_find(&codes, orgs[row].code),
                    import_index_find(&credit_codes, orgs[row].uscc));
        if (is_of_city(&orgs[row])) {
            if (!is_city(place, orgs[row].county))
                import_fault(file, row, O_COUNTY, "there is no such prefecture");
        } else if (place == NULL || place->id != IMPORT_COUNTY) {
            import_fault(file, row, O_COUNTY, "there is no such county");
        }
    }
    return true;
}

/* Who answers the phone there is a person too. */
static const char *contact_text(struct arena *arena, const struct org_row *org)
{
    json_t *contact =
        json_pack("{s:s, s:s}", "name", org->contact_name, "phone", org->contact_phone);
    char *text = json_dumps(contact, JSON_COMPACT);
    const char *own = arena_strdup(arena, text);
    free(text);
    json_decref(contact);
    return own;
}

static void seal_contact(struct arena *arena, struct org_row *org)
{
    org->contact = crypto_seal_at(arena, CRYPTO_PLACE(ORGANISATION_CONTACT, org->id),
                                  contact_text(arena, org), &org->contact_length);
}

/* Adds those that are new, which come in active. */
static bool add(struct import_file *file, const struct org_row *orgs, size_t n, struct refusal *why)
{
    int64_t *ids = arena_array(file->arena, n, sizeof(*ids));
    const char **counties = arena_array(file->arena, n, sizeof(*counties));
    for (size_t i = 0; i < n; i++) {
        ids[i] = orgs[i].id;
        counties[i] = orgs[i].county;
    }
    if (!db_tx_query(file->import->tx, &SQL_import_organisation_add,
                     DB_ARGS(DB_COLUMN_I64(orgs, n, id), DB_COLUMN_TEXT(orgs, n, code),
                             DB_COLUMN_TEXT(orgs, n, kind), DB_COLUMN_TEXT(orgs, n, name),
                             DB_COLUMN_TEXT(orgs, n, uscc), DB_COLUMN_TEXT(orgs, n, county),
                             DB_COLUMN_TEXT(orgs, n, township), DB_COLUMN_TEXT(orgs, n, village),
                             DB_COLUMN_BYTES(orgs, n, contact, contact_length)),
                     NULL, why))
        return false;
    db_tx_send(file->import->tx, &SQL_organisation_stamp,
               DB_ARGS(stamp_key(), DB_COLUMN_I64(orgs, n, id)));
    machine_log(file->import->tx, &ORGANISATION_MACHINE, ids, counties, (int)n,
                ORGANISATION_APPLIED, ORGANISATION_ACTIVE, ACTOR_SYSTEM, "导入");
    return true;
}

/* Name and phone of whoever answers there, in the text that is sealed, masked. */
static char *mask_contact(struct arena *arena, const char *text)
{
    json_t *contact = text != NULL ? json_loads(text, 0, NULL) : NULL;
    const char *name = json_string_value(json_object_get(contact, "name"));
    const char *phone = json_string_value(json_object_get(contact, "phone"));
    char *masked = arena_printf(arena, "%s %s", mask_name(arena, name), mask_mobile(arena, phone));
    json_decref(contact);
    return masked;
}

/* Which columns a row changes of the organisation that is there. */
static const char *changes(struct import_file *file, const struct org_row *org,
                           const struct db_rows *known, int k, struct import_trail *trail)
{
    size_t length;
    const void *sealed = db_bytes(known, k, IMPORT_ORGANISATION_CURRENT_CONTACT_SEALED, &length);
    int64_t id = db_i64(known, k, IMPORT_ORGANISATION_CURRENT_ID);
    const char *contact =
        sealed != NULL
            ? crypto_open_at(file->arena, CRYPTO_PLACE(ORGANISATION_CONTACT, id), sealed, length)
            : NULL;
    struct import_changes changed = {.file = file};
    import_change(&changed, O_NAME, db_text(known, k, IMPORT_ORGANISATION_CURRENT_NAME), org->name);
    import_change(&changed, O_TOWNSHIP,
                  db_text(known, k, IMPORT_ORGANISATION_CURRENT_TOWNSHIP_CODE), org->township);
    import_change(&changed, O_VILLAGE, db_text(known, k, IMPORT_ORGANISATION_CURRENT_VILLAGE_CODE),
                  org->village);
    import_change_masked(&changed, O_CONTACT, contact, contact_text(file->arena, org),
                         mask_contact);
    import_trail_note(trail, &changed, id, NULL, org->county);
    return import_changes_text(&changed);
}

static bool change(struct import_file *file, const struct org_row *orgs, size_t n,
                   struct refusal *why)
{
    if (!db_tx_query(file->import->tx, &SQL_import_organisation_change,
                     DB_ARGS(DB_COLUMN_I64(orgs, n, id), DB_COLUMN_TEXT(orgs, n, name),
                             DB_COLUMN_TEXT(orgs, n, township), DB_COLUMN_TEXT(orgs, n, village),
                             DB_COLUMN_BYTES(orgs, n, contact, contact_length)),
                     NULL, why))
        return false;
    db_tx_send(file->import->tx, &SQL_organisation_stamp,
               DB_ARGS(stamp_key(), DB_COLUMN_I64(orgs, n, id)));
    return true;
}

static bool write(struct import_file *file, void *items, void *state, struct refusal *why)
{
    struct org_row *orgs = items;
    struct org_row *fresh = arena_array(file->arena, file->rows, sizeof(*fresh));
    struct org_row *changed = arena_array(file->arena, file->rows, sizeof(*changed));
    struct db_rows *known;
    struct map by_code = {0};
    struct import_trail trail;
    size_t added = 0, altered = 0;
    (void)state;
    if (!db_tx_query(file->import->tx, &SQL_import_organisation_current,
                     DB_ARGS(DB_COLUMN_TEXT(orgs, file->rows, code)), &known, why))
        return false;
    import_map_rows(&by_code, known, IMPORT_ORGANISATION_CURRENT_CODE);
    import_trail_begin(&trail, file, "organisation");
    for (size_t row = 0; row < file->rows; row++) {
        struct org_row *org = &orgs[row];
        const struct map_slot *slot = map_find(&by_code, org->code);
        const char *columns =
            slot == NULL ? "" : changes(file, org, known, (int)slot->number, &trail);
        org->id = slot == NULL ? id_next()
                               : db_i64(known, (int)slot->number, IMPORT_ORGANISATION_CURRENT_ID);
        seal_contact(file->arena, org);
        import_outcome(file, row, import_outcome_of(slot == NULL, columns), columns);
        if (slot == NULL)
            fresh[added++] = *org;
        else if (columns[0] != '\0')
            changed[altered++] = *org;
    }
    map_release(&by_code);
    import_trail_send(&trail);
    return (added == 0 || add(file, fresh, added, why)) &&
           (altered == 0 || change(file, changed, altered, why));
}

static const struct import_form FORM = {COLUMNS, sizeof(struct org_row), check, link, NULL, write};

static bool read_organisations(struct import *import, const char *path, struct refusal *why)
{
    struct import_seen seen = {.count = 0};
    bool ok = import_read(import, path, &FORM, &seen, why);
    import_seen_release(&seen);
    return ok;
}

static const struct import_table TABLES[] = {
    {NULL,
     "一行一个合作社、企业、县站或市设办，市设办的县代码写市代码。编号已有的改名称、乡镇、村和联系"
     "人；类型、信用代码和县不改",
     COLUMNS},
    {NULL, NULL, NULL}};
const struct importer IMPORT_ORGANISATIONS = {"organisations", read_organisations, TABLES};
