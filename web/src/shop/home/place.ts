/** Where the shopper wants things sent, for freight before anything is bought: a county's code, kept in this browser only. */
import { readonly, ref } from 'vue'

export interface Place {
    code: string
    name: string
}

const KEY = 'place'
const place = ref<Place | null>(read())
const asking = ref(false)

function read(): Place | null {
    try {
        const it = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Place> | null
        return it !== null && /^\d{6,12}$/.test(it.code ?? '') && typeof it.name === 'string' ? (it as Place) : null
    } catch {
        return null
    }
}

/** The place, null when none was chosen. */
export function usePlace() {
    return readonly(place)
}

export function setPlace(chosen: Place): void {
    place.value = chosen
    try {
        localStorage.setItem(KEY, JSON.stringify(chosen))
    } catch {
        // A browser that keeps nothing asks again next time.
    }
}

/** Whether the sheet that asks for it is open; each page that calls askForPlace() has a PlaceSheet. */
export function usePlaceSheet() {
    return asking
}
export function askForPlace(): void {
    asking.value = true
}

/** The last two names of a path are enough to know it: "北京市海淀区" -> "海淀区". */
export function shortPlace(it: Place): string {
    return /([^省市州区县盟旗]{1,8}(?:自治县|[区县市旗]))$/.exec(it.name)?.[1] ?? it.name
}
