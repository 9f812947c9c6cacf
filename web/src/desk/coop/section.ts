import type { Section } from '../section'

export const section: Section = {
    role: 'producer',
    name: '合作社和企业',
    home: '/coop',
    order: 1,
    rail: [{ name: '首页', to: '/coop', icon: 'home' }],
    routes: [{ path: '/coop', component: () => import('./HomePage.vue'), meta: { title: '首页' } }],
}
