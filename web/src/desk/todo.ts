/** What waits for whom is signed in: counts by key, asked for again every minute and after work was done. */
import { readonly, ref } from 'vue'

const counts = ref<Record<string, number>>({})

export function useTodo() {
    return readonly(counts)
}

export function setTodo(now: Record<string, number>): void {
    counts.value = now
}
