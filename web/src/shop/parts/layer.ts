/**
 * What a layer over the page owes to a keyboard and to a screen reader, and Vant's popup leaves out: focus goes
 * in, Tab stays in, Escape closes the uppermost one, and focus goes back to where it was.
 */
import { onBeforeUnmount, onMounted, type Ref } from 'vue'

const STOPS = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])'
/** Layers that are open, the uppermost last. */
const open: symbol[] = []

/** For the setup of a part that is mounted when it opens and unmounted when it closes. */
export function useLayer(root: Ref<HTMLElement | undefined>, close: () => void): void {
    const own = Symbol('layer')
    const before = document.activeElement

    function stops(): HTMLElement[] {
        const all = [...(root.value?.querySelectorAll<HTMLElement>(STOPS) ?? [])]
        return all.filter((it) => !it.matches(':disabled') && it.getClientRects().length > 0)
    }
    /** The next stop in the layer; from outside of it (what had focus is gone) the first or the last. */
    function onTab(event: KeyboardEvent): void {
        const all = stops()
        const at = all.indexOf(document.activeElement as HTMLElement)
        const isInside = root.value?.contains(document.activeElement) ?? false
        const isEdge = event.shiftKey ? at <= 0 : at === all.length - 1
        if (isInside && !isEdge && at >= 0) return
        // The layer itself, which has focus at first, or text within it: the browser knows what comes next.
        if (isInside && at < 0 && !event.shiftKey && all.length > 0) return
        event.preventDefault()
        ;(all.at(event.shiftKey ? -1 : 0) ?? root.value)?.focus()
    }
    function onKey(event: KeyboardEvent): void {
        if (open.at(-1) !== own) return
        if (event.key === 'Tab') onTab(event)
        else if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) {
            event.preventDefault()
            close()
        }
    }

    onMounted(() => {
        open.push(own)
        document.addEventListener('keydown', onKey)
        const first = root.value?.querySelector<HTMLElement>('[autofocus]') ?? root.value
        first?.focus({ preventScroll: true })
    })
    onBeforeUnmount(() => {
        open.splice(open.indexOf(own), 1)
        document.removeEventListener('keydown', onKey)
        if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    })
}
