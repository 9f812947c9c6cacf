/** What states of orders, parcels and refunds are called where their buyer reads them. */
import { yuan } from '@/shared/money'
import { ago, clock, day, dayWords, moment } from '@/shared/time'
import type { Schemas } from '@/api/client'

export type PurchaseItem = Schemas['PurchaseItem']
export type Purchase = Schemas['Purchase']
export type Parcel = Schemas['Parcel']
export type PurchaseRefund = Schemas['PurchaseRefund']
export type Action = Schemas['PurchaseAction']

export const TABS = [
    { tab: '', name: '全部', count: null },
    { tab: 'unpaid', name: '待付款', count: 'unpaid_count' },
    { tab: 'to_ship', name: '待发货', count: 'to_ship_count' },
    { tab: 'to_receive', name: '待收货', count: 'to_receive_count' },
    { tab: 'after_sale', name: '售后', count: 'after_sale_count' },
    { tab: 'done', name: '已完成', count: 'done_count' },
] as const
export type Tab = (typeof TABS)[number]['tab']

export const isTab = (text: unknown): text is Tab => TABS.some((it) => it.tab === text)

const PARCEL: Record<Parcel['state'], string> = {
    packed: '已打包，等快递来取',
    handed_over: '已交给快递',
    in_transit: '运输中',
    out_for_delivery: '正在派送',
    signed: '已签收',
    returned: '已退回服务站',
    lost: '丢失，服务站在处理',
    unpacked: '已拆包，重新打包',
}
export const parcelWords = (state: Parcel['state']): string => PARCEL[state]

const EVENT: Record<string, string> = {
    picked_up: '快递员收到了包裹',
    in_transit: '运输中',
    out_for_delivery: '正在派送',
    signed: '已签收',
    returned: '已退回',
    lost: '丢失',
    trouble: '遇到问题',
    returning: '正在退回',
    refused: '没有签收',
}
export const eventWords = (state: string): string => EVENT[state] ?? ''

const REFUND: Record<PurchaseRefund['state'], string> = {
    requested: '退款办理中',
    processing: '退款办理中',
    succeeded: '已退回原付款账户',
    abnormal: '退款受阻，平台正在处理',
    closed: '平台正在重新办理退款',
}
export const refundWords = (state: PurchaseRefund['state']): string => REFUND[state]
export const isOpen = (refund: { state: PurchaseRefund['state'] }): boolean =>
    refund.state !== 'succeeded'

/** The word at the corner of a card, and whether it asks for something. */
export function phaseWords(it: Pick<PurchaseItem, 'phase' | 'refunds' | 'refunds_open' | 'returns_open'>): { text: string; tone: 'care' | 'lead' | 'still' } {
    if (it.refunds_open + it.returns_open > 0) return { text: '退款办理中', tone: 'care' }
    switch (it.phase) {
        case 'unpaid':
            return { text: '等您付款', tone: 'care' }
        case 'to_ship':
            return { text: '等待发货', tone: 'lead' }
        case 'to_receive':
            return { text: '在路上', tone: 'lead' }
        case 'done':
            return { text: '已完成', tone: 'still' }
        case 'cancelled':
            return { text: it.refunds > 0 ? '已全部退款' : '已取消', tone: 'still' }
    }
}

/** "2 个包裹：1 个正在派送，1 个运输中" */
export function parcelsWords(parcels: readonly { state: Parcel['state'] }[]): string {
    const counts = new Map<string, number>()
    for (const parcel of parcels) {
        const words = parcel.state === 'packed' ? '等快递来取' : parcelWords(parcel.state)
        counts.set(words, (counts.get(words) ?? 0) + 1)
    }
    if (parcels.length === 1) return [...counts.keys()][0]!
    return `${parcels.length} 个包裹：${[...counts].map(([words, n]) => `${n} 个${words}`).join('，')}`
}

/** "今天 10:41", "11月27日 10:41" */
export function when(time: string): string {
    return day(time) === day(Date.now()) ? `今天 ${clock(time)}` : moment(time)
}

/** The one sentence of a card. */
export function cardSentence(it: PurchaseItem, now: number): string {
    switch (it.phase) {
        case 'unpaid': {
            const minutes = it.expires_at === null ? 0 : Math.ceil((new Date(it.expires_at).getTime() - now) / 60000)
            return minutes > 0 ? `请在${when(it.expires_at!)} 之前付款，还有 ${minutes} 分钟` : '付款时间到了，马上会自动取消'
        }
        case 'to_ship':
            return it.parcels.length > 0 ? '已打包，等快递来取' : `${ago(it.paid_at ?? it.placed_at)}付款，服务站正在备货`
        case 'to_receive':
            return parcelsWords(it.parcels)
        case 'done': {
            const day_ = it.signed_at ?? it.completed_at
            const helped = it.households_fen > 0 ? `，其中 ${yuan(it.households_fen)} 元记给农户` : ''
            return `${day_ === null ? '' : `${dayWords(day_)}`}${it.signed_at ? '签收' : '完成'}${helped}`
        }
        case 'cancelled':
            if (it.refunds > 0) return `退给您 ${yuan(it.refunded_fen)} 元`
            if (it.returns > 0) return `后来付的 ${yuan(it.returns_fen)} 元${it.returns_open > 0 ? '正在退给您' : '已退给您'}`
            return '没有付款，没有扣钱'
    }
}
