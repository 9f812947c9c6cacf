import { story } from './harness.mjs'

await story(async (t) => {
    const desk = await t.person('station', { device: 'desktop' })
    await t.atDesk(desk, '19900001045', '/desk/station/freight')
    const first = desk.getByLabel('重庆市 首重元')
    await first.waitFor()
    await t.whole('station-freight', desk)
    const quote = async () => {
        const answer = await t.request(desk, 'POST', '/api/v1/quotes', { lines: [{ sku_id: process.env.SKU, quantity: 1 }], region_code: '500101' })
        return answer.body.orders[0].freight_fen
    }
    const before = await quote()
    const was = await first.inputValue()

    // ---- faults ----
    await first.fill('六元')
    await t.sees('a fault stands at its field', desk.getByText('填元，如 6 或 6.50'))
    t.equal('and nothing can be saved', await desk.getByRole('button', { name: '存', exact: true }).isDisabled(), true)
    await t.whole('station-freight-fault', desk)

    // ---- the example adds up; saved, it is felt ----
    await first.fill((Number(was) + 1).toFixed(2))
    await desk.getByLabel('寄到', { exact: true }).selectOption({ label: '重庆市' })
    await t.sees('the example says what changes', desk.getByText(/现在是 ¥[\d.]+，存了以后变/))
    await desk.getByRole('button', { name: '存', exact: true }).click()
    await t.sees('saved', desk.getByRole('status').filter({ hasText: '存好了' }))
    await t.until('a quote costs one yuan more', async () => (await quote()) === before + 100)

    // ---- two editors ----
    const table = (await t.request(desk, 'GET', '/api/v1/freight-tables/500236')).body
    const rows = table.rows.map((row) => (row.region_prefix === '54' ? { ...row, step_fen: row.step_fen + 100 } : row))
    await first.fill((Number(was) + 2).toFixed(2))
    const other = await t.request(desk, 'PUT', '/api/v1/freight-tables/500236', { rows, version: table.version })
    t.equal('somebody else saves meanwhile', other.status, 204)
    await desk.getByRole('button', { name: '存', exact: true }).click()
    const told = desk.getByRole('alert').filter({ hasText: '刚被别人改过' })
    await t.sees('it is told, and which row', told.filter({ hasText: '西藏自治区' }))
    t.equal('what was typed is still there', await first.inputValue(), (Number(was) + 2).toFixed(2))
    await t.whole('station-freight-conflict', desk)
    await desk.getByRole('button', { name: '看别人改的，丢掉我的' }).click()
    await t.until('theirs is read', async () => (await first.inputValue()) === (Number(was) + 1).toFixed(2))

    // ---- a row more ----
    await desk.getByLabel('给一个地区单独定价').selectOption({ label: '四川省' })
    await desk.getByRole('button', { name: '加一行' }).click()
    await desk.getByLabel('四川省 首重元').fill('7.5')
    await desk.getByRole('button', { name: '存', exact: true }).click()
    await t.sees('saved as well', desk.getByRole('status').filter({ hasText: '存好了' }))
    t.equal('as typed', t.sql("select first_fen from freight_row where county_code = '500236' and region_prefix = '51'"), '750')

    // ---- a lot is held ----
    await desk.goto('/desk/station/lots')
    await desk.getByRole('row').nth(1).getByRole('link').first().click()
    await desk.getByRole('button', { name: '停卖…' }).click()
    await desk.getByLabel('原因').fill('抽检农残，等结果')
    await desk.getByRole('button', { name: '停卖', exact: true }).click()
    await t.sees('held', desk.getByRole('heading', { level: 1 }).getByText('停卖'))
    await t.whole('station-lot', desk)
    await desk.getByRole('button', { name: '放行…' }).click()
    await desk.getByLabel('原因').fill('结果合格')
    await desk.getByRole('button', { name: '放行', exact: true }).click()
    await t.sees('sold again', desk.getByRole('heading', { level: 1 }).getByText('在卖'))
    const wall = await t.person('wide', { device: 'wall' })
    await t.atDesk(wall, '19900001045', '/desk/station/freight')
    await wall.getByLabel('重庆市 首重元').waitFor()
    await t.whole('station-freight', wall)
    const small = await t.person('phone', { device: 'phone' })
    await t.atDesk(small, '19900001045', '/desk/station/freight')
    await small.getByLabel('重庆市 首重元').waitFor()
    await t.fits('freight on a phone', small)
    await t.shot('station-freight', small)
})
