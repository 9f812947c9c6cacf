/** Which letters of two texts differ, for showing the old one and the new one side by side. */

export interface Piece {
    text: string
    /** Only in this text. */
    changed: boolean
}

/** Beyond so many letters a middle that differs is shown as one piece: the table would have their product. */
const LETTERS_MAX = 700

export function textDiff(before: string, after: string): { before: Piece[]; after: Piece[] } {
    const a = [...before]
    const b = [...after]
    let head = 0
    while (head < a.length && head < b.length && a[head] === b[head]) head++
    let tail = 0
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
    const middleA = a.slice(head, a.length - tail)
    const middleB = b.slice(head, b.length - tail)
    const [keptA, keptB] =
        middleA.length > LETTERS_MAX || middleB.length > LETTERS_MAX ? [[], []] : common(middleA, middleB)
    const frame = (letters: string[], kept: boolean[], whole: string[]) =>
        pieces([
            ...whole.slice(0, head).map((text) => ({ text, changed: false })),
            ...letters.map((text, i) => ({ text, changed: kept[i] !== true })),
            ...whole.slice(whole.length - tail).map((text) => ({ text, changed: false })),
        ])
    return { before: frame(middleA, keptA, a), after: frame(middleB, keptB, b) }
}

/** Which letters belong to a longest common subsequence. */
function common(a: string[], b: string[]): [boolean[], boolean[]] {
    const width = b.length + 1
    const table = new Uint16Array((a.length + 1) * width)
    for (let i = a.length - 1; i >= 0; i--)
        for (let j = b.length - 1; j >= 0; j--)
            table[i * width + j] =
                a[i] === b[j]
                    ? table[(i + 1) * width + j + 1]! + 1
                    : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
    const keptA: boolean[] = []
    const keptB: boolean[] = []
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
        if (a[i] === b[j]) {
            keptA[i++] = true
            keptB[j++] = true
        } else if (table[(i + 1) * width + j]! >= table[i * width + j + 1]!) i++
        else j++
    }
    return [keptA, keptB]
}

/** Neighbours of one kind become one piece; a single kept letter between changed ones is no help to a reader. */
function pieces(letters: Piece[]): Piece[] {
    letters.forEach((letter, i) => {
        if (!letter.changed && letters[i - 1]?.changed === true && letters[i + 1]?.changed === true) letter.changed = true
    })
    const joined: Piece[] = []
    for (const letter of letters) {
        const last = joined[joined.length - 1]
        if (last !== undefined && last.changed === letter.changed) last.text += letter.text
        else joined.push({ ...letter })
    }
    return joined
}
