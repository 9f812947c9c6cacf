/** What orders, parcels, refunds and lots are called at the station's desk. */
import type { Schemas } from '@/api/client'
import type { StateWord } from '@/desk/shared/words'

export const PARCEL_STATES: Record<Schemas['ParcelState'], StateWord> = {
    packed: { tone: 'waiting', word: '待交接' },
    handed_over: { tone: 'running', word: '已交快递' },
    in_transit: { tone: 'running', word: '运输中' },
    out_for_delivery: { tone: 'running', word: '派送中' },
    signed: { tone: 'done', word: '已签收' },
    returned: { tone: 'care', word: '已退回' },
    lost: { tone: 'stop', word: '丢失' },
    unpacked: { tone: 'off', word: '已拆包' },
}

export const TRACKING_STATES: Record<Schemas['TrackingState'], string> = {
    picked_up: '快递已收',
    in_transit: '运输中',
    out_for_delivery: '派送中',
    signed: '已签收',
    returned: '已退回',
    lost: '丢失',
    trouble: '疑难',
    returning: '退回途中',
    refused: '拒收',
}

export const REFUND_STATES: Record<Schemas['RefundState'], StateWord & { next: string }> = {
    requested: { tone: 'waiting', word: '等着发给支付平台', next: '几分钟内会发出，不用办' },
    processing: { tone: 'running', word: '支付平台处理中', next: '一般当天到账，不用办' },
    succeeded: { tone: 'done', word: '已退到账', next: '办完了' },
    abnormal: { tone: 'care', word: '退款异常', next: '买家的卡或账户收不了，要平台运营员处理' },
    closed: { tone: 'care', word: '被平台关闭', next: '过几分钟会换号再退，再不成由平台运营员处理' },
}

const ORDER_WORDS: Record<Schemas['OrderState'], StateWord> = {
    placed: { tone: 'waiting', word: '等付款' },
    paid: { tone: 'waiting', word: '待打包' },
    completed: { tone: 'done', word: '已完成' },
    cancelled: { tone: 'stop', word: '已取消' },
}

/** An order's state and how far packing is. */
export function orderWord(order: { state: Schemas['OrderState']; to_pack: number; parcels: number }): StateWord {
    if (order.state !== 'paid') return ORDER_WORDS[order.state]
    if (order.to_pack === 0) return order.parcels > 0 ? { tone: 'running', word: '已打包' } : { tone: 'care', word: '没有要打的' }
    return order.parcels > 0 ? { tone: 'running', word: '打了一部分' } : ORDER_WORDS.paid
}
