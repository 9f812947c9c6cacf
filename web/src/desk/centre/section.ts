import type { Section } from '../section'

export const section: Section = {
    role: 'county_centre',
    name: '县管理中心',
    home: '/centre',
    order: 11,
    rail: [
        { name: '申请', to: '/centre', icon: 'list', count: 'dossier_waiting' },
        { name: '公示和异议', to: '/centre/publicity', icon: 'eye', count: 'objection_open' },
        { name: '主体', to: '/centre/organisations', icon: 'house' },
        { name: '发放', to: '/centre/payouts', icon: 'yuan', count: ['payout_held', 'payout_ordered', 'payout_disputed'] },
        { name: '机器账号', to: '/centre/programs', icon: 'key', count: 'program_waiting' },
        { name: '到期证照', to: '/centre/papers', icon: 'shield', count: 'paper_ending' },
        { name: '身份登记', to: '/centre/registrations', icon: 'user', count: 'registration_applied' },
        { name: '代办委托', to: '/centre/authorities', icon: 'people', count: 'authority_recorded' },
        { name: '更正申请', to: '/centre/corrections', icon: 'file', count: 'correction_late' },
    ],
    routes: [
        { path: '/centre', component: () => import('@/desk/shared/dossier/DossiersPage.vue'), props: { base: '/centre', role: 'county_centre' }, meta: { title: '申请' } },
        { path: '/centre/dossiers/:dossier_id', component: () => import('@/desk/shared/dossier/DossierPage.vue'), props: (to) => ({ base: '/centre', dossier_id: String(to.params['dossier_id']) }), meta: { title: '申请' } },
        { path: '/centre/publicity', component: () => import('./PublicityPage.vue'), meta: { title: '公示和异议' } },
        { path: '/centre/organisations', component: () => import('./OrganisationsPage.vue'), meta: { title: '主体' } },
        { path: '/centre/payouts', component: () => import('@/desk/shared/payout/RunsPage.vue'), props: { base: '/centre' }, meta: { title: '发放' } },
        { path: '/centre/payouts/:run_id', component: () => import('@/desk/shared/payout/RunPage.vue'), props: (to) => ({ base: '/centre', run_id: String(to.params['run_id']) }), meta: { title: '发放' } },
        { path: '/centre/papers', component: () => import('@/desk/shared/dossier/PapersPage.vue'), meta: { title: '到期证照' } },
        { path: '/centre/registrations', component: () => import('@/desk/shared/authority/RegistrationsPage.vue'), meta: { title: '身份登记' } },
        { path: '/centre/authorities', component: () => import('@/desk/shared/authority/AuthoritiesPage.vue'), meta: { title: '代办委托' } },
        { path: '/centre/corrections', component: () => import('@/desk/shared/correction/CorrectionsPage.vue'), meta: { title: '更正申请' } },
        { path: '/centre/programs', component: () => import('@/desk/shared/programs/ProgramsPage.vue'), props: { base: '/centre' }, meta: { title: '机器账号' } },
        { path: '/centre/programs/:program_id', component: () => import('@/desk/shared/programs/ProgramPage.vue'), props: (to) => ({ base: '/centre', program_id: String(to.params['program_id']) }), meta: { title: '机器账号' } },
    ],
}
