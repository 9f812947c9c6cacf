/* The API as a module: the tables of routes, one for each noun. */
#include <stddef.h>

#include "base/module.h"
#include "mall/api/routes.h"

#define NAME_TABLE(noun_) ROUTES_##noun_,
static const struct route *const ROUTES[] = {ROUTE_TABLES(NAME_TABLE) NULL};

const struct module MALL_API_MODULE = {.name = "mall/api", .routes = ROUTES};
