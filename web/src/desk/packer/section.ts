import type { Section } from '../section'

/** Pages are the organisation's own (coop/section.ts); what may be done on them the server says. */
export const section: Section = {
    role: 'packer',
    name: '打包员',
    home: '/coop/lots',
    order: 7,
    rail: [
        { name: '批次与库存', to: '/coop/lots', icon: 'sprout' },
        { name: '商品', to: '/coop/listings', icon: 'list' },
    ],
    routes: [],
}
