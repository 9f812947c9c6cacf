/* The pages' routes. */
#ifndef MALL_PAGES_PAGES_H
#define MALL_PAGES_PAGES_H

#include "base/route.h"

extern const struct route ROUTES_PAGE[]; /* ended by .name == NULL */

#endif
