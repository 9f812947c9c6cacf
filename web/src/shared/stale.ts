import { readonly, ref } from 'vue'

/** Seconds since the answers on the page were made, when the server could not make them anew; null = they are fresh. */
const age = ref<number | null>(null)

/**
 * Looks at an answer: one that says that it is old (Warning 110) came from the server's memory, and the next of its kind
 * (those that all may share) that does not say so is fresh. What is answered to one person alone tells nothing.
 */
export function noteAge(response: Response): void {
    if (!response.ok) return
    if (/^110\b/.test(response.headers.get('Warning') ?? '')) age.value = Number(response.headers.get('Age') ?? 0)
    else if ((response.headers.get('Cache-Control') ?? '').includes('public')) age.value = null
}

export function useStale() {
    return readonly(age)
}
