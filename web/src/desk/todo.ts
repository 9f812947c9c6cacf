/**
 * What waits for whom is signed in (GET /api/v1/desk/todo): counts by role and key for the rail, and whole for start
 * pages. Asked for every minute while the page is looked at, when it is looked at again, on the way from page to page,
 * and after work was done (loadTodo()).
 */
import { readonly, ref, shallowRef } from 'vue'
import { api, call, type Schemas } from '@/api/client'
import { asProblem, type Problem } from '@/api/problem'
import { onSession, useSession, type Role } from '@/shared/session'

export type DeskCount = Schemas['DeskCount']

const EVERY_MS = 60000
const NOT_SOONER_MS = 5000

const items = shallowRef<DeskCount[] | null>(null)
const problem = shallowRef<Problem | null>(null)
const readAt = ref(0)
let asked = 0
let turn = 0

/** The count of a role's key, of all its grants together; 0 when it is not known. Reactive. */
export function useTodo(): (role: Role, key: string) => number {
    return (role, key) => (items.value ?? []).reduce((sum, it) => (it.role === role && it.key === key ? sum + it.count : sum), 0)
}

/** The counts themselves with their oldest, for a start page; null until they were read. */
export function useTodoItems() {
    return { items: readonly(items), problem: readonly(problem), readAt: readonly(readAt), reload: loadTodo }
}

/** Asks for the counts now. That they cannot be had is no reason to disturb anybody: the old ones stay. */
export async function loadTodo(): Promise<void> {
    if (useSession().state.me === null) return
    const mine = ++turn
    asked = Date.now()
    try {
        const answer = await call(api.GET('/api/v1/desk/todo'))
        if (mine !== turn) return
        items.value = answer.items
        problem.value = null
        readAt.value = Date.now()
    } catch (error) {
        if (mine === turn) problem.value = asProblem(error)
    }
}

/** On the way to another page, or back at this one: not again when it was a moment ago. */
export function passTodo(): void {
    if (Date.now() - asked > NOT_SOONER_MS) void loadTodo()
}

onSession((me) => {
    turn++
    items.value = problem.value = null
    if (me !== null) void loadTodo()
})
setInterval(() => {
    if (document.visibilityState === 'visible' && navigator.onLine) void loadTodo()
}, EVERY_MS)
document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') passTodo()
})
