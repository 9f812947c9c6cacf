/** Taking a list away as a file: asked for, watched, fetched. A job makes it, so one may leave meanwhile. */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { asProblem, type Problem } from '@/api/problem'

export type Export = Schemas['Export']
export type ExportFormat = Schemas['ExportFormat']

const LOOK_MS = 700

export const exportFile = (it: Export) => `/api/v1/exports/${it.export_id}/file`
export const isUnderWay = (it: { state: string }) => it.state === 'queued' || it.state === 'running'

/** 1.2 MB */
export function fileSize(bytes: number): string {
    if (bytes < 1024) return `${bytes} 字节`
    return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

export function useExport(list: () => string, filters: () => Record<string, string | undefined>) {
    const made = shallowRef<Export | null>(null)
    const problem = shallowRef<Problem | null>(null)
    const busy = ref(false)
    let left = false
    onBeforeUnmount(() => (left = true))

    async function watch(id: string): Promise<void> {
        while (!left) {
            made.value = await call(api.GET('/api/v1/exports/{export_id}', { params: { path: { export_id: id } } }))
            if (!isUnderWay(made.value)) return
            await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
        }
    }

    /** Empty filters are left out. When the file is there it is fetched, unless the person has gone on. */
    async function start(format: ExportFormat): Promise<void> {
        if (busy.value) return
        busy.value = true
        problem.value = null
        made.value = null
        const asked = Object.fromEntries(Object.entries(filters()).filter(([, value]) => value)) as Record<string, string>
        try {
            const first = await call(
                api.POST('/api/v1/exports', {
                    params: { header: new Intent().header },
                    body: { list: list(), format, filters: asked },
                }),
            )
            made.value = first
            await watch(first.export_id)
            if (!left && made.value?.state === 'done') fetchFile(made.value)
        } catch (error) {
            problem.value = asProblem(error)
        } finally {
            busy.value = false
        }
    }
    return { made, problem, busy, start }
}

function fetchFile(it: Export): void {
    const link = document.createElement('a')
    link.href = exportFile(it)
    link.download = it.file_name
    document.body.append(link)
    link.click()
    link.remove()
}
