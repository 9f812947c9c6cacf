/* The registry as a module: who is who, and where. */
#include <stddef.h>

#include "base/code_key.h"
#include "base/day_chain.h"
#include "base/module.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/authority.h"
#include "registry/correction.h"
#include "registry/grant.h"
#include "registry/import.h"
#include "registry/household.h"
#include "registry/household_consent.h"
#include "registry/household_name.h"
#include "registry/member_phone.h"
#include "registry/organisation.h"
#include "registry/program.h"
#include "registry/region.h"
#include "registry/region_coming.h"
#include "registry/registration.h"
#include "registry/registration_tell.h"
#include "registry/sealed.h"
#include "registry/session.h"
#include "registry/todo.h"

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_SESSION_HOURS", "720", 1, 8760, "a session ends after"),
    SETTING_INT("MALL_STAFF_SESSION_HOURS", "12", 1, 8760,
                "a session of who works here ends after, when that is sooner"),
    SETTING_INT("MALL_STAFF_IDLE_MINUTES", "30", 5, 10080,
                "a session of an operator or auditor ends when it was not used for"),
    SETTING_INT("MALL_LOGIN_WAIT_SECONDS", "60", 0, 3600,
                "between two login codes for one phone to one requester"),
    SETTING_INT("MALL_LOGIN_DAILY", "10", 1, 1000, "login codes to one phone a day"),
    SETTING_INT("MALL_LOGIN_PER_ADDRESS", "300", 1, 1000000,
                "login codes and attempts from one client address an hour, a worker"),
    SETTING_INT("MALL_PERSONAL_DAILY", "100", 1, 100000,
                "households whose personal fields one person may open a day"),
    SETTING_INT("MALL_SEARCH_DAILY", "200", 1, 100000,
                "searches for a household by name, number or phone that one person may make a day"),
    SETTING_INT("MALL_LABEL_DAILY", "3000", 1, 1000000,
                "orders whose address one person may open a day"),
    SETTING_INT("MALL_PROGRAM_KEY_DAYS", "365", 1, 3660,
                "a key of another office's program is good for, in days, at most"),
    SETTING_INT("MALL_PROGRAM_PER_MINUTE", "600", 1, 1000000,
                "calls of one program a minute, a worker"),
    SETTING_INT("MALL_PAPER_DAYS", "180", 1, 3660,
                "a household's code on paper is good for, in days"),
    SETTING_INT("MALL_PAPER_TRIES", "20", 1, 1000000,
                "codes on paper tried from one client address an hour, a worker"),
    SETTING_INT("MALL_AUTHORITY_DAYS", "365", 1, 3660,
                "who acts for a household is named for so many days at most"),
    SETTING_INT("MALL_CLAIM_DAILY", "5", 1, 1000,
                "how often a day one account may say that it is a household"),
    SETTING_INT("MALL_REGISTRATION_DAYS", "30", 1, 366,
                "what somebody registers as is decided within so many days"),
    SETTING_INT("MALL_CORRECTION_DAYS", "15", 1, 366,
                "what a household asks to have corrected is answered within so many days"),
    SETTING_INT("MALL_AUTHORITY_WAIT_DAYS", "30", 1, 366,
                "who is to act for a household must be confirmed within so many days"),
    {.name = NULL},
};

static const struct db_constraint CONSTRAINTS[] = {
    {"organisation_code_unique", &REFUSAL_CONFLICT, "code"},
    {"organisation_uscc_unique", &REFUSAL_CONFLICT, "uscc"},
    {"household_no_unique", &REFUSAL_CONFLICT, "household_no"},
    {"unique_household_no", &REFUSAL_CONFLICT, "household_no"},
    {"household_confirmed_consents", &CONSENT_MISSING, "state"},
    {"household_member_id_unique", &REFUSAL_CONFLICT, "id_number"},
    {"household_member_no_unique", &REFUSAL_CONFLICT, "member_no"},
    {"paper_code_unique", &REFUSAL_CONFLICT, NULL},
    {"role_grant_once", &REFUSAL_CONFLICT, "role"},
    {"role_grant_apart", &GRANT_APART, "role"},
    {"role_grant_by_another", &GRANT_OWN, "phone"},
    {"registration_once", &REGISTRATION_EXISTS, "kind"},
    {"registration_proxy", &REGISTRATION_EXISTS, NULL},
    {"registration_by_another", &GRANT_OWN, NULL},
    {"proxy_authority_once", &AUTHORITY_EXISTS, "phone"},
    {"proxy_authority_eyes", &AUTHORITY_SAME_PERSON, NULL},
    {"household_correction_once", &CORRECTION_EXISTS, "field"},
    {"household_correction_eyes", &CORRECTION_SAME_PERSON, NULL},
    {"program_released_by_another", &PROGRAM_OWN, NULL},
    {"role_grant_second_is_another", &GRANT_NOT_SECOND, NULL},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&HOUSEHOLD_MACHINE,
                                                 &ORGANISATION_MACHINE,
                                                 &AUTHORITY_MACHINE,
                                                 &REGISTRATION_MACHINE,
                                                 &PROGRAM_MACHINE,
                                                 &CORRECTION_MACHINE,
                                                 NULL};

static const struct audit_check CHECKS[] = {
    {6, "a household's number stands once in the country", &SQL_audit_household_no, NULL,
     AUDIT_FULL},
    {6, "nobody counts in two counties without both being told", &SQL_audit_household_double, NULL,
     AUDIT_FULL_JOINED},
    {6, "what the register said of a household follows one upon another",
     &SQL_audit_household_version, NULL, AUDIT_FULL},
    {6, "what households agreed to is what they said last", &SQL_audit_household_consent, NULL,
     AUDIT_FULL},
    {6, "households and organisations are as they were written", &SQL_audit_register_stamp, NULL,
     AUDIT_FULL},
    {6, "registrations and who acts for a household are as they were written",
     &SQL_audit_authority_stamp, NULL, AUDIT_FULL},
    {6, "what households asked to have corrected is as it was written", &SQL_audit_correction_stamp,
     NULL, AUDIT_FULL},
    {6, "passwords are as their owners set them", &SQL_audit_password_stamp, NULL, AUDIT_WHOLE},
    {6, "programs' accounts and keys are as they were given", &SQL_audit_program_stamp, NULL,
     AUDIT_WHOLE},
    {6, "roles and the access trail are as they were written", &SQL_audit_grant_stamp, NULL,
     AUDIT_SINCE},
    {.name = NULL},
};

static const struct day_chain GRANT_CHAIN = {
    .name = "grants", .lines = &SQL_grant_lines, .next = &SQL_grant_next};
static const struct day_chain TRAIL_CHAIN = {
    .name = "access_trail", .lines = &SQL_access_trail_lines, .next = &SQL_access_trail_next};
static const struct day_chain *const CHAINS[] = {&GRANT_CHAIN, &TRAIL_CHAIN, NULL};

static const struct sql *const PURGES[] = {&SQL_session_purge,
                                           &SQL_login_code_purge,
                                           &SQL_login_ask_purge,
                                           &SQL_paper_code_purge,
                                           &SQL_household_scan_purge,
                                           &SQL_program_call_purge,
                                           NULL};

static bool start(void)
{
    session_start();
    region_start();
    code_key_purpose(PAPER_CODE);
    return true;
}

enum { EXPIRE_MS = 10000, EXPIRED_MORE = 100, NAMES_MS = 10000, END_MS = 60000 };

static const struct timed_piece TIMED[] = {
    {.name = "expire_authorities",
     .run = authority_expire_due,
     .period_ms = EXPIRE_MS,
     .again_from = EXPIRED_MORE},
    {.name = "lapse_registrations",
     .run = registration_lapse_due,
     .period_ms = EXPIRE_MS,
     .again_from = EXPIRED_MORE},
    {.name = "warn_registrations",
     .run = registration_warn_due,
     .period_ms = EXPIRE_MS,
     .again_from = REGISTRATION_WARNED_MORE},
    {.name = "turn_regions", .run = region_turn_due, .period_ms = END_MS, .again_from = 1},
    /* names that were there before names had hashes; nothing once all have one */
    {.name = "hash_names",
     .run = household_name_due,
     .period_ms = NAMES_MS,
     .again_from = HOUSEHOLD_NAMES},
    {.name = "seal_member_phones",
     .run = member_phone_due,
     .period_ms = NAMES_MS,
     .again_from = MEMBER_PHONES},
    {.name = NULL},
};

static const struct importer *const IMPORTERS[] = {
    &IMPORT_REGIONS,    &IMPORT_LISTED_COUNTIES, &IMPORT_LISTED_VILLAGES, &IMPORT_ORGANISATIONS,
    &IMPORT_HOUSEHOLDS, &IMPORT_MEMBERS,         &IMPORT_ACCOUNTS,        NULL};

static const struct todo TODOS[] = {
    {"household_suspended", ROLE_VILLAGE_OFFICER, RIGHT_HOUSEHOLD_READ, TODO_BY_REGION,
     &SQL_todo_household_suspended},
    {"household_suspended", ROLE_COUNTY_AUDITOR, RIGHT_HOUSEHOLD_STATE, TODO_BY_REGION,
     &SQL_todo_household_suspended},
    {"organisation_suspended", ROLE_COUNTY_AUDITOR, RIGHT_ORGANISATION_STATE, TODO_BY_REGION,
     &SQL_todo_organisation_suspended},
    {"region_ended", ROLE_COUNTY_AUDITOR, RIGHT_REGION_KEEP, TODO_BY_REGION,
     &SQL_todo_region_ended},
    {"region_ended", ROLE_OPERATOR, RIGHT_REGION_KEEP, TODO_BY_REGION, &SQL_todo_region_ended},
    {"region_beginning", ROLE_OPERATOR, RIGHT_REGION_KEEP, TODO_BY_REGION,
     &SQL_todo_region_beginning},
    {"grant_ending", ROLE_OPERATOR, RIGHT_ROLE_GRANT, TODO_BY_NOTHING, &SQL_todo_grant_ending},
    {"grant_to_confirm", ROLE_OPERATOR, RIGHT_ROLE_GRANT, TODO_BY_NOTHING,
     &SQL_todo_grant_to_confirm},
    {"registration_applied", ROLE_VILLAGE_OFFICER, RIGHT_AUTHORITY_RECORD, TODO_BY_REGION,
     &SQL_todo_registration_applied},
    {"registration_applied", ROLE_COUNTY_CENTRE, RIGHT_AUTHORITY_RECORD, TODO_BY_REGION,
     &SQL_todo_registration_applied},
    {"authority_recorded", ROLE_TOWNSHIP_OFFICER, RIGHT_AUTHORITY_CONFIRM, TODO_BY_REGION,
     &SQL_todo_authority_recorded},
    {"authority_recorded", ROLE_COUNTY_CENTRE, RIGHT_AUTHORITY_CONFIRM, TODO_BY_REGION,
     &SQL_todo_authority_recorded},
    {"correction_open", ROLE_TOWNSHIP_OFFICER, RIGHT_CORRECTION_DECIDE, TODO_BY_REGION,
     &SQL_todo_correction_open},
    {"correction_late", ROLE_COUNTY_CENTRE, RIGHT_CORRECTION_DECIDE, TODO_BY_REGION,
     &SQL_todo_correction_late},
    {"program_waiting", ROLE_OPERATOR, RIGHT_PROGRAM, TODO_BY_REGION, &SQL_todo_program_waiting},
    {"program_waiting", ROLE_COUNTY_CENTRE, RIGHT_PROGRAM, TODO_BY_REGION,
     &SQL_todo_program_waiting},
    {.key = NULL},
};

const struct module REGISTRY_MODULE = {
    .name = "registry",
    .stamps = &SQL_stamp_registry,
    .chains = CHAINS,
    .checks = CHECKS,
    .start = start,
    .settings = SETTINGS,
    .constraints = CONSTRAINTS,
    .machines = MACHINES,
    .sealed = REGISTRY_SEALED,
    .timed = TIMED,
    .purges = PURGES,
    .importers = IMPORTERS,
    .todos = TODOS,
};
