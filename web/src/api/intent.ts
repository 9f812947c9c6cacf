/**
 * One wish, one key: a button pressed twice, an answer that got lost and a page opened again all send
 * the same Idempotency-Key, so the server does it once (and answers the later ones from the first).
 */

/** A key that lasts as long as the form it belongs to. Take a new one when the form's content changes
 *  after an answer. With a name it survives leaving and coming back to the page. */
export class Intent {
    private key: string

    constructor(private readonly name?: string) {
        this.key = (name !== undefined && read(name)) || this.fresh()
    }

    /** The header for openapi-fetch's `params.header`. */
    get header(): { 'Idempotency-Key': string } {
        return { 'Idempotency-Key': this.key }
    }

    /** The wish was answered (or given up): the next one is another. */
    done(): void {
        if (this.name !== undefined) sessionStorage.removeItem(slot(this.name))
        this.key = this.fresh()
    }

    private fresh(): string {
        const key = randomKey()
        if (this.name !== undefined) sessionStorage.setItem(slot(this.name), key)
        return key
    }
}

const slot = (name: string) => `intent:${name}`

function read(name: string): string | null {
    return sessionStorage.getItem(slot(name))
}

/** crypto.randomUUID() is there on https and localhost only; a phone in the county's own network may have neither. */
function randomKey(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
