/** How goods are told in words. */
import type { Schemas } from '@/api/client'
import { yuan } from '@/shared/money'
import { weight } from '@/shared/weight'

export type Card = Schemas['ProductItem']
export type Product = Schemas['Product']
export type Choice = Schemas['ProductChoice']

/** "11-20" -> "11月20日" */
function seasonDay(day: string): string {
    return `${Number(day.slice(0, 2))}月${Number(day.slice(3))}日`
}

/** "11月20日到次年3月31日", "全年"; "" when no season is known. */
export function season(from: string, to: string): string {
    if (from === '' || to === '') return ''
    if (from === '01-01' && to === '12-31') return '全年'
    return `${seasonDay(from)}到${to < from ? '次年' : ''}${seasonDay(to)}`
}

/** "10月到次年3月", where there is little room. */
export function seasonMonths(from: string, to: string): string {
    if (from === '' || to === '') return ''
    if (from === '01-01' && to === '12-31') return '全年'
    return `${Number(from.slice(0, 2))}月到${to < from ? '次年' : ''}${Number(to.slice(0, 2))}月`
}

/** "5月20日起", for what is not in season yet. */
export function seasonBegins(from: string): string {
    return `${seasonDay(from)}起`
}

/** A title without the size that stands on a line of its own: "奉节脐橙（75-80 mm）" -> "奉节脐橙". */
export function plainTitle(title: string): string {
    return title.replace(/（\d+-\d+ mm）$/, '').trim()
}

export function sizeWords(low: number | null, high: number | null): string {
    return low === null || high === null ? '' : `${low}–${high} mm`
}

/** "75–80 mm，1.5 kg" */
export function cardSpec(it: Card): string {
    const size = sizeWords(it.size_low_mm, it.size_high_mm)
    return `${size === '' ? '' : `${size}，`}${weight(it.net_weight_g)}`
}

/** Places from the largest on; a village whose name begins with its town's does not say the town twice. */
export function originWords(origin: readonly string[]): string {
    return origin.filter((name, i) => !origin[i + 1]?.startsWith(name)).join('')
}

/** "奉节县" -> "奉节"; "吉县" stays, as one character alone is no name. */
export function shortCounty(name: string | null): string {
    const short = (name ?? '').replace(/(自治)?[县市区]$/, '')
    return short.length > 1 ? short : (name ?? '')
}

/** "5.98 元/斤" */
export function perJin(fen: number): string {
    return `${yuan(fen)} 元/斤`
}

/** "2026-11-26" -> "11月26日" */
export function harvestDay(day: string): string {
    return seasonDay(day.slice(5))
}

export const KIND_WORDS: Record<string, string> = { cooperative: '合作社', enterprise: '企业', family_farm: '家庭农场', village_collective: '村集体' }

export function sceneOf(county_code: string): string {
    return `/static/scenes/${county_code}.svg`
}

const PICTURES: Record<string, string> = { drawing: '示意图', scene: '产地示意图', photo: '实拍' }
/** What kind of picture it is, so that nobody takes a drawing for a photo. */
export function pictureWords(kind: string): string {
    return PICTURES[kind] ?? '图'
}
