import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
    { path: '/', component: () => import('./HomePage.vue'), meta: { tab: 'home' } },
    { path: '/shop/category', component: () => import('./CategoryPage.vue'), meta: { title: '分类', tab: 'category' } },
    { path: '/shop/search', component: () => import('./SearchPage.vue'), meta: { title: '找商品' } },
    { path: '/shop/counties', component: () => import('./CountiesPage.vue'), meta: { title: '按县看' } },
    { path: '/shop/county/:code(\\d{6})', component: () => import('./CountyPage.vue'), meta: { title: '县里在卖什么' } },
    { path: '/shop/product/:id(\\d+)', component: () => import('./ProductPage.vue'), meta: { title: '商品' } },
]
