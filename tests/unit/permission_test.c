/* Permissions: what is not allowed is denied, and a grant reaches no further than its region,
 * organisation or household. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "registry/permission.h"

enum { OUR_ORG = 71, OTHER_ORG = 72, OUR_STATION = 81, OTHER_STATION = 82, OUR_HOME = 91 };

/* An object that lies in the middle of everything that the grants below reach. */
static const struct scope OURS = {
    .region_code = "500236131201",
    .org_id = OUR_ORG,
    .station_id = OUR_STATION,
    .household_id = OUR_HOME,
};

static struct session with(enum role role, const char *region, int64_t org_id, int64_t household_id)
{
    struct session session = {.account_id = 5, .grant_count = 1};
    session.grants[0] =
        (struct grant){.role = role, .org_id = org_id, .household_id = household_id};
    snprintf(session.grants[0].region_code, sizeof(session.grants[0].region_code), "%s", region);
    return session;
}

/* Grants as they are given in practice. */
static struct session usual(enum role role)
{
    switch (role) {
    case ROLE_PRODUCER:
        return with(role, "500236", OUR_ORG, 0);
    case ROLE_STATION_OFFICER:
        return with(role, "500236", OUR_STATION, 0);
    case ROLE_VILLAGE_OFFICER:
        return with(role, "500236131201", 0, 0);
    case ROLE_COUNTY_AUDITOR:
        return with(role, "500236", 0, 0);
    case ROLE_HOUSEHOLD:
        return with(role, "", 0, OUR_HOME);
    case ROLE_TOWNSHIP_OFFICER:
        return with(role, "500236131", 0, 0);
    case ROLE_DEPARTMENT_OFFICER:
    case ROLE_COUNTY_CENTRE:
        return with(role, "500236", 0, 0);
    case ROLE_CITY_OFFICER:
        return with(role, "500200", 0, 0);
    case ROLE_LISTING_CLERK:
    case ROLE_ACCOUNTANT:
        return with(role, "500236", OUR_ORG, 0);
    case ROLE_PACKER:
        return with(role, "500236", OUR_ORG, 0);
    case ROLE_OPERATOR:
    case ROLE_COUNT:
        break;
    }
    return with(ROLE_OPERATOR, "", 0, 0);
}

/* The whole table, written down a second time by hand: P producer, S station, V village, A auditor,
 * O operator, H household, T township, D department, K county centre, Y city, L listing
 * clerk, B packer (of an organisation that sells), F accountant. A change of rights must be made
 * twice. */
static const char *const EXPECTED[RIGHT_COUNT] = {
    [RIGHT_NONE] = "",
    [RIGHT_LISTING_EDIT] = "PL",
    [RIGHT_LISTING_READ] = "PSVAOLBF",
    [RIGHT_LISTING_CHECK] = "V",
    [RIGHT_LISTING_APPROVE] = "S",
    [RIGHT_LISTING_TAKE_OFF] = "PSOL",
    [RIGHT_LOT_INTAKE] = "PSB",
    [RIGHT_LOT_HOLD] = "SAO",
    [RIGHT_SALES_READ] = "PSAOF",
    [RIGHT_PARCEL_WORK] = "S",
    [RIGHT_REFUND_DECIDE] = "SO",
    [RIGHT_FREIGHT_EDIT] = "S",
    [RIGHT_HOUSEHOLD_LIST] = "PSVALB",
    [RIGHT_HOUSEHOLD_READ] = "SVAH",
    [RIGHT_HOUSEHOLD_FIND] = "VA",
    [RIGHT_HOUSEHOLD_UNMASK] = "VA",
    [RIGHT_CONSENT_KEEP] = "V",
    [RIGHT_HOUSEHOLD_OWN] = "H",
    [RIGHT_HOUSEHOLD_STATE] = "A",
    [RIGHT_INCOME_LIST] = "VA",
    [RIGHT_STATEMENT_READ] = "VAH",
    [RIGHT_PAPER_CODE] = "SVA",
    [RIGHT_AUTHORITY_READ] = "VTKAH",
    [RIGHT_AUTHORITY_RECORD] = "VTK",
    [RIGHT_AUTHORITY_CONFIRM] = "TK",
    [RIGHT_CORRECTION_ASK] = "VTKH",
    [RIGHT_CORRECTION_DECIDE] = "TK",
    [RIGHT_ADMINISTRATOR_GRANT] = "K",
    [RIGHT_LEDGER_READ] = "AO",
    [RIGHT_ATTRIBUTION_RESOLVE] = "A",
    [RIGHT_PAYOUT_READ] = "KAO",
    [RIGHT_PAYOUT_PREPARE] = "K",
    [RIGHT_PAYOUT_RELEASE] = "A",
    [RIGHT_TRAIL_READ] = "AOY",
    [RIGHT_CHANGE_READ] = "AOY",
    [RIGHT_ROLE_GRANT] = "O",
    [RIGHT_ORGANISATION_STATE] = "AOK",
    [RIGHT_STAFF_EDIT] = "PS",
    [RIGHT_PAPER_READ] = "PADK",
    [RIGHT_DOSSIER_READ] = "TDKYA",
    [RIGHT_DOSSIER_TOWNSHIP] = "T",
    [RIGHT_DOSSIER_DEPARTMENT] = "D",
    [RIGHT_DOSSIER_COUNTY] = "K",
    [RIGHT_REGION_KEEP] = "AO",
    [RIGHT_PROGRAM] = "OK",
    [RIGHT_PAYMENT_READ] = "AO",
    [RIGHT_OPERATE] = "O",
};

static const char LETTERS[ROLE_COUNT] = {
    [ROLE_PRODUCER] = 'P',         [ROLE_STATION_OFFICER] = 'S',    [ROLE_VILLAGE_OFFICER] = 'V',
    [ROLE_COUNTY_AUDITOR] = 'A',   [ROLE_OPERATOR] = 'O',           [ROLE_HOUSEHOLD] = 'H',
    [ROLE_TOWNSHIP_OFFICER] = 'T', [ROLE_DEPARTMENT_OFFICER] = 'D', [ROLE_COUNTY_CENTRE] = 'K',
    [ROLE_CITY_OFFICER] = 'Y',     [ROLE_LISTING_CLERK] = 'L',      [ROLE_PACKER] = 'B',
    [ROLE_ACCOUNTANT] = 'F',
};

static void every_role_has_exactly_its_rights(void **state)
{
    (void)state;
    for (int right = 0; right < RIGHT_COUNT; right++) {
        assert_non_null(EXPECTED[right]);
        for (int role = 0; role < ROLE_COUNT; role++) {
            struct session session = usual((enum role)role);
            bool expected = strchr(EXPECTED[right], LETTERS[role]) != NULL;
            bool allowed = permission_allows(&session, (enum right)right, &OURS);
            if (allowed != expected)
                print_error("right %d, role %s\n", right, role_name((enum role)role));
            assert_int_equal(allowed, expected);
        }
    }
}

static void nobody_and_consumers_have_no_right(void **state)
{
    (void)state;
    struct session nobody = usual(ROLE_OPERATOR), consumer = {.account_id = 5};
    nobody.account_id = 0;
    for (int right = 0; right < RIGHT_COUNT; right++) {
        assert_false(permission_allows(&nobody, (enum right)right, &OURS));
        assert_false(permission_allows(&consumer, (enum right)right, &OURS));
    }
}

/* Only operators act on what lies nowhere. */
static void without_a_scope_only_operators_act(void **state)
{
    (void)state;
    const struct scope nowhere = {0};
    for (int right = 0; right < RIGHT_COUNT; right++) {
        for (int role = 0; role < ROLE_COUNT; role++) {
            struct session session = usual((enum role)role);
            bool operator_may = role == ROLE_OPERATOR && strchr(EXPECTED[right], 'O') != NULL;
            assert_int_equal(permission_allows(&session, (enum right)right, NULL), operator_may);
            assert_int_equal(permission_allows(&session, (enum right)right, &nowhere),
                             operator_may);
        }
    }
}

static void other_places_and_owners_are_out_of_reach(void **state)
{
    (void)state;
    const struct scope elsewhere = {"430421100201", OTHER_ORG, OTHER_STATION, OUR_HOME + 1};
    for (int right = 0; right < RIGHT_COUNT; right++) {
        for (int role = 0; role < ROLE_COUNT; role++) {
            struct session session = usual((enum role)role);
            if (role != ROLE_OPERATOR)
                assert_false(permission_allows(&session, (enum right)right, &elsewhere));
        }
    }
}

static void a_region_reaches_down_not_up_or_aside(void **state)
{
    (void)state;
    static const struct {
        const char *grant, *object;
        bool expected;
    } CASES[] = {
        {"500236", "500236131201", true},
        {"500236", "500236131", true},
        {"500236", "500236", true},
        {"5002", "500236131201", true},
        {"50", "500236", true},
        {"500236131201", "500236131201", true},
        {"500236131201", "500236131", false},
        {"500236131201", "500236", false},
        {"500236131", "500236132201", false},
        {"500236", "500235", false},
        {"", "500236", false}, /* a grant without a region is a mistake, not the whole country */
        {"500236", "", false},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct session session = with(ROLE_COUNTY_AUDITOR, CASES[i].grant, 0, 0);
        struct scope scope = {.region_code = CASES[i].object};
        assert_int_equal(permission_allows(&session, RIGHT_LEDGER_READ, &scope), CASES[i].expected);
    }
}

/* An order names both the producer and the station: one's number must never count as the other's.
 */
static void organisation_and_station_are_not_mixed_up(void **state)
{
    (void)state;
    struct session producer = with(ROLE_PRODUCER, "", OUR_STATION, 0);
    struct session station = with(ROLE_STATION_OFFICER, "", OUR_ORG, 0);
    assert_false(permission_allows(&producer, RIGHT_SALES_READ, &OURS));
    assert_false(permission_allows(&station, RIGHT_PARCEL_WORK, &OURS));
    struct session unbound = with(ROLE_PRODUCER, "500236", 0, 0);
    const struct scope without_org = {.region_code = "500236131201"};
    assert_false(permission_allows(&unbound, RIGHT_LISTING_EDIT, &without_org));
}

static void several_grants_add_up(void **state)
{
    (void)state;
    struct session session = with(ROLE_PRODUCER, "500236", OTHER_ORG, 0);
    session.grants[session.grant_count++] = with(ROLE_PRODUCER, "500236", OUR_ORG, 0).grants[0];
    session.grants[session.grant_count++] = with(ROLE_VILLAGE_OFFICER, "500236131", 0, 0).grants[0];
    assert_true(permission_allows(&session, RIGHT_LISTING_EDIT, &OURS));
    assert_true(permission_allows(&session, RIGHT_LISTING_CHECK, &OURS));
    assert_false(permission_allows(&session, RIGHT_LISTING_APPROVE, &OURS));
}

static void a_suspended_organisation_still_reads(void **state)
{
    struct session producer = usual(ROLE_PRODUCER), station = usual(ROLE_STATION_OFFICER);
    (void)state;
    producer.grants[0].suspended = station.grants[0].suspended = true;
    assert_true(permission_allows(&producer, RIGHT_LISTING_READ, &OURS));
    assert_true(permission_allows(&station, RIGHT_SALES_READ, &OURS));
    assert_true(permission_anywhere(&producer, RIGHT_PAPER_READ));
    assert_false(permission_allows(&producer, RIGHT_LISTING_EDIT, &OURS));
    assert_false(permission_anywhere(&producer, RIGHT_STAFF_EDIT));
    assert_false(permission_allows(&station, RIGHT_LISTING_APPROVE, &OURS));
    assert_false(permission_anywhere(&station, RIGHT_PARCEL_WORK));
}

static void a_program_has_its_scopes_and_no_more(void **state)
{
    struct session program = usual(ROLE_COUNTY_AUDITOR);
    (void)state;
    program.program_id = 5;
    program.program_rights = UINT64_C(1) << RIGHT_INCOME_LIST;
    assert_true(permission_allows(&program, RIGHT_INCOME_LIST, &OURS));
    assert_true(permission_anywhere(&program, RIGHT_INCOME_LIST));
    for (int right = 0; right < RIGHT_COUNT; right++)
        if (right != RIGHT_INCOME_LIST)
            assert_false(permission_anywhere(&program, (enum right)right));
    const struct scope elsewhere = {.region_code = "130881"};
    assert_false(permission_allows(&program, RIGHT_INCOME_LIST, &elsewhere));
}

static void refusals_say_whether_signing_in_would_help(void **state)
{
    (void)state;
    struct refusal why = {0};
    struct session nobody = {0}, consumer = {.account_id = 5}, producer = usual(ROLE_PRODUCER);
    assert_false(permission_require(&nobody, RIGHT_LISTING_EDIT, &OURS, &why));
    assert_ptr_equal(why.kind, &REFUSAL_UNAUTHENTICATED);
    assert_false(permission_require(&consumer, RIGHT_LISTING_EDIT, &OURS, &why));
    assert_ptr_equal(why.kind, &REFUSAL_FORBIDDEN);
    assert_true(permission_require(&producer, RIGHT_LISTING_EDIT, &OURS, &why));
}

static void role_names_go_both_ways(void **state)
{
    (void)state;
    enum role parsed;
    for (int role = 0; role < ROLE_COUNT; role++) {
        assert_true(role_parse(role_name((enum role)role), &parsed));
        assert_int_equal(parsed, role);
    }
    assert_false(role_parse("root", &parsed));
    assert_false(role_parse("", &parsed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_has_exactly_its_rights),
        cmocka_unit_test(nobody_and_consumers_have_no_right),
        cmocka_unit_test(without_a_scope_only_operators_act),
        cmocka_unit_test(other_places_and_owners_are_out_of_reach),
        cmocka_unit_test(a_region_reaches_down_not_up_or_aside),
        cmocka_unit_test(organisation_and_station_are_not_mixed_up),
        cmocka_unit_test(several_grants_add_up),
        cmocka_unit_test(a_suspended_organisation_still_reads),
        cmocka_unit_test(a_program_has_its_scopes_and_no_more),
        cmocka_unit_test(refusals_say_whether_signing_in_would_help),
        cmocka_unit_test(role_names_go_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
