/* /h/copy: everything that is held about a household, for itself, on one page and as a file. Masked
 * for whoever holds its code on paper and who acts for it; in the clear for its own account, with a
 * code that went to the phone a moment ago (registry/own_code.h).
 */
#ifndef MALL_PAGES_HOUSEHOLD_COPY_PAGE_H
#define MALL_PAGES_HOUSEHOLD_COPY_PAGE_H

#include "mall/api/route.h"

extern const struct route ROUTES_HOUSEHOLD_COPY_PAGE[];

#endif
