/** All that the mall has of me, however many orders that are, and what it is called. */
import { api, call, type Schemas } from '@/api/client'

export type OwnData = Schemas['OwnData']
export type OwnOrder = Schemas['OwnOrder']

/** The copy, put together of its parts. */
export async function ownData(): Promise<OwnData> {
    const whole = await call(api.GET('/api/v1/me/data'))
    let next = whole.orders_next
    while (next !== null) {
        const part: OwnData = await call(api.GET('/api/v1/me/data', { params: { query: { before: next } } }))
        whole.orders.push(...part.orders)
        next = part.orders_next
    }
    return { ...whole, orders_next: next }
}

const STATES: Record<OwnOrder['state'], string> = {
    placed: '没付款',
    paid: '已付款',
    completed: '已完成',
    cancelled: '已取消',
}
export const orderWords = (state: OwnOrder['state']): string => STATES[state]

const ROLES: Record<Schemas['DeskRole']['role'], string> = {
    producer: '卖家',
    station_officer: '服务站人员',
    village_officer: '村干部',
    county_auditor: '县审计员',
    operator: '平台运营员',
    household: '农户',
    township_officer: '乡镇初审员',
    department_officer: '部门复审员',
    county_centre: '县管理中心',
    city_officer: '市设办',
    listing_clerk: '商品员',
    packer: '打包员',
    accountant: '会计',
}
export const roleWords = (role: Schemas['DeskRole']['role']): string => ROLES[role]
