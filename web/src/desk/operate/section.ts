import type { Section } from '../section'

export const section: Section = {
    role: 'operator',
    name: '平台运营员',
    home: '/operate',
    order: 5,
    rail: [
        { name: '首页', to: '/operate', icon: 'home' },
        { name: '任务', to: '/operate/jobs', icon: 'refresh', group: '运行', count: 'job_failed' },
        { name: '没到账的退款', to: '/operate/refunds', icon: 'back', count: 'refund_unknown' },
        { name: '系统状态', to: '/operate/health', icon: 'chart', count: 'timed_late' },
        { name: '岗位', to: '/operate/roles', icon: 'key', group: '人和机构' },
        { name: '账号', to: '/operate/accounts', icon: 'user' },
        { name: '机构', to: '/operate/organisations', icon: 'people' },
        { name: '导入', to: '/operate/imports', icon: 'upload', group: '数据' },
        { name: '我的导出', to: '/operate/exports', icon: 'download' },
        { name: '生效的设置', to: '/operate/settings', icon: 'gear', group: '规则' },
    ],
    routes: [
        { path: '/operate', component: () => import('./HomePage.vue'), meta: { title: '首页' } },
        { path: '/operate/jobs', component: () => import('./JobsPage.vue'), meta: { title: '任务' } },
        { path: '/operate/refunds', component: () => import('./RefundsPage.vue'), meta: { title: '没到账的退款' } },
        { path: '/operate/health', component: () => import('./HealthPage.vue'), meta: { title: '系统状态' } },
        { path: '/operate/roles', component: () => import('./RolesPage.vue'), meta: { title: '岗位' } },
        { path: '/operate/accounts/:id?', component: () => import('./AccountPage.vue'), meta: { title: '账号' } },
        { path: '/operate/organisations', component: () => import('./OrganisationsPage.vue'), meta: { title: '机构' } },
        { path: '/operate/imports', component: () => import('./ImportsPage.vue'), meta: { title: '导入' } },
        { path: '/operate/imports/:id', component: () => import('./ImportPage.vue'), meta: { title: '导入结果' } },
        { path: '/operate/exports', component: () => import('@/desk/shared/ExportsPage.vue'), meta: { title: '我的导出' } },
        { path: '/operate/settings', component: () => import('./SettingsPage.vue'), meta: { title: '生效的设置' } },
    ],
}
