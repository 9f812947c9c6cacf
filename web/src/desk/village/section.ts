import type { Section } from '../section'

export const section: Section = {
    role: 'village_officer',
    name: '驻村信息员',
    home: '/village',
    order: 3,
    rail: [
        { name: '首页', to: '/village', icon: 'home' },
        { name: '农户', to: '/village/households', icon: 'people', count: 'household_suspended' },
        { name: '商品初核', to: '/village/review', icon: 'shield', count: 'listing_check' },
        { name: '身份登记', to: '/village/registrations', icon: 'user', count: 'registration_applied' },
    ],
    routes: [
        { path: '/village', component: () => import('./HomePage.vue'), meta: { title: '首页' } },
        { path: '/village/households', component: () => import('./HouseholdsPage.vue'), meta: { title: '农户' } },
        { path: '/village/households/find', component: () => import('./FindPage.vue'), meta: { title: '按姓名、号码找' } },
        { path: '/village/households/:household_id', component: () => import('./HouseholdPage.vue'), props: true, meta: { title: '农户' } },
        {
            path: '/village/households/:household_id/statement',
            component: () => import('@/desk/shared/household/StatementPage.vue'),
            props: true,
            meta: { title: '对账单' },
        },
        { path: '/village/registrations', component: () => import('@/desk/shared/authority/RegistrationsPage.vue'), meta: { title: '身份登记' } },
        { path: '/village/review', component: () => import('./ReviewPage.vue'), meta: { title: '商品初核' } },
        { path: '/village/review/:version_id', component: () => import('./ReviewPage.vue'), props: true, meta: { title: '商品初核' } },
    ],
}
