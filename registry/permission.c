#include "registry/permission.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

/* How far a role's grant reaches for one right. NOWHERE, the zero, is what the table does not name.
 */
enum reach {
    NOWHERE,
    REGION,    /* objects in the grant's region subtree */
    ORG,       /* objects of the grant's organisation (scope.org_id) */
    STATION,   /* objects shipped by the grant's station (scope.station_id) */
    HOUSEHOLD, /* the grant's own household */
    EVERYWHERE
};

static const unsigned char REACH[RIGHT_COUNT][ROLE_COUNT] = {
    [RIGHT_LISTING_EDIT] = {[ROLE_PRODUCER] = ORG, [ROLE_LISTING_CLERK] = ORG},
    [RIGHT_LISTING_READ] = {[ROLE_PRODUCER] = ORG,
                            [ROLE_LISTING_CLERK] = ORG,
                            [ROLE_PACKER] = ORG,
                            [ROLE_ACCOUNTANT] = ORG,
                            [ROLE_STATION_OFFICER] = REGION,
                            [ROLE_VILLAGE_OFFICER] = REGION,
                            [ROLE_COUNTY_AUDITOR] = REGION,
                            [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_LISTING_CHECK] = {[ROLE_VILLAGE_OFFICER] = REGION},
    [RIGHT_LISTING_APPROVE] = {[ROLE_STATION_OFFICER] = REGION},
    [RIGHT_LISTING_TAKE_OFF] = {[ROLE_PRODUCER] = ORG,
                                [ROLE_LISTING_CLERK] = ORG,
                                [ROLE_STATION_OFFICER] = REGION,
                                [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_LOT_INTAKE] =
        {[ROLE_PRODUCER] = ORG, [ROLE_PACKER] = ORG, [ROLE_STATION_OFFICER] = REGION},
    [RIGHT_LOT_HOLD] = {[ROLE_STATION_OFFICER] = REGION,
                        [ROLE_COUNTY_AUDITOR] = REGION,
                        [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_SALES_READ] = {[ROLE_PRODUCER] = ORG,
                          [ROLE_ACCOUNTANT] = ORG,
                          [ROLE_STATION_OFFICER] = STATION,
                          [ROLE_COUNTY_AUDITOR] = REGION,
                          [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_PARCEL_WORK] = {[ROLE_STATION_OFFICER] = STATION, [ROLE_PACKER] = STATION},
    [RIGHT_REFUND_DECIDE] = {[ROLE_STATION_OFFICER] = STATION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_FREIGHT_EDIT] = {[ROLE_STATION_OFFICER] = REGION},
    [RIGHT_HOUSEHOLD_LIST] = {[ROLE_PRODUCER] = REGION,
                              [ROLE_LISTING_CLERK] = REGION,
                              [ROLE_PACKER] = REGION,
                              [ROLE_STATION_OFFICER] = REGION,
                              [ROLE_VILLAGE_OFFICER] = REGION,
                              [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_HOUSEHOLD_READ] = {[ROLE_STATION_OFFICER] = REGION,
                              [ROLE_VILLAGE_OFFICER] = REGION,
                              [ROLE_COUNTY_AUDITOR] = REGION,
                              [ROLE_HOUSEHOLD] = HOUSEHOLD},
    [RIGHT_HOUSEHOLD_UNMASK] = {[ROLE_VILLAGE_OFFICER] = REGION, [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_HOUSEHOLD_STATE] = {[ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_INCOME_LIST] = {[ROLE_VILLAGE_OFFICER] = REGION, [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_STATEMENT_READ] = {[ROLE_VILLAGE_OFFICER] = REGION,
                              [ROLE_COUNTY_AUDITOR] = REGION,
                              [ROLE_HOUSEHOLD] = HOUSEHOLD},
    [RIGHT_PAPER_CODE] = {[ROLE_STATION_OFFICER] = REGION,
                          [ROLE_VILLAGE_OFFICER] = REGION,
                          [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_AUTHORITY_READ] = {[ROLE_VILLAGE_OFFICER] = REGION,
                              [ROLE_TOWNSHIP_OFFICER] = REGION,
                              [ROLE_COUNTY_CENTRE] = REGION,
                              [ROLE_COUNTY_AUDITOR] = REGION,
                              [ROLE_HOUSEHOLD] = HOUSEHOLD},
    [RIGHT_AUTHORITY_RECORD] = {[ROLE_VILLAGE_OFFICER] = REGION,
                                [ROLE_TOWNSHIP_OFFICER] = REGION,
                                [ROLE_COUNTY_CENTRE] = REGION},
    [RIGHT_AUTHORITY_CONFIRM] = {[ROLE_TOWNSHIP_OFFICER] = REGION, [ROLE_COUNTY_CENTRE] = REGION},
    [RIGHT_ADMINISTRATOR_GRANT] = {[ROLE_COUNTY_CENTRE] = REGION},
    [RIGHT_LEDGER_READ] = {[ROLE_COUNTY_AUDITOR] = REGION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_ATTRIBUTION_RESOLVE] = {[ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_TRAIL_READ] = {[ROLE_COUNTY_AUDITOR] = REGION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_ROLE_GRANT] = {[ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_ORGANISATION_STATE] = {[ROLE_COUNTY_AUDITOR] = REGION,
                                  [ROLE_COUNTY_CENTRE] = REGION,
                                  [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_STAFF_EDIT] = {[ROLE_PRODUCER] = ORG, [ROLE_STATION_OFFICER] = STATION},
    [RIGHT_PAPER_READ] = {[ROLE_PRODUCER] = ORG,
                          [ROLE_DEPARTMENT_OFFICER] = REGION,
                          [ROLE_COUNTY_CENTRE] = REGION,
                          [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_DOSSIER_READ] = {[ROLE_TOWNSHIP_OFFICER] = REGION,
                            [ROLE_DEPARTMENT_OFFICER] = REGION,
                            [ROLE_COUNTY_CENTRE] = REGION,
                            [ROLE_CITY_OFFICER] = REGION,
                            [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_DOSSIER_TOWNSHIP] = {[ROLE_TOWNSHIP_OFFICER] = REGION},
    [RIGHT_DOSSIER_DEPARTMENT] = {[ROLE_DEPARTMENT_OFFICER] = REGION},
    [RIGHT_DOSSIER_COUNTY] = {[ROLE_COUNTY_CENTRE] = REGION},
    [RIGHT_REGION_KEEP] = {[ROLE_COUNTY_AUDITOR] = REGION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_PAYMENT_READ] = {[ROLE_COUNTY_AUDITOR] = REGION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_OPERATE] = {[ROLE_OPERATOR] = EVERYWHERE},
};

/* A grant without a region reaches no region: only operators are everywhere, and they are so by the
 * table. */
static bool in_region(const struct grant *grant, const struct scope *scope)
{
    size_t length = strlen(grant->region_code);
    /* a prefecture's six digits are four and 00 */
    if (grant->role == ROLE_CITY_OFFICER && length == 6)
        length = 4;
    return length > 0 && scope->region_code != NULL &&
           strncmp(scope->region_code, grant->region_code, length) == 0;
}

static bool reaches(enum reach reach, const struct grant *grant, const struct scope *scope)
{
    if (reach == EVERYWHERE)
        return true;
    if (scope == NULL)
        return false;
    switch (reach) {
    case REGION:
        return in_region(grant, scope);
    case ORG:
        return grant->org_id != 0 && grant->org_id == scope->org_id;
    case STATION:
        return grant->org_id != 0 && grant->org_id == scope->station_id;
    case HOUSEHOLD:
        return grant->household_id != 0 && grant->household_id == scope->household_id;
    case NOWHERE:
    case EVERYWHERE:
        break;
    }
    return false;
}

bool permission_allows(const struct session *session, enum right right, const struct scope *scope)
{
    assert((int)right >= 0 && right < RIGHT_COUNT);
    if (session->account_id == 0)
        return false;
    for (int i = 0; i < session->grant_count; i++) {
        const struct grant *grant = &session->grants[i];
        assert((int)grant->role >= 0 && grant->role < ROLE_COUNT);
        if (reaches((enum reach)REACH[right][grant->role], grant, scope))
            return true;
    }
    return false;
}

bool permission_require(const struct session *session, enum right right, const struct scope *scope,
                        struct refusal *why)
{
    if (permission_allows(session, right, scope))
        return true;
    return session_refuse(session, why);
}

unsigned permission_roles(enum right right)
{
    unsigned roles = 0;
    assert((int)right >= 0 && right < RIGHT_COUNT);
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        roles |= REACH[right][role] != NOWHERE ? 1u << role : 0;
    return roles;
}
