import type { Section } from '../section'

export const section: Section = {
    role: 'department_officer',
    name: '部门复审',
    home: '/department',
    order: 10,
    rail: [
        { name: '申请', to: '/department', icon: 'list', count: 'dossier_waiting' },
        { name: '到期证照', to: '/department/papers', icon: 'shield' },
    ],
    routes: [
        { path: '/department', component: () => import('@/desk/shared/dossier/DossiersPage.vue'), props: { base: '/department', role: 'department_officer' }, meta: { title: '申请' } },
        { path: '/department/dossiers/:dossier_id', component: () => import('@/desk/shared/dossier/DossierPage.vue'), props: (to) => ({ base: '/department', dossier_id: String(to.params['dossier_id']) }), meta: { title: '申请' } },
        { path: '/department/papers', component: () => import('@/desk/shared/dossier/PapersPage.vue'), meta: { title: '到期证照' } },
    ],
}
