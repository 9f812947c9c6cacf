/** What sending a choice to the shopper's place costs, as the order would be charged if it were all of it. */
import { computed, type Ref } from 'vue'
import { api, call } from '@/api/client'
import { useLoad } from '@/shared/load'
import { usePlace } from './place'

const HEAVIEST_G = 1000000

export function useFreight(county: Ref<string | undefined>, weight_g: Ref<number>) {
    const place = usePlace()
    const { data, problem } = useLoad(
        async () => {
            const region = place.value?.code
            if (region === undefined || county.value === undefined || weight_g.value < 1 || weight_g.value > HEAVIEST_G) return null
            return await call(api.GET('/api/v1/freight', { params: { query: { county: county.value, region, weight_g: weight_g.value } } }))
        },
        () => [place.value?.code, county.value, weight_g.value],
    )
    return {
        place,
        /** null: no place yet, or not to be had. */
        fen: computed(() => (problem.value === null ? (data.value?.freight_fen ?? null) : null)),
        /** Why it cannot be said; "" when it can. */
        why: computed(() => {
            if (place.value === null) return ''
            if (weight_g.value > HEAVIEST_G) return '一单最多 1 吨，请分几单买'
            return problem.value?.sentence ?? ''
        }),
    }
}
