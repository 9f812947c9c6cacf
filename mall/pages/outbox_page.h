/* The demo's text messages, as its phones would show them: its phones do not exist. Only a mall
 * with MALL_DEMO has this page.
 */
#ifndef MALL_PAGES_OUTBOX_PAGE_H
#define MALL_PAGES_OUTBOX_PAGE_H

#include "mall/api/route.h"

extern const struct route ROUTES_OUTBOX_PAGE[];

#endif
