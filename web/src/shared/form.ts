/**
 * Sending a form: busy while it is under way, and the problem's sentence beside the field it names.
 *
 *     const form = useSend(() => call(api.POST(...)))
 *     <Field label="电话" :error="form.at('phone')"> ... <button :disabled="form.busy.value" @click="form.send">
 *
 * Fields named here count as shown; a problem of any other field is form.rest, to show above the button.
 */
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/problem'

export interface Send<T> {
    busy: Ref<boolean>
    problem: ShallowRef<Problem | null>
    /** The sentence for a field; undefined when it is not about it. */
    at: (...fields: string[]) => string | undefined
    /** The sentence that stands at no field. */
    rest: ComputedRef<string | undefined>
    /** Sends, unless it is under way. undefined = refused, see `problem`. */
    send: () => Promise<T | undefined>
    clear: () => void
}

export function useSend<T>(work: () => Promise<T>): Send<T> {
    const busy = ref(false)
    const problem = shallowRef<Problem | null>(null)
    const shown = new Set<string>()

    function at(...fields: string[]): string | undefined {
        fields.forEach((field) => shown.add(field))
        const it = problem.value
        return it !== null && fields.includes(it.field) ? it.sentence : undefined
    }

    async function send(): Promise<T | undefined> {
        if (busy.value) return undefined
        busy.value = true
        problem.value = null
        try {
            return await work()
        } catch (error) {
            problem.value = asProblem(error)
            return undefined
        } finally {
            busy.value = false
        }
    }

    const rest = computed(() => {
        const it = problem.value
        return it !== null && !shown.has(it.field) ? it.sentence : undefined
    })
    return { busy, problem, at, rest, send, clear: () => (problem.value = null) }
}
