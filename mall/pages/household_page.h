/* A household's own account at /h: by its account, or with the code on the paper that the village
 * or the station printed (registry/paper_code.h). No script is needed; it prints on one sheet.
 *
 * The code is sent in a form and exchanged for a ticket in a cookie of this path alone, so it
 * stands in no address. Others may look on: the name is masked.
 */
#ifndef MALL_PAGES_HOUSEHOLD_PAGE_H
#define MALL_PAGES_HOUSEHOLD_PAGE_H

#include "mall/api/route.h"

extern const struct route ROUTES_HOUSEHOLD_PAGE[];

#endif
