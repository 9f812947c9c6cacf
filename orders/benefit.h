/* From a line that was paid to the households it credits: joins the benefit plan (catalog) with the
 * arithmetic and the books (ledger). */
#ifndef ORDERS_BENEFIT_H
#define ORDERS_BENEFIT_H

#include <stdint.h>

#include "base/task.h"
#include "catalog/plan.h"
#include "ledger/attribution.h"
#include "ledger/split.h"

/* What the benefit arithmetic needs to know of an order line. */
struct benefit_line {
    int64_t order_id, line_id, plan_id, producer_id;
    const char *county_code;
    int64_t paid_fen; /* goods paid, without freight */
    int64_t quantity;
    int64_t net_weight_g; /* of one unit */
};

/* The rule of a pool by its word in the plan: "rate_bp", "fen_per_unit", "fen_per_kg"; asserts that
 * it is one. */
enum split_rule benefit_rule(const char *word);

/* The plan's pools as the arithmetic knows them; pools[] holds PLAN_MAX_POOLS. */
void benefit_pools(const struct plan *plan, struct split_pool *pools);

/* What remains of a line after `refunded_quantity` units went back. */
struct split_kept benefit_kept(const struct benefit_line *line, int64_t refunded_quantity);

/* How many credits benefit_credits() writes for a plan. */
int benefit_credit_count(const struct plan *plan);

/* The credits of one line under its plan (in order of pool and household), a share of a
 * household that is not confirmed, or whose link is not free, marked as withheld. Returns how many
 * were written to `credits`. */
int benefit_credits(struct task *task, const struct plan *plan, const struct benefit_line *line,
                    struct attribution_credit *credits);

/* What a refund takes back: for each of the line's entries (ordered by pool and household) takes[i]
 * >= 0, such that what remains in a pool is the pool's amount for the units kept after
 * `refunded_quantity_after` (never more than remained before). */
void benefit_takes(struct task *task, const struct plan *plan, const struct benefit_line *line,
                   int64_t refunded_quantity_after, const struct attribution_entry *entries,
                   int count, int64_t *takes);

#endif
