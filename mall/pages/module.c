/* The server-rendered pages as a module. */
#include <stddef.h>

#include "base/module.h"
#include "mall/pages/pages.h"

static const struct route *const ROUTES[] = {ROUTES_PAGE, ROUTES_APP, NULL};

const struct module MALL_PAGES_MODULE = {.name = "mall/pages", .routes = ROUTES};
