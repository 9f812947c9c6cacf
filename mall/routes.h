/* All tables of routes, one for each mall/route_*.c. */
#ifndef MALL_ROUTES_H
#define MALL_ROUTES_H

#include "mall/dispatch.h"

struct route_table {
    const struct route *routes;
    const int *count;
};

/* Ended by .routes == NULL. */
extern const struct route_table ROUTE_TABLES[];

#endif
