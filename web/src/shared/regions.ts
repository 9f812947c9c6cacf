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

/** What the API offers below; it steps through the levels that are only steps. */
async function readBelow(parent: Pick<Region, 'code' | 'level'> | null, depth: number): Promise<Region[]> {
    const items: Region[] = []
    let after: string | undefined
    do {
        const below = parent === null ? {} : { parent: parent.code, level: parent.level + 1 }
        const page = await call(
            api.GET('/api/v1/regions', {
                params: { query: { ...below, ...(after ? { after } : {}), depth, limit: 100 } },
            }),
        )
        items.push(...page.items)
        after = page.next ?? undefined
    } while (after !== undefined)
    return items
}

const known = new Map<string, Promise<Region[]>>()

/** What can be chosen right below, down to `depth`: 3 = county, 4 = township, 5 = village. null is the whole country. */
export function choicesBelow(parent: Pick<Region, 'code' | 'level'> | null, depth: number): Promise<Region[]> {
    if (parent !== null && parent.level >= depth) return Promise.resolve([])
    const key = `${parent?.code ?? ''}/${parent?.level ?? 0}/${depth}`
    let answer = known.get(key)
    if (answer === undefined) {
        answer = readBelow(parent, depth)
        known.set(key, answer)
        answer.catch(() => known.delete(key))
    }
    return answer
}

/** Whether the code lies in the region: codes of 6 digits end in zeros above the county. */
export function isWithin(target: string, region: Region): boolean {
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
