/**
 * The basket, for all pages: of the account when somebody is signed in, otherwise of this browser
 * (localStorage). Signing in puts the browser's lines into the account's basket.
 *
 *     const cart = useCart()
 *     const left = await cart.add({ sku_id, quantity: 2, price_fen })      [] = all of it went in
 *     if (left.length > 0) show(leftSentence(left[0]))
 */
import { computed, readonly, ref, shallowRef } from 'vue'
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { asProblem, type Problem } from '@/api/problem'
import { onSession, useSession } from '@/shared/session'
import { setCartCount } from '../cart_count'
import { recallPlace, setPlace, usePlace } from './place'

export type Cart = Schemas['Cart']
export type CartLine = Schemas['CartLine']
export type CartGroup = Schemas['CartGroup']
export type CartLeft = Schemas['CartLeft']

/** A line as this browser keeps it for a guest. */
interface GuestLine {
    sku_id: string
    quantity: number
    price_fen: number
    selected: boolean
}

const SLOT = 'cart'
const LINES_MAX = 60
const QUANTITY_MAX = 999

const cart = shallowRef<Cart | null>(null)
const problem = shallowRef<Problem | null>(null)
const busy = ref(0)
/** What happened to the browser's lines when somebody signed in. */
const merged = shallowRef<{ kinds: number; left: CartLeft[] } | null>(null)
const { state } = useSession()
const { place } = usePlace()
let turn = 0
/** Whether a page has asked for it. */
let wanted = false

// ---- a guest's lines --------------------------------------------------------------------------

function isGuestLine(it: unknown): it is GuestLine {
    const line = it as GuestLine
    return (
        typeof line === 'object' && line !== null && /^[1-9]\d{0,18}$/.test(line.sku_id) &&
        Number.isInteger(line.quantity) && line.quantity >= 1 && line.quantity <= QUANTITY_MAX
    )
}

function readGuest(): GuestLine[] {
    try {
        const kept: unknown = JSON.parse(localStorage.getItem(SLOT) ?? '[]')
        return Array.isArray(kept) ? kept.filter(isGuestLine).slice(0, LINES_MAX) : []
    } catch {
        return []
    }
}

function writeGuest(lines: GuestLine[]): void {
    try {
        if (lines.length === 0) localStorage.removeItem(SLOT)
        else localStorage.setItem(SLOT, JSON.stringify(lines))
    } catch {
        // A browser that keeps nothing has a basket for as long as the page is open.
    }
    if (state.me === null) setCartCount(lines.reduce((sum, line) => sum + line.quantity, 0))
}

const asWants = (lines: GuestLine[]) =>
    lines.map(({ sku_id, quantity, price_fen, selected }) => ({
        sku_id,
        quantity,
        selected,
        ...(price_fen > 0 ? { price_fen } : {}),
    }))

// ---- reading ----------------------------------------------------------------------------------

const region = () => (place.value === null ? {} : { region: place.value.code })

function show(answer: Cart): void {
    cart.value = answer
    problem.value = null
    setCartCount(answer.count)
}

async function read(): Promise<Cart> {
    const query = region()
    if (state.me !== null) return call(api.GET('/api/v1/cart', { params: { query } }))
    const lines = asWants(readGuest())
    return call(api.POST('/api/v1/cart/preview', { params: { query }, body: { lines } }))
}

async function refresh(): Promise<void> {
    await merging
    return readAgain()
}

async function readAgain(): Promise<void> {
    const mine = ++turn
    wanted = true
    busy.value++
    recallPlace()
    try {
        const answer = await read()
        if (mine === turn) show(answer)
    } catch (error) {
        if (mine !== turn) return
        problem.value = asProblem(error)
        if (problem.value.code === 'unknown_region' && place.value !== null) {
            setPlace(null)
            await readAgain()
        }
    } finally {
        busy.value--
    }
}

// ---- changing ---------------------------------------------------------------------------------

/** What more than there is, or more than fits, does not go into a guest's basket. */
async function addGuest(sku_id: string, quantity: number, price_fen: number): Promise<CartLeft[]> {
    const before = readGuest()
    const there = before.find((it) => it.sku_id === sku_id)
    const others = before.filter((it) => it !== there)
    const wanted = (there?.quantity ?? 0) + quantity
    const line = { sku_id, quantity: Math.min(wanted, QUANTITY_MAX), price_fen, selected: true }
    const left = (taken: number, reason: CartLeft['reason'], title = ''): CartLeft[] => [
        { sku_id, title, wanted: quantity, taken: Math.max(0, taken), reason },
    ]
    if (there === undefined && others.length >= LINES_MAX) return left(0, 'full')
    const seen = await call(
        api.POST('/api/v1/cart/preview', { params: { query: {} }, body: { lines: asWants([line]) } }),
    )
    const dead = seen.dead[0]
    if (dead !== undefined)
        return left(0, dead.changes[0]?.kind === 'sold_out' ? 'sold_out' : 'not_on_sale', dead.title)
    const now = seen.groups[0]?.lines[0]
    const most = Math.max(Math.min(now?.available ?? 0, QUANTITY_MAX), there?.quantity ?? 0)
    line.quantity = Math.min(line.quantity, most)
    writeGuest([line, ...others])
    if (line.quantity === wanted) return []
    return left(line.quantity - (there?.quantity ?? 0), most < QUANTITY_MAX ? 'stock' : 'limit', now?.title)
}

/** Puts goods in. What could not be taken whole comes back; a Problem is thrown when nothing could. */
async function add({ sku_id, quantity, price_fen = 0 }: { sku_id: string; quantity: number; price_fen?: number }): Promise<CartLeft[]> {
    if (state.me === null) return addGuest(sku_id, quantity, price_fen)
    const answer = await addLines([{ sku_id, quantity, ...(price_fen > 0 ? { price_fen } : {}) }], new Intent())
    return answer.left
}

async function addLines(lines: Schemas['CartWant'][], intent: Intent): Promise<Schemas['CartAdded']> {
    const answer = await call(
        api.POST('/api/v1/cart/lines', { params: { header: intent.header }, body: { lines } }),
    )
    show(answer.cart)
    return answer
}

/** All at once: what a trade held that was given up or ran out of time. */
async function addAll(lines: { sku_id: string; quantity: number }[]): Promise<CartLeft[]> {
    const wants = lines.map(({ sku_id, quantity }) => ({ sku_id, quantity }))
    return (await addLines(wants, new Intent())).left
}

/** The page shows the change at once; when it is refused the basket is read again. */
async function change(ask: () => Promise<Cart>): Promise<void> {
    const mine = ++turn
    busy.value++
    try {
        const answer = await ask()
        if (mine !== turn) return
        show(answer)
        if (place.value !== null) await readAgain()
    } catch (error) {
        if (mine === turn) await readAgain()
        throw error
    } finally {
        busy.value--
    }
}

async function set(sku_id: string, quantity: number, selected: boolean): Promise<void> {
    if (state.me === null) {
        writeGuest(readGuest().map((it) => (it.sku_id === sku_id ? { ...it, quantity, selected } : it)))
        return refresh()
    }
    return change(() =>
        call(api.PUT('/api/v1/cart/lines/{sku_id}', { params: { path: { sku_id } }, body: { quantity, selected } })),
    )
}

async function select(sku_ids: string[]): Promise<void> {
    if (state.me === null) {
        writeGuest(readGuest().map((it) => ({ ...it, selected: sku_ids.includes(it.sku_id) })))
        return refresh()
    }
    return change(() => call(api.PUT('/api/v1/cart/selection', { body: { sku_ids } })))
}

async function remove(sku_id: string): Promise<void> {
    if (state.me === null) {
        writeGuest(readGuest().filter((it) => it.sku_id !== sku_id))
        return refresh()
    }
    return change(async () => {
        try {
            return await call(api.DELETE('/api/v1/cart/lines/{sku_id}', { params: { path: { sku_id } } }))
        } catch (error) {
            // Another page has taken it out already: what was wanted is so.
            if (asProblem(error).code !== 'line_not_found') throw error
            return call(api.GET('/api/v1/cart'))
        }
    })
}

async function removeDead(): Promise<void> {
    if (state.me === null) {
        const dead = new Set(cart.value?.dead.map((it) => it.sku_id))
        writeGuest(readGuest().filter((it) => !dead.has(it.sku_id)))
        return refresh()
    }
    return change(() => call(api.DELETE('/api/v1/cart/dead-lines')))
}

// ---- signing in -------------------------------------------------------------------------------

/** The key stays until the answer is known: whatever happens in between, nothing is put in twice. */
async function merge(): Promise<void> {
    const lines = readGuest()
    if (lines.length === 0) return readAgain()
    const intent = new Intent('cart-merge')
    try {
        const answer = await addLines(asWants(lines).map(({ selected: _, ...want }) => want), intent)
        intent.done()
        writeGuest([])
        merged.value = { kinds: lines.length, left: answer.left }
    } catch (error) {
        if (!asProblem(error).isUnanswered) intent.done()
        await readAgain()
    }
}
/** Whoever reads the basket waits for what is being put in. */
let merging: Promise<void> = Promise.resolve()

let started = false
/** Once: the badge, the basket of whoever signs in, and changes in another tab. */
export function startCart(): void {
    if (started) return
    started = true
    writeGuest(readGuest())
    onSession((me) => {
        turn++
        cart.value = null
        if (me === null) {
            merged.value = null
            writeGuest(readGuest())
            if (wanted) void readAgain()
        } else {
            merging = merge()
        }
    })
    addEventListener('storage', (event) => {
        if (event.key !== SLOT || state.me !== null) return
        writeGuest(readGuest())
        if (cart.value !== null) void refresh()
    })
}

export function useCart() {
    startCart()
    const all = computed(() => cart.value?.groups.flatMap((group) => group.lines) ?? [])
    return {
        cart: readonly(cart) as typeof cart,
        problem,
        busy: computed(() => busy.value > 0),
        merged,
        lines: all,
        selected: computed(() => all.value.filter((it) => it.selected)),
        count: computed(() => cart.value?.count ?? 0),
        add,
        addAll,
        set,
        select,
        remove,
        removeDead,
        refresh,
        /** When what the browser had is in the account's basket. */
        settled: () => merging,
    }
}

/** Why something did not go in whole, as a sentence. */
export function leftSentence(left: CartLeft): string {
    const name = left.title === '' ? '这件商品' : `“${left.title}”`
    switch (left.reason) {
        case 'not_on_sale':
            return `${name}已经下架，没有放进购物车`
        case 'sold_out':
            return `${name}卖完了，没有放进购物车`
        case 'full':
            return '购物车最多放 60 种商品，请先清掉一些'
        case 'limit':
            return `${name}一次最多买 999 件`
        case 'stock':
            return left.taken > 0
                ? `${name}库存不够，只放进了 ${left.taken} 件`
                : `${name}库存就这么多，都已经在购物车里了`
    }
}
