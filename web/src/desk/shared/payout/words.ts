/** What runs of payouts and their lines are called, and what is to be done about what holds a line. */
import type { Schemas } from '@/api/client'
import type { StateWord } from '../words'

export type Run = Schemas['PayoutRun']
export type Line = Schemas['PayoutListLine']
export type LineState = Line['state']

export const RUN_STATES: Record<Run['state'], StateWord> = {
    preparing: { tone: 'running', word: '正在列' },
    prepared: { tone: 'waiting', word: '等审计员放行' },
    releasing: { tone: 'running', word: '正在放行' },
    released: { tone: 'running', word: '银行在办' },
    closed: { tone: 'done', word: '银行都答复了' },
    dropped: { tone: 'off', word: '已撤掉' },
}

export const LINE_STATES: Record<LineState, StateWord> = {
    planned: { tone: 'waiting', word: '这批发' },
    held: { tone: 'care', word: '先不发' },
    left: { tone: 'off', word: '留到下一批' },
    ordered: { tone: 'running', word: '银行在办' },
    paid: { tone: 'done', word: '到账' },
    failed: { tone: 'stop', word: '没发成' },
    returned: { tone: 'stop', word: '退回来了' },
    confirmed: { tone: 'done', word: '本人已确认' },
    disputed: { tone: 'care', word: '说没收到' },
}
/** In the order in which a line goes through them. */
export const LINE_ORDER = Object.keys(LINE_STATES) as LineState[]

/** What the household reads of its own. */
export const OWN_STATES: Record<LineState, StateWord> = {
    ...LINE_STATES,
    ordered: { tone: 'running', word: '银行正在办' },
    paid: { tone: 'done', word: '银行说到账了' },
    failed: { tone: 'stop', word: '没发成，下一批再发' },
    returned: { tone: 'stop', word: '钱退回来了，下一批再发' },
    confirmed: { tone: 'done', word: '收到了' },
    disputed: { tone: 'care', word: '说没收到，县里在查' },
}

export const WAITS: Record<Exclude<Run['waits_for'], ''>, string> = {
    register: '国家登记系统联系不上，发放先等着，恢复后自动接着做。',
    verdicts: '登记系统刚有新的变化，正在比对，比对完自动接着做。',
}

export interface Reason {
    word: string
    /** What is to be done about it. */
    next: string
    /** Nobody can let it pass: it cannot be paid so. */
    firm?: boolean
}
const REASONS: Record<string, Reason> = {
    suspended: { word: '农户暂停计入', next: '请县审计员核实这一户，恢复以后发' },
    removed: { word: '已移出登记', next: '核实移出以前挣的钱该不该给，该给的写明理由放过' },
    unfit: { word: '登记比对不符', next: '请县审计员看登记比对；确实不对的终止联结' },
    doubt: { word: '登记比对有疑问', next: '请县审计员看过，没问题的写明理由' },
    unknown: { word: '登记系统里没有这一户', next: '请信息员核对户编号，等登记系统补上' },
    unjudged: { word: '联结没有比对过', next: '等系统比对，一般几分钟；没有联结的核实以后放过' },
    flag: { word: '有疑点没核查', next: '请县审计员先办完疑点核查' },
    shared_account: { word: '和别的户同一个账号', next: '问清是不是同一家人用，没问题的写明理由放过' },
    by_hand: { word: '有人暂缓', next: '查清了写明理由放过，没查清的留到下一批' },
    no_account: { word: '没有收款账号', next: '请村信息员补登账号，下一批再发', firm: true },
    account_changed: { word: '收款账号刚变过', next: '留到下一批，按新账号再核', firm: true },
    less: { word: '应发的钱变少了', next: '留到下一批，按变少以后的数再列', firm: true },
}

/** "doubt,by_hand" -> what they are called; what is not known here stands as it is. */
export const reasonsOf = (names: string): Reason[] =>
    names === '' ? [] : names.split(',').map((name) => REASONS[name] ?? { word: name, next: '请问平台运营员' })

export const sumOf = (run: Run, state: LineState) => run.sums.find((it) => it.state === state) ?? { state, households: 0, amount_fen: 0 }
/** Of several states together. */
export function sumOfAll(run: Run, states: readonly LineState[]) {
    return run.sums
        .filter((it) => states.includes(it.state))
        .reduce((sum, it) => ({ households: sum.households + it.households, amount_fen: sum.amount_fen + it.amount_fen }), { households: 0, amount_fen: 0 })
}
export const isUnderWay = (run: Run) => run.state === 'preparing' || run.state === 'releasing'
