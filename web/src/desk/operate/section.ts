import type { Section } from '../section'

export const section: Section = {
    role: 'operator',
    name: '平台运营员',
    home: '/operate',
    order: 5,
    rail: [{ name: '首页', to: '/operate', icon: 'home' }],
    routes: [{ path: '/operate', component: () => import('./HomePage.vue'), meta: { title: '首页' } }],
}
