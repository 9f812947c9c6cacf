/** The two panels of months: what was sold, and how far the households' money has come. Each has a scale of its own. */
import { yuan } from '@/shared/money'
import { colours, credited, monthWords, unitOf, whyHidden, type BoardRow } from '../figures'
import type { ChartOption } from '../chart'

export interface MonthInk {
    ink: string
    soft: string
    grid: string
    sales: string
    matured: string
    accrued: string
    size: number
    paper: string
}
export const PAGE_INK: MonthInk = { ...colours, size: 13, paper: '#fff' }

const hatch = (ink: MonthInk) => ({
    symbol: 'rect' as const,
    dashArrayX: [1, 0],
    dashArrayY: [2, 4],
    rotation: -Math.PI / 4,
    color: ink.matured,
})

export function monthsOption(rows: BoardRow[], width: number, ink: MonthInk = PAGE_INK, height = 560): ChartOption {
    const sales = unitOf(Math.max(0, ...rows.map((row) => row.sales_fen ?? 0)))
    const income = unitOf(Math.max(0, ...rows.map(credited)))
    const labels = rows.map((row, i) => {
        const name = monthWords(row.key, false)
        const year = i === 0 || row.key.endsWith('-01') ? `\n${row.key.slice(0, 4)}` : ''
        return name + (row.open ? '\n未完' : year)
    })
    const tight = width < 560
    const says = (fen: number, unit: { fen: number; digits: number }) => (fen / unit.fen).toFixed(unit.digits).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
    const axis = (index: number, show: boolean) => ({
        type: 'category' as const,
        gridIndex: index,
        data: labels,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.soft } },
        axisLabel: { show, color: ink.soft, fontSize: ink.size, lineHeight: ink.size * 1.3, interval: tight && rows.length > 8 ? 1 : 0 },
    })
    const value = (index: number) => ({
        type: 'value' as const,
        gridIndex: index,
        splitNumber: 3,
        axisLabel: { color: ink.soft, fontSize: ink.size, showMaxLabel: true },
        splitLine: { lineStyle: { color: ink.grid } },
    })
    const top = ink.size * 2.2
    const panel = (height - top * 2 - ink.size * 6) / 2
    const left = tight ? 52 : ink.size * 4.6
    return {
        textStyle: { fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font') },
        grid: [
            { left, right: 8, top, height: panel },
            { left, right: 8, top: top * 2 + panel + ink.size * 2.6, height: panel },
        ],
        tooltip: {
            trigger: 'axis',
            axisPointer: { type: 'shadow' },
            confine: true,
            transitionDuration: 0,
            formatter: (params) => {
                const row = rows[(Array.isArray(params) ? params[0]! : params).dataIndex]!
                return [
                    `<b>${monthWords(row.key, true)}${row.open ? '（未完）' : ''}</b>`,
                    `销售额 ${yuan(row.sales_fen ?? 0)} 元`,
                    `农户已确认 ${whyHidden(row, 'matured') || `${yuan(row.matured_fen ?? 0)} 元`}`,
                    `农户已记账 ${whyHidden(row, 'accrued') || `${yuan(row.accrued_fen ?? 0)} 元`}`,
                ].join('<br>')
            },
        },
        xAxis: [axis(0, true), axis(1, true)],
        yAxis: [
            { ...value(0), name: '' },
            { ...value(1), name: '' },
        ],
        series: [
            {
                name: '销售额',
                type: 'bar',
                barMaxWidth: 44,
                barCategoryGap: '40%',
                data: rows.map((row) => ({
                    value: (row.sales_fen ?? 0) / sales.fen,
                    itemStyle: row.open ? { color: ink.paper, borderColor: ink.soft, borderType: 'dashed', borderWidth: 1.5 } : { color: ink.sales },
                })),
                label: {
                    show: !tight,
                    position: 'top',
                    color: ink.ink,
                    fontSize: ink.size,
                    formatter: (p) => says(rows[p.dataIndex]!.sales_fen ?? 0, sales),
                },
            },
            {
                name: '已确认',
                type: 'bar',
                stack: 'income',
                barMaxWidth: 44,
                barCategoryGap: '40%',
                xAxisIndex: 1,
                yAxisIndex: 1,
                itemStyle: { color: ink.matured },
                data: rows.map((row) => (row.matured_fen ?? 0) / income.fen),
            },
            {
                name: '已记账',
                type: 'bar',
                stack: 'income',
                barMaxWidth: 44,
                xAxisIndex: 1,
                yAxisIndex: 1,
                itemStyle: { color: ink.accrued, decal: hatch(ink), borderColor: ink.matured, borderWidth: 0.5 },
                data: rows.map((row) => (row.accrued_fen ?? 0) / income.fen),
                label: {
                    show: !tight,
                    position: 'top',
                    color: ink.ink,
                    fontSize: ink.size,
                    formatter: (p) => (whyHidden(rows[p.dataIndex]!, 'credited') ? '不公布' : says(credited(rows[p.dataIndex]!), income)),
                },
            },
        ],
    }
}

export const unitNames = (rows: BoardRow[]) => ({
    sales: unitOf(Math.max(0, ...rows.map((row) => row.sales_fen ?? 0))).name,
    income: unitOf(Math.max(0, ...rows.map(credited))).name,
})
