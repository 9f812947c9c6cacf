// The desk's own arithmetic of a box (web/src/desk/coop/split.ts) against the figures that the server's is held to.
import { readFileSync } from 'node:fs'
import { teller } from './harness.mjs'
import { exceedsPrice, poolAmounts, shares } from '../../web/src/desk/coop/split.ts'

const vectors = JSON.parse(readFileSync('tests/unit/split_vectors.json', 'utf8'))

await teller(async (t) => {
    let wrong = []
    for (const it of vectors) {
        const amounts = poolAmounts(it.pools, { price_fen: it.goods_fen, quantity: it.quantity, net_weight_g: it.net_weight_g })
        it.pools.forEach((pool, i) => {
            if (amounts[i] !== pool.amount) wrong.push(`${JSON.stringify(it)}: pool ${i} gives ${amounts[i]}`)
            const parts = shares(pool.amount, pool.weights)
            if (parts.join() !== pool.shares.join()) wrong.push(`${JSON.stringify(pool)}: ${parts}`)
        })
    }
    t.ok(`${vectors.length} boxes are split as the server splits them`, wrong.length === 0, wrong.slice(0, 3).join('\n'))
    const box = { price_fen: 5980, quantity: 1, net_weight_g: 5000 }
    t.equal('a promise above the price is seen', exceedsPrice([{ rule: 'fen_per_kg', rate: 1197 }], box), true)
    t.equal('one of exactly the price is none', exceedsPrice([{ rule: 'fen_per_kg', rate: 1196 }], box), false)
    t.equal('nobody shares nothing', shares(100, [0, 0]).join(), '0,0')
})
