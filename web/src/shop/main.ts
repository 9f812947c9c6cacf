import { createApp } from 'vue'
import '@/shared/tokens.css'
import './shop.css'
import '@/shared/elder'
import { loadSession } from '@/shared/session'
import App from './frame/ShopApp.vue'
import { router } from './router'

// Nobody signed in is a common answer, and the pages that need somebody ask themselves.
void loadSession().catch(() => undefined)
createApp(App).use(router).mount('#app')
// Nothing is there to be pressed before the first page is; without it the pages still hear taps.
void import('./keys').then((it) => it.listenToKeys()).catch(() => undefined)
