/** The filters of a search: they live in the address, so that a list can be sent, kept and come back to. */
import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { Place } from './place'

export type Sort = 'newest' | 'price_asc' | 'price_desc'
export interface Filters {
    q: string
    category: string
    county: string
    producer: string
    in_season: boolean
    /** Only what is delivered to the shopper's place; on unless switched off, when a place is known. */
    here: boolean
    price_min: number
    price_max: number
    sort: Sort
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const fen = (value: unknown) => (/^\d{1,9}$/.test(text(value)) ? Number(value) : 0)

export function filtersOf(query: LocationQuery): Filters {
    const sort = text(query.sort)
    return {
        q: text(query.q).slice(0, 60).trim(),
        category: text(query.category).slice(0, 20),
        county: /^\d{6}$/.test(text(query.county)) ? text(query.county) : '',
        producer: /^\d{1,19}$/.test(text(query.producer)) ? text(query.producer) : '',
        in_season: query.in_season === '1',
        here: query.here !== '0',
        price_min: fen(query.price_min),
        price_max: fen(query.price_max),
        sort: sort === 'price_asc' || sort === 'price_desc' ? sort : 'newest',
    }
}

/** As the address has it: what is not set is left out. */
export function queryOf(it: Filters): LocationQueryRaw {
    return {
        ...(it.q && { q: it.q }),
        ...(it.category && { category: it.category }),
        ...(it.county && { county: it.county }),
        ...(it.producer && { producer: it.producer }),
        ...(it.in_season && { in_season: '1' }),
        ...(!it.here && { here: '0' }),
        ...(it.price_min && { price_min: String(it.price_min) }),
        ...(it.price_max && { price_max: String(it.price_max) }),
        ...(it.sort !== 'newest' && { sort: it.sort }),
    }
}

/** As the API is asked. */
export function paramsOf(it: Filters, place: Readonly<Place> | null) {
    return {
        ...(it.q && { q: it.q }),
        ...(it.category && { category: it.category }),
        ...(it.county && { county: it.county }),
        ...(it.producer && { producer: it.producer }),
        ...(it.in_season && { in_season: '1' as const }),
        ...(it.price_min && { price_min: it.price_min }),
        ...(it.price_max && { price_max: it.price_max }),
        ...(it.here && place !== null && { region: place.code }),
    }
}
export function facetParamsOf(it: Filters, place: Readonly<Place> | null) {
    return {
        ...paramsOf({ ...it, here: true }, place),
        ...(place !== null && { deliverable: it.here ? ('1' as const) : ('0' as const) }),
    }
}

export function isEmpty(it: Filters): boolean {
    return !it.q && !it.category && !it.county && !it.producer && !it.in_season && !it.price_min && !it.price_max
}

/** 2000 and 4999 -> "20–50 元" */
export function priceWords(min: number, max: number | null): string {
    if (!max) return `${min / 100} 元以上`
    return min === 0 ? `${(max + 1) / 100} 元以下` : `${min / 100}–${(max + 1) / 100} 元`
}
