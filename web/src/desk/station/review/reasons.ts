/** Why a version is sent back, by the keys 1 to 6. The sentences go to the cooperative as they stand here. */
import type { Schemas } from '@/api/client'

export interface Reason {
    code: NonNullable<Schemas['Review']['reason']>
    text: string
}
export const REASONS: Reason[] = [
    { code: 'price', text: '价格比同规格的参考价高，请写明理由' },
    { code: 'picture', text: '图片和实物、规格对不上' },
    { code: 'linkage', text: '到农户的钱少了，请附农户同意的材料' },
    { code: 'text', text: '介绍里有“最”“绝对”或治病的说法' },
    { code: 'quality', text: '合格证过期，或没有写批次' },
    { code: 'other', text: '其他，自己写' },
]

/** The note that is sent: the sentences chosen and the officer's own words. */
export function noteOf(chosen: number[], own: string): string {
    const sentences = chosen.filter((n) => REASONS[n]!.code !== 'other').map((n) => REASONS[n]!.text)
    return [...sentences, ...(own.trim() ? [own.trim()] : [])].join('；')
}
