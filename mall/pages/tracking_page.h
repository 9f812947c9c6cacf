/* Where a parcel is, by its waybill number, without signing in: /w/NUMBER. Says nothing of whose it
 * is (logistics/tracking_public.h); numbers tried from one address are counted. */
#ifndef MALL_PAGES_TRACKING_PAGE_H
#define MALL_PAGES_TRACKING_PAGE_H

#include "mall/api/route.h"

extern const struct route ROUTES_TRACKING_PAGE[];

#endif
