/**
 * Where things are to go, before an address is chosen: for freight in basket and product pages. Kept in
 * this browser; an address that somebody uses or makes the default becomes it.
 */
import { readonly, shallowRef } from 'vue'

export interface Place {
    /** A county or township. */
    code: string
    name: string
}

const SLOT = 'place'

function load(): Place | null {
    try {
        const kept = JSON.parse(localStorage.getItem(SLOT) ?? 'null') as Place | null
        return kept !== null && /^\d{6}(\d{3})?$/.test(kept.code) && typeof kept.name === 'string' ? kept : null
    } catch {
        return null
    }
}

const place = shallowRef<Place | null>(load())

/** Another page or tab may have chosen since. */
export function recallPlace(): void {
    const kept = load()
    if (kept?.code !== place.value?.code) place.value = kept
}

export function setPlace(to: Place | null): void {
    place.value = to
    try {
        if (to === null) localStorage.removeItem(SLOT)
        else localStorage.setItem(SLOT, JSON.stringify(to))
    } catch {
        // A browser that keeps nothing knows it for as long as the page is open.
    }
}

export function usePlace() {
    return { place: readonly(place) as typeof place, setPlace }
}
