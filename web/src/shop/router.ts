/** Each area of the shop names its pages in <area>/routes.ts; they are found here by place. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { loadSession, signIn, useSession } from '@/shared/session'

declare module 'vue-router' {
    interface RouteMeta {
        /** Of the browser's tab. */
        title?: string
        /** Only for somebody signed in: the sign-in layer comes first. */
        signedIn?: boolean
        /** Shows the tab bar on a phone: one of the four first pages. */
        tab?: 'home' | 'category' | 'cart' | 'me'
    }
}

const areas = import.meta.glob<{ routes: RouteRecordRaw[] }>('./*/routes.ts', { eager: true })

export const router = createRouter({
    history: createWebHistory('/'),
    routes: [
        ...Object.values(areas).flatMap((area) => area.routes),
        { path: '/:rest(.*)*', component: () => import('./frame/NotFound.vue'), meta: { title: '没有这一页' } },
    ],
    // Back and forward find the place where the reader was; a list may take a moment to be there again.
    scrollBehavior(to, from, saved) {
        if (saved !== null) return new Promise((resolve) => setTimeout(() => resolve(saved), 60))
        return to.path === from.path ? undefined : { top: 0 }
    },
})

router.beforeEach(async (to) => {
    if (to.meta.signedIn !== true) return true
    const { state } = useSession()
    if (!state.known) await loadSession().catch(() => undefined)
    if (state.me !== null || (await signIn())) return true
    return router.currentRoute.value.matched.length > 0 ? false : '/'
})

router.afterEach((to) => {
    document.title = to.meta.title ? `${to.meta.title} - 扶贫商城` : '扶贫商城'
})
