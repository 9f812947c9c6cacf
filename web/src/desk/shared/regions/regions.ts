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

/** What a place will be from a day on: what of it is otherwise then. */
export function beginningWords(it: { name: string; parent_code: string; valid_to: string | null }, next: { name: string; parent_code: string }): string {
    const says = [
        it.valid_to !== null ? '重新启用' : '',
        next.name !== it.name ? `叫“${next.name}”` : '',
        next.parent_code !== it.parent_code ? `上级是 ${next.parent_code}` : '',
    ].filter((word) => word !== '')
    return says.length > 0 ? says.join('，') : '能不能选有变化'
}

/** The same of the list of what is to begin: a new code, or what of a known one is otherwise then. */
export function waitingWords(it: { kind: string; name: string; parent_code: string; was_name: string; was_parent_code: string }): string {
    return it.kind === 'new'
        ? '启用'
        : beginningWords({ name: it.was_name, parent_code: it.was_parent_code, valid_to: it.kind === 'again' ? 'ended' : null }, it)
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
