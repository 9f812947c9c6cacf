import type { Section } from '../section'

export const section: Section = {
    role: 'village_officer',
    name: '驻村信息员',
    home: '/village',
    order: 3,
    rail: [{ name: '首页', to: '/village', icon: 'home' }],
    routes: [{ path: '/village', component: () => import('./HomePage.vue'), meta: { title: '首页' } }],
}
