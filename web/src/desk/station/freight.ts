/** Freight as the server counts it (logistics/freight.h), and what an editor types of it. Pure. */
import type { Schemas } from '@/api/client'

export type Row = Schemas['FreightRow']

/** A row as typed: weights in kilograms, money in yuan. */
export interface Draft {
    region_prefix: string
    name: string
    first_kg: string
    first_yuan: string
    step_kg: string
    step_yuan: string
    deliverable: boolean
}
export type Field = 'first_kg' | 'first_yuan' | 'step_kg' | 'step_yuan'

/** The first price, and the step's for every step begun beyond it. */
export function feeOf(row: Row, weight_g: number): number {
    if (weight_g <= row.first_g || row.step_g === 0) return row.first_fen
    return row.first_fen + Math.ceil((weight_g - row.first_g) / row.step_g) * row.step_fen
}

/** The row for a place: that of the longest beginning of its code. */
export function pick<T extends { region_prefix: string }>(rows: T[], region_code: string): T | undefined {
    return rows
        .filter((row) => region_code.startsWith(row.region_prefix))
        .sort((a, b) => b.region_prefix.length - a.region_prefix.length)[0]
}

export function draftOf(row: Row, name: string): Draft {
    return {
        region_prefix: row.region_prefix,
        name,
        first_kg: kilograms(row.first_g),
        first_yuan: (row.first_fen / 100).toFixed(2),
        step_kg: kilograms(row.step_g),
        step_yuan: (row.step_fen / 100).toFixed(2),
        deliverable: row.deliverable,
    }
}
const kilograms = (grams: number) => String(grams / 1000)

function whole(text: string, unit: number, least: number): number | null {
    const typed = text.normalize('NFKC').trim().replace('。', '.')
    if (!/^\d{1,7}(\.\d{1,3})?$/.test(typed)) return null
    const value = Math.round(Number(typed) * unit)
    return Math.abs(Number(typed) * unit - value) < 1e-6 && value >= least && value <= 1000000 ? value : null
}

/** What is wrong with a field; "" when nothing is. */
export function fault(field: Field, draft: Draft): string {
    const isWeight = field === 'first_kg' || field === 'step_kg'
    const value = isWeight ? whole(draft[field], 1000, 1) : whole(draft[field], 100, 0)
    if (value !== null) return ''
    return isWeight ? '填公斤，如 1 或 0.5' : '填元，如 6 或 6.50'
}

/** null while a field of it is wrong. */
export function rowOf(draft: Draft): Row | null {
    const [first_g, step_g] = [whole(draft.first_kg, 1000, 1), whole(draft.step_kg, 1000, 1)]
    const [first_fen, step_fen] = [whole(draft.first_yuan, 100, 0), whole(draft.step_yuan, 100, 0)]
    if (first_g === null || step_g === null || first_fen === null || step_fen === null) return null
    return { region_prefix: draft.region_prefix, first_g, first_fen, step_g, step_fen, deliverable: draft.deliverable }
}

/** How a fee comes about: "首重 1 kg 6.00 元 + 续重 4.4 kg 算 5 × 2.00 元". */
export function sumWords(row: Row, weight_g: number): string {
    const first = `首重 ${kilograms(row.first_g)} kg ${(row.first_fen / 100).toFixed(2)} 元`
    const over = weight_g - row.first_g
    if (over <= 0) return first
    const steps = Math.ceil(over / row.step_g)
    return `${first} + 超出 ${kilograms(over)} kg，每 ${kilograms(row.step_g)} kg 算一份，${steps} 份 × ${(row.step_fen / 100).toFixed(2)} 元`
}

const same = (a: Row, b: Row) =>
    a.first_g === b.first_g && a.first_fen === b.first_fen && a.step_g === b.step_g && a.step_fen === b.step_fen && a.deliverable === b.deliverable

/** Prefixes of the rows in which two tables differ. */
export function differing(a: Row[], b: Row[]): string[] {
    const prefixes = new Set([...a, ...b].map((row) => row.region_prefix))
    return [...prefixes].filter((prefix) => {
        const [one, other] = [a, b].map((rows) => rows.find((row) => row.region_prefix === prefix))
        return one === undefined || other === undefined || !same(one, other)
    })
}
