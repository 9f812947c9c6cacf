import type { Schemas } from '@/api/client'
import type { StateWord } from '../words'

export type Scope = Schemas['ProgramScope']
export const PROGRAM_SCOPES: Record<Scope, string> = {
    figures: '全县合计',
    incomes: '农户收入（不含姓名和号码）',
    sales: '合作社销售合计',
    goods: '商品和批次',
}
export const PROGRAM_STATES: Record<Schemas['Program']['state'], StateWord> = {
    waiting: { tone: 'waiting', word: '等另一人放行' },
    active: { tone: 'done', word: '在用' },
    revoked: { tone: 'off', word: '已停用' },
}
