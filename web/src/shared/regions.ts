/**
 * The region table, level by level, for whatever lets somebody choose a place: province, prefecture, county,
 * township, village. Levels that are only steps (市辖区, 县; 东莞 as a county of its own) are left out.
 */
import { api, call, type Schemas } from '@/api/client'

export type Region = Schemas['Region']
/** One step of a way: what could be chosen, and what is. */
export interface Step {
    choices: Region[]
    chosen: Region
}

async function readBelow(parent: string, level: number): Promise<Region[]> {
    const items: Region[] = []
    let after: string | undefined
    do {
        const query = { ...(parent === '' ? {} : { parent }), ...(after ? { after } : {}), level, limit: 100 }
        const page = await call(api.GET('/api/v1/regions', { params: { query } }))
        items.push(...page.items)
        after = page.next ?? undefined
    } while (after !== undefined)
    return items
}

async function stepsBelow(parent: string, level: number, depth: number): Promise<Region[]> {
    const items = await readBelow(parent, level)
    const parts = await Promise.all(
        items.map((it) => ((it.pickable && it.code !== parent) || it.level >= depth ? [it] : stepsBelow(it.code, it.level + 1, depth))),
    )
    return parts.flat().filter((it) => it.pickable)
}

const known = new Map<string, Promise<Region[]>>()

/** What can be chosen right below, down to `depth`: 3 = county, 4 = township, 5 = village. null is the whole country. */
export function choicesBelow(parent: Pick<Region, 'code' | 'level'> | null, depth: number): Promise<Region[]> {
    if (parent !== null && parent.level >= depth) return Promise.resolve([])
    const key = `${parent?.code ?? ''}/${depth}`
    let answer = known.get(key)
    if (answer === undefined) {
        answer = stepsBelow(parent?.code ?? '', (parent?.level ?? 0) + 1, depth)
        known.set(key, answer)
        answer.catch(() => known.delete(key))
    }
    return answer
}

/** Whether the code lies in the region: codes of 6 digits end in zeros above the county. */
function isWithin(target: string, region: Region): boolean {
    const width = region.level === 1 ? 2 : region.level === 2 ? 4 : region.code.length
    return target.startsWith(region.code.slice(0, width))
}

/** The way down to a code, as far as it goes. */
export async function wayTo(code: string, depth: number): Promise<Step[]> {
    const way: Step[] = []
    while (code !== '' && way.at(-1)?.chosen.code !== code) {
        const choices = await choicesBelow(way.at(-1)?.chosen ?? null, depth)
        const chosen = choices.find((it) => isWithin(code, it))
        if (chosen === undefined) break
        way.push({ choices, chosen })
    }
    return way
}

export function namesOf(regions: readonly Pick<Region, 'name'>[]): string {
    return regions.map((it) => it.name).join('')
}
