/** Sentences of basket and checkout that several pages say. */
import { fenPerJin, yuan } from '@/shared/money'
import { weight } from '@/shared/weight'
import type { Schemas } from '@/api/client'

type Change = Schemas['CartChange']

export interface ChangeWords {
    text: string
    /** up and care are amber, down is green. */
    tone: 'care' | 'good'
}

/** "加入时 67.80，涨了 2.00 元". */
export function changeWords(change: Change): ChangeWords {
    const { from_fen = 0, to_fen = 0 } = change
    switch (change.kind) {
        case 'price_up':
            return { text: `加入时 ${yuan(from_fen)}，涨了 ${yuan(to_fen - from_fen)} 元`, tone: 'care' }
        case 'price_down':
            return { text: `加入时 ${yuan(from_fen)}，降了 ${yuan(from_fen - to_fen)} 元`, tone: 'good' }
        case 'less_stock':
            return { text: `只剩 ${change.available} 件了`, tone: 'care' }
        case 'sold_out':
            return { text: '卖完了，补货后可以再买', tone: 'care' }
        case 'off_sale':
            return { text: '已经下架', tone: 'care' }
    }
}

/** "5.98 元/斤", "" when it does not help. */
export function perJin(line: { price_fen: number; net_weight_g: number }): string {
    if (line.net_weight_g === 0 || line.price_fen === 0) return ''
    return `${yuan(fenPerJin(line.price_fen, line.net_weight_g))} 元/斤`
}

/** "前 3 kg 9.00 元，再加 4 kg × 1.00 元": how a parcel's freight comes about. */
export function freightWords(freight: Schemas['FreightSum']): string {
    const first = freight.first_g > 0 ? `前 ${weight(freight.first_g)} ${yuan(freight.first_fen)} 元` : `每单 ${yuan(freight.first_fen)} 元`
    if (freight.steps === 0 || freight.step_fen === 0) return first
    const step = freight.step_g === 1000 ? `${freight.steps} kg` : `${freight.steps} 份（每份 ${weight(freight.step_g)}）`
    return `${first}，再加 ${step} × ${yuan(freight.step_fen)} 元`
}

export function parcelTrouble(trouble: string): string {
    return trouble === 'too_heavy' ? '这个包裹超过 1 吨，请分几次下单' : '这个包裹暂时送不到您的地址'
}

/** 138****0000 */
export const phoneWords = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(7)}`
