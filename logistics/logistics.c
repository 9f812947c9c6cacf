#include "logistics/logistics.h"

#include <stddef.h>

#include "base/db.h"
#include "base/job.h"
#include "logistics/carrier_client.h"
#include "logistics/freight_table.h"
#include "logistics/parcel.h"
#include "logistics/tracking.h"

static const struct refusal_kind WAYBILL_TAKEN = {"waybill_taken", 409,
                                                  "这个运单号已经用在另一个包裹上"};

static const struct db_constraint CONSTRAINTS[] = {
    {"parcel_waybill_unique", &WAYBILL_TAKEN, "waybill_no"},
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

void logistics_start(const struct logistics_settings *settings)
{
    db_map_constraints(CONSTRAINTS);
    job_register(JOBS);
    carrier_client_start(settings);
    tracking_start(settings->carrier_salt);
    freight_table_start();
}
