/** What looks like fraud, in words: its kinds, states and evidence. */
import type { Schemas } from '@/api/client'
import { ROLES, type StateWord } from '@/desk/shared/words'
import { moment } from '@/shared/time'

type Flag = Schemas['FraudFlag']

export const FLAG_KINDS: Record<Flag['kind'], string> = {
    shared_bank: '几户用同一个收款账号',
    many_sellers: '一户有太多主体给它计收入',
    staff_benefits: '受益户的人在卖家任职',
    legal_person: '卖家法人或股东是受益户的家人',
    high_income: '计入的收入高得不寻常',
    own_purchases: '自己人反复买自家的货',
    shared_delivery: '几个买家的货寄到同一个电话',
    two_counties: '家里有人同时登记在别的县',
}

export const FLAG_STATES: Record<Flag['state'], StateWord> = {
    raised: { tone: 'waiting', word: '还没人看' },
    looked_at: { tone: 'running', word: '有人在核查' },
    confirmed: { tone: 'stop', word: '属实' },
    cleared: { tone: 'done', word: '没有问题' },
}

const yuan = (fen: number) => `${(fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 })} 元`
const role = (word: string) => ROLES[word] ?? word

export const LIMIT_FROM: Record<string, string> = { county: '县里定的', register: '按登记的人均收入算的', setting: '平台统一的' }

interface Evidence {
    count?: number
    allowed?: number
    households?: { name: string }[]
    sellers?: { name: string; fen: number }[]
    sources?: { source: string; role: string }[]
    member_no?: number
    relation?: string
    year?: string
    fen?: number
    heads?: number
    fen_a_head?: number
    allowed_fen_a_head?: number
    limit_from?: string
    county_name?: string
    found_at?: string
    is_later?: boolean
    deliveries?: { buyers: number; orders: number; fen: number; first_at: string; last_at: string }[]
    buyers?: { role: string; orders: number; fen: number; first_at: string; last_at: string }[]
}

export function evidenceLines(flag: Flag): string[] {
    const it = flag.evidence as Evidence
    switch (flag.kind) {
        case 'shared_bank':
            return [`${it.count} 户登记的是同一个账号：${(it.households ?? []).map((own) => own.name).join('、')}`]
        case 'many_sellers':
            return [`今年有 ${it.count} 个主体给它计收入，${it.allowed} 个以内算正常`, ...(it.sellers ?? []).map((own) => `${own.name} ${yuan(own.fen)}`)]
        case 'staff_benefits':
            return (it.sources ?? []).map((own) => (own.source === 'register' ? '登记系统比对：家里有人在这个主体任职' : `这户自己的账号在这个主体是${role(own.role)}`))
        case 'legal_person':
            return [`证件号相符：主体法人或股东是这户的第 ${it.member_no} 口人（${it.relation}）`]
        case 'high_income':
            return [
                `${it.year} 年已计入 ${yuan(it.fen ?? 0)}，家里 ${it.heads} 口人，平均每人 ${yuan(it.fen_a_head ?? 0)}`,
                `平均每人 ${yuan(it.allowed_fen_a_head ?? 0)} 以内算正常（${LIMIT_FROM[it.limit_from ?? 'setting']}）`,
            ]
        case 'shared_delivery':
            return (it.deliveries ?? []).map(
                (own) => `九十天里 ${own.buyers} 个买家的 ${own.orders} 单寄到同一个电话，计给这户 ${yuan(own.fen)}，${moment(own.first_at)}到${moment(own.last_at)}`,
            )
        case 'two_counties':
            return [
                `第 ${it.member_no} 口人的证件号也登记在${it.county_name}的一户里，${moment(it.found_at ?? '')}发现`,
                it.is_later ? '这一户登记在后，已暂停计入，两县核实清楚后再恢复' : '那一户登记在后，已暂停计入，两县核实清楚后再恢复',
            ]
        case 'own_purchases':
            return (it.buyers ?? []).map(
                (own) => `${own.role === 'household' ? '受益户自己' : role(own.role)}九十天里买了 ${own.orders} 单，${yuan(own.fen)}，${moment(own.first_at)}到${moment(own.last_at)}`,
            )
    }
}
