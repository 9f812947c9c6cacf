/* The checks of the audit whose rule is the arithmetic of ledger/split.h: what households were
 * credited, and what they keep. */
#ifndef ORDERS_AUDIT_BENEFIT_H
#define ORDERS_AUDIT_BENEFIT_H

#include <jansson.h>

#include "base/db.h"
#include "orders/audit_sale.h"

/* For every paid line and pool: the households' shares are the pool's amount at the sale, dealt out
 * by weight. */
#define AUDIT_SHARES "households were credited their shares by weight"

/* For every paid line and pool: what the households keep in sum is the pool's amount for the units
 * that the buyer kept until completion. */
#define AUDIT_KEPT "households keep exactly what the plan says for the kept units"

struct audit_benefit;

/* Either list gets what is found. */
struct audit_benefit *audit_benefit_new(json_t *kept, json_t *shares);
void audit_benefit_free(struct audit_benefit *benefit);
/* Begins with all rosters, for one who looks at all orders. */
bool audit_benefit_begin(struct task *task, struct audit_benefit *benefit, struct db_tx *tx,
                         struct refusal *why);
/* Whether each place of all rosters is in its plan. */
bool audit_benefit_has_places(const struct audit_benefit *benefit);
/* Reads those of these rosters (0 = none) and plans that are not known. */
bool audit_benefit_read(struct task *task, struct audit_benefit *benefit, struct db_tx *tx,
                        const int64_t *rosters, int roster_count, const int64_t *plans,
                        int plan_count, struct refusal *why);
/* Looks at a paid order, whose rosters and plans were among those read last. */
void audit_benefit_look(struct task *task, struct audit_benefit *benefit,
                        const struct audit_sale *sale);
/* Adds what its households have of it, where it is rolled up. */
void audit_benefit_add_shares(const struct audit_benefit *benefit, const struct audit_sale *sale,
                              struct share_sum *sum);
/* Whether each of its entries is of a roster of its line's plan and pool, with as many places. */
bool audit_benefit_has_rosters(const struct audit_benefit *benefit, const struct audit_sale *sale);

#endif
