/** The 832 counties that were on the national list, by province: a table that does not change, read whole. */
import { api, call, type Schemas } from '@/api/client'

export type ListedCounty = Schemas['ListedCounty']
export interface Listed {
    counties: ListedCounty[]
    years: { exit_year: number; counties: number }[]
    source: string
}

export async function readListed(): Promise<Listed> {
    const counties: ListedCounty[] = []
    let first: Schemas['ListedCountyList'] | undefined
    let after: string | undefined
    do {
        const page = await call(
            api.GET('/api/v1/listed-counties', { params: { query: { limit: 100, ...(after ? { after } : {}) } } }),
        )
        first ??= page
        counties.push(...page.items)
        after = page.next ?? undefined
    } while (after !== undefined)
    return { counties, years: first.years ?? [], source: first.source }
}

export interface Province {
    code: string
    name: string
    counties: ListedCounty[]
    /** Names of the list, which are more than counties where two became one. */
    names: number
}

/** What is left of the list by a year and by words, a province each; provinces without any are left out. */
export function provincesOf(counties: readonly ListedCounty[], year: number, words: string): Province[] {
    const provinces = new Map<string, Province>()
    const wanted = words.trim()
    for (const county of counties) {
        const listed = county.listed.filter(
            (it) =>
                (year === 0 || it.exit_year === year) &&
                [it.name, it.prefecture, county.name, county.province].some((text) => text.includes(wanted)),
        )
        if (listed.length === 0) continue
        const province = provinces.get(county.province_code) ?? {
            code: county.province_code,
            name: county.province,
            counties: [],
            names: 0,
        }
        province.counties.push({ ...county, listed })
        province.names += listed.length
        provinces.set(county.province_code, province)
    }
    return [...provinces.values()]
}
