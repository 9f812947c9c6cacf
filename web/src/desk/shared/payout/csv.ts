/** Tables as they go to the bank and come back: written with a BOM for Excel, read from a file or from what was pasted. */

/** What a spreadsheet would take for a formula; the same rule as the server's (base/csv_write.c). */
const FORMULA = /^(?:[\t\r\n]|[ "']*[=+\-@＝＋－＠\t\r\n])/

const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

/** Texts are quoted; money is written as a number. */
export function csvOf(rows: readonly (readonly (string | { fen: number })[])[]): string {
    const one = (it: string | { fen: number }) => (typeof it === 'string' ? cell(it) : (it.fen / 100).toFixed(2))
    return `\ufeff${rows.map((row) => `${row.map(one).join(',')}\r\n`).join('')}`
}

/** The text of a file in either of the encodings that Excel saves. */
export async function textOfFile(file: Blob): Promise<string> {
    const bytes = await file.arrayBuffer()
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
        return new TextDecoder('gb18030').decode(bytes)
    }
}

export interface Row {
    /** Of the text, from 1. */
    line: number
    cells: string[]
}

/** Rows of a table with commas, or with tabs as a spreadsheet gives them to the clipboard. Empty rows are left out. */
export function rowsOf(text: string): Row[] {
    const clean = text.replace(/^\ufeff/, '')
    const first = clean.split(/\r?\n/, 1)[0] ?? ''
    const between = first.includes('\t') ? '\t' : /[,，]/.exec(first)?.[0] === '，' && !first.includes(',') ? '，' : ','
    const rows: Row[] = []
    let cells: string[] = []
    let value = ''
    let quoted = false
    let line = 1
    let begun = 1
    const endRow = () => {
        cells.push(value.trim())
        if (cells.some((it) => it !== '')) rows.push({ line: begun, cells })
        cells = []
        value = ''
    }
    for (let i = 0; i < clean.length; i++) {
        const c = clean[i]!
        if (c === '\n') line++
        if (quoted) {
            if (c !== '"') value += c
            else if (clean[i + 1] === '"') value += clean[++i]!
            else quoted = false
        } else if (c === '"' && value.trim() === '') {
            quoted = true
            value = ''
        } else if (c === between) {
            cells.push(value.trim())
            value = ''
        } else if (c === '\n') {
            endRow()
            begun = line
        } else if (c !== '\r') value += c
    }
    endRow()
    return rows
}
