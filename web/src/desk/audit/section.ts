import type { Section } from '../section'

export const section: Section = {
    role: 'county_auditor',
    name: '县审计员',
    home: '/audit',
    order: 4,
    rail: [{ name: '首页', to: '/audit', icon: 'home' }],
    routes: [{ path: '/audit', component: () => import('./HomePage.vue'), meta: { title: '首页' } }],
}
