/* The pages' routes. */
#ifndef MALL_PAGES_PAGES_H
#define MALL_PAGES_PAGES_H

#include "mall/api/route.h"

extern const struct route ROUTES_PAGE[];
extern const struct route ROUTES_APP[]; /* mall/pages/app.c */

/* The start page without script; also switches the elder view (?elder=1 or 0) and sends back to
 * where the reader was. */
bool page_reply_home(struct call *call, struct refusal *why);

#endif
