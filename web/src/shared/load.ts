/**
 * Reading for a page: loading, failed or there, and the way to try again.
 *
 *     const { data, problem, loading, reload } = useLoad(() => call(api.GET('/api/v1/cart')))
 *
 * With `on`, it reads again when what that gives changes, and an answer that comes too late is dropped.
 * Data that is there stays while it is read again.
 */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/problem'

export interface Load<T> {
    data: ShallowRef<T | null>
    problem: ShallowRef<Problem | null>
    loading: Ref<boolean>
    reload: () => Promise<void>
}

export function useLoad<T>(read: () => Promise<T>, on?: () => unknown): Load<T> {
    const data = shallowRef<T | null>(null)
    const problem = shallowRef<Problem | null>(null)
    const loading = ref(true)
    let turn = 0

    async function reload(): Promise<void> {
        const mine = ++turn
        loading.value = true
        try {
            const answer = await read()
            if (mine !== turn) return
            data.value = answer
            problem.value = null
        } catch (error) {
            if (mine === turn) problem.value = asProblem(error)
        } finally {
            if (mine === turn) loading.value = false
        }
    }

    if (on === undefined) void reload()
    else watch(on, () => void reload(), { immediate: true, deep: true })
    return { data, problem, loading, reload }
}

/**
 * A list that grows by pages: `read(after)` gives {items, next}.
 */
export function usePages<T>(read: (after: string | undefined) => Promise<{ items: T[]; next?: string | null }>, on?: () => unknown) {
    const items = shallowRef<T[]>([])
    const problem = shallowRef<Problem | null>(null)
    const loading = ref(false)
    const ended = ref(false)
    const started = ref(false)
    let after: string | undefined
    let turn = 0

    async function more(): Promise<void> {
        if (loading.value || ended.value) return
        const mine = turn
        loading.value = true
        try {
            const page = await read(after)
            if (mine !== turn) return
            items.value = [...items.value, ...page.items]
            after = page.next ?? undefined
            ended.value = after === undefined
            problem.value = null
        } catch (error) {
            if (mine === turn) problem.value = asProblem(error)
        } finally {
            if (mine === turn) {
                loading.value = false
                started.value = true
            }
        }
    }

    async function restart(): Promise<void> {
        turn++
        after = undefined
        items.value = []
        problem.value = null
        ended.value = loading.value = started.value = false
        await more()
    }

    if (on === undefined) void restart()
    else watch(on, () => void restart(), { immediate: true, deep: true })
    return { items, problem, loading, ended, started, more, restart }
}
