/** Where the shopper wants things sent, for freight before anything is bought: the basket's place, asked for by a layer of this area. */
import { ref } from 'vue'
import { usePlace as usePlaceOfCart, type Place } from '../buy/place'

export type { Place }
const asking = ref(false)

/** The place, null when none was chosen. */
export function usePlace() {
    return usePlaceOfCart().place
}

/** Whether the layer that asks for it is open; each page that calls askForPlace() has a PlaceSheet. */
export function usePlaceSheet() {
    return asking
}
export function askForPlace(): void {
    asking.value = true
}

/** The last name of a path is enough to know it: "北京市海淀区" -> "海淀区". */
export function shortPlace(it: Place): string {
    return /([^省市州区县盟旗]{1,8}(?:自治县|街道|[区县市旗乡镇]))$/.exec(it.name)?.[1] ?? it.name
}
