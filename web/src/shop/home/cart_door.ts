/** The way into the cart (buy/cart.ts), fetched only when something is put in. */
interface Cart {
    useCart(): { add(it: { sku_id: string; quantity: number; price_fen: number }): Promise<unknown> | unknown }
}
const doors = import.meta.glob<Cart>('../buy/cart.ts')

export async function addToCart(it: { sku_id: string; quantity: number; price_fen: number }): Promise<void> {
    const door = doors['../buy/cart.ts']
    if (door === undefined) throw new Error('购物车还没有开通')
    await (await door()).useCart().add(it)
}
