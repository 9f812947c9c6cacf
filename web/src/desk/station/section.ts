import type { Section } from '../section'

export const section: Section = {
    role: 'station_officer',
    name: '县电商服务站',
    home: '/station',
    order: 2,
    rail: [{ name: '首页', to: '/station', icon: 'home' }],
    routes: [{ path: '/station', component: () => import('./HomePage.vue'), meta: { title: '首页' } }],
}
