// What a reader waits for, in headless Chromium with a phone's line and processor: 1.6 Mbit/s, 150 ms away, a quarter of the speed.
// usage: ops/web node ops/bench/pages.mjs URL ROUNDS     prints `figure value`: lcp.<page> and inp.sheet in ms, cls.<page>
// Each round opens every page once, in turn, with an empty cache.
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const { chromium, devices } = require('playwright-core')
const [, , url, rounds] = process.argv

const products = await (await fetch(`${url}/api/v1/products?limit=1`)).json()
const id = products.items[0].listing_id
const PAGES = { home: '/', search: '/shop/search?q=%E6%A9%99', product: `/shop/product/${id}`, plain: `/p/${id}` }

function watch() {
    window.figures = { lcp: 0, cls: 0, inp: 0 }
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.figures.lcp = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.figures.cls += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.figures.inp = Math.max(window.figures.inp, entry.duration)
    }).observe({ type: 'event', durationThreshold: 16, buffered: true })
}

async function measure(browser, name, path) {
    const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: 1.6e6 / 8,
        uploadThroughput: 750e3 / 8,
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.addInitScript(watch)
    await page.goto(url + path, { waitUntil: 'networkidle' })
    if (name === 'product') {
        await page.getByRole('button', { name: '加入购物车' }).first().tap()
        await page.getByRole('dialog').first().waitFor()
        await page.waitForTimeout(500)
    }
    const figures = await page.evaluate(() => window.figures)
    await context.close()
    return figures
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
for (let round = 0; round < Number(rounds); round++)
    for (const [name, path] of Object.entries(PAGES)) {
        const figures = await measure(browser, name, path)
        console.log(`lcp.${name} ${figures.lcp.toFixed(0)}`)
        console.log(`cls.${name} ${figures.cls.toFixed(3)}`)
        if (name === 'product') console.log(`inp.sheet ${figures.inp.toFixed(0)}`)
    }
await browser.close()
