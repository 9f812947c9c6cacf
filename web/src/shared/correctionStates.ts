/** States of requests for corrections in words, apart from what is sent about them: the list of changes shows them, too. */
import type { Schemas } from '@/api/client'

export const CORRECTION_STATES: Record<Schemas['Correction']['state'], { tone: 'waiting' | 'done' | 'stop' | 'off'; word: string }> = {
    asked: { tone: 'waiting', word: '等答复' },
    checked: { tone: 'waiting', word: '核对过一道，等另一位' },
    accepted: { tone: 'done', word: '改好了' },
    refused: { tone: 'stop', word: '没有同意' },
    passed_on: { tone: 'done', word: '转登记系统办' },
    withdrawn: { tone: 'off', word: '已撤回' },
}
