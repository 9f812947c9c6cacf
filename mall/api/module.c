/* The API as a module: the tables of routes, one for each noun. */
#include <stddef.h>

#include "base/module.h"
#include "mall/api/routes.h"

static const struct route *const ROUTES[] = {
    ROUTES_ACCOUNT, ROUTES_REGISTRY, ROUTES_OPS,       ROUTES_CATALOG, ROUTES_TRADES,
    ROUTES_ORDERS,  ROUTES_PAYMENT,  ROUTES_LOGISTICS, ROUTES_LEDGER,  NULL,
};

const struct module MALL_API_MODULE = {.name = "mall/api", .routes = ROUTES};
