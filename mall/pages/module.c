/* The server-rendered pages as a module. */
#include <stddef.h>

#include "base/module.h"
#include "mall/pages/api_page.h"
#include "mall/pages/household_copy_page.h"
#include "mall/pages/household_page.h"
#include "mall/pages/household_say_page.h"
#include "mall/pages/outbox_page.h"
#include "mall/pages/pages.h"
#include "mall/pages/problem_page.h"
#include "mall/pages/tracking_page.h"

static const struct route *const ROUTES[] = {ROUTES_PAGE,
                                             ROUTES_APP,
                                             ROUTES_TRACKING_PAGE,
                                             ROUTES_HOUSEHOLD_PAGE,
                                             ROUTES_HOUSEHOLD_COPY_PAGE,
                                             ROUTES_HOUSEHOLD_SAY_PAGE,
                                             ROUTES_OUTBOX_PAGE,
                                             ROUTES_PROBLEM_PAGE,
                                             ROUTES_API_PAGE,
                                             NULL};

const struct module MALL_PAGES_MODULE = {.name = "mall/pages", .routes = ROUTES};
