/** What the codes of listings, lots and orders are called on a cooperative's desk. */
import type { Schemas } from '@/api/client'
import { LINKAGES, REVIEW_REASONS } from '@/desk/shared/words'

/** "picture: 照片上看不清果径" as the reviewer wrote it: what it is about, and the note. */
export function reasonOf(reason: string): { about: string; note: string } {
    const at = reason.indexOf(':')
    const code = at < 0 ? reason : reason.slice(0, at)
    const known = REVIEW_REASONS.find((it) => it.code === code)
    return known === undefined ? { about: '', note: reason } : { about: known.word, note: reason.slice(code.length + 1).trim() }
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
    { kind: 'purchase', name: LINKAGES.purchase, about: '按收购约定付给交果的农户' },
    { kind: 'wage', name: LINKAGES.wage, about: '付给采摘、分拣的农户' },
    { kind: 'land_rent', name: LINKAGES.land_rent, about: '付给把地租给合作社的农户' },
    { kind: 'dividend', name: LINKAGES.dividend, about: '按股份分给入股农户' },
    { kind: 'trusteeship', name: LINKAGES.trusteeship, about: '付给托管土地或果树的农户' },
    { kind: 'patronage', name: LINKAGES.patronage, about: '按交易量返还给社员' },
]
export const kindName = (kind: PoolKind) => LINKAGES[kind]

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
