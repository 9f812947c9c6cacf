#include "registry/import.h"

#include <string.h>

#include "base/crypto.h"
#include "gen/registry/sql.h"

const struct sql *const IMPORT_FIND[] = {
    [IMPORT_REGION] = &SQL_import_region_find,
    [IMPORT_ORGANISATION] = &SQL_import_organisation_find,
    [IMPORT_HOUSEHOLD] = &SQL_import_household_find,
    [IMPORT_OFFICER] = &SQL_import_officer_find,
};

bool import_is_household_no(const char *text)
{
    size_t length = strlen(text);
    return length >= 4 && length <= 40 &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
               length;
}

struct import_sealed import_seal(struct arena *arena, struct crypto_place place, const char *text)
{
    struct import_sealed field = {.given = text[0] != '\0'};
    if (field.given) {
        crypto_lookup_hash(place.field, text, field.hash);
        field.sealed = crypto_seal_at(arena, place, text, &field.length);
    }
    return field;
}

bool import_keys_settled(struct refusal *why)
{
    return crypto_key_count() == 1 || refuse_detail(why, &REFUSAL_CONFLICT, "key",
                                                    "主密钥正在更换，等换完（mall rekey）再导入");
}
