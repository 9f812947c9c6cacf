/* The arithmetic of income attribution: what a sale gives to the linked households, and what a
 * refund takes back. Pure, no I/O.
 *
 * An order line carries pools (one for each line of its benefit plan). split_pool_amounts() says
 * how much each pool holds for what the buyer kept; split_shares() deals a pool out to its
 * households; when a refund lowers the pool, split_reversal() takes the difference back.
 *
 * Why a reversal goes by what remains credited, instead of splitting the smaller pool anew: dealing
 * out 10 fen and then 9 fen by largest remainder can give one household MORE the second time, and a
 * refund that pays somebody is not a refund. Taking back in proportion to the remaining credits,
 * with every part at most what remains, keeps three promises whatever the order and size of
 * refunds:
 *   - no household's credit ever rises through a refund;
 *   - none falls below zero, so that a household never owes money for a sale it was credited for;
 *   - when all is refunded, every household stands at exactly zero, and the parts always add up to
 * the fen.
 */
#ifndef LEDGER_SPLIT_H
#define LEDGER_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

enum split_rule {
    SPLIT_RATE_BP,      /* rate in basis points (0..10000) of the goods paid */
    SPLIT_FEN_PER_UNIT, /* fen for each unit kept */
    SPLIT_FEN_PER_KG    /* fen for each kilogram net kept */
};

struct split_pool {
    enum split_rule rule;
    int64_t rate; /* >= 0 */
};

/* What remains of an order line after refunds. */
struct split_kept {
    int64_t goods_paid_fen; /* after the producer's own discounts, without freight; platform coupons
                               do not lower it */
    int64_t quantity;       /* units */
    int64_t net_weight_g_per_unit;
};

/* Amount of each of `count` pools, in fen, rounded down: goods * bp / 10000, rate * quantity,
 * quantity * grams * rate / 1000. In the order of the pools each is cut so that their sum never
 * exceeds goods_paid_fen: nobody is promised more than the buyer paid. The sum never rises when
 * goods and quantity fall; a single pool's amount does so neither, as long as nothing is cut (a
 * later pool may gain what an earlier, cut one loses; who reverses takes back max(0, credited -
 * amount)). */
void split_pool_amounts(const struct split_pool *pools, int count, const struct split_kept *kept,
                        int64_t *amounts);

/* Deals `amount` >= 0 out over `count` weights >= 0 by largest remainder, ties to the lower index:
 * callers order households by id. The shares add up to `amount`. False (nothing written) when no
 * weight is above zero. */
bool split_shares(int64_t amount, const int64_t *weights, int count, int64_t *shares);

/* What each is sure to get, whatever comes of the remainders: amount * weight / sum of weights,
 * rounded down. n times as much is never more than the share of an amount that is at least n times
 * as large - so what a page says of one box holds for ten of them, though by largest remainder a
 * fen of the one box may go elsewhere in the ten. The weights' sum is above zero, asserted. */
void split_least(int64_t amount, const int64_t *weights, int count, int64_t *least);

/* Takes `take` (0 .. sum of remaining) back in proportion to what remains credited to each (>= 0),
 * by largest remainder, ties to the lower index. 0 <= parts[i] <= remaining[i]; the parts add up to
 * `take`; take = sum leaves everyone at zero. */
void split_reversal(int64_t take, const int64_t *remaining, int count, int64_t *parts);

/* What remains of `paid` fen when `refunded_quantity` (0..quantity) of `quantity` > 0 units are
 * gone: floor(paid * left / quantity). The same rule serves a refund by amount: quantity = what was
 * paid, refunded = what was given back. */
int64_t split_kept_fen(int64_t paid_fen, int64_t quantity, int64_t refunded_quantity);

/* What one refund of `refund_quantity` units gives back when `refunded_quantity_before` units went
 * before: the difference of what was kept before and is kept after. Such refunds add up to exactly
 * what was paid, in whatever portions they come. */
int64_t split_refund_fen(int64_t paid_fen, int64_t quantity, int64_t refunded_quantity_before,
                         int64_t refund_quantity);

#endif
