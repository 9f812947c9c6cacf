/** A listing as its form holds it: the API's ListingDraft, with gaps, and what the page shows besides. */
import type { Schemas } from '@/api/client'
import { exceedsPrice, type Pool } from './split'
import type { PoolKind, PoolRule } from './words'

export interface SkuForm {
    sku_id?: string
    spec: string
    net_weight_g: number | null
    gross_weight_g: number | null
    price_fen: number | null
}
export interface ShareForm {
    household_id: string
    weight: number | null
}
export interface PoolForm {
    kind: PoolKind
    rule: PoolRule
    rate: number | null
    shares: ShareForm[]
}
export interface Form {
    title: string
    category: string
    produce: string
    story: string
    village_code: string
    size_low_mm: number | null
    size_high_mm: number | null
    season_from: string
    season_to: string
    shelf_life_days: number | null
    storage: string
    no_reason_return: boolean | null
    picture: string
    pictures: { picture_id: string; alt: string }[]
    skus: SkuForm[]
    pools: PoolForm[]
}
/** Names and faces of what the form names by id. */
export interface Known {
    households: Record<string, { pseudonym: string; village_code: string }>
    photos: Record<string, { url: string; widths: number[]; width: number; height: number }>
}

export const STEPS = ['facts', 'skus', 'photos', 'plan', 'submit'] as const
export type Step = (typeof STEPS)[number]
export const STEP_NAMES: Record<Step, string> = {
    facts: '品种与产地',
    skus: '规格与价格',
    photos: '照片与介绍',
    plan: '联农方案',
    submit: '预览并提交',
}

export function blank(): Form {
    return {
        title: '',
        category: '',
        produce: '',
        story: '',
        village_code: '',
        size_low_mm: null,
        size_high_mm: null,
        season_from: '',
        season_to: '',
        shelf_life_days: null,
        storage: '',
        no_reason_return: null,
        picture: '',
        pictures: [],
        skus: [{ spec: '', net_weight_g: null, gross_weight_g: null, price_fen: null }],
        pools: [{ kind: 'purchase', rule: 'fen_per_kg', rate: null, shares: [] }],
    }
}

/** What is saved: the listing as the API takes it, gaps left out, and what the page knows of it. */
export function toContent(form: Form, known: Known): Record<string, unknown> {
    const { pools, ...rest } = form
    const listing = pruned({ ...rest, skus: form.skus, plan: { pools } }) as Record<string, unknown>
    return { listing, page: { known } }
}

/** Without null, "" and what became empty by it. */
function pruned(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(pruned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
        Object.entries(value)
            .filter(([, it]) => it !== null && it !== '')
            .map(([name, it]) => [name, pruned(it)]),
    )
}

export function fromContent(content: unknown): { form: Form; known: Known } {
    const it = (content ?? {}) as { listing?: Partial<Form> & { plan?: { pools?: PoolForm[] } }; page?: { known?: Known } }
    const listing = it.listing ?? {}
    const { plan, ...fields } = listing
    const base = blank()
    const form: Form = {
        ...base,
        ...fields,
        skus: (listing.skus ?? base.skus).map((sku) => ({ ...base.skus[0]!, ...sku })),
        pictures: (listing.pictures ?? []).map((photo) => ({ picture_id: photo.picture_id, alt: photo.alt ?? '' })),
        pools: (plan?.pools ?? base.pools).map((pool) => ({
            ...base.pools[0]!,
            ...pool,
            shares: (pool.shares ?? []).map((share) => ({ household_id: share.household_id, weight: share.weight ?? null })),
        })),
    }
    return { form, known: it.page?.known ?? { households: {}, photos: {} } }
}

/** The form of a version that is there, for its next one. */
export function fromVersion(version: Schemas['Version']): { form: Form; known: Known } {
    const known: Known = { households: {}, photos: {} }
    for (const photo of version.pictures)
        known.photos[photo.picture_id] = { url: photo.url, widths: photo.widths, width: photo.width, height: photo.height }
    const form: Form = {
        title: version.title,
        category: version.category,
        produce: version.produce,
        story: version.story,
        village_code: version.village_code,
        size_low_mm: version.size_low_mm,
        size_high_mm: version.size_high_mm,
        season_from: version.season_from,
        season_to: version.season_to,
        shelf_life_days: version.shelf_life_days,
        storage: version.storage,
        no_reason_return: version.no_reason_return,
        picture: version.picture,
        pictures: version.pictures.map((photo) => ({ picture_id: photo.picture_id, alt: photo.alt })),
        skus: version.skus.map((sku) => ({
            sku_id: sku.sku_id,
            spec: sku.spec,
            net_weight_g: sku.net_weight_g,
            gross_weight_g: sku.gross_weight_g,
            price_fen: sku.price_fen,
        })),
        pools: version.plan.pools.map((pool) => ({
            kind: pool.kind,
            rule: pool.rule,
            rate: pool.rate,
            shares: pool.shares.map((share) => {
                known.households[share.household_id] = { pseudonym: share.pseudonym, village_code: share.village_code }
                return { household_id: share.household_id, weight: share.weight }
            }),
        })),
    }
    return { form, known }
}

/* ---- what is still missing ---- */

export interface Gap {
    field: string
    says: string
}

function facts(form: Form): Gap[] {
    const gaps: Gap[] = []
    if (form.category === '') gaps.push({ field: 'category', says: '请选择分类' })
    if (form.produce.trim() === '') gaps.push({ field: 'produce', says: '请填写农产品名称，例如：脐橙' })
    if ([...form.title.trim()].length < 2) gaps.push({ field: 'title', says: '请填写商品名称，2 到 60 个字' })
    if (form.village_code.length !== 12) gaps.push({ field: 'village_code', says: '请选择产地所在的村' })
    if ((form.size_low_mm === null) !== (form.size_high_mm === null)) gaps.push({ field: 'size_high_mm', says: '果径两个数都填或都不填' })
    else if (form.size_low_mm !== null && form.size_low_mm >= form.size_high_mm!) gaps.push({ field: 'size_high_mm', says: '果径下限应小于上限' })
    if ((form.season_from === '') !== (form.season_to === '')) gaps.push({ field: 'season_to', says: '上市起止日期都填或都不填' })
    if (form.no_reason_return === null) gaps.push({ field: 'no_reason_return', says: '请说明是否支持七天无理由退货' })
    return gaps
}

function skus(form: Form): Gap[] {
    const gaps: Gap[] = []
    form.skus.forEach((sku, i) => {
        if (sku.spec.trim() === '') gaps.push({ field: `skus/${i}/spec`, says: '请填写规格，例如：5 kg 装' })
        else if (form.skus.findIndex((it) => it.spec === sku.spec) < i) gaps.push({ field: `skus/${i}/spec`, says: '规格名称不能重复' })
        if (sku.net_weight_g === null) gaps.push({ field: `skus/${i}/net_weight_g`, says: '请填写净重' })
        if (sku.gross_weight_g === null) gaps.push({ field: `skus/${i}/gross_weight_g`, says: '请填写毛重' })
        else if (sku.net_weight_g !== null && sku.gross_weight_g < sku.net_weight_g) gaps.push({ field: `skus/${i}/gross_weight_g`, says: '毛重不能小于净重' })
        if (sku.price_fen === null) gaps.push({ field: `skus/${i}/price_fen`, says: '请填写售价' })
    })
    return gaps
}

function plan(form: Form): Gap[] {
    const gaps: Gap[] = []
    form.pools.forEach((pool, p) => {
        if (pool.rate === null) gaps.push({ field: `plan/pools/${p}/rate`, says: '请填写付给农户多少' })
        if (pool.shares.length === 0) gaps.push({ field: `plan/pools/${p}/shares`, says: '请选择农户' })
        else if (pool.shares.some((share) => share.weight === null)) gaps.push({ field: `plan/pools/${p}/shares`, says: '每户都要填份额' })
    })
    const pools = form.pools.filter((pool): pool is PoolForm & Pool => pool.rate !== null)
    const over = form.skus.find(
        (sku) => sku.price_fen !== null && sku.net_weight_g !== null && exceedsPrice(pools, { price_fen: sku.price_fen, quantity: 1, net_weight_g: sku.net_weight_g }),
    )
    if (over !== undefined) gaps.push({ field: 'plan/pools', says: `“${over.spec}”分给农户的超过了售价` })
    return gaps
}

export function gapsOf(form: Form, step: Step): Gap[] {
    if (step === 'facts') return facts(form)
    if (step === 'skus') return skus(form)
    if (step === 'plan') return plan(form)
    if (step === 'photos') return [...form.story].length > 2000 ? [{ field: 'story', says: '产品介绍最多 2000 个字' }] : []
    return [...facts(form), ...skus(form), ...plan(form)]
}

/** The step on which a field stands. */
export function stepOf(field: string): Step {
    if (field.startsWith('skus')) return 'skus'
    if (field.startsWith('plan')) return 'plan'
    if (field.startsWith('pictures') || field === 'story' || field === 'picture') return 'photos'
    return 'facts'
}
