/** Who had how much when it was paid, what the refunds took, and what is there now: rows and columns both add up, as they are read from the ledger. */
import type { Schemas } from '@/api/client'

export type Receipt = Schemas['Receipt']

export interface Row {
    key: string
    name: string
    note: string
    before: number
    now: number
    tone: 'households' | 'producer' | 'station' | 'other'
}

export function rowsOf(it: Receipt): Row[] {
    const { parts, escrow } = it
    const goods = it.lines.reduce((sum, line) => sum + line.paid_fen, 0)
    const withheld = it.households.filter((one) => one.state === 'withheld')
    const credited = (list: Receipt['households']) => list.reduce((sum, one) => sum + one.credited_fen, 0)
    const withheldBefore = credited(withheld)
    const helpedBefore = credited(it.households) - withheldBefore
    const settled = parts.households_accrued_fen === 0
    const rows: Row[] = [
        { key: 'households', name: '农户', note: settled ? '已算清' : '买家收货后算清', before: helpedBefore, now: parts.households_fen, tone: 'households' },
        { key: 'withheld', name: '暂存', note: '农户身份待县里核实', before: withheldBefore, now: parts.withheld_fen, tone: 'other' },
        { key: 'producer', name: it.producer_name, note: '', before: goods - helpedBefore - withheldBefore, now: parts.producer_fen + escrow.goods_fen, tone: 'producer' },
        { key: 'freight', name: '运费', note: it.station_name, before: it.paid_fen - goods, now: parts.freight_fen + escrow.freight_fen, tone: 'station' },
        { key: 'rest', name: '其他账户', note: '', before: 0, now: parts.other_fen, tone: 'other' },
    ]
    return rows.filter((row) => row.before !== 0 || row.now !== 0)
}

export interface Helped {
    label: string
    village: string
    kinds: string
    fen: number
    /** What the sum is made of; one part where there is nothing to open. */
    parts: { kind: string; state: string; fen: number }[]
}

/** Households, each once; rows that stand for several stay by themselves. */
export function householdsOf(it: Receipt): Helped[] {
    const all = new Map<string, Helped>()
    it.households.forEach((one, index) => {
        const key = one.household === null ? `row ${index}` : `household ${one.household}`
        const there = all.get(key) ?? { label: one.label, village: one.village_name, kinds: one.kind_text, fen: 0, parts: [] }
        there.fen += one.net_fen
        there.parts.push({ kind: one.kind_text, state: one.state_text, fen: one.net_fen })
        if (!there.kinds.includes(one.kind_text)) there.kinds += `、${one.kind_text}`
        all.set(key, there)
    })
    return [...all.values()].sort((a, b) => b.fen - a.fen)
}
