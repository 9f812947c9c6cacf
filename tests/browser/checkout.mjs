import { story } from './harness.mjs'

const [orange, second, far] = process.env.CART_SKUS.split(' ')
const address = { name: '示例买家', phone: '19900000001', detail: '示例路 1 号', region_code: '500236131', is_default: true }

await story(async (t) => {
    const trades = () => Number(t.sql('select count(*) from trade'))

    /** Somebody signed in, with goods in the basket and an address. */
    async function shopper(phone, device, lines) {
        const page = await t.person(phone, { device })
        await page.goto('/')
        const { challenge } = await (await page.request.post('/api/v1/login-codes', { data: { phone } })).json()
        const message = await (await page.request.get(`/api/v1/demo/outbox?phone=${phone}`)).json()
        await t.request(page, 'POST', '/api/v1/sessions', { phone, code: /\d{6}/.exec(message.text)[0], challenge })
        await t.request(page, 'POST', '/api/v1/addresses', address)
        await t.request(page, 'POST', '/api/v1/cart/lines', { lines })
        return page
    }
    const accept = (page) => page.getByLabel(/不支持七天无理由退货/).check()
    const submit = (page) => page.getByRole('button', { name: '提交订单' })
    async function atCheckout(page) {
        await page.goto('/shop/checkout')
        await submit(page).waitFor()
    }

    // ---- a double press ----
    const buyer = await shopper('19900000001', 'small', [{ sku_id: orange, quantity: 2 }, { sku_id: far, quantity: 1 }])
    await atCheckout(buyer)
    await t.sees('goods stand by parcels', buyer.getByRole('heading', { name: /^包裹 2/ }))
    await t.sees('freight is told as a sum', buyer.getByText(/毛重/).first())
    await t.whole('checkout', buyer)
    await submit(buyer).click()
    await t.sees('what must be accepted is asked for, not ticked already', buyer.getByRole('alert').filter({ hasText: '请先勾上这一条' }))
    await accept(buyer)
    let before = trades()
    await submit(buyer).evaluate((it) => {
        it.click()
        it.click()
    })
    await buyer.waitForURL('**/shop/pay/*')
    t.equal('pressed twice it is one trade', trades() - before, 1)
    await buyer.getByRole('heading', { name: '请家人代付' }).waitFor()
    await buyer.goto('/shop/cart')
    await t.sees('what was bought has left the basket', buyer.getByRole('heading', { name: '购物车是空的' }))
    await buyer.goto('/shop/checkout')
    await t.sees('there is nothing left to check out', buyer.getByRole('heading', { name: '没有要结算的商品' }))

    // ---- the answer is lost, and the page opened again ----
    await t.request(buyer, 'POST', '/api/v1/cart/lines', { lines: [{ sku_id: orange, quantity: 1 }] })
    await atCheckout(buyer)
    await accept(buyer)
    before = trades()
    await buyer.route('**/api/v1/trades', async (route) => {
        await route.fetch()
        await route.abort('connectionreset')
    })
    await submit(buyer).click()
    await t.sees('an answer that was lost is said', buyer.getByRole('button', { name: '再试一次，不会重复下单' }))
    t.equal('though it was done', trades() - before, 1)
    await buyer.unroute('**/api/v1/trades')
    await buyer.reload()
    await buyer.waitForURL('**/shop/pay/*')
    t.equal('opened again, the page finds that trade and makes no other', trades() - before, 1)

    // ---- a second page ----
    await t.request(buyer, 'POST', '/api/v1/cart/lines', { lines: [{ sku_id: orange, quantity: 1 }] })
    await atCheckout(buyer)
    await accept(buyer)
    const second_page = await buyer.context().newPage()
    await second_page.goto('/shop/checkout')
    await submit(second_page).waitFor()
    await accept(second_page)
    before = trades()
    await submit(buyer).click()
    await buyer.waitForURL('**/shop/pay/*')
    await submit(second_page).click()
    await t.sees('a second page does not buy the same once more', second_page.getByRole('alert').filter({ hasText: '可能在别的页面下过单' }))
    t.equal('it is one trade', trades() - before, 1)

    // ---- no network ----
    const away = await shopper('19900000002', 'phone', [{ sku_id: orange, quantity: 1 }])
    await atCheckout(away)
    await accept(away)
    before = trades()
    await away.context().setOffline(true)
    await t.sees('no network is said', away.getByRole('status').filter({ hasText: '没有网络' }))
    await submit(away).click()
    await t.sees('what was filled in stays', away.getByRole('alert').filter({ hasText: '没有网络' }))
    t.ok('with its tick', await away.getByLabel(/不支持七天无理由退货/).isChecked())
    await t.fits('checkout offline', away)
    await away.context().setOffline(false)
    await away.waitForURL('**/shop/pay/*')
    t.equal('when the network is back it goes by itself, once', trades() - before, 1)

    // ---- the session ends in the middle ----
    const tired = await shopper('19900000003', 'desktop', [{ sku_id: orange, quantity: 1 }])
    await atCheckout(tired)
    await accept(tired)
    await t.whole('checkout', tired)
    before = trades()
    await t.request(tired, 'DELETE', '/api/v1/sessions/current')
    await submit(tired).click()
    await t.sees('an ended session asks to sign in, over the page', tired.getByRole('heading', { name: '登录后继续' }))
    await t.signIn(tired, '19900000003')
    await tired.waitForURL('**/shop/pay/*')
    t.equal('and the same wish goes on', trades() - before, 1)

    // ---- the world moves ----
    const late = await shopper('19900000004', 'desktop', [{ sku_id: orange, quantity: 1 }, { sku_id: second, quantity: 3 }])
    await atCheckout(late)
    await accept(late)
    before = trades()
    t.sql(`update stock set reserved = reserved + available, available = 0 where sku_id = ${second}`)
    t.sql(`update stock set reserved = reserved - 1, available = 1 where sku_id = ${second}
        and lot_id = (select max(t.lot_id) from stock t join lot o on o.id = t.lot_id where t.sku_id = ${second} and o.state = 'open')`)
    await submit(late).click()
    await t.sees('too few are said at the line, with one way on', late.getByRole('button', { name: '改为 1 件' }))
    await t.whole('checkout-short', late)
    await late.getByRole('button', { name: '改为 1 件' }).click()
    await late.getByRole('button', { name: '改为 1 件' }).waitFor({ state: 'detached' })
    t.sql(`update listing set current_version_id = null where id = (select listing_id from sku where id = ${second})`)
    t.sql("select pg_notify('mall_cache', 'listing:' || listing_id) from sku where id = " + second)
    await submit(late).click()
    await t.sees('goods taken off sale meanwhile are said where they stand', late.getByRole('alert').filter({ hasText: '这次买不了' }))
    await t.whole('checkout-gone', late)
    await late.getByRole('button', { name: '去掉', exact: true }).click()
    t.sql("update freight_row set first_fen = first_fen + 100 where county_code = '500236'")
    t.sql("select pg_notify('mall_freight', '500236')")
    await late.getByRole('alert').filter({ hasText: '这次买不了' }).waitFor({ state: 'detached' })
    t.equal('none of all that left a trade', trades() - before, 0)
    await submit(late).click()
    await late.waitForTimeout(300)
    if (!late.url().includes('/shop/pay/')) {
        await t.sees('another amount is shown before it is asked for', late.getByRole('alert').filter({ hasText: '变了' }))
        await submit(late).click()
        await late.waitForURL('**/shop/pay/*')
    }
    t.equal('then it is bought', trades() - before, 1)
})
