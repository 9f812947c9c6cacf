/**
 * The boxes of one order on the packing table: what it wants, what was scanned, and what a code means there. Pure.
 */
import type { Schemas } from '@/api/client'

type Order = Schemas['Order']

export interface Row {
    line_id: string
    title: string
    spec: string
    net_weight_g: number
    need: number
    done: number
    /** Trace codes of the lots it was reserved from: any box of them is right. */
    codes: string[]
}
export interface Work {
    order_id: string
    rows: Row[]
    /** Lines in the order in which boxes were taken, for undoing. */
    taken: string[]
}
export type Verdict =
    | { kind: 'right'; row: Row }
    /** The order wants that produce, but has all of it. */
    | { kind: 'too_many'; row: Row }
    | { kind: 'not_of_this' }

export function beginWork(order: Order): Work {
    const rows = order.lines
        .filter((line) => line.to_pack > 0)
        .map((line) => ({
            line_id: line.line_id,
            title: line.title,
            spec: line.spec,
            net_weight_g: line.net_weight_g,
            need: line.to_pack,
            done: 0,
            codes: (line.lots ?? []).map((lot) => lot.trace_code),
        }))
    return { order_id: order.order_id, rows, taken: [] }
}

function withBox(work: Work, row: Row): { work: Work; verdict: Verdict } {
    const more = { ...row, done: row.done + 1 }
    return {
        work: {
            ...work,
            rows: work.rows.map((it) => (it.line_id === row.line_id ? more : it)),
            taken: [...work.taken, row.line_id],
        },
        verdict: { kind: 'right', row: more },
    }
}

function among(work: Work, rows: Row[]): { work: Work; verdict: Verdict } {
    const open = rows.find((row) => row.done < row.need)
    if (open !== undefined) return withBox(work, open)
    return { work, verdict: rows[0] === undefined ? { kind: 'not_of_this' } : { kind: 'too_many', row: rows[0] } }
}

/** A box whose trace code was scanned; or a line's number, "1", for boxes without a label. */
export function takeCode(work: Work, code: string): { work: Work; verdict: Verdict } {
    const line = /^[1-9]\d?$/.test(code) ? work.rows[Number(code) - 1] : undefined
    return among(work, line !== undefined ? [line] : work.rows.filter((row) => row.codes.includes(code)))
}

export function takeLine(work: Work, line_id: string): { work: Work; verdict: Verdict } {
    return among(work, work.rows.filter((row) => row.line_id === line_id))
}

/** Puts the last box back. */
export function undo(work: Work): Work {
    const line_id = work.taken.at(-1)
    if (line_id === undefined) return work
    return {
        ...work,
        rows: work.rows.map((row) => (row.line_id === line_id ? { ...row, done: row.done - 1 } : row)),
        taken: work.taken.slice(0, -1),
    }
}

const sum = (rows: Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
export const needOf = (work: Work) => sum(work.rows, (row) => row.need)
export const doneOf = (work: Work) => sum(work.rows, (row) => row.done)
export const netOf = (work: Work) => sum(work.rows, (row) => row.done * row.net_weight_g)
export const isComplete = (work: Work) => work.rows.length > 0 && work.rows.every((row) => row.done === row.need)

/** What is packed: nothing named when it is all that is left. */
export function itemsOf(work: Work): { line_id: string; quantity: number }[] | undefined {
    if (isComplete(work)) return undefined
    return work.rows.filter((row) => row.done > 0).map((row) => ({ line_id: row.line_id, quantity: row.done }))
}

/** A weight that cannot be right: less than what is in the box, or far more. */
export function oddWeight(work: Work, weight_g: number): string {
    const net = netOf(work)
    if (weight_g < net) return `比净重 ${(net / 1000).toFixed(2)} kg 还轻，请看看是不是少装了`
    if (weight_g > net * 1.5 + 1000) return `比净重 ${(net / 1000).toFixed(2)} kg 重得多，请看看是不是多装了`
    return ''
}

/** Why an order must not be packed; "" = it may. */
export function stopOf(order: Order): { word: string; text: string } | null {
    if (order.state === 'cancelled') return { word: '停！订单已取消', text: '货款已退或正在退给买家。不要贴面单，不要发出。' }
    if (order.state === 'placed') return { word: '停！还没有付款', text: '买家还没有付款，不要发出。' }
    const back = order.lines.every((line) => line.refunded_quantity === line.quantity)
    if (back) return { word: '停！已全部退款', text: '货款退给买家了。不要贴面单，不要发出。' }
    if (order.state === 'completed') return { word: '停！订单已完成', text: '买家已经收到货，不用再发。' }
    return null
}
