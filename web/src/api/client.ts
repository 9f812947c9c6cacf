/**
 * The one way to the API. Paths, parameters, bodies and answers are typed by the API document, so a
 * route that changes does not build.
 *
 *     const order = await call(api.GET('/api/v1/orders/{order_id}', { params: { path: { order_id } } }))
 *
 * call() gives the answer's body or throws a Problem. A 401 opens the sign-in layer (shared/session.ts), a 403
 * second_needed the one for the second proof, and when the person has done it, the same request is sent again:
 * nothing typed is lost.
 */
import createClient, { type Middleware } from 'openapi-fetch'
import type { paths, components } from '#schema'
import { noteAge } from '@/shared/stale'
import { Problem, problemOf, problemOfNetwork } from './problem'

export type Schemas = components['schemas']

type Ask = (code: string) => Promise<boolean>
/** What is asked of the person when a request is refused with a status; resolves to whether it should go again. */
const asks = new Map<number, Ask>()

/** A request needs somebody signed in; `code` says whether they were (session_ended). */
export function onUnauthenticated(ask: Ask): void {
    asks.set(401, ask)
}

/** A request needs the second proof of who is signed in. */
export function onSecondNeeded(ask: () => Promise<boolean>): void {
    asks.set(403, (code) => (code === 'second_needed' ? ask() : Promise.resolve(false)))
}

async function codeOf(response: Response): Promise<string> {
    const problem: unknown = await response.clone().json().catch(() => null)
    return problemOf(response.status, problem).code
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
        const ask = asks.get(response.status)
        if (!ours || copy === undefined || ask === undefined) return undefined
        return (await ask(await codeOf(response))) ? fetch(copy) : undefined
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
