#include "registry/permission.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "registry/program.h"

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
    [RIGHT_HOUSEHOLD_FIND] = {[ROLE_VILLAGE_OFFICER] = REGION, [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_HOUSEHOLD_UNMASK] = {[ROLE_VILLAGE_OFFICER] = REGION, [ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_CONSENT_KEEP] = {[ROLE_VILLAGE_OFFICER] = REGION},
    [RIGHT_HOUSEHOLD_OWN] = {[ROLE_HOUSEHOLD] = HOUSEHOLD},
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
    [RIGHT_CORRECTION_ASK] = {[ROLE_VILLAGE_OFFICER] = REGION,
                              [ROLE_TOWNSHIP_OFFICER] = REGION,
                              [ROLE_COUNTY_CENTRE] = REGION,
                              [ROLE_HOUSEHOLD] = HOUSEHOLD},
    [RIGHT_CORRECTION_DECIDE] = {[ROLE_TOWNSHIP_OFFICER] = REGION, [ROLE_COUNTY_CENTRE] = REGION},
    [RIGHT_ADMINISTRATOR_GRANT] = {[ROLE_COUNTY_CENTRE] = REGION},
    [RIGHT_LEDGER_READ] = {[ROLE_COUNTY_AUDITOR] = REGION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_ATTRIBUTION_RESOLVE] = {[ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_PAYOUT_READ] = {[ROLE_COUNTY_CENTRE] = REGION,
                           [ROLE_COUNTY_AUDITOR] = REGION,
                           [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_PAYOUT_PREPARE] = {[ROLE_COUNTY_CENTRE] = REGION},
    [RIGHT_PAYOUT_RELEASE] = {[ROLE_COUNTY_AUDITOR] = REGION},
    [RIGHT_TRAIL_READ] = {[ROLE_CITY_OFFICER] = REGION,
                          [ROLE_COUNTY_AUDITOR] = REGION,
                          [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_CHANGE_READ] = {[ROLE_CITY_OFFICER] = REGION,
                           [ROLE_COUNTY_AUDITOR] = REGION,
                           [ROLE_OPERATOR] = EVERYWHERE},
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
    [RIGHT_PROGRAM] = {[ROLE_COUNTY_CENTRE] = REGION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_PAYMENT_READ] = {[ROLE_COUNTY_AUDITOR] = REGION, [ROLE_OPERATOR] = EVERYWHERE},
    [RIGHT_OPERATE] = {[ROLE_OPERATOR] = EVERYWHERE},
};

/* What a role of a suspended organisation still gives: its people see what became of their goods,
 * and which papers are missing. */
static const bool WHILE_SUSPENDED[RIGHT_COUNT] = {
    [RIGHT_LISTING_READ] = true, [RIGHT_SALES_READ] = true, [RIGHT_PAPER_READ] = true};

static enum reach reach_of(const struct grant *grant, enum right right)
{
    assert((int)grant->role >= 0 && grant->role < ROLE_COUNT);
    return grant->suspended && !WHILE_SUSPENDED[right] ? NOWHERE
                                                       : (enum reach)REACH[right][grant->role];
}

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

bool permission_in_scopes(const struct session *session, enum right right)
{
    return session->program_id == 0 || (session->program_rights >> right & 1) != 0;
}

bool permission_allows(const struct session *session, enum right right, const struct scope *scope)
{
    assert((int)right >= 0 && right < RIGHT_COUNT);
    if (session->account_id == 0 || !permission_in_scopes(session, right))
        return false;
    for (int i = 0; i < session->grant_count; i++) {
        const struct grant *grant = &session->grants[i];
        if (reaches(reach_of(grant, right), grant, scope))
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

bool permission_anywhere(const struct session *session, enum right right)
{
    assert((int)right >= 0 && right < RIGHT_COUNT);
    if (session->account_id == 0 || !permission_in_scopes(session, right))
        return false;
    for (int i = 0; i < session->grant_count; i++)
        if (reach_of(&session->grants[i], right) != NOWHERE)
            return true;
    return false;
}

/* ---- in words ---- */

static const char *const RIGHT_WORDS[RIGHT_COUNT] = {
    [RIGHT_LISTING_EDIT] = "write, submit and withdraw listings, plans, SKUs",
    [RIGHT_LISTING_READ] = "read listings that are not public, their versions and lots",
    [RIGHT_LISTING_CHECK] = "check a listing for the township",
    [RIGHT_LISTING_APPROVE] = "approve, publish or send back a listing for the county",
    [RIGHT_LISTING_TAKE_OFF] = "take a listing off sale",
    [RIGHT_LOT_INTAKE] = "make lots, weigh in, stock and write off",
    [RIGHT_LOT_HOLD] = "hold, open and trace lots",
    [RIGHT_SALES_READ] = "see what was sold, without addresses",
    [RIGHT_PARCEL_WORK] = "pack, hand over and track; opens the address for the label",
    [RIGHT_REFUND_DECIDE] = "decide refunds that a buyer cannot have alone",
    [RIGHT_FREIGHT_EDIT] = "set the county's freight table",
    [RIGHT_HOUSEHOLD_LIST] = "list households by pseudonym, to link them",
    [RIGHT_HOUSEHOLD_READ] = "read a household's masked record",
    [RIGHT_HOUSEHOLD_UNMASK] =
        "open a household's personal fields, with a purpose and a row in the "
        "trail",
    [RIGHT_HOUSEHOLD_STATE] = "confirm, suspend and remove households",
    [RIGHT_INCOME_LIST] = "list households with their income in sums",
    [RIGHT_STATEMENT_READ] = "read one household's income line by line",
    [RIGHT_PAPER_CODE] = "print and take back a household's code on paper",
    [RIGHT_LEDGER_READ] = "read the county's figures and the journal",
    [RIGHT_ATTRIBUTION_RESOLVE] = "release or return what is withheld",
    [RIGHT_PAYOUT_READ] = "see runs of payouts and their lines, masked",
    [RIGHT_PAYOUT_PREPARE] = "make runs of payouts, hand the bank its list, take down its answers",
    [RIGHT_PAYOUT_RELEASE] = "release a run of payouts that another has made",
    [RIGHT_TRAIL_READ] = "read the access trail and the log of moves",
    [RIGHT_CHANGE_READ] = "read who changed what, for whom, masked",
    [RIGHT_ROLE_GRANT] = "give roles and take them back",
    [RIGHT_ORGANISATION_STATE] = "suspend, restore and remove organisations",
    [RIGHT_STAFF_EDIT] = "name the people of one's own organisation",
    [RIGHT_PAPER_READ] = "see which papers an organisation has and until when they hold",
    [RIGHT_DOSSIER_READ] = "read applications, masked",
    [RIGHT_DOSSIER_TOWNSHIP] = "first review of applications; opens their fields and scans",
    [RIGHT_DOSSIER_DEPARTMENT] = "second review, likewise",
    [RIGHT_DOSSIER_COUNTY] = "the county's decision, publicity and objections, likewise",
    [RIGHT_REGION_KEEP] = "see who uses dead codes of the division, and move them",
    [RIGHT_AUTHORITY_READ] = "see who may act for a household, and the paper that says so",
    [RIGHT_AUTHORITY_RECORD] = "record who may act for a household, and end it on its word",
    [RIGHT_AUTHORITY_CONFIRM] = "say of a recorded one that it is true",
    [RIGHT_CORRECTION_ASK] = "ask for a household that something be corrected",
    [RIGHT_CORRECTION_DECIDE] = "decide that; opens its values and papers",
    [RIGHT_HOUSEHOLD_FIND] = "find a household by name, identity number or phone",
    [RIGHT_CONSENT_KEEP] = "write down what a household agreed to, and visits",
    [RIGHT_HOUSEHOLD_OWN] = "say so for oneself: the household's own account",
    [RIGHT_ADMINISTRATOR_GRANT] = "give the roles below the county's centre to who asks for them",
    [RIGHT_PROGRAM] = "make, let in and end accounts of other offices' programs, and their keys",
    [RIGHT_PAYMENT_READ] = "read the payment provider's events, bills and differences",
    [RIGHT_OPERATE] = "jobs, imports, bills, messages, accounts, settings, health",
};

static const char *const REACH_WORDS[] = {
    [REGION] = "in its region",        [ORG] = "of its organisation", [STATION] = "of its station",
    [HOUSEHOLD] = "its own household", [EVERYWHERE] = "everywhere",
};

static void print_roles(FILE *out, enum right right)
{
    bool any = false;
    for (int role = 0; role < ROLE_COUNT; role++) {
        enum reach reach = (enum reach)REACH[right][role];
        if (reach == NOWHERE)
            continue;
        fprintf(out, "%s%s %s", any ? "; " : "", role_name((enum role)role), REACH_WORDS[reach]);
        any = true;
    }
}

void permission_print(FILE *out)
{
    fputs(
        "# Who may do what\n\n"
        "Written by `make permissions` from the one table in `registry/permission.c`; what is not "
        "in it is denied. A role reaches what lies in its\nregion's subtree, what belongs to its "
        "organisation, what its station ships, its own household, or everything. What is a buyer's "
        "own needs no right.\n\n"
        "A locked account, a role that waits for a second person, has ended or was taken back, and "
        "one of an organisation that applied or was removed\ngive nothing; operators and auditors "
        "have no role before their second proof. The last column says whether a role of a "
        "suspended "
        "organisation\nstill gives the right. A program of another office has the rights of its "
        "scopes, in its region, for reading.\n\n"
        "| right | who, and how far | program's scope | while suspended |\n| --- | --- | --- | --- "
        "|\n",
        out);
    for (int right = RIGHT_NONE + 1; right < RIGHT_COUNT; right++) {
        const char *scope = program_scope_of(UINT64_C(1) << right);
        fprintf(out, "| %s | ", RIGHT_WORDS[right] != NULL ? RIGHT_WORDS[right] : "?");
        print_roles(out, (enum right)right);
        fprintf(out, " | %s | %s |\n", scope != NULL ? scope : "-",
                WHILE_SUSPENDED[right] ? "yes" : "no");
    }
}
