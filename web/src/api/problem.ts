/** What a request can end with besides its answer. Every sentence in it is for people. */
export class Problem extends Error {
    constructor(
        /** 0 when no answer came at all. */
        readonly status: number,
        /** Stable, for programs: "out_of_stock"; "offline" and "no_answer" are made here. */
        readonly code: string,
        readonly title: string,
        readonly detail: string,
        /** Path of the member that is wrong, "lines/0/quantity"; "" when none. */
        readonly field: string,
        readonly request_id: string,
        /** What is left or allowed, or the price now. */
        readonly have?: number,
    ) {
        super(detail || title)
    }

    /** The sentence to show: what exactly is wrong, or else the kind of problem. */
    get sentence(): string {
        return this.detail || this.title
    }

    /** Nothing reached the server, or nothing came back: the same request with the same key may go again. */
    get isUnanswered(): boolean {
        return this.status === 0 || this.status === 503 || this.status === 504
    }
}

export function problemOf(status: number, body: unknown): Problem {
    const it = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    const text = (name: string) => (typeof it[name] === 'string' ? (it[name] as string) : '')
    return new Problem(
        status,
        text('code') || 'unknown',
        text('title') || '服务器没有说清原因，请稍后再试',
        text('detail'),
        text('field'),
        text('request_id'),
        typeof it.have === 'number' ? it.have : undefined,
    )
}

export function problemOfNetwork(): Problem {
    return navigator.onLine === false
        ? new Problem(0, 'offline', '现在没有网络，连上后再试，填好的内容还在', '', '', '')
        : new Problem(0, 'no_answer', '没有收到服务器的回答，请再试一次，不会重复提交', '', '', '')
}

export function asProblem(error: unknown): Problem {
    if (error instanceof Problem) return error
    return new Problem(0, 'page', '页面出了错，请刷新再试', '', '', '')
}
