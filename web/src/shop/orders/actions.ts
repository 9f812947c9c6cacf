/** What a buyer does with a purchase: cancel, confirm, buy again. Each asks first where it cannot be taken back. */
import { ref, shallowRef } from 'vue'
import { api, call } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useSend } from '@/shared/form'
import { buyAgain } from './again'

export interface Target {
    trade_id: string
    order_id: string | null
    lines: readonly { sku_id: string; title: string; quantity: number }[]
}

export const ASK = {
    cancel: { title: '取消这笔订单？', text: '还没有付款，取消后不扣钱，货退回给别人买。', yes: '取消订单' },
    confirm: {
        title: '货都收到了吗？',
        text: '确认后，钱就记到合作社、服务站和农户名下，不能再撤回。有坏的、少的，先联系服务站。',
        yes: '都收到了',
    },
} as const
export type Asked = keyof typeof ASK

export function usePurchaseActions(done: () => Promise<void> | void) {
    const asked = ref<Asked | null>(null)
    const target = shallowRef<Target | null>(null)
    const told = ref('')
    const toCart = ref(false)

    const sending = useSend(async () => {
        const it = target.value!
        if (asked.value === 'cancel')
            await call(api.POST('/api/v1/trades/{trade_id}/cancel', { params: { path: { trade_id: it.trade_id } } }))
        else await call(api.POST('/api/v1/orders/{order_id}/confirm', { params: { path: { order_id: it.order_id! } } }))
        tell(asked.value === 'cancel' ? '已取消' : '已确认收货')
        asked.value = null
        await done()
    })

    function tell(text: string, cart = false): void {
        told.value = text
        toCart.value = cart
    }

    function ask(what: Asked, it: Target): void {
        sending.clear()
        target.value = it
        asked.value = what
    }

    const again = useSend(async () => {
        try {
            const { text, anything } = await buyAgain(target.value!.lines)
            tell(text, anything)
        } catch (error) {
            tell(asProblem(error).sentence)
        }
    })

    function buy(it: Target): void {
        target.value = it
        void again.send()
    }

    return { asked, told, toCart, sending, again, ask, buy, quiet: () => (told.value = '') }
}
