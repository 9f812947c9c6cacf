/** Times come as RFC 3339 text and are shown as Beijing's clock has them, wherever the reader is. */

const parts = new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
})

function split(time: string | number | Date): Record<string, string> {
    return Object.fromEntries(parts.formatToParts(new Date(time)).map((part) => [part.type, part.value]))
}

/** "2026-11-27" */
export function day(time: string | number | Date): string {
    const p = split(time)
    return `${p.year}-${p.month}-${p.day}`
}

/** "11月27日", with the year when it is not this one. */
export function dayWords(time: string | number | Date): string {
    const p = split(time)
    const year = p.year === split(Date.now()).year ? '' : `${p.year}年`
    return `${year}${Number(p.month)}月${Number(p.day)}日`
}

/** "14:05" */
export function clock(time: string | number | Date): string {
    const p = split(time)
    return `${p.hour}:${p.minute}`
}

/** "11月27日 14:05" */
export function moment(time: string | number | Date): string {
    return `${dayWords(time)} ${clock(time)}`
}

/** How long ago, in the largest unit: "刚刚", "5 分钟前", "3 小时前", "2 天前"; days older than 30 as a date. */
export function ago(time: string | number | Date): string {
    const minutes = Math.floor((Date.now() - new Date(time).getTime()) / 60000)
    if (minutes < 1) return '刚刚'
    if (minutes < 60) return `${minutes} 分钟前`
    if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
    if (minutes < 30 * 24 * 60) return `${Math.floor(minutes / 1440)} 天前`
    return dayWords(time)
}

/** "14 分 05 秒" of milliseconds, never negative. */
export function countdown(milliseconds: number): string {
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
    const hours = Math.floor(seconds / 3600)
    const rest = `${Math.floor((seconds % 3600) / 60)} 分 ${(seconds % 60).toString().padStart(2, '0')} 秒`
    return hours > 0 ? `${hours} 小时 ${rest}` : rest
}
