// The rules of a receipt that need no page: rows of one household are one, and no fen is lost.
import { householdsOf } from '../../web/src/shop/orders/receipt.ts'

function equal(name, got, want) {
    const [a, b] = [got, want].map((it) => JSON.stringify(it))
    console.log(`${a === b ? 'ok' : 'not ok'} - ${name}`)
    if (a !== b) console.log(`#   got:  ${a}\n#   want: ${b}`)
}

const row = (household, label, kind_text, net_fen, state_text = '已记账') => ({ household, label, village_name: '示例一村', kind_text, state_text, net_fen })
const rows = [
    row(1, '第1户', '订单收购', 57),
    row(1, '第1户', '务工', 1),
    row(1, '第1户', '务工', 2, '暂存'),
    row(2, '第1户', '务工', 7), // of another village of the same name
    row(null, '不到 5 户', '务工', 3),
    row(null, '不到 5 户', '订单收购', 4),
]
const folded = householdsOf({ households: rows })

equal('each household is one row, those that stand together stay as they are', folded.map((it) => it.fen), [60, 7, 4, 3])
equal('each kind is named once', folded[0].kinds, '订单收购、务工')
equal('what the sum is made of can be opened', folded[0].parts, [
    { kind: '订单收购', state: '已记账', fen: 57 },
    { kind: '务工', state: '已记账', fen: 1 },
    { kind: '务工', state: '暂存', fen: 2 },
])
equal(
    'no fen is lost',
    folded.reduce((sum, it) => sum + it.fen, 0),
    rows.reduce((sum, it) => sum + it.net_fen, 0),
)
equal('nobody, no rows', householdsOf({ households: [] }), [])
