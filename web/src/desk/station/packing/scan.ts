/**
 * A scanner is a keyboard that types a key in a few milliseconds and ends with Enter. A Chinese input method takes
 * such keys for pinyin: the text that arrives in the field is then not what was scanned. So a scan is read from
 * event.code, the key's place, which no input method changes. Pure: time and keys come from outside.
 *
 * People take longer than GAP_MS for a key: what they type, and what is pasted, is read from the field itself.
 * Letters come as capitals, and of the signs only the hyphen: our codes and waybills have no others.
 */

export const GAP_MS = 80
/** Fewer keys in a row are a person's. */
export const SHORTEST = 4

export interface Scan {
    text: string
    /** When its last key came. */
    at: number
}
export const nothing: Scan = { text: '', at: -Infinity }

export interface Key {
    code: string
    /** In milliseconds; only differences count. */
    at: number
    /** The input method is at work: key "Process", key code 229, or composing. */
    composing: boolean
    /** With Ctrl, Alt or Meta it is no text. */
    withControl: boolean
}

/** The letter of a key's place; "" when it writes none that a code has. */
export function letterOf(code: string): string {
    const match = /^(?:Key([A-Z])|Digit([0-9])|Numpad([0-9]))$/.exec(code)
    if (match) return match[1] ?? match[2] ?? match[3] ?? ''
    return code === 'Minus' || code === 'NumpadSubtract' ? '-' : ''
}

export type Heard =
    /** A scanner was here: this is what it read; the field's own text is to be thrown away. */
    | { kind: 'scan'; text: string }
    /** Enter by hand: the field's text counts. */
    | { kind: 'typed' }
    /** Nothing to do yet. */
    | { kind: 'none' }

/** What a key does to the scan that is coming in. */
export function hear(scan: Scan, key: Key): { scan: Scan; heard: Heard } {
    const quick = key.at - scan.at <= GAP_MS
    if (key.code === 'Enter' || key.code === 'NumpadEnter') {
        if (quick && scan.text.length >= SHORTEST) return { scan: nothing, heard: { kind: 'scan', text: scan.text } }
        // Enter in the middle of a composition takes the input method's word and is not ours.
        return { scan: nothing, heard: key.composing ? { kind: 'none' } : { kind: 'typed' } }
    }
    if (/^(Shift|CapsLock)/.test(key.code)) return { scan, heard: { kind: 'none' } }
    const letter = key.withControl ? '' : letterOf(key.code)
    if (letter === '') return { scan: nothing, heard: { kind: 'none' } }
    return { scan: { text: (quick ? scan.text : '') + letter, at: key.at }, heard: { kind: 'none' } }
}

/** What was typed or pasted, as a scan would have it: no blanks, capitals, plain digits. */
export function plain(text: string): string {
    return text
        .normalize('NFKC')
        .replace(/[\s\u200b]/g, '')
        .toUpperCase()
}

/** "5.42", "5.42kg", "5420", "5420 克" in grams. Without a unit less than 100 is kilograms. null = no weight. */
export function weightOf(text: string): number | null {
    const match = /^(\d{1,7}(?:\.\d{1,3})?)(KG|G|公斤|千克|克)?$/.exec(plain(text).replace(/。/g, '.'))
    if (match === null) return null
    const amount = Number(match[1])
    const unit = match[2] ?? (amount < 100 ? 'KG' : 'G')
    const grams = /^(KG|公斤|千克)$/.test(unit) ? amount * 1000 : amount
    const whole = Math.round(grams)
    return Math.abs(grams - whole) < 1e-6 && whole >= 1 && whole <= 1000000 ? whole : null
}

/** An order's number or a lot's code as people read it aloud: in groups of six. */
export function spaced(code: string): string {
    return code.replace(/(.{6})(?=.)/g, '$1 ')
}
