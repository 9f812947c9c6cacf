/**
 * Vant's tabs, switches, ticks and choices can be reached by Tab and then hear only taps. Here a key is a tap:
 * Enter and the space bar press what has focus, arrows go round within a row of tabs or a group of choices.
 */
const PRESSED = ['tab', 'radio', 'checkbox', 'switch', 'button']
const GROUPS: Record<string, string> = { tab: '[role="tablist"]', radio: '[role="radiogroup"]' }
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function press(event: KeyboardEvent): void {
    const it = event.target
    if (!(it instanceof HTMLElement) || event.defaultPrevented || event.isComposing || !it.matches('[class*="van-"]')) return
    const role = it.getAttribute('role') ?? ''
    if (it.matches('button, a, input, textarea') || !PRESSED.includes(role)) return
    if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault()
        it.click()
        return
    }
    const group = GROUPS[role] === undefined ? null : it.closest(GROUPS[role])
    const step = STEPS[event.key]
    if (group === null || step === undefined) return
    const all = [...group.querySelectorAll<HTMLElement>(`[role="${role}"]`)].filter((one) => one.hasAttribute('tabindex'))
    const next = all[(all.indexOf(it) + step + all.length) % all.length]
    event.preventDefault()
    next?.focus()
    next?.click()
}

/** From now on keys are taps, on the whole page; called once. */
export function listenToKeys(): void {
    document.addEventListener('keydown', press)
}
