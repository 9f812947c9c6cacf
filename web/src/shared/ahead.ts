import { defineAsyncComponent, watch, type AsyncComponentLoader, type Component, type WatchSource } from 'vue'

/** Runs it when the device has nothing better to do. */
function whenIdle(run: () => void): void {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 4000 })
    else setTimeout(run, 1000)
}

/**
 * A part that is not seen at first and answers a tap: fetched apart, so that the page is not kept waiting for it,
 * and ahead of the tap, once the page is drawn, so that the tap is not kept waiting either. For a setup.
 */
export function fetchedAhead<T extends Component>(load: AsyncComponentLoader<T>, drawn: WatchSource<unknown>): T {
    watch(drawn, (now) => now && whenIdle(() => void load().catch(() => undefined)), { immediate: true, flush: 'post' })
    return defineAsyncComponent(load)
}
