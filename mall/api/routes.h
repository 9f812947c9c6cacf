/* The tables of routes of this folder, one for each noun; each ends with .name == NULL. */
#ifndef MALL_API_ROUTES_H
#define MALL_API_ROUTES_H

#include "mall/api/dispatch.h"

extern const struct route ROUTES_ACCOUNT[];
extern const struct route ROUTES_REGISTRY[];
extern const struct route ROUTES_OPS[];
extern const struct route ROUTES_CATALOG[];
extern const struct route ROUTES_TRADES[];
extern const struct route ROUTES_ORDERS[];
extern const struct route ROUTES_PAYMENT[];
extern const struct route ROUTES_LOGISTICS[];
extern const struct route ROUTES_LEDGER[];

#endif
