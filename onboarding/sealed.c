#include "onboarding/sealed.h"

#include "gen/onboarding/sql.h"
#include "onboarding/consent_scan.h"
#include "onboarding/dossier.h"
#include "onboarding/publicity.h"

/* A scan is large: few at a time. */
enum { SCANS_A_CHUNK = 16 };

static const struct sealed_table DOSSIERS = {
    .name = "dossier",
    .read = &SQL_sealed_dossier_read,
    .write = &SQL_sealed_dossier_write,
    .fields = {{.column = "legal_name_sealed", .field = DOSSIER_LEGAL_NAME},
               {.column = "legal_id_sealed", .field = DOSSIER_LEGAL_ID},
               {.column = "bank_sealed", .field = DOSSIER_BANK},
               {.column = "contact_sealed", .field = DOSSIER_CONTACT},
               {.column = NULL}}};

static const struct sealed_table SHARES = {
    .name = "dossier_share",
    .parts = true,
    .read = &SQL_sealed_share_read,
    .write = &SQL_sealed_share_write,
    .fields = {{.column = "name_sealed", .field = DOSSIER_SHARE_NAME},
               {.column = "id_sealed", .field = DOSSIER_SHARE_ID},
               {.column = NULL}}};

static const struct sealed_table SCANS = {
    .name = "dossier_scan",
    .chunk = SCANS_A_CHUNK,
    .read = &SQL_sealed_scan_read,
    .write = &SQL_sealed_scan_write,
    .fields = {{.column = "image_sealed", .field = DOSSIER_SCAN}, {.column = NULL}}};

static const struct sealed_table CONSENTS = {
    .name = "consent_scan",
    .chunk = SCANS_A_CHUNK,
    .read = &SQL_sealed_consent_read,
    .write = &SQL_sealed_consent_write,
    .fields = {{.column = "image_sealed", .field = CONSENT_SCAN}, {.column = NULL}}};

static const struct sealed_table OBJECTIONS = {
    .name = "dossier_objection",
    .read = &SQL_sealed_objection_read,
    .write = &SQL_sealed_objection_write,
    .fields = {{.column = "text_sealed", .field = OBJECTION_TEXT},
               {.column = "contact_sealed", .field = OBJECTION_CONTACT},
               {.column = NULL}}};

const struct sealed_table *const ONBOARDING_SEALED[] = {&DOSSIERS, &SHARES,     &SCANS,
                                                        &CONSENTS, &OBJECTIONS, NULL};
