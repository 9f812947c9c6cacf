/** What the codes of listings, lots and orders are called on a cooperative's desk. */
import type { IconName } from '@/shared/parts/Icon.vue'
import type { Schemas } from '@/api/client'

export type Tone = 'done' | 'waiting' | 'running' | 'care' | 'stop' | 'off'
export interface State {
    word: string
    tone: Tone
}

export const LISTING_STATES: Record<Schemas['VersionState'], State> = {
    draft: { word: '草稿', tone: 'waiting' },
    submitted: { word: '等村镇核', tone: 'running' },
    township_checked: { word: '等县里审', tone: 'running' },
    county_approved: { word: '已通过', tone: 'running' },
    publicised: { word: '公示中', tone: 'running' },
    on_sale: { word: '在售', tone: 'done' },
    off_sale: { word: '已下架', tone: 'off' },
    rejected: { word: '被退回', tone: 'stop' },
    expired: { word: '已撤回', tone: 'off' },
}

export const LOT_STATES: Record<Schemas['LotState'], State> = {
    open: { word: '在售', tone: 'done' },
    held: { word: '暂停，待查', tone: 'stop' },
    closed: { word: '已结束', tone: 'off' },
}

export const ORDER_STATES: Record<string, State> = {
    placed: { word: '待付款', tone: 'waiting' },
    paid: { word: '待完成', tone: 'running' },
    completed: { word: '已完成', tone: 'done' },
    cancelled: { word: '已取消', tone: 'off' },
}

export const TONE_ICONS: Record<Tone, IconName> = {
    done: 'check',
    waiting: 'ring',
    running: 'clock',
    care: 'warn',
    stop: 'stop',
    off: 'minus',
}

const REASONS: Record<string, string> = {
    identity: '主体资质',
    origin: '产地',
    linkage: '联农方案',
    quality: '品质',
    price: '价格',
    text: '文字',
    picture: '照片',
    objection: '公示有异议',
    other: '其他',
}

/** "picture: 照片上看不清果径" as the reviewer wrote it: what it is about, and the note. */
export function reasonOf(reason: string): { about: string; note: string } {
    const at = reason.indexOf(':')
    const code = at < 0 ? reason : reason.slice(0, at)
    return { about: REASONS[code] ?? '', note: code in REASONS ? reason.slice(code.length + 1).trim() : reason }
}

/** What the program itself notes with a move. */
const NOTES: Record<string, string> = {
    'handed in': '提交审核',
    published: '上架',
    'shown for objections': '开始公示',
    'withdrawn by its producer': '自己撤回',
    'replaced by a newer version': '新版上架，旧版下架',
    'replaced by a newer draft': '有了新草稿',
}
export const moveNote = (reason: string) => NOTES[reason] ?? ''

export type PoolKind = Schemas['PoolDraft']['kind']
export const KINDS: { kind: PoolKind; name: string; about: string }[] = [
    { kind: 'purchase', name: '订单收购', about: '按收购约定付给交果的农户' },
    { kind: 'wage', name: '务工', about: '付给采摘、分拣的农户' },
    { kind: 'land_rent', name: '土地流转', about: '付给把地租给合作社的农户' },
    { kind: 'dividend', name: '入股分红', about: '按股份分给入股农户' },
    { kind: 'trusteeship', name: '托管', about: '付给托管土地或果树的农户' },
    { kind: 'patronage', name: '盈余返还', about: '按交易量返还给社员' },
]
export const kindName = (kind: string) => KINDS.find((it) => it.kind === kind)?.name ?? kind

export type PoolRule = Schemas['PoolDraft']['rule']
export const RULES: { rule: PoolRule; name: string; unit: string }[] = [
    { rule: 'fen_per_kg', name: '每卖出净重 1 kg', unit: '元' },
    { rule: 'fen_per_unit', name: '每卖出 1 件', unit: '元' },
    { rule: 'rate_bp', name: '货款的百分之', unit: '%' },
]

export const FIELDS: Record<string, string> = {
    title: '名称',
    category: '分类',
    produce: '农产品',
    story: '介绍',
    village_code: '产地',
    size_low_mm: '果径下限',
    size_high_mm: '果径上限',
    season_from: '上市开始',
    season_to: '上市结束',
    shelf_life_days: '保质期',
    storage: '储存方法',
    no_reason_return: '无理由退货',
    picture: '示意图',
    pictures: '照片',
    skus: '规格与价格',
    plan: '联农方案',
}
