/** Words of what people register as. */
import type { Schemas } from '@/api/client'

export type Registration = Schemas['Registration']
export const KINDS: Record<Registration['kind'], string> = { caring: '爱心人士', household: '农户', administrator: '信息管理员' }
export const REGISTRATION_STATES: Record<Registration['state'], { tone: 'waiting' | 'done' | 'stop' | 'off'; word: string }> = {
    applied: { tone: 'waiting', word: '等核对' },
    granted: { tone: 'done', word: '已登记' },
    refused: { tone: 'stop', word: '没有同意' },
    withdrawn: { tone: 'off', word: '已撤回' },
    lapsed: { tone: 'off', word: '过期没人办' },
    ended: { tone: 'off', word: '已终止' },
}
export const ASKED_ROLES: Record<string, string> = { village_officer: '驻村信息员', township_officer: '乡镇初审员', department_officer: '部门复审员' }
/** How deep the region of a role lies: 5 village, 4 township, 3 county. */
export const ROLE_DEPTH: Record<string, 3 | 4 | 5> = { village_officer: 5, township_officer: 4, department_officer: 3 }
