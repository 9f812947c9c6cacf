import type { Section } from '../section'

export const section: Section = {
    role: 'county_auditor',
    name: '县审计员',
    home: '/audit',
    order: 4,
    rail: [
        { name: '全县看板', to: '/audit', icon: 'home' },
        { name: '县里的数', to: '/audit/figures', icon: 'chart' },
        { name: '农户', to: '/audit/households', icon: 'people', group: '户', count: 'household_suspended' },
        { name: '登记比对', to: '/audit/verdicts', icon: 'warn', count: 'link_doubt' },
        { name: '待核资金', to: '/audit/held', icon: 'yuan', count: 'share_withheld' },
        { name: '主体', to: '/audit/organisations', icon: 'house', group: '主体', count: 'organisation_suspended' },
        { name: '订单', to: '/audit/orders', icon: 'list' },
        { name: '访问记录', to: '/audit/trail', icon: 'eye', group: '留痕' },
    ],
    routes: [
        { path: '/audit', component: () => import('./HomePage.vue'), meta: { title: '全县看板' } },
        { path: '/audit/figures', component: () => import('./FiguresPage.vue'), meta: { title: '县里的数' } },
        { path: '/audit/households', component: () => import('./HouseholdsPage.vue'), meta: { title: '农户' } },
        { path: '/audit/verdicts', component: () => import('./VerdictsPage.vue'), meta: { title: '登记比对不符' } },
        { path: '/audit/shared-banks', component: () => import('./SharedBanksPage.vue'), meta: { title: '同一张银行卡' } },
        { path: '/audit/households/:household_id', component: () => import('./HouseholdPage.vue'), props: true, meta: { title: '农户' } },
        {
            path: '/audit/households/:household_id/statement',
            component: () => import('@/desk/shared/household/StatementPage.vue'),
            props: true,
            meta: { title: '对账单' },
        },
        { path: '/audit/held', component: () => import('./HeldPage.vue'), meta: { title: '待核资金' } },
        { path: '/audit/held/:household_id', component: () => import('./HeldPage.vue'), props: true, meta: { title: '待核资金' } },
        { path: '/audit/organisations', component: () => import('./OrganisationsPage.vue'), meta: { title: '主体' } },
        { path: '/audit/organisations/:organisation_id', component: () => import('./OrganisationPage.vue'), props: true, meta: { title: '主体' } },
        { path: '/audit/orders', component: () => import('./OrdersPage.vue'), meta: { title: '订单' } },
        { path: '/audit/orders/:order_id', component: () => import('./OrderPage.vue'), props: true, meta: { title: '订单' } },
        { path: '/audit/trail', component: () => import('@/desk/shared/TrailPage.vue'), meta: { title: '访问记录' } },
    ],
}
