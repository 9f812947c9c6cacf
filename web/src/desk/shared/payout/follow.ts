/** Reads again every other second while something goes on by itself and the page is looked at. */
import { onBeforeUnmount } from 'vue'

const EVERY_MS = 2000

export function useFollow(isGoingOn: () => boolean, reload: () => Promise<unknown>): void {
    let busy = false
    const timer = setInterval(() => {
        if (busy || document.visibilityState !== 'visible' || !isGoingOn()) return
        busy = true
        void reload().finally(() => (busy = false))
    }, EVERY_MS)
    onBeforeUnmount(() => clearInterval(timer))
}
