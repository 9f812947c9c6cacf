/**
 * What one box gives to whom: the server's own arithmetic (ledger/split), to the fen. Whole numbers
 * throughout; products go through BigInt, so nothing is rounded on the way. tests/unit/split_vectors.json
 * holds both to the same figures.
 */
import type { PoolRule } from './words'

export interface Pool {
    rule: PoolRule
    rate: number
}
export interface Box {
    price_fen: number
    quantity: number
    net_weight_g: number
}

/** floor(a * b / c) */
function mulDiv(a: number, b: number, c: number): number {
    return Number((BigInt(a) * BigInt(b)) / BigInt(c))
}

function amountOf(pool: Pool, box: Box): number {
    if (pool.rule === 'rate_bp') return mulDiv(box.price_fen, pool.rate, 10000)
    if (pool.rule === 'fen_per_unit') return box.quantity * pool.rate
    return Number((BigInt(box.quantity) * BigInt(box.net_weight_g) * BigInt(pool.rate)) / 1000n)
}

/** What each pool holds: rounded down, and cut in the pools' order so that together they never exceed the price. */
export function poolAmounts(pools: Pool[], box: Box): number[] {
    let left = box.price_fen
    return pools.map((pool) => {
        const amount = Math.min(amountOf(pool, box), left)
        left -= amount
        return amount
    })
}

/** Deals an amount out over weights by largest remainder, ties to the earlier one (households stand by id). */
export function shares(amount: number, weights: number[]): number[] {
    const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n)
    if (sum === 0n) return weights.map(() => 0)
    const products = weights.map((weight) => BigInt(amount) * BigInt(weight))
    const parts = products.map((product) => Number(product / sum))
    let rest = amount - parts.reduce((total, part) => total + part, 0)
    const order = products
        .map((product, index) => ({ remainder: product % sum, index }))
        .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
    for (let i = 0; rest > 0; i++, rest--) parts[order[i]!.index]!++
    return parts
}

/** Exact promise of all pools for one box in ten-thousandths of a fen; more than the price is refused. */
export function exceedsPrice(pools: Pool[], box: Box): boolean {
    const promised = pools.reduce((sum, pool) => {
        if (pool.rule === 'rate_bp') return sum + BigInt(box.price_fen) * BigInt(pool.rate)
        if (pool.rule === 'fen_per_unit') return sum + BigInt(pool.rate) * 10000n
        return sum + BigInt(box.net_weight_g) * BigInt(pool.rate) * 10n
    }, 0n)
    return promised > BigInt(box.price_fen) * 10000n
}
