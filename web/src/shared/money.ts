/** Money is an integer of fen everywhere; only these functions make text of it. */

/** 3980 -> "39.80"; 123456 -> "1,234.56"; negative with U+2212. */
export function yuan(fen: number): string {
    const amount = Math.abs(fen)
    const whole = Math.floor(amount / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',')
    return `${fen < 0 ? '\u2212' : ''}${whole}.${(amount % 100).toString().padStart(2, '0')}`
}

/** As a screen reader should say it: "39元8角", "12元零5分", "0元", "负3角". */
export function yuanSpoken(fen: number): string {
    const amount = Math.abs(fen)
    const whole = Math.floor(amount / 100)
    const jiao = Math.floor(amount / 10) % 10
    const rest = amount % 10
    let text = fen < 0 ? '负' : ''
    if (whole > 0 || amount === 0) text += `${whole}元`
    if (jiao > 0) text += `${jiao}角`
    if (rest > 0) text += `${jiao === 0 && whole > 0 ? '零' : ''}${rest}分`
    return text
}

/** What 500 g (一斤) cost, in fen, rounded half up: the same rule as the server's. */
export function fenPerJin(price_fen: number, net_weight_g: number): number {
    return Math.floor((price_fen * 500 * 2 + net_weight_g) / (net_weight_g * 2))
}

/** "59.8" or "59,80" or "59" as typed, in fen; null when it is no amount of whole fen. */
export function fenOf(typed: string): number | null {
    const match = /^(\d{1,9})(?:[.。](\d{1,2}))?$/.exec(typed.trim().replace(/[,，]/g, ''))
    return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null
}
