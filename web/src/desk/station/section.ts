import type { Section } from '../section'

export const section: Section = {
    role: 'station_officer',
    name: '县电商服务站',
    home: '/station',
    order: 2,
    rail: [
        { name: '首页', to: '/station', icon: 'home' },
        { group: '审与查', name: '审核', to: '/station/review', icon: 'shield', count: 'review_waiting' },
        { name: '退款', to: '/station/refunds', icon: 'back', count: 'refund_at_station' },
        { group: '打与发', name: '订单', to: '/station/orders', icon: 'list', count: 'order_to_pack' },
        { name: '打包台', to: '/station/packing', icon: 'scan' },
        { name: '交接', to: '/station/hand-over', icon: 'truck', count: 'parcel_to_hand_over' },
        { name: '包裹', to: '/station/parcels', icon: 'box' },
        { group: '货与价', name: '批次', to: '/station/lots', icon: 'leaf', count: 'lot_held' },
        { name: '运费', to: '/station/freight', icon: 'yuan' },
    ],
    routes: [
        { path: '/station', component: () => import('./HomePage.vue'), meta: { title: '今天要办的事' } },
        { path: '/station/review', component: () => import('./ReviewPage.vue'), meta: { title: '审核' } },
        { path: '/station/orders', component: () => import('./OrdersPage.vue'), meta: { title: '订单' } },
        { path: '/station/orders/:order_id', component: () => import('./OrderPage.vue'), meta: { title: '订单' } },
        { path: '/station/packing', component: () => import('./packing/PackingPage.vue'), meta: { title: '打包台', bare: true } },
        { path: '/station/hand-over', component: () => import('./HandOverPage.vue'), meta: { title: '交接' } },
        { path: '/station/parcels', component: () => import('./ParcelsPage.vue'), meta: { title: '包裹' } },
        { path: '/station/parcels/:parcel_id', component: () => import('./ParcelPage.vue'), meta: { title: '包裹' } },
        { path: '/station/refunds', component: () => import('./RefundsPage.vue'), meta: { title: '退款' } },
        { path: '/station/lots', component: () => import('./LotsPage.vue'), meta: { title: '批次' } },
        { path: '/station/lots/:lot_id', component: () => import('./LotPage.vue'), meta: { title: '批次' } },
        { path: '/station/freight', component: () => import('./FreightPage.vue'), meta: { title: '运费' } },
    ],
}
