/** The way into the cart (buy/cart.ts), fetched only when something is put in. */
export interface Wanted {
    sku_id: string
    quantity: number
    price_fen: number
}

/** "" when all of it went in; otherwise what did not, as a sentence. Throws a Problem when nothing could. */
export async function addToCart(it: Wanted): Promise<string> {
    const { leftSentence, useCart } = await import('../buy/cart')
    const left = await useCart().add(it)
    return left[0] === undefined ? '' : leftSentence(left[0])
}
