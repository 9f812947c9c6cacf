import type { Section } from '../section'

/** Pages are the organisation's own (coop/section.ts); what may be done on them the server says. */
export const section: Section = {
    role: 'accountant',
    name: '会计',
    home: '/coop/sales',
    order: 8,
    rail: [
        { name: '订单', to: '/coop/orders', icon: 'file' },
        { name: '销售', to: '/coop/sales', icon: 'yuan' },
        { name: '商品', to: '/coop/listings', icon: 'list' },
    ],
    routes: [],
}
