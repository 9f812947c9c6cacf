/**
 * Hears when a trade moves: server-sent events, and beside them a question now and then - the stream may
 * be cut without a word, and a page that waits for money must not depend on one thing.
 */
const ASK_MS = 20000
const HURRY_MS = 2500

export function followTrade(trade_id: string, moved: () => void) {
    let source: EventSource | null = new EventSource(`/api/v1/trades/${trade_id}/events`)
    let ask_ms = ASK_MS
    let timer: ReturnType<typeof setTimeout> | undefined
    let first = true

    source.addEventListener('trade', () => {
        // The first event of a connection tells how it stands; the page has just read that itself.
        if (!first) moved()
        first = false
    })
    source.addEventListener('error', () => {
        // It comes back by itself unless it was refused; what was missed is asked for.
        if (source?.readyState === EventSource.CLOSED) hurry()
        else moved()
    })
    function later(): void {
        clearTimeout(timer)
        timer = setTimeout(() => {
            moved()
            later()
        }, ask_ms)
    }
    function hurry(): void {
        ask_ms = HURRY_MS
        later()
    }
    function stop(): void {
        source?.close()
        source = null
        clearTimeout(timer)
    }
    later()
    return { hurry, stop }
}
