/** Size and pack as two questions, and what is chosen of them. */
import type { Choice } from './words'
import { sizeWords } from './words'

export interface Option {
    key: string
    words: string
    /** What this option would choose: with the other question's answer kept where that can be had. */
    choice: Choice
    /** The combination exists and is in stock. */
    can: boolean
    /** Why not, in words; "" when it can be had. */
    why: string
}

export function sizeKey(it: Choice): string {
    return it.size_low_mm === null ? '' : `${it.size_low_mm}-${it.size_high_mm}`
}

function best(choices: readonly Choice[]): Choice {
    return choices.find((it) => it.in_stock) ?? choices[0]!
}

/** The sizes, smallest first; none when there is only one. A size may be chosen with another pack when the pack is not to be had in it. */
export function sizesOf(choices: readonly Choice[], now: Choice): Option[] {
    const keys = [...new Set(choices.map(sizeKey))].filter((key) => key !== '')
    if (keys.length < 2) return []
    return keys
        .sort((a, b) => parseInt(a) - parseInt(b))
        .map((key) => {
            const all = choices.filter((it) => sizeKey(it) === key)
            const same = all.filter((it) => it.pack === now.pack)
            const choice = same.some((it) => it.in_stock) ? best(same) : best(all)
            return {
                key,
                words: sizeWords(choice.size_low_mm, choice.size_high_mm),
                choice,
                can: choice.in_stock,
                why: choice.in_stock ? '' : '暂时缺货',
            }
        })
}

/** The packs of all sizes, lightest first; one that the chosen size does not come in stays readable. */
export function packsOf(choices: readonly Choice[], now: Choice): Option[] {
    const lightest = new Map<string, Choice>()
    for (const it of choices) {
        const before = lightest.get(it.pack)
        if (before === undefined || it.net_weight_g < before.net_weight_g) lightest.set(it.pack, it)
    }
    return [...lightest.values()]
        .sort((a, b) => a.net_weight_g - b.net_weight_g)
        .map((any) => {
            const choice = choices.find((it) => it.pack === any.pack && sizeKey(it) === sizeKey(now))
            return {
                key: any.pack,
                words: any.pack,
                choice: choice ?? any,
                can: choice?.in_stock === true,
                why: choice === undefined ? '这个果径没有这种包装' : choice.in_stock ? '' : '暂时缺货',
            }
        })
}
