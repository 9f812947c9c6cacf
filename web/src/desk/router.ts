import { createRouter, createWebHistory } from 'vue-router'
import { loadSession, useSession, type Role } from '@/shared/session'
import { SECTIONS } from './sections'
import { passTodo } from './todo'

declare module 'vue-router' {
    interface RouteMeta {
        title?: string
        /** Whose page it is; set for every page of a section. */
        role?: Role
        /** Others whose page it is as well. */
        also?: Role[]
        /** The page has the whole window: no rail, no top bar (packing). */
        bare?: boolean
        /** Open to anybody: signing in. */
        open?: boolean
    }
}

export const router = createRouter({
    history: createWebHistory('/desk'),
    routes: [
        { path: '/', component: () => import('./frame/ChooseRole.vue'), meta: { title: '工作台' } },
        { path: '/sign-in', component: () => import('./frame/SignInPage.vue'), meta: { title: '登录', open: true, bare: true } },
        { path: '/exports', component: () => import('./shared/ExportsPage.vue'), meta: { title: '我的导出' } },
        { path: '/second', component: () => import('./frame/SecondPage.vue'), meta: { title: '二次验证' } },
        ...SECTIONS.flatMap((section) =>
            section.routes.map((route) => ({ ...route, meta: { ...route.meta, role: section.role } })),
        ),
        { path: '/:rest(.*)*', component: () => import('./frame/NotFound.vue'), meta: { title: '没有这一页' } },
    ],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.beforeEach(async (to) => {
    const { state } = useSession()
    if (to.meta.open === true) return true
    try {
        if (!state.known) await loadSession()
    } catch {
        return true // the page says itself that the server does not answer
    }
    return state.me !== null ? true : { path: '/sign-in', query: { to: to.fullPath } }
})

router.afterEach((to) => {
    passTodo()
    document.title = to.meta.title ? `${to.meta.title} - 扶贫商城工作台` : '扶贫商城工作台'
})
