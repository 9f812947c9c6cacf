/** States of authorities in words, apart from what is sent about them: the list of changes shows them, too. */
import type { Schemas } from '@/api/client'

export const AUTHORITY_STATES: Record<Schemas['Authority']['state'], { tone: 'waiting' | 'done' | 'stop' | 'off'; word: string }> = {
    recorded: { tone: 'waiting', word: '等确认' },
    in_force: { tone: 'done', word: '有效' },
    refused: { tone: 'stop', word: '没有确认' },
    withdrawn: { tone: 'off', word: '已撤回' },
    ended: { tone: 'off', word: '已终止' },
    expired: { tone: 'off', word: '已到期' },
}
