/* The API as a module: the tables of routes, one for each noun. */
#include <stddef.h>

#include "base/module.h"
#include "mall/api/routes.h"

#define NAME_TABLE(noun_) ROUTES_##noun_,
static const struct route *const ROUTES[] = {ROUTE_TABLES(NAME_TABLE) NULL};

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_STREAMS", "200", 0, 1000, "event streams that a worker keeps open"),
    SETTING_TEXT("MALL_DEMO_PAY_URL", "",
                 "in a demo: where the payment platform's stand-in lets people pay"),
    {.name = NULL},
};

const struct module MALL_API_MODULE = {.name = "mall/api", .settings = SETTINGS, .routes = ROUTES};
