import { execFileSync } from 'node:child_process'
import { story } from './harness.mjs'

const pg = (...args) => execFileSync('ops/pg', args, { env: { ...process.env, MALL_PG_DURABLE: 'on' } })

await story(async (t) => {
    const buyer = await t.person('buyer', { device: 'phone' })
    const note = buyer.getByRole('status').filter({ hasText: '系统正在恢复，这是刚才的内容' })
    await buyer.goto('/')
    await t.sees('the shop opens', buyer.getByRole('heading', { level: 1 }))
    await t.settled(buyer)
    t.equal('nothing is said of its age', await note.count(), 0)
    const listing = t.sql('select min(listing_id) from listing_version where state = \'on_sale\'')
    await buyer.goto(`/plain`)
    t.ok('the plain page opens', true)

    pg('stop', process.env.TEST_PG, 'fast')
    buyer.expects(/503/)
    await t.until('the server notices that its database is away', async () => (await buyer.request.get('/readyz')).status() === 503)
    await t.until('and answers from memory', async () => /^110/.test((await buyer.request.get('/api/v1/home')).headers().warning ?? ''))
    await buyer.goto('/')
    await t.sees('the shop opens all the same', buyer.getByRole('heading', { level: 1 }))
    await t.sees('and says that what it shows is old', note)
    await t.whole('shop-from-memory', buyer)
    await buyer.goto('/plain')
    await t.sees('so does a page without script', note)
    await buyer.goto(`/shop/product/${listing}`)
    await t.sees('what nobody has looked at cannot be shown, and may be tried again', buyer.getByRole('button', { name: /重试|再试/ }))

    pg('start', process.env.TEST_PG)
    await t.until('the database is back', async () => (await buyer.request.get('/readyz')).status() === 200)
    await t.until('and answers are fresh', async () => (await buyer.request.get('/api/v1/home')).headers().warning === undefined)
    await buyer.goto('/')
    await t.sees('the shop opens', buyer.getByRole('heading', { level: 1 }))
    await t.settled(buyer)
    t.equal('and nothing is said any more', await note.count(), 0)
})
