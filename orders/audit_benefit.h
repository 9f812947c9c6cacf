/* The checks of the audit whose rule is the arithmetic of ledger/split.h: what households were
 * credited, and what they keep. */
#ifndef ORDERS_AUDIT_BENEFIT_H
#define ORDERS_AUDIT_BENEFIT_H

#include "base/audit.h"

/* For every paid line and pool: the households' shares are the pool's amount at the sale, dealt out
 * by weight. */
#define AUDIT_SHARES "households were credited their shares by weight"

/* For every paid line and pool: what the households keep in sum is the pool's amount for the units
 * that the buyer kept until completion. */
#define AUDIT_KEPT "households keep exactly what the plan says for the kept units"

/* Lines are read once for both. */
extern const struct audit_pass AUDIT_BENEFIT_PASS;

#endif
