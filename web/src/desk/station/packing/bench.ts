/**
 * One packing table: the order on it, its boxes, weight and waybill, and what it says and sounds after each scan.
 * What was asked of the server and not answered is asked again with the same key until it is; nothing counts as
 * sent off before that.
 */
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { asProblem, type Problem } from '@/api/problem'
import { clock } from '@/shared/time'
import { weight as weightWords } from '@/shared/weight'
import { loadTodo } from '../../todo'
import { weightOf } from './scan'
import { play, type Sound } from './sounds'
import * as table from './work'

type Order = Schemas['Order']
type Parcel = Schemas['Parcel']
export type Tone = 'idle' | 'right' | 'care' | 'wrong' | 'stop' | 'busy'
export interface Saying {
    tone: Tone
    word: string
    text: string
}
export interface Waybill {
    number: string
    carriers: { code: string; name: string }[]
    carrier: string
}
export interface LogLine {
    at: number
    text: string
    tone: Tone
    word: string
}
type Mode = 'scan' | 'weight'

const ASIDE = 'packing:aside'
const RETRY_MS = 5000
const LOG_LINES = 8

export function useBench() {
    const order = shallowRef<Order | null>(null)
    const place = ref('')
    const work = shallowRef<table.Work | null>(null)
    const weight_g = ref<number | null>(null)
    const waybill = ref<Waybill | null>(null)
    /** Packed already, the carrier's number is still to be noted. */
    const parcel = shallowRef<Parcel | null>(null)
    const mode = ref<Mode>('scan')
    const partly = ref(false)
    const busy = ref(false)
    /** The request whose answer did not come. */
    const unanswered = ref(false)
    const saying = ref<Saying>({ tone: 'idle', word: '扫订单号开始', text: '也可以在下面选一单，按回车打开' })
    const log = ref<LogLine[]>([])
    const aside = ref<string[]>(JSON.parse(sessionStorage.getItem(ASIDE) ?? '[]') as string[])
    const finished = ref(0)
    let intent: Intent | null = null

    const stopped = computed(() => (order.value === null ? null : table.stopOf(order.value)))
    const complete = computed(() => work.value !== null && table.isComplete(work.value))
    const left = computed(() => (work.value === null ? 0 : table.needOf(work.value) - table.doneOf(work.value)))
    const odd = computed(() =>
        work.value !== null && weight_g.value !== null && table.doneOf(work.value) > 0 ? table.oddWeight(work.value, weight_g.value) : '',
    )
    /** Why it cannot be sent off yet; "" = it can. */
    const missing = computed(() => {
        if (order.value === null) return '还没有打开订单'
        if (stopped.value !== null) return '这单不能出库'
        if (parcel.value !== null) return waybill.value === null ? '已打包，还差运单号' : ''
        const lacks: string[] = []
        if (work.value === null || table.doneOf(work.value) === 0) lacks.push('还没有点件')
        else if (!complete.value && !partly.value) lacks.push(`还差 ${left.value} 件`)
        if (weight_g.value === null) lacks.push('还没称')
        return lacks.join('、')
    })

    function say(tone: Tone, word: string, text: string, sound?: Sound): void {
        saying.value = { tone, word, text }
        if (sound !== undefined) play(sound)
    }
    function note(text: string, tone: Tone, word: string): void {
        log.value = [{ at: Date.now(), text, tone, word }, ...log.value].slice(0, LOG_LINES)
    }
    function refused(problem: Problem, what: string): void {
        say(problem.status === 0 ? 'care' : 'wrong', what, problem.sentence, 'wrong')
    }

    // ---- an order comes to the table ----

    async function read(order_id: string): Promise<Order> {
        return call(api.GET('/api/v1/orders/{order_id}', { params: { path: { order_id } } }))
    }

    function lay(fresh: Order): void {
        order.value = fresh
        work.value = table.beginWork(fresh)
        weight_g.value = null
        waybill.value = null
        parcel.value = null
        partly.value = false
        unanswered.value = false
        mode.value = 'scan'
        // By what was packed before, so that a page opened again repeats the same wish.
        intent = new Intent(`pack:${fresh.order_id}:${fresh.parcels.length}`)
    }

    async function open(order_id: string): Promise<boolean> {
        busy.value = true
        say('busy', '正在打开', order_id)
        try {
            const fresh = await read(order_id)
            lay(fresh)
            place.value = ''
            void call(api.GET('/api/v1/regions/{code}', { params: { path: { code: fresh.region_code } } })).then(
                (region) => order.value?.order_id === fresh.order_id && (place.value = region.path),
                () => undefined,
            )
            aside.value = aside.value.filter((it) => it !== order_id)
            keepAside()
            greet(fresh)
            return true
        } catch (error) {
            const problem = asProblem(error)
            if (problem.status === 404 || problem.status === 403) say('wrong', '没有这一单', `${order_id} 不是本站的订单号`, 'wrong')
            else refused(problem, '打不开订单')
            note(order_id, 'wrong', '没有打开')
            return false
        } finally {
            busy.value = false
        }
    }

    /** What the packer must know first. */
    function greet(fresh: Order): void {
        const stop = table.stopOf(fresh)
        if (stop !== null) {
            say('stop', stop.word, stop.text, 'stop')
            note(fresh.order_id, 'stop', '停')
            return
        }
        const waiting = fresh.parcels.find((it) => it.state === 'packed')
        if (work.value !== null && work.value.rows.length === 0) {
            const last = fresh.parcels[0]
            if (waiting !== undefined) {
                parcel.value = waiting
                weight_g.value = waiting.weight_g
                say('care', '已打包，还没交接', `${clock(waiting.packed_at)} 打包，${weightWords(waiting.weight_g)}。扫运单号，按 F9 交接`, 'wrong')
            } else say('care', '这单已经发走了', last ? `${last.carrier_name} ${last.waybill_no ?? ''}` : '没有要打包的货', 'wrong')
            note(fresh.order_id, 'care', '已打包')
            return
        }
        const back = fresh.lines.some((line) => line.refunded_quantity > 0)
        say(
            back ? 'care' : 'right',
            `要 ${left.value} 件`,
            back ? '有几件退款了，只装下面列的件数' : '扫箱上的批次码，或输行号按回车',
            back ? 'wrong' : 'right',
        )
        note(fresh.order_id, 'right', '打开')
    }

    // ---- boxes ----

    function told(verdict: table.Verdict, code: string): void {
        if (verdict.kind === 'not_of_this') {
            say('wrong', '拿错了', '这一单没有这一批的货，放回去', 'wrong')
            note(code, 'wrong', '拿错')
        } else if (verdict.kind === 'too_many') {
            say('wrong', '多了一件', `${verdict.row.title} ${verdict.row.spec} 只要 ${verdict.row.need} 件`, 'wrong')
            note(code, 'wrong', '多了')
        } else if (left.value > 0) {
            say('right', `对，还差 ${left.value} 件`, `${verdict.row.title} ${verdict.row.spec} ${verdict.row.done} / ${verdict.row.need}`, 'right')
            note(`${verdict.row.title} ${verdict.row.spec}`, 'right', '对')
        } else {
            say('right', '齐了', weight_g.value === null ? '放上秤，按 F8 输重量' : '扫运单号，再按 F9 出库', 'done')
            note(`${verdict.row.title} ${verdict.row.spec}`, 'right', '对，齐了')
        }
    }

    function apply(answer: { work: table.Work; verdict: table.Verdict }, code: string): void {
        work.value = answer.work
        told(answer.verdict, code)
    }

    function takeLine(line_id: string): void {
        if (work.value !== null && mayTake()) apply(table.takeLine(work.value, line_id), line_id)
    }

    function mayTake(): boolean {
        if (stopped.value !== null) return say('stop', stopped.value.word, stopped.value.text, 'stop') !== undefined
        if (unanswered.value) {
            say('care', '等确认', '上一次出库还没有回答，先别动这一单', 'wrong')
            return false
        }
        return parcel.value === null
    }

    function undo(): void {
        if (mode.value !== 'scan') {
            mode.value = 'scan'
            return
        }
        if (work.value === null || work.value.taken.length === 0 || unanswered.value) return
        work.value = table.undo(work.value)
        say('idle', '撤回了一件', `还差 ${left.value} 件`)
        note('撤回上一扫', 'idle', '撤回')
    }

    // ---- weight and waybill ----

    function weigh(text: string): void {
        const grams = weightOf(text)
        if (grams === null) {
            say('wrong', '重量看不懂', '输公斤如 5.42，或输克如 5420，最多 1000 公斤', 'wrong')
            return
        }
        weight_g.value = grams
        mode.value = 'scan'
        note(`秤 ${weightWords(grams)}`, odd.value === '' ? 'right' : 'care', odd.value === '' ? '重量对' : '重量可疑')
        if (odd.value !== '') say('care', '重量可疑', odd.value, 'wrong')
        else ready()
    }

    function ready(): void {
        if (missing.value !== '') say('right', weightWords(weight_g.value ?? 0), missing.value, 'right')
        else if (waybill.value === null) say('right', '可以打包', '扫运单号；现在没有运单，按 F9 先打包，之后在交接里补', 'done')
        else say('right', '齐了，可以出库', '按 F9 出库', 'done')
    }

    async function noteWaybill(number: string): Promise<void> {
        try {
            const { items } = await call(api.GET('/api/v1/carriers', { params: { query: { number } } }))
            if (items.length === 0) {
                say('wrong', '不认得这个码', `${number} 不是这一单的货，也不像哪家快递的运单号`, 'wrong')
                note(number, 'wrong', '不认得')
                return
            }
            waybill.value = { number, carriers: items, carrier: items[0]!.code }
            note(number, 'right', items[0]!.name)
            if (missing.value === '') ready()
            else say('right', items[0]!.name, `运单号记下了。${missing.value}`, 'right')
        } catch (error) {
            refused(asProblem(error), '运单号没有核对上')
        }
    }

    // ---- off it goes ----

    /** Packs what is on the table, and notes the carrier when there is a waybill. The same again is harmless. */
    async function ship(): Promise<void> {
        const it = order.value
        if (busy.value || it === null) return
        if (stopped.value !== null) return say('stop', stopped.value.word, stopped.value.text, 'stop')
        if (missing.value !== '') return say('wrong', '还不能出库', missing.value, 'wrong')
        if (!navigator.onLine) return say('care', '没有网络，不能出库', '先别交给快递；连上后再按 F9', 'wrong')
        busy.value = true
        say('busy', '正在出库', '等服务器确认')
        try {
            if (parcel.value === null) parcel.value = await pack(it)
            if (waybill.value !== null) parcel.value = await handOver(parcel.value)
            done(it, parcel.value)
        } catch (error) {
            await failed(it, asProblem(error))
        } finally {
            busy.value = false
        }
    }

    function pack(it: Order): Promise<Parcel> {
        return call(
            api.POST('/api/v1/orders/{order_id}/parcels', {
                params: { path: { order_id: it.order_id }, header: intent!.header },
                body: { weight_g: weight_g.value!, ...(table.itemsOf(work.value!) ? { items: table.itemsOf(work.value!) } : {}) },
            }),
        )
    }

    function handOver(packed: Parcel): Promise<Parcel> {
        return call(
            api.POST('/api/v1/parcels/{parcel_id}/hand-over', {
                params: { path: { parcel_id: packed.parcel_id } },
                body: { carrier: waybill.value!.carrier, waybill_no: waybill.value!.number },
            }),
        )
    }

    function done(it: Order, sent: Parcel): void {
        intent?.done()
        finished.value++
        const rest = left.value
        const words = sent.state === 'packed' ? '已打包' : '已出库'
        note(`${it.order_id} ${sent.waybill_no ?? ''} ${weightWords(sent.weight_g)}`, 'right', words)
        clear()
        say(
            'right',
            words,
            sent.warning ??
                (rest > 0 ? `先发了一部分，还有 ${rest} 件以后再打` : sent.state === 'packed' ? '放到待交接的架上，之后补运单号' : `${sent.carrier_name} ${sent.waybill_no ?? ''}`),
            'done',
        )
        void loadTodo()
    }

    async function failed(it: Order, problem: Problem): Promise<void> {
        if (problem.isUnanswered) {
            unanswered.value = true
            say('care', '没有确认，别交出去', '没有收到回答，正在再问；同一件不会打两次', 'wrong')
            return
        }
        unanswered.value = false
        if (parcel.value !== null) {
            if (problem.code === 'parcel_wrong_state') return alreadySent(it)
            waybill.value = null
            return say('wrong', '运单号没有记上', `已经打包。${problem.sentence}`, 'wrong')
        }
        intent?.done()
        if (problem.code === 'lot_held') return say('stop', '停！批次停卖', '这一批被停卖了，不要发出。等放行，或者给买家退款。', 'stop')
        if (['nothing_to_pack', 'pack_too_much', 'order_not_to_pack', 'idempotency_key_reused'].includes(problem.code)) return changed(it)
        refused(problem, '没有出库')
    }

    /** The order is not what it was when it was opened: another desk, or the buyer. */
    async function changed(it: Order): Promise<void> {
        try {
            const fresh = await read(it.order_id)
            lay(fresh)
            const stop = table.stopOf(fresh)
            const last = fresh.parcels[0]
            note(it.order_id, 'stop', stop ? '停' : '别处已打')
            if (stop !== null) say('stop', stop.word, stop.text, 'stop')
            else if (last !== undefined)
                say('care', '别的台已经打了这单', `${clock(last.packed_at)} 打包 ${weightWords(last.weight_g)}。这一台的货放回去`, 'stop')
            else say('care', '订单变了', '件数和刚才不一样，请重新点件', 'wrong')
        } catch (error) {
            refused(asProblem(error), '没有出库')
        }
    }

    /** Handed over before, here or elsewhere: with our number it is done, with another it is told. */
    async function alreadySent(it: Order): Promise<void> {
        try {
            const now = await call(api.GET('/api/v1/parcels/{parcel_id}', { params: { path: { parcel_id: parcel.value!.parcel_id } } }))
            if (now.waybill_no === waybill.value?.number) return done(it, now)
            clear()
            say('care', '别的台已经交接了', `${now.carrier_name} ${now.waybill_no ?? ''}，和这里扫的不一样`, 'stop')
        } catch (error) {
            refused(asProblem(error), '没有交接')
        }
    }

    // ---- the table is cleared ----

    function clear(): void {
        order.value = work.value = weight_g.value = waybill.value = parcel.value = null
        partly.value = unanswered.value = false
        mode.value = 'scan'
    }

    function keepAside(): void {
        sessionStorage.setItem(ASIDE, JSON.stringify(aside.value))
    }

    /** Puts the order off the table; it also ends an alarm. */
    function setAside(): void {
        const it = order.value
        if (it === null || busy.value) return
        if (unanswered.value) return say('care', '还没有确认', '这一件等服务器回答，连上后会自己再问', 'wrong')
        if (stopped.value === null && missing.value !== '这单不能出库') aside.value = [it.order_id, ...aside.value.filter((id) => id !== it.order_id)]
        keepAside()
        note(it.order_id, 'idle', '放一边')
        clear()
        say('idle', '放一边了', '扫下一单的订单号')
    }

    /** Sends what was scanned although boxes are missing. */
    function sendPart(): void {
        if (work.value === null || table.doneOf(work.value) === 0 || complete.value) return
        partly.value = !partly.value
        say('care', partly.value ? `先发 ${table.doneOf(work.value)} 件` : `还差 ${left.value} 件`, partly.value ? '余下的以后再打。称重后按 F9' : '接着点件')
    }

    const retry = setInterval(() => {
        if (unanswered.value && navigator.onLine && !busy.value) void ship()
    }, RETRY_MS)
    onBeforeUnmount(() => clearInterval(retry))

    /** What the scan field gives. */
    async function enter(text: string): Promise<void> {
        if (busy.value) return
        if (mode.value === 'weight') return weigh(text)
        if (order.value === null) {
            if (text !== '') await open(text)
            return
        }
        if (text === '' || stopped.value !== null) {
            if (stopped.value !== null) say('stop', stopped.value.word, stopped.value.text, 'stop')
            return
        }
        if (text === order.value.order_id) return say('idle', left.value > 0 ? `还差 ${left.value} 件` : '这单已经打开', '接着扫箱上的批次码')
        const other = /^[1-9]\d{16,18}$/.test(text)
        const known = work.value !== null && (/^\d{1,2}$/.test(text) || /^\d{24}$/.test(text))
        if (known && mayTake()) apply(table.takeCode(work.value!, text), text)
        else if (other && work.value!.taken.length === 0 && parcel.value === null) await open(text)
        else if (other) say('wrong', '这是另一单', '先把这一单出库，或按 F4 放一边', 'wrong')
        else if (!known) await noteWaybill(text)
    }

    return {
        order, place, work, weight_g, waybill, parcel, mode, partly, busy, unanswered, saying, log, aside, finished,
        stopped, complete, left, odd, missing,
        open, enter, takeLine, undo, ship, setAside, sendPart,
        toWeight: () => {
            if (order.value !== null && stopped.value === null && parcel.value === null && !unanswered.value) mode.value = mode.value === 'weight' ? 'scan' : 'weight'
        },
    }
}
