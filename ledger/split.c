#include "ledger/split.h"

#include <assert.h>

#include "base/money.h"

__extension__ typedef unsigned __int128 wide;

/* a * b, or `most` when it is more than that: what is cut anyway need not fit. */
static int64_t product_at_most(int64_t a, int64_t b, int64_t most)
{
    wide product = (wide)a * (wide)b;
    return product > (wide)most ? most : (int64_t)product;
}

/* floor(quantity * grams * rate / 1000), or `most`. */
static int64_t by_weight_at_most(int64_t quantity, int64_t grams, int64_t rate, int64_t most)
{
    wide weight = (wide)quantity * (wide)grams;
    wide thousandths;
    if (__builtin_mul_overflow(weight, (wide)rate, &thousandths))
        return most;
    return thousandths / 1000 > (wide)most ? most : (int64_t)(thousandths / 1000);
}

static int64_t pool_amount(const struct split_pool *pool, const struct split_kept *kept,
                           int64_t most)
{
    assert(pool->rate >= 0);
    switch (pool->rule) {
    case SPLIT_RATE_BP: {
        assert(pool->rate <= 10000);
        int64_t amount = money_mul_div(kept->goods_paid_fen, pool->rate, 10000);
        return amount < most ? amount : most;
    }
    case SPLIT_FEN_PER_UNIT:
        return product_at_most(kept->quantity, pool->rate, most);
    case SPLIT_FEN_PER_KG:
        return by_weight_at_most(kept->quantity, kept->net_weight_g_per_unit, pool->rate, most);
    }
    assert(!"a rule of this header");
    return 0;
}

void split_pool_amounts(const struct split_pool *pools, int count, const struct split_kept *kept,
                        int64_t *amounts)
{
    assert(kept->goods_paid_fen >= 0 && kept->quantity >= 0 && kept->net_weight_g_per_unit >= 0);
    int64_t left = kept->goods_paid_fen;
    for (int i = 0; i < count; i++) {
        amounts[i] = pool_amount(&pools[i], kept, left);
        left -= amounts[i];
    }
}

bool split_shares(int64_t amount, const int64_t *weights, int count, int64_t *shares)
{
    assert(count >= 0);
    return money_split(amount, weights, (size_t)count, shares);
}

void split_least(int64_t amount, const int64_t *weights, int count, int64_t *least)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += weights[i];
    assert(amount >= 0 && sum > 0);
    for (int i = 0; i < count; i++)
        least[i] = money_mul_div(amount, weights[i], sum);
}

void split_reversal(int64_t take, const int64_t *remaining, int count, int64_t *parts)
{
    assert(take >= 0 && count >= 0);
    /* floor(take * r / sum) <= r because take <= sum; a missing fen goes only to one whose quotient
     * was not whole, hence below r. So largest remainder itself keeps every part at or under what
     * remains. */
    if (money_split(take, remaining, (size_t)count, parts)) {
        for (int i = 0; i < count; i++)
            assert(parts[i] <= remaining[i]); /* else `take` was more than there is */
        return;
    }
    assert(take == 0);
    for (int i = 0; i < count; i++)
        parts[i] = 0;
}

int64_t split_kept_fen(int64_t paid_fen, int64_t quantity, int64_t refunded_quantity)
{
    assert(quantity > 0 && refunded_quantity >= 0 && refunded_quantity <= quantity);
    return money_mul_div(paid_fen, quantity - refunded_quantity, quantity);
}

int64_t split_refund_fen(int64_t paid_fen, int64_t quantity, int64_t refunded_quantity_before,
                         int64_t refund_quantity)
{
    assert(refund_quantity >= 0);
    return split_kept_fen(paid_fen, quantity, refunded_quantity_before) -
           split_kept_fen(paid_fen, quantity, refunded_quantity_before + refund_quantity);
}
