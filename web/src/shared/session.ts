/**
 * Who is signed in. The session itself is an HttpOnly cookie that no script can read; what is here is
 * only what GET /api/v1/me says of it.
 */
import { computed, reactive, readonly } from 'vue'
import { api, call, onSecondNeeded, onUnauthenticated, type Schemas } from '@/api/client'
import { asProblem, Problem } from '@/api/problem'

export type Me = Schemas['Me']
export type Grant = Schemas['Grant']
export type Role = Grant['role']

const state = reactive({
    me: null as Me | null,
    /** Whether the server was asked yet. */
    known: false,
    /** The sign-in layer over the page. */
    asking: false,
    /** Somebody was signed in, and the time for it is over. */
    ended: false,
})

/** The code of a 401 when the session's time is over. */
const SESSION_ENDED = 'session_ended'

let waiting: ((signedIn: boolean) => void)[] = []
const changed = new Set<(me: Me | null) => void>()

/** Asks the server who is signed in; nobody is an answer too. Throws a Problem when it cannot be asked. */
export async function loadSession(): Promise<Me | null> {
    // The server sets this mark beside the session: without it there is nobody to ask about.
    if (!/(?:^|; )mall_signed_in=1/.test(document.cookie)) {
        become(null)
        return null
    }
    try {
        become(await call(api.GET('/api/v1/me')))
    } catch (error) {
        const problem = asProblem(error)
        if (problem.status !== 401) throw problem
        become(null)
        state.ended = problem.code === SESSION_ENDED
    }
    return state.me
}

/** Whether who has signed in may go on; the desk asks for a second proof before. */
let mayGoOn: (me: Me) => boolean = () => true

/** For the desk: the layer stays, and requests wait, until the second proof was brought as well. */
export function askForSecond(): void {
    mayGoOn = (me) => !me.second.needed
    onSecondNeeded(async () => {
        await loadSession()
        return state.me !== null && mayGoOn(state.me) ? true : ask()
    })
}

/** Called with the account whenever somebody signs in or out (null) or gets other roles, for what belongs to a person. */
export function onSession(heard: (me: Me | null) => void): void {
    changed.add(heard)
    if (state.known) heard(state.me)
}

function become(me: Me | null): void {
    const whose = (it: Me | null) => it && JSON.stringify([it.account.account_id, it.roles])
    const before = whose(state.me)
    state.me = me
    state.ended = false
    const first = !state.known
    state.known = true
    if (first || before !== whose(me)) changed.forEach((heard) => heard(me))
}

/** Opens the sign-in layer, unless somebody is signed in already; resolves to whether somebody is. */
export function signIn(): Promise<boolean> {
    return state.me !== null ? Promise.resolve(true) : ask()
}

function ask(): Promise<boolean> {
    state.asking = true
    return new Promise((resolve) => waiting.push(resolve))
}

/** For the forms of the layer: it went well (with the account) or was given up (null). */
export function signInEnded(me: Me | null): void {
    if (me !== null) {
        become(me)
        if (!mayGoOn(me)) return
    }
    state.asking = false
    const resolves = waiting
    waiting = []
    resolves.forEach((resolve) => resolve(me !== null))
}

export async function signOut(): Promise<void> {
    try {
        await call(api.DELETE('/api/v1/sessions/current'))
    } catch (error) {
        if (!(error instanceof Problem) || error.status !== 401) throw error
    }
    become(null)
}

// The session has ended on the server: who was here may sign in again over the page, and the request goes once more.
onUnauthenticated((code) => {
    state.me = null
    state.ended = code === SESSION_ENDED
    return signIn()
})

/** The grants of a role; "" is any. */
export function grantsOf(role: Role): Grant[] {
    return state.me?.roles.filter((grant) => grant.role === role) ?? []
}

export function useSession() {
    return {
        state: readonly(state),
        me: computed(() => state.me),
        isSignedIn: computed(() => state.me !== null),
        roles: computed(() => [...new Set(state.me?.roles.map((grant) => grant.role) ?? [])]),
        has: (role: Role) => grantsOf(role).length > 0,
    }
}
