import type { Section } from '../section'

export const section: Section = {
    role: 'city_officer',
    name: '市设办',
    home: '/city',
    order: 12,
    rail: [
        { name: '申请', to: '/city', icon: 'list' },
        { name: '变更记录', to: '/city/changes', icon: 'list' },
        { name: '访问记录', to: '/city/trail', icon: 'list' },
    ],
    routes: [
        { path: '/city', component: () => import('@/desk/shared/dossier/DossiersPage.vue'), props: { base: '/city', role: 'city_officer' }, meta: { title: '申请' } },
        { path: '/city/changes', component: () => import('@/desk/shared/ChangesPage.vue'), meta: { title: '变更记录' } },
        { path: '/city/trail', component: () => import('@/desk/shared/TrailPage.vue'), meta: { title: '访问记录' } },
        { path: '/city/dossiers/:dossier_id', component: () => import('@/desk/shared/dossier/DossierPage.vue'), props: (to) => ({ base: '/city', dossier_id: String(to.params['dossier_id']) }), meta: { title: '申请' } },
    ],
}
