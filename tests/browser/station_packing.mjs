import { story } from './harness.mjs'
import { scan } from './scanner.mjs'

const { ORDER, GONE, TAKEN, PART, TRACE } = process.env

await story(async (t) => {
    const desk = await t.person('station', { device: 'desktop' })
    await t.atDesk(desk, '19900001045', '/desk/station/packing')
    const word = desk.locator('.word strong')
    const says = (text) => t.sees(`it says: ${text}`, word.filter({ hasText: text }))
    const field = desk.locator('#scan')
    await says('扫订单号开始')
    t.ok('the field has the focus', await field.evaluate((it) => it === document.activeElement))
    await t.sees('orders wait, the oldest first', desk.getByRole('button', { name: new RegExp(ORDER.replace(/(.{6})(?=.)/g, '$1 ')) }))
    await t.whole('station-packing', desk)

    // ---- an order, by keyboard alone ----
    await scan(desk, ORDER)
    await says('要 2 件')
    await scan(desk, '9'.repeat(24))
    await says('拿错了')
    await scan(desk, TRACE)
    await says('对，还差 1 件')
    await desk.keyboard.press('F9')
    await says('还不能出库')
    await desk.keyboard.press('Escape')
    await says('撤回了一件')
    await scan(desk, TRACE)
    await desk.keyboard.type('1')
    await desk.keyboard.press('Enter')
    await says('齐了')
    await t.whole('station-packing-full', desk)
    await scan(desk, TRACE)
    await says('多了一件')
    await desk.keyboard.press('F8')
    await desk.keyboard.type('一点')
    await desk.keyboard.press('Enter')
    await says('重量看不懂')
    await desk.keyboard.type('3.42')
    await desk.keyboard.press('Enter')
    await says('可以打包')
    await scan(desk, 'SF1000000004183')
    await says('齐了，可以出库')
    await t.whole('station-packing-ready', desk)

    // ---- no network ----
    await desk.context().setOffline(true)
    desk.expects(/ERR_INTERNET_DISCONNECTED/)
    await desk.waitForFunction(() => !navigator.onLine) // the page is told a moment later
    await desk.keyboard.press('F9')
    await says('没有网络，不能出库')
    await t.sees('the head says so too', desk.getByRole('status').filter({ hasText: '不能出库' }))
    await desk.context().setOffline(false)
    await t.sees('and when it is back', desk.getByRole('status').filter({ hasText: '在线' }))

    // ---- the answer is lost: the same wish goes again by itself, and makes one parcel ----
    let lost = 0
    await desk.route('**/api/v1/orders/*/parcels', async (route) => {
        if (lost++ > 0) return route.continue()
        await route.fetch()
        await route.abort()
    })
    await desk.keyboard.press('F9')
    await says('已出库')
    t.equal('asked twice, packed once', [lost, t.sql(`select count(*) from parcel where order_id = ${ORDER}`)], [2, '1'])
    t.equal('handed over under the number', t.sql(`select state, waybill_no, weight_g from parcel where order_id = ${ORDER}`), 'handed_over|SF1000000004183|3420')
    await desk.unroute('**/api/v1/orders/*/parcels')

    // ---- a cancelled one stops at the scan ----
    await scan(desk, GONE, 'plain')
    await says('停！订单已取消')
    await desk.keyboard.press('F9')
    await says('停！订单已取消')
    await t.whole('station-packing-stop', desk)
    await desk.keyboard.press('F4')
    await says('放一边了')

    // ---- pasted; another desk is quicker ----
    await field.fill(` ${TAKEN.slice(0, 6)} ${TAKEN.slice(6)} `)
    await desk.keyboard.press('Enter')
    await says('要 2 件')
    const made = await t.request(desk, 'POST', `/api/v1/orders/${TAKEN}/parcels`, { weight_g: 3400 })
    t.equal('another desk packs it', made.status, 201)
    await desk.keyboard.type('1')
    await desk.keyboard.press('Enter')
    await says('对，还差 1 件')
    await desk.waitForTimeout(120)
    await desk.keyboard.type('1')
    await desk.keyboard.press('Enter')
    await says('齐了')
    await desk.keyboard.press('F8')
    await desk.keyboard.type('3400')
    await desk.keyboard.press('Enter')
    await desk.keyboard.press('F9')
    await says('别的台已经打了这单')
    t.equal('and it stays one parcel', t.sql(`select count(*) from parcel where order_id = ${TAKEN}`), '1')
    await desk.keyboard.press('F4')

    // ---- a part ----
    await scan(desk, PART)
    await says('要 3 件')
    await scan(desk, TRACE)
    await desk.keyboard.press('F7')
    await says('先发 1 件')
    await desk.keyboard.press('F8')
    await desk.keyboard.type('1.7')
    await desk.keyboard.press('Enter')
    await desk.keyboard.press('F9')
    await says('已打包')
    t.equal('two boxes are left', t.sql(`select sum(quantity - released - sold) from reservation where line_id in (select id from order_line where order_id = ${PART})`), '2')

})
