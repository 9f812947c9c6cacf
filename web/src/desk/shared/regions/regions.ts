/** How the desk says a division: its level, since when, until when. */
export const LEVELS = ['', '省级', '市级', '县级', '乡级', '村级'] as const

export interface Timed {
    valid_from: string | null
    valid_to: string | null
}

export function timeWords(it: Timed): string {
    const from = it.valid_from === null ? '启用日期不详' : `${it.valid_from} 启用`
    return it.valid_to === null ? `在用，${from}` : `${it.valid_to} 起停用，${from}`
}

/** What somebody moves from a dead code, in words; "" = nothing. */
export function useWords(it: { households: number; organisations: number; addresses: number }): string {
    return [
        [it.households, '户'],
        [it.organisations, '个主体'],
        [it.addresses, '条收货地址'],
    ]
        .filter(([count]) => Number(count) > 0)
        .map(([count, unit]) => `${count} ${unit}`)
        .join('、')
}
