import { createApp } from 'vue'
import zhCn from 'element-plus/es/locale/lang/zh-cn'
import { provideGlobalConfig } from 'element-plus/es/components/config-provider/index.mjs'
import '@/shared/tokens.css'
import 'element-plus/theme-chalk/base.css'
import './desk.css'
import App from './frame/DeskApp.vue'
import { router } from './router'
import { askForSecond } from '@/shared/session'

askForSecond()

const app = createApp(App)
provideGlobalConfig({ locale: zhCn }, app, true)
app.use(router).mount('#app')
