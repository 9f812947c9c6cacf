/* The state machines of a listing version and of a lot, as data. */
#ifndef CATALOG_MACHINES_H
#define CATALOG_MACHINES_H

#include "base/machine.h"

/* draft -> submitted -> township_checked -> county_approved -> publicised -> on_sale -> off_sale |
 * rejected | expired */
extern const struct machine LISTING_MACHINE;
/* open <-> held (recall), both -> closed */
extern const struct machine LOT_MACHINE;

#endif
