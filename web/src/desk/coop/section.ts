import type { Section } from '../section'

export const section: Section = {
    role: 'producer',
    name: '合作社和企业',
    home: '/coop',
    order: 1,
    rail: [
        { name: '首页', to: '/coop', icon: 'home' },
        { name: '商品', to: '/coop/listings', icon: 'list', group: '商品', count: 'listing_sent_back' },
        { name: '批次与库存', to: '/coop/lots', icon: 'sprout', count: 'stock_low' },
        { name: '订单', to: '/coop/orders', icon: 'file', group: '生意', count: 'order_waiting' },
        { name: '销售', to: '/coop/sales', icon: 'yuan' },
        { name: '证照', to: '/coop/papers', icon: 'shield', group: '单位', count: 'paper_ending' },
        { name: '人员', to: '/coop/staff', icon: 'people' },
    ],
    routes: [
        { path: '/coop', component: () => import('./HomePage.vue'), meta: { title: '首页' } },
        { path: '/coop/listings', component: () => import('./ListingsPage.vue'), meta: { title: '商品', also: ['listing_clerk', 'packer', 'accountant'] } },
        { path: '/coop/listings/:listing_id', component: () => import('./ListingPage.vue'), props: true, meta: { title: '商品', also: ['listing_clerk', 'packer', 'accountant'] } },
        { path: '/coop/listings/drafts/:draft_id', component: () => import('./DraftPage.vue'), props: true, meta: { title: '填写商品', also: ['listing_clerk'] } },
        { path: '/coop/lots', component: () => import('./LotsPage.vue'), meta: { title: '批次与库存', also: ['packer', 'listing_clerk', 'accountant'] } },
        { path: '/coop/orders', component: () => import('./OrdersPage.vue'), meta: { title: '订单', also: ['accountant'] } },
        { path: '/coop/sales', component: () => import('./SalesPage.vue'), meta: { title: '销售', also: ['accountant'] } },
        { path: '/coop/papers', component: () => import('./PapersPage.vue'), meta: { title: '证照' } },
        { path: '/coop/staff', component: () => import('./StaffPage.vue'), meta: { title: '人员' } },
    ],
}
