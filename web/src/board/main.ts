import { createApp } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import '@/shared/tokens.css'
import '@/shared/elder'
import App from './BoardApp.vue'

const router = createRouter({
    history: createWebHistory('/board'),
    routes: [
        { path: '/', component: () => import('./BoardPage.vue'), meta: { title: '公示板' } },
        { path: '/:rest(.*)*', redirect: '/' },
    ],
})
createApp(App).use(router).mount('#app')
