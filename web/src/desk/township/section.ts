import type { Section } from '../section'

export const section: Section = {
    role: 'township_officer',
    name: '乡镇服务站',
    home: '/township',
    order: 9,
    rail: [
        { name: '申请', to: '/township', icon: 'list', count: 'dossier_waiting' },
    ],
    routes: [
        { path: '/township', component: () => import('@/desk/shared/dossier/DossiersPage.vue'), props: { base: '/township', role: 'township_officer' }, meta: { title: '申请' } },
        { path: '/township/dossiers/:dossier_id', component: () => import('@/desk/shared/dossier/DossierPage.vue'), props: (to) => ({ base: '/township', dossier_id: String(to.params['dossier_id']) }), meta: { title: '申请' } },
    ],
}
