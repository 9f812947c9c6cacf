/** The board's figures as they come, and how they are written. */
import type { Schemas } from '@/api/client'

export type Board = Schemas['Board']
export type BoardRow = Schemas['BoardRow']

/** 12345600 fen -> {number: "12.35", unit: "万元"}; below ten thousand yuan to the cent in 元. */
export function rounded(fen: number): { number: string; unit: string } {
    const grouped = (text: string) => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
    if (Math.abs(fen) < 1000000) {
        const [whole, cents] = (fen / 100).toFixed(2).split('.')
        return { number: `${grouped(whole!)}.${cents}`, unit: '元' }
    }
    const [whole, rest] = (fen / 1000000).toFixed(2).split('.')
    return { number: `${grouped(whole!)}.${rest}`, unit: '万元' }
}

/** The unit of a whole chart, so that its labels have it once. */
export function unitOf(largest_fen: number): { name: string; fen: number; digits: number } {
    return largest_fen >= 10000000
        ? { name: '万元', fen: 1000000, digits: largest_fen >= 1000000000 ? 1 : 2 }
        : { name: '元', fen: 100, digits: 0 }
}

/** 24.13 of hundred as "24.1%"; "0" of 0. */
export function percent(part: number, whole: number): string {
    return whole > 0 ? `${((part * 100) / whole).toFixed(1)}%` : '0%'
}

/** "2026-11" -> "11月", with the year in January and at the beginning. */
export function monthWords(key: string, withYear = false): string {
    const month = `${Number(key.slice(5))}月`
    return withYear ? `${key.slice(0, 4)}年${month}` : month
}

/** Months from the first to the last, oldest first; one in which nothing was sold is there too, with 0. */
export function monthsInOrder(months: BoardRow[], most = 12): BoardRow[] {
    const known = new Map(months.map((row) => [row.key, row]))
    const keys = [...known.keys()].sort()
    if (keys.length === 0) return []
    const all: BoardRow[] = []
    let [year, month] = keys[0]!.split('-').map(Number) as [number, number]
    for (;;) {
        const key = `${year}-${String(month).padStart(2, '0')}`
        all.push(
            known.get(key) ?? {
                key,
                name: key,
                hidden: false,
                why: {},
                sales_fen: 0,
                paid_fen: 0,
                refunded_fen: 0,
                orders: 0,
                accrued_fen: 0,
                matured_fen: 0,
                borne_fen: 0,
                households: 0,
                accrued_households: 0,
                matured_households: 0,
                borne_households: 0,
            },
        )
        if (key >= keys[keys.length - 1]!) break
        month = month === 12 ? 1 : month + 1
        if (month === 1) year++
    }
    return all.slice(-most)
}

/** What households were credited with, both steps. */
export const credited = (row: { accrued_fen?: number | null; matured_fen?: number | null }) =>
    (row.accrued_fen ?? 0) + (row.matured_fen ?? 0)

type Cell = 'households' | 'accrued' | 'matured'
/** Why a row does not tell a figure; '' when it does. What households were credited with takes both steps. */
export const whyHidden = (row: BoardRow, cell: Cell | 'credited'): string =>
    cell === 'credited' ? (row.why.accrued ?? row.why.matured ?? '') : (row.why[cell] ?? '')

/** "21 小时", "2 天 4 小时", "40 分钟" */
export function waited(seconds: number): string {
    const minutes = Math.max(1, Math.round(seconds / 60))
    if (minutes < 90) return `${minutes} 分钟`
    const hours = Math.round(minutes / 60)
    if (hours < 48) return `${hours} 小时`
    return hours % 24 ? `${Math.floor(hours / 24)} 天 ${hours % 24} 小时` : `${hours / 24} 天`
}

/** Of charts; the page has them as custom properties. */
export const colours = {
    sales: '#7b8580',
    matured: '#14593a',
    accrued: '#7fb89a',
    line: '#14593a',
    grid: '#e1e6e2',
    ink: '#1a211d',
    soft: '#636e68',
}
