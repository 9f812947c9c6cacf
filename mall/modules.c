#include "mall/modules.h"

#include "base/config.h"
#include "catalog/catalog.h"
#include "logistics/logistics.h"
#include "payment/wechat/wechat_setup.h"
#include "orders/orders.h"
#include "registry/registry.h"

/* A change is told at once by a notification; should that be lost, placing compares versions,
 * refuses, and the offer is read anew. So age is only the last resort, and 10,000 SKUs in demand
 * are not asked for each second. */
enum { OFFER_AGE_MS = 300000 };

static void start_catalog(void)
{
    struct catalog_settings settings = {
        .publicity_days = (int)config_int("MALL_PUBLICITY_DAYS"),
        .township_check = config_bool("MALL_TOWNSHIP_CHECK"),
        .offer_age_ms = OFFER_AGE_MS,
    };
    catalog_start(&settings);
}

static void start_logistics(void)
{
    struct logistics_settings settings = {
        .carrier_url = config_text("MALL_CARRIER_URL"),
        .carrier_key = config_text("MALL_CARRIER_KEY"),
        .carrier_salt = config_text("MALL_CARRIER_SALT"),
        .public_url = config_text("MALL_PUBLIC_URL"),
    };
    logistics_start(&settings);
}

bool modules_start(void)
{
    struct orders_settings orders = {.max_unpaid = (int)config_int("MALL_MAX_UNPAID")};
    registry_start();
    start_catalog();
    start_logistics();
    orders_start(&orders);
    return wechat_setup();
}
