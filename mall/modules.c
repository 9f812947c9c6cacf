#include "mall/modules.h"

#include <stddef.h>

#include "mall/api/route.h"

extern const struct module BASE_MODULE, REGISTRY_MODULE, LEDGER_MODULE, LOGISTICS_MODULE,
    CATALOG_MODULE, PAYMENT_WECHAT_MODULE, ORDERS_MODULE, MALL_BOARD_MODULE, MALL_API_MODULE,
    MALL_PAGES_MODULE;

const struct module *const MODULES[] = {
    &BASE_MODULE,     &REGISTRY_MODULE,       &LEDGER_MODULE, &LOGISTICS_MODULE,
    &CATALOG_MODULE,  &PAYMENT_WECHAT_MODULE, &ORDERS_MODULE, &MALL_BOARD_MODULE,
    &MALL_API_MODULE, &MALL_PAGES_MODULE,     NULL,
};
const int MODULE_COUNT = sizeof(MODULES) / sizeof(MODULES[0]) - 1;

bool modules_start(void)
{
    for (int i = 0; i < MODULE_COUNT; i++)
        if (!module_start(MODULES[i]))
            return false;
    return true;
}

void modules_add_routes(void)
{
    for (int i = 0; i < MODULE_COUNT; i++)
        for (const struct route *const *table = MODULES[i]->routes; table != NULL && *table != NULL;
             table++)
            route_add(*table);
}
