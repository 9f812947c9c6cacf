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
        { path: '/county/:code([1-9]\\d{5})', component: () => import('./CountyPage.vue'), meta: { title: '县' } },
        { path: '/listed', component: () => import('./ListedPage.vue'), meta: { title: '832 个脱贫县' } },
        { path: '/wall', component: () => import('./WallPage.vue'), meta: { title: '公示墙' } },
        { path: '/:rest(.*)*', redirect: '/' },
    ],
    scrollBehavior: (to, _from, kept) => kept ?? (to.hash ? { el: to.hash } : { top: 0 }),
})
router.afterEach((to) => {
    document.title = `${String(to.meta.title)} - 扶贫商城`
})
createApp(App).use(router).mount('#app')
