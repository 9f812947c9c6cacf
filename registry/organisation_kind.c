#include <assert.h>
#include <string.h>

#include "registry/identifier.h"
#include "registry/organisation.h"

const char *const ORGANISATION_KIND_WORDS[] = {ORGANISATION_KINDS(STATE_WORD_) NULL};

static int find(const char *word)
{
    for (int kind = 0; kind < ORGANISATION_KIND_COUNT; kind++)
        if (strcmp(word, ORGANISATION_KIND_WORDS[kind]) == 0)
            return kind;
    return -1;
}

enum organisation_kind organisation_kind(const char *word)
{
    int kind = find(word);
    assert(kind >= 0 && "the database's check constraint lists the same words");
    return (enum organisation_kind)kind;
}

#define ANY_HOLDER (~0u)

/* Who may hold what: a family farm is registered as whatever its farmer chose, purchasing units are
 * offices, schools, hospitals and firms alike. */
static const unsigned HOLDERS[ORGANISATION_KIND_COUNT] = {
    [ORGANISATION_COOPERATIVE] = 1u << HOLDER_COOPERATIVE,
    [ORGANISATION_ENTERPRISE] = 1u << HOLDER_ENTERPRISE,
    [ORGANISATION_FAMILY_FARM] =
        1u << HOLDER_SELF_EMPLOYED | 1u << HOLDER_ENTERPRISE | 1u << HOLDER_COOPERATIVE,
    [ORGANISATION_VILLAGE_COLLECTIVE] = 1u << HOLDER_COLLECTIVE,
    [ORGANISATION_STATION] = ANY_HOLDER,
    [ORGANISATION_TOWNSHIP_OFFICE] = 1u << HOLDER_PUBLIC_BODY,
    [ORGANISATION_COUNTY_CENTRE] = 1u << HOLDER_PUBLIC_BODY,
    [ORGANISATION_CITY_OFFICE] = 1u << HOLDER_PUBLIC_BODY,
    [ORGANISATION_VILLAGE_POINT] = ANY_HOLDER,
    [ORGANISATION_PURCHASING_UNIT] = ANY_HOLDER,
    [ORGANISATION_SOCIAL] = 1u << HOLDER_SOCIAL_BODY,
};

bool organisation_credit_code_fits(enum organisation_kind kind, const char *credit_code)
{
    return (HOLDERS[kind] & 1u << identifier_credit_code_holder(credit_code)) != 0;
}
