#include "catalog/catalog.h"

#include <stddef.h>

#include "base/db.h"
#include "base/job.h"
#include "catalog/listing_review.h"
#include "catalog/lot.h"
#include "catalog/offer_cache.h"

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

void catalog_start(const struct catalog_settings *settings)
{
    db_map_constraints(CONSTRAINTS);
    job_register(JOBS);
    listing_review_start(settings->publicity_days, settings->township_check);
    offer_cache_start(settings->offer_age_ms);
}
