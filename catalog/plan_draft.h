/* A benefit plan as its producer writes it: read from JSON, checked, and stored as a plan
 * (catalog/plan.h).
 *
 * What the check promises: 1..PLAN_MAX_POOLS pools of 1..PLAN_MAX_SHARES different households each;
 * rates in basis points add up to 100 % at most; and for every SKU the pools together never promise
 * more than its price, whatever the quantity. The last is tested on exact fractions (nothing is
 * rounded down), so it also holds where one box's fractions of a fen add up to a whole one over
 * many boxes.
 */
#ifndef CATALOG_PLAN_DRAFT_H
#define CATALOG_PLAN_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/shape.h"
#include "catalog/plan.h"

extern const struct refusal_kind PLAN_EXCEEDS_PRICE;         /* 422 plan_exceeds_price */
extern const struct refusal_kind PLAN_RATES_EXCEED;          /* 422 plan_rates_exceed */
extern const struct refusal_kind PLAN_HOUSEHOLD_TWICE;       /* 422 household_twice */
extern const struct refusal_kind PLAN_HOUSEHOLD_UNKNOWN;     /* 422 household_unknown: not in the
                                                                register of this county */
extern const struct refusal_kind PLAN_HOUSEHOLD_UNCONFIRMED; /* 422 household_unconfirmed */
extern const struct refusal_kind PLAN_LINK_NOT_FREE;         /* 422 link_in_doubt */

struct plan_draft_share {
    int64_t household_id;
    int64_t weight;
};
struct plan_draft_pool {
    const char *kind, *rule;
    int64_t rate;
    struct shape_list shares; /* of struct plan_draft_share */
};
struct plan_draft {
    struct shape_list pools; /* of struct plan_draft_pool */
};

/* {"pools": [{"kind", "rule", "rate", "shares": [{"household_id", "weight"}]}]} */
extern const struct shape PLAN_DRAFT_SHAPE;

/* One SKU as far as a plan's arithmetic is concerned. */
struct plan_unit {
    int64_t price_fen;
    int64_t net_weight_g;
};

/* Checks the draft by itself and against the SKUs it will be sold with. Pure. Fields are named from
 * the draft's own root: "pools/0/rate". */
bool plan_draft_check(const struct plan_draft *draft, const struct plan_unit *units, int unit_count,
                      struct refusal *why);

/* Whether every household is in the register of that county and confirmed, and its link to the
 * producer free. */
bool plan_draft_check_households(struct task *task, struct db_tx *tx,
                                 const struct plan_draft *draft, const char *county_code,
                                 int64_t producer_id, struct refusal *why);

/* The same pools with the same shares as a stored plan (shares in any order). */
bool plan_draft_equals(const struct plan_draft *draft, const struct plan *plan);

/* Stores the draft as the listing's next plan; the caller holds the listing's row locked. Sent, not
 * awaited. */
void plan_draft_insert(struct task *task, struct db_tx *tx, const struct plan_draft *draft,
                       int64_t plan_id, int64_t listing_id, const char *county_code,
                       int64_t actor_id);

#endif
