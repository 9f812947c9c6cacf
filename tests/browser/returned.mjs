import { story } from './harness.mjs'

const away = process.env.RETURNED_AWAY
const [late, lateNumber, lateOrder] = process.env.RETURNED_LATE.split(' ')
const [twice, twiceNumber, twiceOrder] = process.env.RETURNED_TWICE.split(' ')
const gateway = (path, body) =>
    fetch(`${process.env.GATEWAY_URL}/mock/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

await story(async (t) => {
    // ---- giving up while the platform is away ----
    const buyer = await t.person('buyer', { device: 'small' })
    buyer.expects(/503/)
    await buyer.goto(`/shop/pay/${away}`)
    await t.signIn(buyer, '19900000001')
    await buyer.getByRole('img', { name: '付款二维码' }).waitFor()
    await gateway('faults', { mode: 'fail_next_requests', n: 100, status: 500 })
    await buyer.getByRole('button', { name: '不买了，取消订单' }).click()
    await t.sees('who gives up hears that it cannot be yet', buyer.getByRole('heading', { name: '现在还不能取消' }))
    await t.sees('and what happens by itself', buyer.getByText('没付的，到时间自动取消，不扣钱'))
    await t.whole('pay-maybe', buyer)
    await buyer.getByRole('button', { name: '知道了' }).click()
    await buyer.waitForURL('**/shop/orders')
    const card = buyer.getByRole('article').filter({ hasText: '等您付款' }).first()
    await card.getByRole('button', { name: '取消' }).click()
    await buyer.getByRole('button', { name: '取消订单' }).click()
    await t.sees('the list says the same', buyer.getByRole('heading', { name: '现在还不能取消' }))
    await t.whole('orders-maybe', buyer)
    await gateway('faults', { mode: 'none' })
    // another trade of the list is cancelled already, so the word alone does not say that this one is
    const cancelled = buyer.waitForResponse((answer) => answer.url().endsWith(`/trades/${away}/cancel`) && answer.ok())
    await buyer.getByRole('button', { name: '再试一次取消' }).click()
    await cancelled
    await t.sees('once it answers it is cancelled', buyer.getByText('已取消').first())
    t.equal('it really is', t.sql(`select state from trade where id = ${away}`), 'cancelled')

    // ---- paid too late ----
    await gateway('faults', { mode: 'refund_hold', n: 1 })
    await gateway('pay', { out_trade_no: lateNumber })
    await t.until('the late money is heard of', () => {
        t.mall('jobs', 'run')
        return t.sql(`select count(*) from refund where subject_id = ${late} and state = 'processing'`) === '1'
    })
    await buyer.goto('/shop/orders')
    await t.sees('the list tells it', buyer.getByText(/后来付的 .* 元正在退给您/))
    await t.whole('orders-returned', buyer)
    await buyer.goto(`/shop/orders/${lateOrder}`)
    await t.sees('the order tells what, and why', buyer.getByText('付款的时候订单已经取消，全部退给您'))
    await t.sees('and how far', buyer.getByText('后来付的钱正在原路退回，不用申请'))
    await t.whole('order-returned', buyer)
    await buyer.goto(`/shop/orders/${lateOrder}/receipt`)
    await t.sees('the receipt tells it', buyer.getByRole('heading', { name: '已取消，后来付的钱正在退回' }))
    await t.whole('receipt-returned', buyer)
    await buyer.goto(`/shop/pay/${late}`)
    await t.sees('so does where it was to be paid', buyer.getByRole('heading', { name: '后来付的钱，自动退回' }))
    await t.whole('pay-returned', buyer)
    await gateway(`refunds/${t.sql(`select number from refund where subject_id = ${late}`)}/settle`, { status: 'SUCCESS' })
    await t.until('it comes back', () => t.sql(`select state from refund where subject_id = ${late}`) === 'succeeded')

    // ---- paid twice ----
    await gateway('pay', { out_trade_no: twiceNumber })
    await t.until('the second payment is back', () => {
        t.mall('jobs', 'run')
        return t.sql(`select count(*) from refund where subject_id = ${twice} and state = 'succeeded'`) === '1'
    })
    const desk = await t.person('desk', { device: 'desktop' })
    await desk.goto(`/shop/orders/${twiceOrder}`)
    await t.signIn(desk, '19900000001')
    await t.sees('an order tells what was paid twice', desk.getByText('同一笔付了两次，全部退给您'))
    await t.whole('order-twice', desk)
    await desk.goto(`/shop/pay/${twice}`)
    await t.sees('where it was paid too', desk.getByRole('heading', { name: '多付的钱，自动退回' }))
    await t.whole('pay-twice', desk)

    // ---- the platform's bills ----
    await gateway('age', { days: 3 })
    t.sql(`update state_log set at = at - interval '3 days' where machine = 'refund' and object_id in (select id from refund);
        update payment_attempt set paid_at = paid_at - interval '3 days', created_at = created_at - interval '3 days' where paid_at is not null;
        update refund set created_at = created_at - interval '3 days', done_at = done_at - interval '3 days'`)
    t.stamp()
    await gateway('faults', { mode: 'bill_cut', n: 1 })
    const operator = await t.person('operator', { device: 'desktop' })
    await operator.goto('/desk/operate/bills')
    await t.signIn(operator, '19900000900')
    const row = operator.getByRole('row').filter({ hasText: '没有账单' })
    await t.sees('a day without its bill stands there', row)
    await t.sees('and is said above', operator.getByText('本页有 1 天没有账单'))
    await t.whole('operate-bills-missing', operator)
    await row.getByRole('button', { name: '现在取' }).click()
    await t.sees('why it was not had', operator.getByRole('alert').filter({ hasText: '取来的文件不完整' }))
    await t.whole('operate-bills-failed', operator)
    await operator.getByRole('button', { name: '现在取' }).click()
    await t.sees('fetched again it is there', operator.getByText(/取到了，共 \d+ 行/))
    await t.sees('with what the platform kept', operator.getByRole('row').filter({ hasText: '取到了' }).getByText(/^0\.\d\d$/).first())
    await t.whole('operate-bills', operator)
    t.match('and the books agree', t.mall('audit'), / 0 failed/)
})
