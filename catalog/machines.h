/* The state machines of a listing version and of a lot, as data. */
#ifndef CATALOG_MACHINES_H
#define CATALOG_MACHINES_H

#include "base/machine.h"

/* draft -> submitted -> township_checked -> county_approved -> publicised -> on_sale -> off_sale |
 * rejected | expired */
#define LISTING_STATES(STATE)                                                                      \
    STATE(LISTING_DRAFT, "draft")                                                                  \
    STATE(LISTING_SUBMITTED, "submitted")                                                          \
    STATE(LISTING_TOWNSHIP_CHECKED, "township_checked")                                            \
    STATE(LISTING_COUNTY_APPROVED, "county_approved")                                              \
    STATE(LISTING_PUBLICISED, "publicised")                                                        \
    STATE(LISTING_ON_SALE, "on_sale")                                                              \
    STATE(LISTING_OFF_SALE, "off_sale")                                                            \
    STATE(LISTING_REJECTED, "rejected")                                                            \
    STATE(LISTING_EXPIRED, "expired")
enum listing_state { LISTING_STATES(STATE_ENUM) };
extern const struct machine LISTING_MACHINE;

/* open <-> held (recall), both -> closed */
#define LOT_STATES(STATE)                                                                          \
    STATE(LOT_OPEN, "open")                                                                        \
    STATE(LOT_HELD, "held")                                                                        \
    STATE(LOT_CLOSED, "closed")
enum lot_state { LOT_STATES(STATE_ENUM) };
extern const struct machine LOT_MACHINE;

#endif
