/* What the ledger's kinds and states are called when people read them (plain Chinese). */
#ifndef LEDGER_WORD_H
#define LEDGER_WORD_H

#include "ledger/attribution.h"

/* Linkage kind of an entry or pool: "purchase" -> 订单收购. An unknown kind asserts: the database
 * allows no other. */
const char *word_linkage(const char *kind);

/* State of an entry: ATTRIBUTION_MATURED -> 已结算. */
const char *word_attribution_state(enum attribution_state state);

#endif
