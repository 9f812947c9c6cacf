import type { RouteRecordRaw } from 'vue-router'
import { startCart } from './cart'

startCart()

export const routes: RouteRecordRaw[] = [
    { path: '/shop/cart', component: () => import('./CartPage.vue'), meta: { title: '购物车', tab: 'cart' } },
    { path: '/shop/checkout', component: () => import('./CheckoutPage.vue'), meta: { title: '确认订单', signedIn: true } },
    { path: '/shop/pay/:trade_id(\\d+)', component: () => import('./PayPage.vue'), meta: { title: '付款', signedIn: true } },
    { path: '/shop/addresses', component: () => import('./AddressesPage.vue'), meta: { title: '收货地址', signedIn: true } },
    { path: '/shop/addresses/new', component: () => import('./AddressPage.vue'), meta: { title: '新的收货地址', signedIn: true } },
    { path: '/shop/addresses/:address_id(\\d+)', component: () => import('./AddressPage.vue'), meta: { title: '修改收货地址', signedIn: true } },
]
