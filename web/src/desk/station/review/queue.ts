/**
 * Deciding with ten seconds to think again: a decision is sent when its time is over, when the next one is made or when
 * the page is left - not before, so that undoing it undoes nothing anybody has seen.
 */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { api, call, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { loadTodo } from '../../todo'

export const UNDO_MS = 10000

export interface Decision {
    version_id: string
    title: string
    decision: 'approve' | 'reject'
    reason?: Schemas['Review']['reason']
    note?: string
}
export interface Notice {
    decision: Decision
    text: string
    /** It may be sent again: the server did not answer. */
    again: boolean
}

export function useDecisions(sent: (decision: Decision) => void) {
    const pending = shallowRef<Decision | null>(null)
    const left_s = ref(0)
    const notices = ref<Notice[]>([])
    let until = 0
    let ticking: ReturnType<typeof setInterval> | undefined

    async function send(decision: Decision, keepalive = false): Promise<void> {
        try {
            await call(
                api.POST('/api/v1/listing-versions/{version_id}/review', {
                    params: { path: { version_id: decision.version_id } },
                    body: {
                        decision: decision.decision,
                        ...(decision.reason ? { reason: decision.reason } : {}),
                        ...(decision.note ? { note: decision.note } : {}),
                    },
                    keepalive,
                }),
            )
            sent(decision)
            void loadTodo()
        } catch (error) {
            const problem = asProblem(error)
            const what = decision.decision === 'approve' ? '通过' : '退回'
            const text =
                problem.code === 'wrong_state'
                    ? `“${decision.title}”已经有别人处理了，您的“${what}”没有算数。`
                    : `“${decision.title}”没有${what}：${problem.sentence}`
            notices.value = [...notices.value, { decision, text, again: problem.isUnanswered || problem.status === 401 }]
            sent(decision)
        }
    }

    function stop(): Decision | null {
        const it = pending.value
        clearInterval(ticking)
        pending.value = null
        return it
    }

    /** Sends what waits, now. */
    async function flush(keepalive = false): Promise<void> {
        const it = stop()
        if (it !== null) await send(it, keepalive)
    }

    function decide(decision: Decision): void {
        void flush()
        pending.value = decision
        until = Date.now() + UNDO_MS
        left_s.value = UNDO_MS / 1000
        ticking = setInterval(() => {
            left_s.value = Math.max(0, Math.ceil((until - Date.now()) / 1000))
            if (left_s.value === 0) void flush()
        }, 250)
    }

    /** Takes the last decision back; nobody has seen it. */
    function undo(): Decision | null {
        return stop()
    }

    async function again(notice: Notice): Promise<void> {
        dismiss(notice)
        await send(notice.decision)
    }
    function dismiss(notice: Notice): void {
        notices.value = notices.value.filter((it) => it !== notice)
    }

    const onLeave = () => void flush(true)
    addEventListener('pagehide', onLeave)
    onBeforeUnmount(() => {
        removeEventListener('pagehide', onLeave)
        void flush()
    })
    return { pending, left_s, notices, decide, undo, flush, again, dismiss }
}
