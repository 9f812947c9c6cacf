/* /h/say: what a household says of itself - what it agrees to and takes back, who may act for it no
 * longer, what should be corrected - and what became of it. By its own account, its code on paper
 * or, in scope, who acts for it; no script is needed.
 *
 * Whoever holds the paper may take back what is told in public and end an authority, which does
 * nobody harm; that sales bring the household nothing any more, a yes, and another bank account
 * take the household itself, as the paper may be in anybody's hands.
 */
#ifndef MALL_PAGES_HOUSEHOLD_SAY_PAGE_H
#define MALL_PAGES_HOUSEHOLD_SAY_PAGE_H

#include "mall/api/route.h"

extern const struct route ROUTES_HOUSEHOLD_SAY_PAGE[];

#endif
