/** Months of Beijing's calendar, newest first. */
import { day } from '@/shared/time'

export const thisMonth = (): string => day(Date.now()).slice(0, 7)

export const monthWords = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`

/** The last so many, this one first. */
export function lastMonths(count: number): string[] {
    let [year, month] = thisMonth().split('-').map(Number) as [number, number]
    return Array.from({ length: count }, () => {
        const text = `${year}-${String(month).padStart(2, '0')}`
        month -= 1
        if (month === 0) [year, month] = [year - 1, 12]
        return text
    })
}
