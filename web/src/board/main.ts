import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import '@/shared/tokens.css'
import '@/shared/elder'
import './board.css'
import App from './BoardApp.vue'

const router = createRouter({
    history: createWebHistory('/board'),
    routes: [
        { path: '/', component: () => import('./BoardPage.vue'), meta: { title: '公示板' } },
        { path: '/wall', component: () => import('./WallPage.vue'), meta: { title: '公示墙' } },
        { path: '/:rest(.*)*', redirect: '/' },
    ],
    scrollBehavior: (to) => (to.hash ? { el: to.hash } : undefined),
})
router.afterEach((to) => {
    document.title = `${String(to.meta.title)} - 扶贫商城`
})
createApp(App).use(router).mount('#app')
