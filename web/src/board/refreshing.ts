/** The board reads itself again each minute while somebody looks; what is shown stays until the new figures are there. */
import { onBeforeUnmount, onMounted } from 'vue'
import { api, call } from '@/api/client'
import { useLoad } from '@/shared/load'

const EVERY_MS = 60000

export function useBoard() {
    const load = useLoad(() => call(api.GET('/api/v1/board')))
    let timer = 0
    const look = () => {
        if (document.visibilityState === 'visible') void load.reload()
    }
    onMounted(() => {
        timer = window.setInterval(look, EVERY_MS)
        document.addEventListener('visibilitychange', look)
    })
    onBeforeUnmount(() => {
        window.clearInterval(timer)
        document.removeEventListener('visibilitychange', look)
    })
    return load
}
