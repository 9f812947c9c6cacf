import type { Section } from '../section'

/** Pages are the organisation's own (coop/section.ts); what may be done on them the server says. */
export const section: Section = {
    role: 'listing_clerk',
    name: '商品员',
    home: '/coop/listings',
    order: 6,
    rail: [
        { name: '商品', to: '/coop/listings', icon: 'list' },
        { name: '批次与库存', to: '/coop/lots', icon: 'sprout' },
    ],
    routes: [],
}
