/** What was searched for before, newest first: kept in this browser only, and nowhere else. */
import { readonly, ref } from 'vue'

const KEY = 'searches'
const MOST = 12
const searches = ref<string[]>(read())

function read(): string[] {
    try {
        const it: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
        return Array.isArray(it) ? it.filter((one): one is string => typeof one === 'string').slice(0, MOST) : []
    } catch {
        return []
    }
}
function write(): void {
    try {
        if (searches.value.length === 0) localStorage.removeItem(KEY)
        else localStorage.setItem(KEY, JSON.stringify(searches.value))
    } catch {
        // Then it lasts as long as the page.
    }
}

export function useSearches() {
    return readonly(searches)
}
export function keepSearch(words: string): void {
    searches.value = [words, ...searches.value.filter((one) => one !== words)].slice(0, MOST)
    write()
}
export function forgetSearches(): void {
    searches.value = []
    write()
}
