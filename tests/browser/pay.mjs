import { story } from './harness.mjs'

const [many, one, late] = process.env.PAY_TRADES.split(' ')
const paid = (t, trade) => t.sql(`select count(*) from provider_event e join payment_attempt a on a.id = e.attempt_id where a.subject_id = ${trade}`)

await story(async (t) => {
    // ---- a desktop: the code ----
    const desk = await t.person('desk', { device: 'desktop' })
    await desk.goto(`/shop/pay/${many}`)
    await t.signIn(desk, '19900000001')
    await t.sees('the clock time stands first', desk.getByText(/请在 \d\d:\d\d 之前付款，还有 \d+ 分 \d\d 秒/))
    await t.sees('and what happens then', desk.getByText(/到时没付，订单自动取消/))
    await t.sees('a code to scan', desk.getByRole('img', { name: '付款二维码' }))
    await t.until('which is drawn', () => desk.getByRole('img', { name: '付款二维码' }).evaluate((it) => it.complete && it.naturalWidth > 0))
    await t.whole('pay', desk)
    const twin = await desk.context().newPage()
    await twin.goto(`/shop/pay/${many}`)
    await twin.getByRole('img', { name: '付款二维码' }).waitFor()
    t.equal('two tabs are one payment', t.sql(`select count(*) from payment_attempt where subject_id = ${many}`), '1')

    // The payer's phone: somebody else's browser, which the code leads to the payment platform.
    const payer = await t.person('payer', { device: 'phone' })
    await payer.goto(await desk.getByRole('link', { name: /演示付款/ }).last().getAttribute('href'))
    await payer.getByRole('button', { name: '确认支付' }).click()
    await t.sees('the page moves on by itself', desk.getByRole('heading', { name: '付款成功' }))
    await t.sees('in the other tab too', twin.getByRole('heading', { name: '付款成功' }))
    await t.sees('each order has its way', desk.getByRole('link', { name: /元$/ }).nth(1))
    await t.whole('paid', desk)
    await desk.goto('/shop/cart')
    await desk.goBack()
    await t.sees('who comes back finds it paid', desk.getByRole('heading', { name: '付款成功' }))
    t.equal('and nothing to pay again', await desk.getByRole('link', { name: /演示付款/ }).count(), 0)
    t.equal('it was paid once', paid(t, many), '1')

    // ---- a phone: the stand-in's page ----
    const phone = await t.person('phone', { device: 'small' })
    await phone.goto(`/shop/pay/${one}`)
    await t.signIn(phone, '19900000001')
    await t.sees('a phone has a button', phone.getByRole('link', { name: /演示付款/ }).first())
    await t.sees('that says that it is a demo', phone.getByRole('note').filter({ hasText: '演示环境' }))
    await t.whole('pay', phone)
    await phone.getByRole('button', { name: '我付完了' }).click()
    await t.sees('who says so is told what is waited for', phone.getByRole('heading', { name: '正在确认付款' }))
    await t.whole('pay-sure', phone)
    await phone.getByRole('button', { name: '其实还没付，回去付款' }).click()
    const [stand] = await Promise.all([
        phone.context().waitForEvent('page'),
        phone.getByRole('link', { name: /演示付款/ }).first().click(),
    ])
    await stand.getByRole('button', { name: '确认支付' }).click()
    await t.sees('it moves on by itself here too', phone.getByRole('heading', { name: '付款成功' }))
    await t.whole('paid', phone)
    await phone.getByRole('link', { name: '看订单' }).click()
    await phone.waitForURL('**/shop/orders/*')
    await t.sees('from there the order is one step', phone.getByRole('heading').first())

    // ---- the stream is cut ----
    const cut = await t.person('cut', { device: 'phone' })
    await cut.route('**/events', (route) => route.abort())
    await cut.goto(`/shop/pay/${late}`)
    await t.signIn(cut, '19900000001')
    await cut.getByRole('img', { name: '付款二维码' }).waitFor()
    t.sql(`update trade set expires_at = now() - interval '1 second' where id = ${late}`)
    t.mall('jobs', 'run')
    await t.sees('without the stream the page asks by itself', cut.getByRole('heading', { name: '付款时间过了，订单已取消' }))
    await t.whole('pay-over', cut)
    await cut.getByRole('button', { name: '放回购物车再买' }).click()
    await cut.waitForURL('**/shop/cart')
    await t.sees('what was in it is in the basket again', cut.getByRole('button', { name: '去结算 1 件' }))
})
