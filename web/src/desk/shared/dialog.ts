/** Keys of a page are not its own while a dialog stands over it. */
const DIALOG = '[aria-modal="true"]'

export function isDialogOpen(): boolean {
    return [...document.querySelectorAll(DIALOG)].some((it) => it.getClientRects().length > 0)
}

export function isInDialog(it: Element): boolean {
    return it.closest(DIALOG) !== null
}
