/**
 * Checking out: one wish, one key. What is sent is kept in this tab (sessionStorage) with its key until
 * an answer is known, so that a lost answer, a closed session or a page opened again sends the very same
 * request, which gives the very same trade.
 */
import { computed, ref, shallowRef, watch } from 'vue'
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { asProblem, type Problem } from '@/api/problem'
import type { Cart } from './cart'

export type Address = Schemas['SavedAddress']
type Wish = Schemas['TradeRequest']
export interface Want {
    sku_id: string
    quantity: number
    price_fen?: number
}

const SENT = 'checkout.sent'
const INTENT = 'checkout'

/** The wish whose answer is not known. */
export function unanswered(): Wish | null {
    try {
        return JSON.parse(sessionStorage.getItem(SENT) ?? 'null') as Wish | null
    } catch {
        return null
    }
}

async function send(wish: Wish): Promise<Schemas['PlacedTrade']> {
    const intent = new Intent(INTENT)
    sessionStorage.setItem(SENT, JSON.stringify(wish))
    try {
        const trade = await call(api.POST('/api/v1/trades', { params: { header: intent.header }, body: wish }))
        sessionStorage.removeItem(SENT)
        intent.done()
        return trade
    } catch (error) {
        const problem = asProblem(error)
        // A refusal is an answer, and so is a sign-in that was given up: nothing was placed.
        if (!problem.isUnanswered) {
            sessionStorage.removeItem(SENT)
            intent.done()
        }
        throw problem
    }
}

export function useCheckout(first: Want[], from_cart: boolean) {
    const wants = ref<Want[]>(first)
    const addresses = shallowRef<Address[]>([])
    const address = shallowRef<Address | null>(null)
    const cart = shallowRef<Cart | null>(null)
    const households_fen = ref<number | null>(null)
    const withheld_fen = ref(0)
    const loading = ref(false)
    const problem = shallowRef<Problem | null>(null)
    const accepted = ref(false)
    const sending = ref(false)
    const refused = shallowRef<Problem | null>(null)
    let turn = 0

    const lines = computed(() => cart.value?.groups.flatMap((group) => group.lines) ?? [])
    const needsAccept = computed(() => lines.value.some((it) => !it.no_reason_return))
    /** What keeps the whole from being sent, before it is asked. */
    const blocked = computed(() => {
        const it = cart.value
        if (it === null) return true
        return it.dead.length > 0 || it.groups.some((group) => group.trouble !== null) || lines.value.some((line) => line.quantity > line.available)
    })

    async function loadAddresses(): Promise<void> {
        addresses.value = (await call(api.GET('/api/v1/addresses'))).items
        const kept = addresses.value.find((it) => it.address_id === address.value?.address_id)
        address.value = kept ?? addresses.value[0] ?? null
    }

    /** Prices, stock and freight of now, and what the purchase brings. */
    async function price(): Promise<void> {
        const mine = ++turn
        loading.value = true
        try {
            const query = address.value === null ? {} : { region: address.value.region_code }
            const body = { lines: wants.value.map((it) => ({ ...it, selected: true })) }
            const answer = await call(api.POST('/api/v1/cart/preview', { params: { query }, body }))
            if (mine !== turn) return
            cart.value = answer
            problem.value = null
            households_fen.value = null
            if (address.value === null || blocked.value || wants.value.length === 0) return
            const quote = await call(
                api.POST('/api/v1/quotes', {
                    body: { lines: wants.value.map(({ sku_id, quantity }) => ({ sku_id, quantity })), region_code: address.value.region_code },
                }),
            )
            if (mine === turn) {
                households_fen.value = quote.households_fen
                withheld_fen.value = quote.withheld_fen
            }
        } catch (error) {
            if (mine === turn) problem.value = asProblem(error)
        } finally {
            if (mine === turn) loading.value = false
        }
    }

    async function load(): Promise<void> {
        loading.value = true
        try {
            await loadAddresses()
        } catch (error) {
            problem.value = asProblem(error)
            loading.value = false
            return
        }
        await price()
    }

    watch(address, (now, before) => {
        if (before !== null && now?.region_code !== before.region_code) void price()
    })

    function setQuantity(sku_id: string, quantity: number): Promise<void> {
        refused.value = null
        wants.value = wants.value.map((it) => (it.sku_id === sku_id ? { ...it, quantity } : it))
        return price()
    }
    function drop(...sku_ids: string[]): Promise<void> {
        refused.value = null
        wants.value = wants.value.filter((it) => !sku_ids.includes(it.sku_id))
        return price()
    }

    /** Sends it; the trade, or undefined when it was refused (see `refused`). */
    async function submit(again?: Wish): Promise<Schemas['PlacedTrade'] | undefined> {
        const total = cart.value?.total_fen ?? null
        if (sending.value || (again === undefined && (address.value === null || total === null))) return undefined
        const wish: Wish = again ?? {
            lines: wants.value.map(({ sku_id, quantity }) => ({ sku_id, quantity })),
            address_id: address.value!.address_id,
            expected_total_fen: total!,
            ...(needsAccept.value ? { accept_no_return: accepted.value } : {}),
            from_cart,
        }
        sending.value = true
        refused.value = null
        try {
            return await send(wish)
        } catch (error) {
            refused.value = asProblem(error)
            // What is refused because something moved is shown as it stands now.
            if (refused.value.status === 409 || refused.value.status === 404) await load()
            return undefined
        } finally {
            sending.value = false
        }
    }

    /** The sentence for a line: a refusal names it by its place in what was sent. */
    function lineProblem(sku_id: string): string | undefined {
        const at = /^lines\/(\d+)\//.exec(refused.value?.field ?? '')
        return at !== null && wants.value[Number(at[1])]?.sku_id === sku_id ? refused.value?.sentence : undefined
    }

    return {
        wants, addresses, address, cart, households_fen, withheld_fen, loading, problem, accepted, needsAccept, blocked, sending, refused,
        load, price, setQuantity, drop, submit, lineProblem, loadAddresses,
    }
}
