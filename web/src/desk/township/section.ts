import type { Section } from '../section'

export const section: Section = {
    role: 'township_officer',
    name: '乡镇服务站',
    home: '/township',
    order: 9,
    rail: [
        { name: '申请', to: '/township', icon: 'list', count: 'dossier_waiting' },
        { name: '代办委托', to: '/township/authorities', icon: 'people', count: 'authority_recorded' },
        { name: '更正申请', to: '/township/corrections', icon: 'file', count: 'correction_open' },
    ],
    routes: [
        { path: '/township', component: () => import('@/desk/shared/dossier/DossiersPage.vue'), props: { base: '/township', role: 'township_officer' }, meta: { title: '申请' } },
        { path: '/township/dossiers/:dossier_id', component: () => import('@/desk/shared/dossier/DossierPage.vue'), props: (to) => ({ base: '/township', dossier_id: String(to.params['dossier_id']) }), meta: { title: '申请' } },
        { path: '/township/authorities', component: () => import('@/desk/shared/authority/AuthoritiesPage.vue'), meta: { title: '代办委托' } },
        { path: '/township/corrections', component: () => import('@/desk/shared/correction/CorrectionsPage.vue'), meta: { title: '更正申请' } },
    ],
}
