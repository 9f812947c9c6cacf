/**
 * A draft on the page: read once, saved by itself a second after the last change, by revision. When another
 * window has saved since, `conflict` is set, nothing is overwritten, and the person chooses.
 */
import { onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { api, call, type Schemas } from '@/api/client'
import { asProblem, type Problem } from '@/api/problem'
import { blank, fromContent, toContent, type Form, type Known, type Step } from './form'

export type Draft = Schemas['Draft']
const PAUSE_MS = 1000

export function useDraft(draft_id: string) {
    const draft = shallowRef<Draft | null>(null)
    const form = ref<Form>(blank()) as Ref<Form>
    const known = ref<Known>({ households: {}, photos: {} }) as Ref<Known>
    const step = ref<Step>('facts')
    const problem = shallowRef<Problem | null>(null)
    const conflict = shallowRef<Problem | null>(null)
    const saving = ref(false)
    const saved_at = ref('')
    const dirty = ref(false)
    let timer: ReturnType<typeof setTimeout> | undefined
    let said = ''

    const path = { path: { draft_id } }
    const text = () => JSON.stringify([toContent(form.value, known.value), step.value])

    function take(it: Draft): void {
        const read = fromContent(it.content)
        draft.value = it
        form.value = read.form
        known.value = read.known
        step.value = (it.step || 'facts') as Step
        saved_at.value = it.saved_at
        said = text()
        dirty.value = false
        conflict.value = null
    }

    async function load(): Promise<void> {
        try {
            problem.value = null
            take(await call(api.GET('/api/v1/listing-drafts/{draft_id}', { params: path })))
        } catch (error) {
            problem.value = asProblem(error)
        }
    }

    /** Whether all that stands on the page is on the server. */
    async function save(): Promise<boolean> {
        clearTimeout(timer)
        while (saving.value) await new Promise((resolve) => setTimeout(resolve, 50))
        if (draft.value === null || conflict.value !== null) return false
        const now = text()
        if (now === said) {
            dirty.value = false
            return true
        }
        saving.value = true
        try {
            const answer = await call(
                api.PUT('/api/v1/listing-drafts/{draft_id}', {
                    params: path,
                    body: {
                        revision: draft.value.revision,
                        title: [...form.value.title.trim()].slice(0, 60).join(''),
                        step: step.value,
                        content: toContent(form.value, known.value),
                    },
                }),
            )
            draft.value = answer
            saved_at.value = answer.saved_at
            said = now
            dirty.value = text() !== now
            problem.value = null
            return true
        } catch (error) {
            const it = asProblem(error)
            if (it.code === 'draft_changed' || it.code === 'draft_closed') conflict.value = it
            else problem.value = it
            return false
        } finally {
            saving.value = false
        }
    }

    /** What stands here goes over what the other window saved. */
    async function overwrite(): Promise<void> {
        const newest = await call(api.GET('/api/v1/listing-drafts/{draft_id}', { params: path }))
        draft.value = newest
        conflict.value = null
        said = ''
        await save()
    }

    watch(
        [form, step],
        () => {
            if (draft.value === null) return
            dirty.value = text() !== said
            clearTimeout(timer)
            if (dirty.value) timer = setTimeout(() => void save(), PAUSE_MS)
        },
        { deep: true },
    )

    const warn = (event: BeforeUnloadEvent) => {
        if (dirty.value) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    onBeforeUnmount(() => {
        clearTimeout(timer)
        removeEventListener('beforeunload', warn)
    })
    onBeforeRouteLeave(async () => {
        if (dirty.value && conflict.value === null && draft.value?.closed_at === null) await save()
    })

    void load()
    return { draft, form, known, step, problem, conflict, saving, saved_at, dirty, load, save, overwrite }
}
