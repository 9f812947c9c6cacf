/* The pages' routes. */
#ifndef MALL_PAGES_PAGES_H
#define MALL_PAGES_PAGES_H

#include "mall/api/route.h"

extern const struct route ROUTES_PAGE[];

#endif
