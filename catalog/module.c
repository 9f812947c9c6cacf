/* The catalogue as a module: what is sold. */
#include <stddef.h>

#include "base/audit.h"
#include "base/module.h"
#include "catalog/benefit_link.h"
#include "catalog/import_goods.h"
#include "catalog/listing_review.h"
#include "catalog/lot.h"
#include "catalog/machines.h"
#include "catalog/offer_cache.h"
#include "catalog/plan_look.h"
#include "catalog/product_row.h"
#include "gen/catalog/sql.h"
#include "registry/todo.h"

/* A change is told at once by a notification; should that be lost, placing compares versions,
 * refuses, and the offer is read anew. So age is only the last resort, and 10,000 SKUs in demand
 * are not asked for each second. */
enum { OFFER_AGE_MS = 300000 };

static const struct config_setting SETTINGS[] = {
    SETTING_FLAG("MALL_TOWNSHIP_CHECK",
                 "a listing must be checked in its township before the county approves it"),
    SETTING_INT("MALL_PUBLICITY_DAYS", "0", 0, 60,
                "days a listing is shown for objections before it goes on sale"),
    {.name = NULL},
};

static const struct refusal_kind STOCK_SHORT = {"out_of_stock", 409, "库存不足"};

/* Two lots of a village that were weighed in the same moment want the same number: the later one
 * runs again and finds the next. */
static const struct db_constraint CONSTRAINTS[] = {
    {"lot_trace_code_unique", &DB_TWIN, NULL},
    {"lot_loss", &LOT_TOO_HEAVY, "weight_g"},
    {"stock_not_negative", &STOCK_SHORT, NULL},
    {"listing_version_no_unique", &DB_TWIN, NULL},
    {"benefit_plan_version_unique", &DB_TWIN, NULL},
    {"listing_version_one_on_sale", &DB_TWIN, NULL},
    {"listing_version_size", &LISTING_SIZE_BAND, "size_high_mm"},
    {"sku_weight", &LISTING_GROSS_WEIGHT, "skus"},
    {"sku_spec_unique", &DB_TWIN, "skus"},
    {"listing_form_one_open", &DB_TWIN, NULL},
    {.name = NULL},
};

static const struct job_kind JOBS[] = {
    {.name = "listing_publish",
     .run = listing_publish_job,
     .max_attempts = 20,
     .first_delay_ms = 5000,
     .max_delay_ms = 3600000,
     .timeout_ms = 15000},
    {.name = NULL},
};

static const struct machine *const MACHINES[] = {&LISTING_MACHINE, &LOT_MACHINE,
                                                 &BENEFIT_LINK_MACHINE, NULL};

/* A nightly run looks at listings that something happened to. */
static bool audit_lists(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    return from_id > 0 ? audit_ask_from(task, &SQL_audit_product_since, from_id, violations, why)
                       : audit_ask_from(task, &SQL_audit_product, from_id, violations, why);
}

static const struct audit_check CHECKS[] = {
    {4, "no lot gave more kilograms than it had", &SQL_audit_lot, NULL, AUDIT_SINCE_JOINED},
    {4, "lots, losses and movements are as they were written", &SQL_audit_lot_stamp, NULL,
     AUDIT_SINCE},
    {6, "goods, prices and plans are as they were written", &SQL_audit_goods_stamp, NULL,
     AUDIT_FULL},
    {6, "listings sell what is on sale, under their own plan", &SQL_audit_listing_link, NULL,
     AUDIT_FULL},
    {6, "versions are listed by their lowest price", &SQL_audit_version_price, NULL, AUDIT_FULL},
    {6, "lists show what is on sale, at its price and with its stock", NULL, audit_lists,
     AUDIT_SINCE},
    {6, "counts of what is on sale are right", &SQL_audit_product_count, NULL, AUDIT_WHOLE},
    {.name = NULL},
};

static bool start(void)
{
    listing_review_start((int)config_int("MALL_PUBLICITY_DAYS"),
                         config_bool("MALL_TOWNSHIP_CHECK"));
    offer_cache_start(OFFER_AGE_MS);
    plan_look_start();
    return true;
}

/* ---- what waits at a desk ---- */

static const struct todo TODOS[] = {
    {"listing_sent_back", ROLE_PRODUCER, RIGHT_LISTING_EDIT, TODO_BY_ORGANISATION,
     &SQL_todo_listing_sent_back},
    {"listing_draft", ROLE_PRODUCER, RIGHT_LISTING_EDIT, TODO_BY_ORGANISATION,
     &SQL_todo_listing_draft},
    {"listing_review", ROLE_PRODUCER, RIGHT_LISTING_EDIT, TODO_BY_ORGANISATION,
     &SQL_todo_listing_review},
    {"stock_low", ROLE_PRODUCER, RIGHT_LOT_INTAKE, TODO_BY_ORGANISATION, &SQL_todo_stock_low},
    {"listing_check", ROLE_VILLAGE_OFFICER, RIGHT_LISTING_CHECK, TODO_BY_REGION,
     &SQL_todo_listing_check},
    {"review_waiting", ROLE_STATION_OFFICER, RIGHT_LISTING_APPROVE, TODO_BY_REGION,
     &SQL_todo_review_waiting},
    {"lot_held", ROLE_STATION_OFFICER, RIGHT_LOT_HOLD, TODO_BY_REGION, &SQL_todo_lot_held},
    {.key = NULL},
};

static const struct timed_piece TIMED[] = {
    {"count_goods", product_turn_day, 60000, PRODUCT_COUNTIES_A_TURN},
    {.name = NULL},
};

static const struct sql *const PURGES[] = {&SQL_listing_form_purge, NULL};

static const struct importer *const IMPORTERS[] = {&IMPORT_LISTINGS, NULL};

const struct module CATALOG_MODULE = {
    .name = "catalog",
    .stamps = &SQL_stamp_catalog,
    .start = start,
    .settings = SETTINGS,
    .constraints = CONSTRAINTS,
    .jobs = JOBS,
    .timed = TIMED,
    .machines = MACHINES,
    .checks = CHECKS,
    .purges = PURGES,
    .importers = IMPORTERS,
    .todos = TODOS,
};
