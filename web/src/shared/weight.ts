/** Mass is an integer of grams everywhere; only these functions make text of it. */

/** 2500 -> "2.5 kg", 250 -> "250 g". */
export function weight(grams: number): string {
    return grams < 1000 ? `${grams} g` : `${trimmed(grams, 1000)} kg`
}

/** 2500 -> "5 斤", 250 -> "半斤", 100 -> "2 两". */
export function weightInJin(grams: number): string {
    if (grams === 250) return '半斤'
    if (grams % 50 === 0 && grams < 500) return `${grams / 50} 两`
    return `${trimmed(grams, 500)} 斤`
}

/** Where grams must balance: "312.000 kg". */
export function weightExact(grams: number): string {
    return `${(grams / 1000).toFixed(3)} kg`
}

function trimmed(grams: number, unit: number): string {
    return (Math.round((grams / unit) * 100) / 100).toString()
}
