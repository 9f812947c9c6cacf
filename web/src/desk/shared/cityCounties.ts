/**
 * What a city office reads: all counties of its prefecture in one list, or the one that its filter names. Elsewhere
 * than on its desk (`on` false) nothing is asked for, and the server knows the reader's county.
 */
import { computed } from 'vue'
import { choicesBelow } from '@/shared/regions'
import { useLoad } from '@/shared/load'
import { grantsOf } from '@/shared/session'

export function useCityCounties(on: boolean) {
    const places = on ? grantsOf('city_officer').map((grant) => grant.region_code) : []
    const { data } = useLoad(async () => (await Promise.all(places.map((code) => choicesBelow({ code, level: 2 }, 3)))).flat())
    const counties = computed(() => data.value ?? [])
    return {
        counties,
        /** Whose rows are asked for: the filter's county, else the office's prefecture (also of who has other roles). */
        countyAsked: (filter: string | undefined) => filter ?? places[0],
        /** A county's name; its code where it is none of this office's. */
        countyName: (code: string) => counties.value.find((it) => it.code === code)?.name ?? `县 ${code}`,
    }
}
