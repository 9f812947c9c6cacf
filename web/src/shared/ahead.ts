import { defineAsyncComponent, type AsyncComponentLoader, type Component } from 'vue'

/** Runs it when the page is drawn and the device has nothing better to do. */
function whenIdle(run: () => void): void {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 4000 })
    else setTimeout(run, 2000)
}

/**
 * A part that is not seen at first and answers a tap: fetched apart, so that the page is not kept waiting for it,
 * and ahead of the tap, so that the tap is not kept waiting either. Call it in a setup: once a page is enough.
 */
export function fetchedAhead<T extends Component>(load: AsyncComponentLoader<T>): T {
    const part = defineAsyncComponent(load)
    whenIdle(() => void load().catch(() => undefined))
    return part
}
