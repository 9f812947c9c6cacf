/* The API document for people, without script: /api lists its operations, /api?name=trade_create
 * shows one with its examples. Both are read from the document that the program carries
 * (/api/openapi.json), so they cannot say anything else. */
#ifndef MALL_PAGES_API_PAGE_H
#define MALL_PAGES_API_PAGE_H

#include "mall/api/route.h"

extern const struct route ROUTES_API_PAGE[];

#endif
