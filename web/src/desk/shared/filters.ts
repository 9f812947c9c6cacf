/**
 * Filters of a list live in the address, so that a list can be sent to somebody, printed again and gone back to.
 *
 *     const filter = useFilters(['state', 'q'])        filter.values.state, filter.set('state', 'suspended')
 *
 * Setting one begins at the first page. The pager (Pager.vue) keeps its place in `after` and `page`.
 */
import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'

const one = (value: unknown): string => (typeof value === 'string' ? value : '')

export function useFilters<N extends string>(names: readonly N[]) {
    const route = useRoute()
    const router = useRouter()
    const values = computed(
        () => Object.fromEntries(names.map((name) => [name, one(route.query[name])])) as Record<N, string>,
    )
    const after = computed(() => one(route.query.after) || undefined)
    const isSet = computed(() => names.some((name) => values.value[name] !== ''))

    function go(changed: Partial<Record<N, string>>): Promise<unknown> {
        const query: LocationQueryRaw = {}
        for (const name of names) {
            const value = changed[name] ?? values.value[name]
            if (value !== '') query[name] = value
        }
        return router.replace({ query })
    }
    return {
        values,
        after,
        isSet,
        set: (name: N, value: string) => go({ [name]: value.trim() } as Partial<Record<N, string>>),
        setAll: go,
        clear: () => router.replace({ query: {} }),
        /** What the list is asked with, empty ones left out: the API refuses an empty word where it wants one of some. */
        asked: computed(
            () => Object.fromEntries(names.map((name) => [name, values.value[name] || undefined])) as Record<N, string | undefined>,
        ),
    }
}
