/**
 * The one way to the API. Paths, parameters, bodies and answers are typed by the API document, so a
 * route that changes does not build.
 *
 *     const order = await call(api.GET('/api/v1/orders/{order_id}', { params: { path: { order_id } } }))
 *
 * call() gives the answer's body or throws a Problem. A 401 opens the sign-in layer (shared/session.ts)
 * and, when the person has signed in, sends the same request again: nothing typed is lost.
 */
import createClient, { type Middleware } from 'openapi-fetch'
import type { paths, components } from '#schema'
import { noteAge } from '@/shared/stale'
import { Problem, problemOf, problemOfNetwork } from './problem'

export type Schemas = components['schemas']

/** Asked when a request needs somebody signed in; resolves to whether it should go again. */
let askToSignIn: (() => Promise<boolean>) | null = null
export function onUnauthenticated(ask: () => Promise<boolean>): void {
    askToSignIn = ask
}

/** Requests that are part of signing in itself. */
const SIGN_IN = /\/api\/v1\/(login-codes|sessions|me)$/

const again: Middleware = {
    async onRequest({ request, id }) {
        kept.set(id, request.clone())
        return undefined
    },
    async onResponse({ response, id, request }) {
        const copy = kept.get(id)
        kept.delete(id)
        const ours = !SIGN_IN.test(new URL(request.url).pathname)
        if (response.status !== 401 || !ours || copy === undefined || askToSignIn === null) return undefined
        return (await askToSignIn()) ? fetch(copy) : undefined
    },
    async onError({ id }) {
        kept.delete(id)
        return undefined
    },
}
const kept = new Map<string, Request>()

export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' })
api.use(again)


/** The body of a 2xx answer (undefined of a 204). Throws a Problem otherwise. */
export async function call<D>(
    request: Promise<{ data?: D; error?: unknown; response: Response }>,
): Promise<NonNullable<D>> {
    let answer: { data?: D; error?: unknown; response: Response }
    try {
        answer = await request
    } catch (error) {
        if (error instanceof Problem) throw error
        if (error instanceof DOMException && error.name === 'AbortError') throw error
        throw problemOfNetwork()
    }
    noteAge(answer.response)
    if (answer.response.ok) return answer.data as NonNullable<D>
    throw problemOf(answer.response.status, answer.error)
}
