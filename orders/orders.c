#include "orders/orders.h"

#include <stddef.h>

#include "base/db.h"
#include "base/job.h"
#include "orders/payment.h"
#include "orders/payment_apply.h"
#include "orders/place.h"
#include "orders/refund.h"

static const struct db_constraint CONSTRAINTS[] = {
    {"stock_not_negative", &PLACE_OUT_OF_STOCK, "lines"},
    {"order_line_refund", &REFUND_TOO_MUCH, "lines"},
    {"sale_order_freight_refund", &REFUND_TOO_MUCH, "freight"},
    {NULL, NULL, NULL},
};

void orders_start(const struct orders_settings *settings)
{
    db_map_constraints(CONSTRAINTS);
    job_register(PAYMENT_JOBS);
    job_register(REFUND_JOBS);
    place_start(settings->max_unpaid);
    payment_apply_start();
}
