/** How many pieces are in the cart, for the badges of header and tab bar; the cart (buy/cart.ts) sets it. */
import { readonly, ref } from 'vue'

const count = ref(0)
export function useCartCount() {
    return readonly(count)
}
export function setCartCount(pieces: number): void {
    count.value = pieces
}
