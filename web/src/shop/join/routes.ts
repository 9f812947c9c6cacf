import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
    { path: '/shop/join', component: () => import('./JoinPage.vue'), meta: { title: '入驻申请', signedIn: true } },
    { path: '/shop/join/:dossier_id', component: () => import('./DossierPage.vue'), props: true, meta: { title: '入驻申请', signedIn: true } },
    { path: '/shop/publicity', component: () => import('./PublicityPage.vue'), meta: { title: '主体公示' } },
    { path: '/shop/publicity/:dossier_id', component: () => import('./PublicityOnePage.vue'), props: true, meta: { title: '主体公示' } },
    { path: '/shop/levels/:county_code', component: () => import('./LevelsPage.vue'), props: true, meta: { title: '四级服务体系' } },
]
