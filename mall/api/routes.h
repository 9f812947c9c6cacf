/* All tables of routes, one for each noun. */
#ifndef MALL_API_ROUTES_H
#define MALL_API_ROUTES_H

#include "mall/api/dispatch.h"

struct route_table {
    const struct route *routes;
    const int *count;
};

/* Ended by .routes == NULL. */
extern const struct route_table ROUTE_TABLES[];

#endif
