// The rules of the station's pages that need no page: reading a scanner, packing, weights, freight.
import { hear, letterOf, nothing, plain, weightOf } from '../../web/src/desk/station/packing/scan.ts'
import * as table from '../../web/src/desk/station/packing/work.ts'
import { differing, draftOf, fault, feeOf, pick, rowOf } from '../../web/src/desk/station/freight.ts'
import { looseOf } from '../../web/src/desk/station/lots.ts'
import { noteOf } from '../../web/src/desk/station/review/reasons.ts'

function equal(name, got, want) {
    const [a, b] = [got, want].map((it) => JSON.stringify(it))
    console.log(`${a === b ? 'ok' : 'not ok'} - ${name}`)
    if (a !== b) console.log(`#   got:  ${a}\n#   want: ${b}`)
}

// ---- a scanner under an input method ----

const codes = (text) => [...text].map((it) => (/\d/.test(it) ? `Digit${it}` : it === '-' ? 'Minus' : `Key${it}`))
function type(text, { gap = 8, composing = false, from = 0, scan = nothing } = {}) {
    let at = from
    let heard = { kind: 'none' }
    for (const code of [...codes(text), 'Enter']) {
        const answer = hear(scan, { code, at, composing, withControl: false })
        scan = answer.scan
        heard = answer.heard
        at += gap
    }
    return heard
}
equal('a scan is read by the places of its keys', type('SF1000000000777'), { kind: 'scan', text: 'SF1000000000777' })
equal('also while an input method takes the keys', type('JD01-A', { composing: true }), { kind: 'scan', text: 'JD01-A' })
equal('what people type is read from the field', type('38441', { gap: 120 }), { kind: 'typed' })
equal('their Enter within a composition is not ours', type('BEIJING', { gap: 120, composing: true }), { kind: 'none' })
equal('three quick keys are no scan', type('12A'), { kind: 'typed' })
const begun = hear(nothing, { code: 'KeyX', at: 0, composing: false, withControl: false }).scan
equal('a key from long before does not belong to it', type('1234', { from: 500, scan: begun }), { kind: 'scan', text: '1234' })
equal('with Ctrl a key is no text', hear(nothing, { code: 'KeyV', at: 0, composing: false, withControl: true }).scan, { ...nothing })
equal('the digits at the right are digits', ['Numpad7', 'Slash', 'F9', 'Space'].map(letterOf), ['7', '', '', ''])
equal('pasted text loses blanks and width', plain(' ｓｆ1000 0000\u3000'), 'SF10000000')

equal('weights in kilograms and grams', ['5.42', '5420', '5420g', '5,4', '5.42 kg', '0', '99', '100', '1001kg', '０.5'].map(weightOf), [5420, 5420, 5420, null, 5420, null, 99000, 100, null, 500])

// ---- the packing table ----

const lot = (code) => ({ lot_id: '1', trace_code: code, quantity: 1 })
const line = (id, to_pack, codes_, more = {}) => ({
    line_id: id, sku_id: '1', listing_id: '1', title: '脐橙', spec: '5 kg', net_weight_g: 5000, quantity: 3, price_fen: 1, paid_fen: 1,
    refunded_quantity: 0, refunded_fen: 0, to_pack, lots: codes_.map(lot), ...more,
})
const [A, B] = ['1'.repeat(24), '2'.repeat(24)]
const order = { order_id: '9', state: 'paid', lines: [line('1', 2, [A]), line('2', 1, [A, B]), line('3', 0, [B])], parcels: [] }
let work = table.beginWork(order)
equal('what is packed already is not asked for', work.rows.map((it) => it.line_id), ['1', '2'])
const take = (code) => {
    const answer = table.takeCode(work, code)
    work = answer.work
    return answer.verdict.kind
}
equal('boxes of one lot fill one line after the other', [take(A), take(A), take(A)], ['right', 'right', 'right'])
equal('then there is one too many', take(A), 'too_many')
equal('a lot of no line is wrong', take('3'.repeat(24)), 'not_of_this')
equal('all is there, so all that is left is packed', [table.isComplete(work), table.itemsOf(work)], [true, undefined])
work = table.undo(work)
equal('the last one is taken back', [table.doneOf(work), table.needOf(work)], [2, 3])
equal('a part is named', table.itemsOf(work), [{ line_id: '1', quantity: 2 }])
equal('a line may be told by its number', [take('2'), take('1'), take('7')], ['right', 'too_many', 'not_of_this'])
equal('less than the net weight is odd', table.oddWeight(work, 14999) !== '' && table.oddWeight(work, 15800) === '', true)
equal('far more is odd as well', table.oddWeight(work, 24000) !== '', true)
equal('a cancelled order stops', table.stopOf({ ...order, state: 'cancelled' })?.word, '停！订单已取消')
equal('one that was paid back in whole stops', table.stopOf({ ...order, lines: [line('1', 0, [], { refunded_quantity: 3 })] })?.word, '停！已全部退款')
equal('a paid one does not', table.stopOf(order), null)

// ---- freight ----

const row = (region_prefix, more = {}) => ({ region_prefix, first_g: 1000, first_fen: 600, step_g: 1000, step_fen: 150, deliverable: true, ...more })
equal('every step begun is paid', [1, 1000, 1001, 2000, 5400].map((g) => feeOf(row(''), g)), [600, 600, 750, 750, 1350])
equal('the longest beginning wins', ['500236', '500101', '310115'].map((code) => pick([row(''), row('50'), row('500236')], code)?.region_prefix), ['500236', '50', ''])
const draft = draftOf(row('50', { step_g: 500 }), '重庆市')
equal('a row comes back as it was', rowOf(draft), row('50', { step_g: 500 }))
equal('faults stand at their field', [fault('first_kg', { ...draft, first_kg: '0' }) !== '', fault('step_yuan', { ...draft, step_yuan: '1.234' }) !== '', fault('first_yuan', { ...draft, first_yuan: '0' })], [true, true, ''])
equal('a row with a fault is none', rowOf({ ...draft, step_kg: '一' }), null)
equal('what differs is told', differing([row(''), row('50')], [row('', { step_fen: 200 }), row('31')]), ['', '50', '31'])

equal('a lot balances', looseOf({ weight_g: 100000, lost_g: 500, stock: [{ received: 10, net_weight_g: 5000, available: 0, reserved: 0, sold: 10, written_off: 0 }] }), 49500)
equal('reasons go as they stand', noteOf([1, 5], ' 第二张图糊了 '), '图片和实物、规格对不上；第二张图糊了')
