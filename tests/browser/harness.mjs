// What stories are told with: people in browser contexts of their own, checks, axe, pictures.
//
//     import { story } from './harness.mjs'
//     await story(async (t) => {
//         const buyer = await t.person('buyer', { device: 'phone' })
//         await t.signIn(buyer, '19900000001')            // by clicks, as people do
//         await buyer.goto('/shop/cart')
//         t.equal('the cart is empty', await buyer.getByRole('heading', { level: 2 }).innerText(), '购物车是空的')
//         await t.whole('cart', buyer)                    // axe, no sideways scroll, a picture
//     })
//
// Every page is watched: an error of a script, a breach of the policy or an answer 5xx fails the story,
// unless it was announced with person.expects(/pattern/).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const env = process.env

export const DEVICES = {
    small: { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    tablet: { viewport: { width: 768, height: 1024 }, hasTouch: true },
    desktop: { viewport: { width: 1366, height: 768 } },
    wall: { viewport: { width: 1920, height: 1080 } },
}

/** A page that asked for nothing for so long, with nothing under way, has what it wants: what begins later is begun by a timer. */
const QUIET_MS = 120

/** No test waits for less than a busy machine may need; what happens is not waited for any longer. */
const PATIENCE_MS = 60000

/** How long frames are waited for that the browser may never draw. */
const FRAMES_MS = 2000

class Teller {
    constructor(browser) {
        this.browser = browser
        this.contexts = []
        this.troubles = []
    }

    ok(name, holds, detail = '') {
        const line = name.replace(/\s+/g, ' ')
        process.stdout.write(`${holds ? 'ok' : 'not ok'} - ${line}\n`)
        if (!holds && detail !== '')
            process.stdout.write(`${String(detail).slice(0, 3000).split('\n').map((it) => `#   ${it}`).join('\n')}\n`)
        return holds
    }

    equal(name, got, want) {
        const [a, b] = [got, want].map((it) => (typeof it === 'string' ? it : JSON.stringify(it)))
        return this.ok(name, a === b, `got:  ${a}\nwant: ${b}`)
    }

    match(name, got, pattern) {
        return this.ok(name, pattern.test(got), `got:  ${got}\nwant: a match of ${pattern}`)
    }

    /** Waits until the locator is to be seen; a case that fails when it never is. */
    async sees(name, locator) {
        try {
            await locator.first().waitFor({ state: 'visible' })
            return this.ok(name, true)
        } catch (error) {
            return this.ok(name, false, `${error.message.split('\n')[0]}\n${(await locator.page().locator('body').innerText()).slice(0, 1500)}`)
        }
    }

    /** Waits until check() gives true. */
    async until(name, check) {
        const end = Date.now() + PATIENCE_MS
        for (;;) {
            if (await check()) return this.ok(name, true)
            if (Date.now() > end) return this.ok(name, false, 'it never became so')
            await new Promise((resolve) => setTimeout(resolve, 100))
        }
    }

    /** A person with a browser of their own: the page, with what went wrong on it being heard. */
    async person(name, { device = 'desktop', ...options } = {}) {
        const context = await this.browser.newContext({
            ...DEVICES[device],
            baseURL: env.URL,
            locale: 'zh-CN',
            timezoneId: 'Asia/Shanghai',
            reducedMotion: 'reduce',
            ...options,
        })
        this.contexts.push(context)
        context.setDefaultTimeout(PATIENCE_MS)
        const expected = []
        const trouble = (text) => {
            if (!expected.some((pattern) => pattern.test(text))) this.troubles.push(`${name}: ${text}`)
        }
        context.on('page', (page) => {
            page.on('pageerror', (error) => trouble(`script: ${error.message}`))
            page.on('console', (message) => {
                const text = message.text()
                if (message.type() === 'error' && !/^Failed to load resource/.test(text)) trouble(`console: ${text}`)
            })
            page.on('response', (response) => {
                if (response.status() >= 500) trouble(`${response.status()} ${response.url()}`)
            })
        })
        const traffic = { open: new Set(), last: Date.now() }
        const ends = (request) => {
            traffic.open.delete(request)
            traffic.last = Date.now()
        }
        context.on('request', (request) => {
            // a stream of events stays open, and one that is sent on goes on as a request of its own
            if (request.redirectedFrom() !== null) ends(request.redirectedFrom())
            if (request.resourceType() !== 'eventsource') traffic.open.add(request)
            traffic.last = Date.now()
        })
        context.on('requestfinished', ends)
        context.on('requestfailed', ends)
        const page = await context.newPage()
        page.traffic = traffic
        page.expects = (pattern) => expected.push(pattern)
        page.personName = name
        page.runsScripts = options.javaScriptEnabled !== false
        return page
    }

    /** Waits until the page is loaded, has drawn what it got, and asks for nothing more. */
    async settled(page) {
        await page.waitForLoadState('load')
        const end = Date.now() + PATIENCE_MS
        const { traffic } = page
        while (traffic.open.size > 0 || Date.now() - traffic.last < QUIET_MS) {
            if (Date.now() > end) throw new Error(`${page.url()} still asks: ${[...traffic.open].map((it) => it.url()).join(' ')}`)
            await new Promise((resolve) => setTimeout(resolve, 20))
        }
        if (page.runsScripts) await this.drawn(page)
    }

    /** Waits for two frames: what came is drawn. The browser draws none of a page that it holds for hidden, and nothing would end the wait. */
    async drawn(page) {
        await page.evaluate(
            (patience_ms) =>
                new Promise((resolve) => {
                    requestAnimationFrame(() => requestAnimationFrame(resolve))
                    setTimeout(resolve, patience_ms)
                }),
            FRAMES_MS,
        )
    }

    /** Signs in by clicks, in the form that is on the page or in the layer over it. */
    async signIn(page, phone) {
        await this.signInByCode(page, phone)
        await this.secondProof(page)
    }

    /** By phone and code, and no further. */
    async signInByCode(page, phone) {
        await page.getByLabel('手机号').fill(phone)
        await page.getByRole('button', { name: '发验证码' }).click()
        await page.getByRole('button', { name: '演示：看这个手机收到的短信' }).click()
        await page.getByRole('status').filter({ hasText: /\d{6}/ }).first().waitFor()
        await page.getByRole('button', { name: '登录', exact: true }).last().click()
        await page.locator('.sign-in').waitFor({ state: 'detached' })
    }

    /** A browser in which they are signed in, for setting a scene: no page is opened. What it keeps is for `storageState`. */
    async signedIn(phone) {
        const context = await this.browser.newContext({ baseURL: env.URL })
        const scene = { request: context.request }
        const { body: sent } = await this.request(scene, 'POST', '/api/v1/login-codes', { phone })
        const { body: outbox } = await this.request(scene, 'GET', `/api/v1/demo/outbox?phone=${phone}&of=code`)
        const code = /\d{6}/.exec(outbox.text)?.[0]
        const { status, body } = await this.request(scene, 'POST', '/api/v1/sessions', { phone, code, challenge: sent.challenge })
        if (status !== 201) throw new Error(`${phone} cannot sign in: ${status} ${JSON.stringify(body)}`)
        await this.spareProof(scene)
        const state = await context.storageState()
        await context.close()
        return state
    }

    /** The second proof by a spare code, without a page; nothing for whom it is not asked of. */
    async spareProof(page) {
        const { body } = await this.request(page, 'GET', '/api/v1/me')
        if (!body.second.needed) return
        const { body: spare } = await this.request(page, 'POST', '/api/v1/demo/second-codes', {})
        await this.request(page, 'POST', '/api/v1/sessions/current/second-proof', { code: spare.code })
    }

    /** Brings the second proof that the desk asks operators and auditors for; others go on at once. */
    async secondProof(page) {
        const form = page.locator('.second-proof')
        if (!new URL(page.url()).pathname.startsWith('/desk')) return this.spareProof(page)
        const { body } = await this.request(page, 'GET', '/api/v1/me')
        if (!body.second.needed) return
        await form.getByRole('button', { name: '演示：看一个备用码' }).click()
        await form.getByRole('status').filter({ hasText: /-/ }).waitFor()
        await form.getByRole('button', { name: '继续', exact: true }).click()
        await form.waitFor({ state: 'detached' })
    }

    /** Signs in at the desk and waits for its first page. */
    async atDesk(page, phone, to = '/desk') {
        await page.goto(to)
        await this.signIn(page, phone)
        await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'))
    }

    /** Chooses a place of the shop, step by step. */
    async place(page, ...names) {
        for (const name of names) await page.getByRole('menuitemradio', { name, exact: true }).click()
    }

    /** A request with the person's session, as a program would send it; for setting a scene. */
    async request(page, method, path, data, headers = {}) {
        const response = await page.request.fetch(path, {
            method,
            data,
            headers: { origin: env.URL, 'Idempotency-Key': Math.random().toString(36).slice(2).padEnd(12, '0'), ...headers },
        })
        const text = await response.text()
        return { status: response.status(), body: text.startsWith('{') ? JSON.parse(text) : text }
    }

    sql(statement) {
        const database = `${env.MALL_DB.split(' ')[0]} user=mall_super dbname=${env.TEST_DB}`
        return execFileSync(env.TEST_PSQL, ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', statement, database], { encoding: 'utf8' }).trim()
    }

    /** A command of the program: t.mall('jobs', 'run'), t.mall('audit'). Its output; throws when it fails. */
    mall(...words) {
        try {
            return execFileSync(env.MALL_BIN, words, { env, encoding: 'utf8' })
        } catch (failure) {
            throw new Error(`mall ${words.join(' ')}: ${failure.stdout.replace(/^ok .*\n/gm, '')}${failure.stderr}`, { cause: failure })
        }
    }

    /** What the story changed by SQL is stamped as it stands now, so that the audit sees nothing but what the story means. */
    stamp() {
        this.mall('demo', 'stamp')
    }

    /** By the inspector: what it compiles is kept for the next page, unlike what a page's own eval() is given. */
    async bringAxe(page) {
        page.inspector ??= await page.context().newCDPSession(page)
        await page.inspector.send('Runtime.evaluate', { expression: axe })
    }

    /** No violation of WCAG 2.2 AA that axe-core can find. */
    async axe(name, page) {
        // As tall as it is, so that a bar at the foot of the window covers nothing that a scroll would show.
        const size = page.viewportSize()
        const { height, ready } = await page.evaluate(() => ({ height: document.documentElement.scrollHeight, ready: window.axe !== undefined }))
        await page.setViewportSize({ width: size.width, height: Math.min(Math.max(height, size.height), 8000) })
        if (!ready) await this.bringAxe(page)
        const found = await page.evaluate(async () => {
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']
            const answer = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
            return answer.violations.map(
                (it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
            )
        })
        await page.setViewportSize(size)
        return this.ok(`${name}: axe finds nothing`, found.length === 0, found.join('\n'))
    }

    /** Sees to it that all pictures of the page come; with TEST_SHOTS=1 a picture of it into build/shots, for people to look at. */
    async shot(name, page, options = {}) {
        if (page.runsScripts !== false) await this.seen(page)
        if (!env.TEST_SHOTS) return
        mkdirSync('build/shots', { recursive: true })
        await page.screenshot({ path: `build/shots/${name}-${page.viewportSize().width}.png`, fullPage: true, animations: 'disabled', scale: 'css', ...options })
    }

    /** Scrolls once through the page: pictures further down are fetched when they come near. */
    async seen(page) {
        await page.evaluate(async (frames_ms) => {
            const place = scrollY
            for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
                scrollTo(0, y)
                await new Promise((resolve) => {
                    requestAnimationFrame(() => setTimeout(resolve, 20))
                    setTimeout(resolve, frames_ms)
                })
            }
            scrollTo(0, place)
        }, FRAMES_MS)
        await page.waitForFunction(() => [...document.images].every((it) => it.complete || it.getClientRects().length === 0))
    }

    /** Nothing is cut off at the right, and nobody has to scroll sideways. */
    async fits(name, page) {
        const over = await page.evaluate(() => {
            const width = document.documentElement.clientWidth
            if (document.documentElement.scrollWidth <= width) return ''
            const wide = [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > width + 1)
            return `${document.documentElement.scrollWidth} of ${width}: ${wide.slice(-3).map((it) => `${it.tagName}.${it.className}`).join(', ')}`
        })
        return this.ok(`${name}: nobody has to scroll sideways`, over === '', over)
    }

    /** No price is cut off, also were each of them as long as ¥1,234.50; the page is spoiled by that, so it comes last. */
    async prices(name, page) {
        const cut = await page.evaluate(() => {
            const seen = [...document.querySelectorAll('.money')].filter((it) => it.getClientRects().length > 0)
            for (const it of seen) {
                if (it.querySelector('small') === null) it.textContent = '¥1,234.50'
                else it.innerHTML = '<small>¥</small>1,234<small>.50</small>'
            }
            const scrolls = (it) => ['auto', 'scroll'].includes(getComputedStyle(it).overflowX)
            const cuts = (it) => it.clientWidth > 0 && it.scrollWidth > it.clientWidth
            const why = (price) => {
                for (let it = price; it !== null && !scrolls(it); it = it.parentElement)
                    if (cuts(it) && it.getBoundingClientRect().left + it.clientLeft + it.clientWidth < price.getBoundingClientRect().right)
                        return `${it.tagName}.${it.className} ${it.scrollWidth} of ${it.clientWidth}: ${it.textContent.trim().slice(0, 40)}`
                return price.getBoundingClientRect().right > document.documentElement.clientWidth && price.closest('.van-popup') === null
                    ? `beyond the window: ${price.parentElement.className}`
                    : ''
            }
            return [...new Set(seen.map(why).filter((it) => it !== ''))]
        })
        return this.ok(`${name}: no price is cut off`, cut.length === 0, cut.join('\n'))
    }

    /** What every page must stand: axe, no sideways scroll, a picture. */
    async whole(name, page) {
        await this.settled(page)
        await this.axe(`${name} at ${page.viewportSize().width}`, page)
        await this.fits(`${name} at ${page.viewportSize().width}`, page)
        await this.shot(name, page)
    }

    async end() {
        this.ok('no script failed, no policy was broken, no server error was seen', this.troubles.length === 0, this.troubles.join('\n'))
        for (const context of this.contexts) await context.close()
    }
}

/** Checks without a browser. */
export async function teller(tell) {
    await tell(new Teller(null))
}

/** Tells one story; its checks are printed as cases. */
export async function story(tell) {
    const browser = await chromium.launch({
        executablePath: env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
        // A page lives for some seconds: with this room its young objects are not copied about.
        args: ['--js-flags=--min-semi-space-size=32', '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    })
    const teller = new Teller(browser)
    let failure = null
    try {
        await tell(teller)
    } catch (error) {
        failure = error
        for (const context of teller.contexts)
            for (const page of context.pages())
                console.error(`${page.personName ?? ''} at ${page.url()}:\n${(await page.locator('body').innerText().catch(() => '')).slice(0, 800)}`)
    }
    await teller.end().catch((error) => (failure ??= error))
    await browser.close()
    if (failure !== null) {
        console.error(failure.stack ?? failure)
        process.exit(1)
    }
}
