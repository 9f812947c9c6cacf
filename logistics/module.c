/* Logistics as a module: how it travels. */
#include <stddef.h>

#include "base/module.h"
#include "gen/logistics/sql.h"
#include "logistics/audit_time.h"
#include "logistics/carrier_client.h"
#include "logistics/freight_table.h"
#include "logistics/import_freight.h"
#include "logistics/parcel.h"
#include "logistics/parcel_audit.h"
#include "logistics/tracking.h"
#include "registry/todo.h"

static const struct config_setting SETTINGS[] = {
    SETTING_TEXT("MALL_CARRIER_URL", "",
                 "root of the tracking service; empty = states are entered by hand"),
    SETTING_SECRET("MALL_CARRIER_KEY", "", 16, "key of our customer"),
    SETTING_INT("MALL_TRACK_PER_ADDRESS", "120", 1, 1000000,
                "waybill numbers looked up from one client address an hour, a worker"),
    SETTING_SECRET("MALL_CARRIER_SALT", "", 8, "salt of its pushes"),
    {.name = NULL},
};

static const struct refusal_kind WAYBILL_TAKEN = {"waybill_taken", 409,
                                                  "这个运单号已经用在另一个包裹上"};

static const struct db_constraint CONSTRAINTS[] = {
    {"parcel_waybill_unique", &WAYBILL_TAKEN, "waybill_no"},
    {"unique_waybill", &WAYBILL_TAKEN, "waybill_no"},
    {.name = NULL},
};

static const struct job_kind JOBS[] = {
    {.name = "carrier_subscribe",
     .run = carrier_subscribe_job,
     .max_attempts = 12,
     .first_delay_ms = 5000,
     .max_delay_ms = 3600000,
     .timeout_ms = 20000},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&PARCEL_MACHINE, NULL};

static bool audit_waybills(struct task *task, int64_t from_id, json_t *violations,
                           struct refusal *why)
{
    return audit_ask_unless(task, &SQL_audit_waybill_agree, &SQL_audit_waybill, from_id, violations,
                            why);
}

static const struct audit_check CHECKS[] = {
    {6, "a waybill stands once in the country", NULL, audit_waybills, AUDIT_SINCE},
    {4, AUDIT_PARCEL_STAMPS, NULL, NULL, AUDIT_SINCE},
    {6, AUDIT_PARCEL_TIMES, NULL, NULL, AUDIT_SINCE},
    {.name = NULL},
};

/* ---- what waits at a desk ---- */

static const struct todo TODOS[] = {
    {"parcel_to_hand_over", ROLE_STATION_OFFICER, RIGHT_PARCEL_WORK, TODO_BY_ORGANISATION,
     &SQL_todo_parcel_to_hand_over},
    {.key = NULL},
};

static bool start(void)
{
    struct carrier_settings settings = {
        .url = config_text("MALL_CARRIER_URL"),
        .key = config_text("MALL_CARRIER_KEY"),
        .salt = config_text("MALL_CARRIER_SALT"),
        .public_url = config_text("MALL_PUBLIC_URL"),
    };
    carrier_client_start(&settings);
    tracking_start(settings.salt);
    freight_table_start();
    return true;
}

static const struct importer *const IMPORTERS[] = {&IMPORT_FREIGHT, NULL};

const struct module LOGISTICS_MODULE = {
    .name = "logistics",
    .stamps = &SQL_stamp_logistics,
    .start = start,
    .settings = SETTINGS,
    .constraints = CONSTRAINTS,
    .jobs = JOBS,
    .machines = MACHINES,
    .checks = CHECKS,
    .importers = IMPORTERS,
    .todos = TODOS,
};
