#include "orders/benefit.h"

#include <assert.h>
#include <string.h>

enum split_rule benefit_rule(const char *word)
{
    if (strcmp(word, "rate_bp") == 0)
        return SPLIT_RATE_BP;
    if (strcmp(word, "fen_per_unit") == 0)
        return SPLIT_FEN_PER_UNIT;
    assert(strcmp(word, "fen_per_kg") == 0);
    return SPLIT_FEN_PER_KG;
}

void benefit_pools(const struct plan *plan, struct split_pool *pools)
{
    assert(plan->pool_count <= PLAN_MAX_POOLS);
    for (int i = 0; i < plan->pool_count; i++)
        pools[i] = (struct split_pool){.rule = benefit_rule(plan->pools[i].rule),
                                       .rate = plan->pools[i].rate};
}

struct split_kept benefit_kept(const struct benefit_line *line, int64_t refunded_quantity)
{
    return (struct split_kept){
        .goods_paid_fen = split_kept_fen(line->paid_fen, line->quantity, refunded_quantity),
        .quantity = line->quantity - refunded_quantity,
        .net_weight_g_per_unit = line->net_weight_g};
}

int benefit_credit_count(const struct plan *plan)
{
    int count = 0;
    for (int i = 0; i < plan->pool_count; i++)
        count += plan->pools[i].share_count;
    return count;
}

int benefit_credits(struct task *task, const struct plan *plan, const struct benefit_line *line,
                    struct attribution_credit *credits)
{
    struct split_pool pools[PLAN_MAX_POOLS];
    int64_t amounts[PLAN_MAX_POOLS];
    struct split_kept kept = benefit_kept(line, 0);
    benefit_pools(plan, pools);
    split_pool_amounts(pools, plan->pool_count, &kept, amounts);
    int n = 0;
    for (int p = 0; p < plan->pool_count; p++) {
        const struct plan_pool *pool = &plan->pools[p];
        int64_t *weights = arena_array(task->arena, (size_t)pool->share_count, sizeof(*weights));
        int64_t *shares = arena_array(task->arena, (size_t)pool->share_count, sizeof(*shares));
        for (int s = 0; s < pool->share_count; s++)
            weights[s] = pool->shares[s].weight;
        bool split = split_shares(amounts[p], weights, pool->share_count, shares);
        assert(split); /* weights are positive by constraint */
        for (int s = 0; s < pool->share_count; s++)
            credits[n++] = (struct attribution_credit){.county_code = line->county_code,
                                                       .order_id = line->order_id,
                                                       .line_id = line->line_id,
                                                       .plan_id = plan->id,
                                                       .producer_id = line->producer_id,
                                                       .pool_no = pool->pool_no,
                                                       .household_id = pool->shares[s].household_id,
                                                       .village_code = pool->shares[s].village_code,
                                                       .kind = pool->kind,
                                                       .amount_fen = shares[s],
                                                       .withhold_reason =
                                                           plan_share_withheld(&pool->shares[s])};
    }
    return n;
}

/* One pool's entries stand together; takes what is above the pool's new amount, in proportion to
 * what remains. */
static void pool_takes(struct task *task, int64_t keep, const struct attribution_entry *entries,
                       int count, int64_t *takes)
{
    int64_t *remaining = arena_array(task->arena, (size_t)count, sizeof(*remaining));
    int64_t sum = 0;
    for (int i = 0; i < count; i++) {
        remaining[i] = entries[i].amount_fen - entries[i].reversed_fen;
        sum += remaining[i];
    }
    /* A pool that was cut at sale (ledger/split.h) may be owed more afterwards; nobody's credit
     * rises through a refund. */
    split_reversal(keep < sum ? sum - keep : 0, remaining, count, takes);
}

void benefit_takes(struct task *task, const struct plan *plan, const struct benefit_line *line,
                   int64_t refunded_quantity_after, const struct attribution_entry *entries,
                   int count, int64_t *takes)
{
    struct split_pool pools[PLAN_MAX_POOLS];
    int64_t amounts[PLAN_MAX_POOLS];
    struct split_kept kept = benefit_kept(line, refunded_quantity_after);
    benefit_pools(plan, pools);
    split_pool_amounts(pools, plan->pool_count, &kept, amounts);
    int first = 0;
    for (int p = 0; p < plan->pool_count; p++) {
        int end = first;
        while (end < count && entries[end].pool_no == plan->pools[p].pool_no)
            end++;
        if (end > first)
            pool_takes(task, amounts[p], entries + first, end - first, takes + first);
        first = end;
    }
    assert(first == count);
}
