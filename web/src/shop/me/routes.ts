import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
    { path: '/shop/me', component: () => import('./MePage.vue'), meta: { title: '我的', tab: 'me' } },
    { path: '/shop/me/profile', component: () => import('./ProfilePage.vue'), meta: { title: '我的资料', signedIn: true } },
    { path: '/shop/me/standing', component: () => import('./StandingPage.vue'), meta: { title: '我的身份', signedIn: true } },
    { path: '/shop/me/acting', component: () => import('./ActingPage.vue'), meta: { title: '代办', signedIn: true } },
    { path: '/shop/me/data', component: () => import('./DataPage.vue'), meta: { title: '我的数据', signedIn: true } },
    { path: '/shop/me/sessions', component: () => import('./SessionsPage.vue'), meta: { title: '登录的手机和电脑', signedIn: true } },
]
