/* A benefit plan: which households a listing benefits, how much and by which kind of link.
 * Versioned; a version never changes once a listing version that is or was on sale uses it, so an
 * order line names the plan it was sold under.
 *
 * A plan has 1..8 pools; a pool has a kind (订单收购 purchase, 务工 wage, 土地流转 land_rent,
 * 入股分红 dividend, 托管 trusteeship, 盈余返还 patronage), a rule with a rate (rate_bp: basis
 * points of the goods paid; fen_per_unit; fen_per_kg) and the households that share it by weight.
 */
#ifndef CATALOG_PLAN_H
#define CATALOG_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "catalog/benefit_link.h"
#include "registry/household.h"

enum { PLAN_MAX_POOLS = 8, PLAN_MAX_SHARES = 200 /* households in one pool */ };

struct plan_share {
    int64_t household_id;
    int64_t weight;
    const char *village_code;
    enum household_state state;   /* in the register now */
    enum benefit_link_state link; /* to the plan's producer, now */
};

/* Why a share is withheld, as a word that is kept with it: the household's state, or that the link
 * is held or has ended; NULL = it is not. Static. */
const char *plan_share_withheld(const struct plan_share *share);

struct plan_pool {
    int pool_no;
    const char *kind, *rule;
    int64_t rate;
    struct plan_share *shares; /* by household id */
    int share_count;
};

struct plan {
    int64_t id;
    int64_t producer_id;     /* whose listing it is of */
    const char *county_code; /* of its households */
    struct plan_pool *pools; /* by pool number */
    int pool_count;
};

/* Loads plans with the households' state and village and their links' state at this moment, inside
 * a transaction (tx may be NULL: a plain read). plans[i] belongs to ids[i]; every id must exist. A
 * worker remembers plans, which never change, and asks only which of their households are no longer
 * as it saw them.
 */
bool plan_load(struct task *task, struct db_tx *tx, const int64_t *ids, int count,
               struct plan *plans, struct refusal *why);

#endif
