#include "mall/modules.h"

#include "base/config.h"
#include "mall/payment_setup.h"
#include "orders/orders.h"
#include "registry/registry.h"
#if __has_include("catalog/catalog.h")
#include "catalog/catalog.h"
#endif
#if __has_include("logistics/logistics.h")
#include "logistics/logistics.h"
#endif

bool modules_start(void)
{
    struct orders_settings orders = {.max_unpaid = (int)config_int("MALL_MAX_UNPAID")};
    registry_start();
    orders_start(&orders);
    return payment_setup();
}
