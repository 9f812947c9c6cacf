#include "registry/sealed.h"

#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/correction.h"
#include "registry/household.h"
#include "registry/household_name.h"
#include "registry/household_note.h"
#include "registry/household_report.h"
#include "registry/household_scan.h"
#include "registry/household_stage.h"
#include "registry/paper_code.h"
#include "registry/second_factor.h"

#define TABLE(name_, statements_, ...)                                                             \
    .name = (name_), .read = &SQL_sealed_##statements_##_read,                                     \
    .write = &SQL_sealed_##statements_##_write, .fields = {__VA_ARGS__, {.column = NULL}}

static const struct sealed_table ACCOUNTS = {
    TABLE("account", account,
          {.column = "phone_sealed", .field = ACCOUNT_PHONE, .hash_column = "phone_hash"})};

static const struct sealed_table ADDRESSES = {
    TABLE("address", address, {.column = "name_sealed", .field = ADDRESS_NAME},
          {.column = "phone_sealed", .field = ADDRESS_PHONE},
          {.column = "detail_sealed", .field = ADDRESS_DETAIL})};

static const struct sealed_table HOUSEHOLDS = {
    TABLE("household", household,
          {.column = "phone_sealed", .field = HOUSEHOLD_PHONE, .hash_column = "phone_hash"},
          {.column = "bank_sealed", .field = HOUSEHOLD_BANK, .hash_column = "bank_hash"})};

/* A member belongs to its household: it opens in no other. */
static const struct sealed_table MEMBERS = {
    .parts = true,
    TABLE(
        "household_member", member,
        {.column = "name_sealed",
         .field = MEMBER_NAME,
         .hash_column = "name_hash",
         .form = household_name_form},
        {.column = "id_number_sealed", .field = MEMBER_ID_NUMBER, .hash_column = "id_number_hash"},
        {.column = "phone_sealed", .field = HOUSEHOLD_PHONE, .hash_column = "phone_hash"})};

static const struct sealed_table VERSIONS = {
    TABLE("household_version", version,
          {.column = "facts_sealed", .field = HOUSEHOLD_FACTS, .hash_column = "facts_hash"},
          {.column = "said_sealed", .field = HOUSEHOLD_SAID, .hash_column = "said_hash"})};

static const struct sealed_table CORRECTIONS = {
    TABLE("household_correction", correction, {.column = "old_sealed", .field = CORRECTION_OLD},
          {.column = "new_sealed", .field = CORRECTION_NEW},
          {.column = "reason_sealed", .field = CORRECTION_REASON})};

static const struct sealed_table REPORTS = {
    .parts = true,
    TABLE("household_report", report, {.column = "text_sealed", .field = HOUSEHOLD_REPORT_TEXT})};

/* A photo is large: few at a time. */
enum { SCANS_A_CHUNK = 16 };
static const struct sealed_table HOUSEHOLD_SCANS = {
    .chunk = SCANS_A_CHUNK,
    TABLE("household_scan", household_scan, {.column = "image_sealed", .field = HOUSEHOLD_SCAN})};

static const struct sealed_table HOUSEHOLD_NOTES = {
    TABLE("household_note", household_note, {.column = "text_sealed", .field = HOUSEHOLD_NOTE})};

static const struct sealed_table ORGANISATIONS = {TABLE(
    "organisation", organisation, {.column = "contact_sealed", .field = ORGANISATION_CONTACT})};

static const struct sealed_table PAPER_CODES = {
    TABLE("paper_code", paper_code,
          {.column = "code_hash", .field = PAPER_CODE, .recall = paper_code_recall})};

static const struct sealed_table SECOND_FACTORS = {
    TABLE("second_factor", second_factor, {.column = "secret_sealed", .field = SECOND_SECRET})};

const struct sealed_table *const REGISTRY_SEALED[] = {
    &ACCOUNTS, &ADDRESSES,       &HOUSEHOLDS,      &MEMBERS,       &VERSIONS,    &CORRECTIONS,
    &REPORTS,  &HOUSEHOLD_SCANS, &HOUSEHOLD_NOTES, &ORGANISATIONS, &PAPER_CODES, &SECOND_FACTORS,
    NULL};
