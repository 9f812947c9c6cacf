import type { RouteRecordRaw } from 'vue-router'

const signedIn = true

export const routes: RouteRecordRaw[] = [
    { path: '/shop/orders', component: () => import('./OrdersPage.vue'), meta: { title: '我的订单', signedIn } },
    { path: '/shop/orders/:order_id(\\d+)', component: () => import('./OrderPage.vue'), meta: { title: '订单详情', signedIn } },
    { path: '/shop/orders/:order_id(\\d+)/refund', component: () => import('./RefundPage.vue'), meta: { title: '申请退款', signedIn } },
    { path: '/shop/orders/:order_id(\\d+)/receipt', component: () => import('./ReceiptPage.vue'), meta: { title: '钱去了哪里', signedIn } },
    { path: '/shop/parcels/:parcel_id(\\d+)', component: () => import('./TrackPage.vue'), meta: { title: '查看物流', signedIn } },
]
