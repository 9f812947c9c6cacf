/** What the bank says of a run's lines, as a table: read, and every bad row named before anything is sent. */
import type { Schemas } from '@/api/client'
import { day } from '@/shared/time'
import type { Row } from './csv'

export type Result = Schemas['PayoutResults']['items'][number]

export const COLUMNS = ['发放编号', '结果', '到账日期', '银行流水号', '原因'] as const
/** In one request. */
export const PART = 200

const OUTCOMES: Record<string, Result['outcome']> = {
    到账: 'paid', 成功: 'paid',
    失败: 'failed', 没发成: 'failed',
    退回: 'returned', 退汇: 'returned',
}
export const OUTCOME_WORDS: Record<Result['outcome'], string> = { paid: '到账', failed: '失败', returned: '退回' }

/** Excel has made a long number short, and its last digits are gone. */
const SHORTENED = /^\d(\.\d+)?E\+?\d+$/i

/** "2026/11/7", "2026年11月7日", "20261107" -> "2026-11-07"; null when it is no day. */
export function dayOf(text: string): string | null {
    const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
    if (match === null) return null
    const date = `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`
    const at = new Date(`${date}T00:00:00Z`)
    return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date ? date : null
}

/** What is wrong with a row, in a sentence; or the result that it says. */
function readOne(of: (name: (typeof COLUMNS)[number]) => string): Result | string {
    // the list's P keeps spreadsheets from taking it for a number
    const id = of('发放编号').replace(/^'?P?/i, '')
    const outcome = OUTCOMES[of('结果').replace(/^已经?/, '')]
    const date = of('到账日期')
    const number = of('银行流水号').replace(/^'/, '')
    const reason = of('原因')
    if (SHORTENED.test(id)) return '发放编号被 Excel 改短了，请把这一列设成文本，从代发清单里重新复制'
    if (!/^[1-9]\d{0,18}$/.test(id)) return id === '' ? '没有发放编号' : '发放编号只能是数字'
    if (outcome === undefined) return of('结果') === '' ? '没有写结果' : '结果只能写：到账、失败、退回'
    if (outcome !== 'paid') return reason.length < 2 || reason.length > 200 ? '请写明原因，2 到 200 个字' : { payout_id: id, outcome, reason }
    if (date === '') return '请写明哪天到账'
    const paid_on = dayOf(date)
    if (paid_on === null) return '到账日期应写成 2026-11-27 这样'
    if (paid_on > day(Date.now())) return '到账日期不能在今天以后'
    if (SHORTENED.test(number)) return '银行流水号被 Excel 改短了，请把这一列设成文本再填'
    if (number === '' || number.length > 64) return '请写明银行流水号，1 到 64 个字'
    return { payout_id: id, outcome, paid_on, bank_no: number }
}

export interface ResultRow {
    line: number
    result: Result
}
export interface Fault {
    line: number
    sentence: string
}

/**
 * With a heading, columns are found by name and others are left out, so the bank's list with columns added does as well;
 * without one they stand in the order of COLUMNS.
 */
export function readResults(rows: readonly Row[]): { items: ResultRow[]; faults: Fault[] } {
    const heads = rows[0]?.cells.map((it) => it.replace(/\s/g, '')) ?? []
    const headed = heads.includes(COLUMNS[0])
    const missing = headed ? ([COLUMNS[0], COLUMNS[1]] as const).filter((it) => !heads.includes(it)) : []
    if (missing.length > 0) return { items: [], faults: [{ line: rows[0]!.line, sentence: `第一行里没有“${missing.join('”“')}”这一列` }] }
    const items: ResultRow[] = []
    const faults: Fault[] = []
    const seen = new Map<string, number>()
    for (const row of headed ? rows.slice(1) : rows) {
        const of = (name: (typeof COLUMNS)[number]) => row.cells[headed ? heads.indexOf(name) : COLUMNS.indexOf(name)] ?? ''
        const read = readOne(of)
        const before = typeof read === 'string' ? undefined : seen.get(read.payout_id)
        if (typeof read === 'string') faults.push({ line: row.line, sentence: read })
        else if (before !== undefined) faults.push({ line: row.line, sentence: `这个发放编号第 ${before} 行写过了` })
        else {
            seen.set(read.payout_id, row.line)
            items.push({ line: row.line, result: read })
        }
    }
    return { items, faults }
}
