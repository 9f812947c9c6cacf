/**
 * What waits for whom is signed in: counts by role and key, asked for every minute while the page is to be seen, on
 * the way from page to page, and after work was done (loadTodo()).
 */
import { ref } from 'vue'
import { api, call } from '@/api/client'
import { onSession, useSession, type Role } from '@/shared/session'

const EVERY_MS = 60000
const NOT_SOONER_MS = 5000

const counts = ref<Record<string, number>>({})
let asked = 0

/** The count of a role's key; 0 when it is not known. Reactive. */
export function useTodo(): (role: Role, key: string) => number {
    return (role, key) => counts.value[`${role}/${key}`] ?? 0
}

/** Asks for the counts now. That they cannot be had is no reason to disturb anybody: the old ones stay. */
export async function loadTodo(): Promise<void> {
    if (useSession().state.me === null) return
    asked = Date.now()
    try {
        const { items } = await call(api.GET('/api/v1/desk/todo'))
        const now: Record<string, number> = {}
        for (const it of items) now[`${it.role}/${it.key}`] = (now[`${it.role}/${it.key}`] ?? 0) + it.count
        counts.value = now
    } catch {
        return
    }
}

/** On the way to another page: not again when it was a moment ago. */
export function passTodo(): void {
    if (Date.now() - asked > NOT_SOONER_MS) void loadTodo()
}

onSession((me) => {
    counts.value = {}
    if (me !== null) void loadTodo()
})
setInterval(() => {
    if (document.visibilityState === 'visible') void loadTodo()
}, EVERY_MS)
