/** 再买一次: the goods of a purchase go into the cart; says in one sentence what came of it. */
import { useCart } from '../buy/cart'

interface Line {
    sku_id: string
    title: string
    quantity: number
}

export async function buyAgain(lines: readonly Line[]): Promise<{ text: string; anything: boolean }> {
    const left = await useCart().addAll(lines.map(({ sku_id, quantity }) => ({ sku_id, quantity })))
    const missed = lines.filter((line) => left.some((it) => it.sku_id === line.sku_id && it.taken === 0)).map((line) => line.title)
    if (missed.length === 0) return { text: '已放进购物车，价格以现在的为准', anything: true }
    if (missed.length === lines.length) return { text: '这些商品现在买不到', anything: false }
    return { text: `已放进购物车；${missed.join('、')} 现在买不到`, anything: true }
}
