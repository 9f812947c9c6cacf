import { story } from './harness.mjs'
import { scan } from './scanner.mjs'

const { ORDER } = process.env

await story(async (t) => {
    // ---- what was packed without a waybill is handed over ----
    const desk = await t.person('station', { device: 'desktop' })
    await t.atDesk(desk, '19900001045', '/desk/station')
    await t.sees('the start page counts', desk.getByRole('link', { name: /包裹待交接/ }))
    await t.whole('station-home', desk)
    await desk.getByRole('link', { name: /包裹待交接/ }).click()
    await t.sees('two wait', desk.getByRole('heading', { name: /待交接 2 件/ }))
    await scan(desk, 'SF1000000004190')
    await t.sees('one is handed over', desk.getByRole('heading', { name: /待交接 1 件/ }))
    await scan(desk, 'ZZZ')
    await scan(desk, '1234567')
    await t.sees('a number of no carrier is told', desk.getByRole('status').filter({ hasText: '不像哪家快递' }))
    await scan(desk, 'SF1000000004190')
    await t.sees('one that is taken is told', desk.getByRole('status').filter({ hasText: '已经用在另一个包裹上' }))
    await scan(desk, 'YT0000000004191')
    await t.sees('all are gone', desk.getByRole('heading', { name: '都交出去了' }))
    await t.whole('station-hand-over', desk)

    // ---- the one field of the top bar ----
    await desk.keyboard.press('/')
    await desk.keyboard.type('sf1000000004190')
    await desk.keyboard.press('Enter')
    await desk.waitForURL('**/desk/station/parcels/*')
    await desk.getByLabel('怎么知道的').fill('电话问过，说在路上')
    await desk.getByRole('button', { name: '记下' }).click()
    await t.sees('an entry by hand is on the way', desk.getByText('电话问过，说在路上'))
    await t.whole('station-parcel', desk)
    await desk.keyboard.press('Escape')
    await desk.locator('h1').click()
    await desk.keyboard.press('/')
    await desk.keyboard.type(ORDER)
    await desk.keyboard.press('Enter')
    await desk.waitForURL(`**/desk/station/orders/${ORDER}`)
    await t.sees('an order by its number', desk.getByRole('heading', { name: new RegExp(ORDER) }))
    await desk.getByRole('button', { name: '看收件人和地址' }).click()
    await t.sees('the address when asked for', desk.getByText('示例路 1 号'))
    await t.whole('station-order', desk)
    for (const path of ['orders', 'orders?tab=sent', 'parcels', 'refunds', 'lots']) {
        await desk.goto(`/desk/station/${path}`)
        await desk.getByRole('table').first().waitFor()
        await t.whole(`station-${path.replace(/\W/g, '-')}`, desk)
    }
    const small = await t.person('at the shelf', { device: 'phone' })
    await t.atDesk(small, '19900001045', '/desk/station/orders')
    await small.getByRole('table').first().waitFor()
    await t.whole('station-orders', small)
    await small.goto('/desk/station/packing')
    await small.locator('.word').waitFor()
    await t.whole('station-packing', small)
})
