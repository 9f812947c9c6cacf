/**
 * A version of a listing as rows to read: what it changes against the version on sale, and what it leaves as it
 * is. Pure; shown by VersionDiff.vue.
 */
import type { Schemas } from '@/api/client'
import { yuan } from '@/shared/money'
import { weight } from '@/shared/weight'
import { textDiff, type Piece } from './textDiff'
import { LINKAGES } from './words'

type Version = Schemas['Version']
type Pool = Schemas['Pool']
type Sku = Schemas['VersionSku']

/** One side of a row: lines of text, or pictures. */
export interface Side {
    lines: Piece[][]
    pictures: string[]
}
export interface Row {
    key: string
    label: string
    before: Side
    after: Side
    /** A remark under the new side: how much more. */
    remark?: string
    /** Something a reviewer must look at: money goes down for the households, say. */
    care?: boolean
}

const LABELS: Record<string, string> = {
    title: '名称',
    category: '类目',
    produce: '品种',
    story: '介绍',
    village_code: '产地村',
    size_low_mm: '果径下限',
    size_high_mm: '果径上限',
    season_from: '上市从',
    season_to: '上市到',
    shelf_life_days: '保质期',
    storage: '储存',
    no_reason_return: '七天无理由',
    picture: '图片',
    pictures: '图片',
}

const plain = (...lines: string[]): Side => ({ lines: lines.map((text) => [{ text, changed: false }]), pictures: [] })
const marked = (...lines: string[]): Side => ({ lines: lines.map((text) => [{ text, changed: true }]), pictures: [] })
const NONE = plain('没有')

function value(field: string, raw: unknown, version: Version): string {
    if (raw === null || raw === undefined || raw === '') return '没有填'
    if (field === 'village_code') return raw === version.village_code ? (version.village_name ?? String(raw)) : String(raw)
    if (field === 'no_reason_return') return raw === true ? '支持' : '不支持（生鲜）'
    if (field === 'shelf_life_days') return `${String(raw)} 天`
    if (field.startsWith('size_')) return `${String(raw)} mm`
    if (field.startsWith('season_')) return String(raw).replace('-', ' 月 ').replace(/^0/, '').replace(' 月 0', ' 月 ') + ' 日'
    return String(raw)
}

/** `/static/produce/NAME.svg` of a drawing's name; an uploaded picture brings its own address. */
function pictureUrl(raw: unknown): string[] {
    if (typeof raw === 'string') return [raw.startsWith('/') ? raw : `/static/produce/${raw}.svg`]
    if (Array.isArray(raw)) return raw.flatMap((it) => pictureUrl(typeof it === 'object' && it !== null ? Object.values(it)[0] : it))
    return []
}

// ---- plain members ----

function plainRow(field: string, before: unknown, after: unknown, version: Version): Row {
    const label = LABELS[field] ?? field
    if (field === 'picture' || field === 'pictures')
        return { key: field, label, before: { lines: [], pictures: pictureUrl(before) }, after: { lines: [], pictures: pictureUrl(after) } }
    const [old, now] = [value(field, before, version), value(field, after, version)]
    if (field === 'title' || field === 'story' || field === 'storage') {
        const difference = textDiff(old, now)
        return { key: field, label, before: { lines: [difference.before], pictures: [] }, after: { lines: [difference.after], pictures: [] } }
    }
    return { key: field, label, before: plain(old), after: marked(now) }
}

// ---- sizes and prices ----

const packing = (sku: Sku) => `净重 ${weight(sku.net_weight_g)}，毛重 ${weight(sku.gross_weight_g)}`
const perJin = (sku: Sku) => `合每斤 ¥${yuan(Math.round((sku.price_fen * 500) / sku.net_weight_g))}`
const percent = (part: number, whole: number) => `${((part * 100) / whole).toFixed(2)}%`

function skuRows(before: Sku[], after: Sku[]): Row[] {
    const rows: Row[] = []
    for (const sku of after) {
        const old = before.find((it) => it.sku_id === sku.sku_id)
        if (old === undefined) {
            rows.push({ key: `sku-${sku.sku_id}`, label: sku.spec, before: NONE, after: marked(`新增规格 ¥${yuan(sku.price_fen)}`, `${perJin(sku)}，${packing(sku)}`) })
            continue
        }
        if (old.price_fen !== sku.price_fen) {
            const more = sku.price_fen - old.price_fen
            rows.push({
                key: `price-${sku.sku_id}`,
                label: `${sku.spec} 价格`,
                before: plain(`¥${yuan(old.price_fen)}`, perJin(old)),
                after: { lines: [[{ text: `¥${yuan(sku.price_fen)}`, changed: true }], [{ text: perJin(sku), changed: false }]], pictures: [] },
                remark: `${more > 0 ? '涨' : '降'} ¥${yuan(Math.abs(more))}（${percent(Math.abs(more), old.price_fen)}）`,
            })
        }
        if (old.spec !== sku.spec || packing(old) !== packing(sku))
            rows.push({ key: `spec-${sku.sku_id}`, label: `${old.spec} 规格`, before: plain(old.spec, packing(old)), after: marked(sku.spec, packing(sku)) })
    }
    for (const sku of before)
        if (!after.some((it) => it.sku_id === sku.sku_id))
            rows.push({ key: `gone-${sku.sku_id}`, label: sku.spec, before: plain(`¥${yuan(sku.price_fen)}`, packing(sku)), after: marked('不再卖这个规格') })
    return rows
}

// ---- the plan ----

export function poolRule(pool: Pool): string {
    if (pool.rule === 'rate_bp') return `货款的 ${(pool.rate / 100).toFixed(2)}%`
    return pool.rule === 'fen_per_unit' ? `每件 ¥${yuan(pool.rate)}` : `每 kg ¥${yuan(pool.rate)}`
}

/** What one box brings the households by a plan, in fen: the server's rule (ledger/split.h) for one box. */
export function householdsPerBox(pools: Pool[], sku: Sku): number {
    let left = sku.price_fen
    for (const pool of pools) {
        const wanted =
            pool.rule === 'rate_bp'
                ? Math.floor((sku.price_fen * pool.rate) / 10000)
                : pool.rule === 'fen_per_unit'
                  ? pool.rate
                  : Math.floor((sku.net_weight_g * pool.rate) / 1000)
        left -= Math.min(wanted, left)
    }
    return sku.price_fen - left
}

/** Households whose part differs from the other pool's, with their part in percent; the rest is the same. */
function shareLines(pool: Pool, other: Pool | undefined): string[] {
    const sum = (of: Pool) => of.shares.reduce((all, it) => all + it.weight, 0)
    const part = (weight: number, of: Pool) => percent(weight, sum(of))
    return pool.shares.flatMap((share) => {
        const twin = other?.shares.find((it) => it.household_id === share.household_id)
        const mine = part(share.weight, pool)
        return twin !== undefined && part(twin.weight, other!) === mine ? [] : [`${share.pseudonym} 占 ${mine}`]
    })
}

const SHARES_SHOWN = 8

function poolSide(pool: Pool, other: Pool | undefined): Side {
    const rule = { text: poolRule(pool), changed: other !== undefined && poolRule(other) !== poolRule(pool) }
    const lines = shareLines(pool, other)
    const same = lines.length === 0 && other?.shares.length === pool.shares.length
    const people: Piece[] = [{ text: same ? `${pool.shares.length} 户，各占多少没变` : `${pool.shares.length} 户`, changed: false }]
    if (!same) people.push(...lines.slice(0, SHARES_SHOWN).map((text) => ({ text, changed: other !== undefined })))
    if (lines.length > SHARES_SHOWN) people.push({ text: `还有 ${lines.length - SHARES_SHOWN} 户`, changed: false })
    return { lines: [[rule], ...people.map((it) => [it])], pictures: [] }
}

function planRows(before: Pool[], after: Pool[], oldSkus: Sku[], skus: Sku[]): Row[] {
    const rows: Row[] = []
    const label = (pool: Pool, all: Pool[]) =>
        all.filter((it) => it.kind === pool.kind).length > 1 ? `${LINKAGES[pool.kind]} ${pool.pool_no}` : LINKAGES[pool.kind]
    for (const pool of after) {
        const old = before.find((it) => it.pool_no === pool.pool_no && it.kind === pool.kind)
        if (JSON.stringify(old) === JSON.stringify(pool)) continue
        rows.push({ key: `pool-${pool.pool_no}`, label: label(pool, after), before: old ? poolSide(old, pool) : NONE, after: poolSide(pool, old) })
    }
    for (const pool of before)
        if (!after.some((it) => it.pool_no === pool.pool_no && it.kind === pool.kind))
            rows.push({ key: `pool-gone-${pool.pool_no}`, label: label(pool, before), before: poolSide(pool, undefined), after: marked('不再有这一项') })
    return [...rows, ...perBoxRows(before, after, oldSkus, skus)]
}

function perBoxRows(before: Pool[], after: Pool[], oldSkus: Sku[], skus: Sku[]): Row[] {
    return skus.flatMap((sku) => {
        const old = oldSkus.find((it) => it.sku_id === sku.sku_id)
        const now = householdsPerBox(after, sku)
        const was = old ? householdsPerBox(before, old) : undefined
        if (was === now && old?.price_fen === sku.price_fen) return []
        const words = (fen: number, of: Sku) => `¥${yuan(of.price_fen)} 里有 ¥${yuan(fen)}，占 ${percent(fen, of.price_fen)}`
        const row: Row = {
            key: `households-${sku.sku_id}`,
            label: `${sku.spec} 到农户`,
            before: old && was !== undefined ? plain(words(was, old)) : NONE,
            after: marked(words(now, sku)),
        }
        if (was !== undefined && now !== was) row.remark = now > was ? `每件多 ¥${yuan(now - was)}` : `每件少 ¥${yuan(was - now)}`
        if (was !== undefined && now < was) row.care = true
        return [row]
    })
}

// ---- all of it ----

function rowsOf(field: string, before: unknown, after: unknown, version: Version): Row[] {
    if (field === 'skus') return skuRows((before as Sku[] | null) ?? [], (after as Sku[] | null) ?? [])
    if (field === 'plan') {
        const pools = (raw: unknown) => (raw as Schemas['Plan'] | null)?.pools ?? []
        const old = version.changes.find((it) => it.field === 'skus')?.old as Sku[] | undefined
        return planRows(pools(before), pools(after), old ?? version.skus, version.skus)
    }
    return [plainRow(field, before, after, version)]
}

/** What the version changes; of a first version, all that it says. */
export function changedRows(version: Version): Row[] {
    if (version.base_version_id === null || version.base_version_id === version.version_id) return allRows(version)
    const rows = version.changes.flatMap((it) => rowsOf(it.field, it.old, it.new, version))
    // A new price alone moves what reaches the households, too.
    if (version.changes.some((it) => it.field === 'skus') && !version.changes.some((it) => it.field === 'plan')) {
        const old = version.changes.find((it) => it.field === 'skus')?.old as Sku[]
        rows.push(...perBoxRows(version.plan.pools, version.plan.pools, old, version.skus))
    }
    return rows
}

const FIELDS = ['title', 'category', 'produce', 'story', 'village_code', 'size_low_mm', 'size_high_mm', 'season_from', 'season_to', 'shelf_life_days', 'storage', 'no_reason_return', 'picture'] as const

const isEmpty = (raw: unknown) => raw === null || raw === undefined || raw === ''

/** What a first version leaves empty. */
export function emptyLabels(version: Version): string[] {
    const first = version.base_version_id === null || version.base_version_id === version.version_id
    return first ? FIELDS.filter((field) => isEmpty(version[field])).map((field) => LABELS[field]!) : []
}

function allRows(version: Version): Row[] {
    const said = (row: Row): Row => ({ ...row, after: { ...row.after, lines: row.after.lines.map((line) => line.map((piece) => ({ ...piece, changed: false }))) } })
    return [
        ...FIELDS.filter((field) => !isEmpty(version[field])).map((field) => plainRow(field, null, version[field], version)),
        ...version.skus.map((sku) => ({ key: `sku-${sku.sku_id}`, label: sku.spec, before: NONE, after: plain(`¥${yuan(sku.price_fen)}`, `${perJin(sku)}，${packing(sku)}`) })),
        ...planRows([], version.plan.pools, [], version.skus),
    ].map(said)
}

/** What it leaves as it is: label and value. */
export function unchangedRows(version: Version): { label: string; text: string }[] {
    if (version.base_version_id === null || version.base_version_id === version.version_id) return []
    const changed = new Set(version.changes.map((it) => it.field))
    const rows = FIELDS.filter((field) => !changed.has(field) && field !== 'picture').map((field) => ({
        label: LABELS[field]!,
        text: value(field, version[field], version),
    }))
    if (!changed.has('skus'))
        rows.push(...version.skus.map((sku) => ({ label: sku.spec, text: `¥${yuan(sku.price_fen)}，${packing(sku)}` })))
    if (!changed.has('plan'))
        rows.push(...version.plan.pools.map((pool) => ({ label: LINKAGES[pool.kind], text: `${poolRule(pool)}，${pool.shares.length} 户` })))
    return rows
}
