import { story } from './harness.mjs'

const fen = (text) => Math.round(Number(text.replace(/[^0-9.]/g, '')) * 100)

await story(async (t) => {
    const reader = await t.person('reader', { device: 'desktop' })
    await reader.goto('/board')
    await t.sees('the board asks its question', reader.getByRole('heading', { level: 1, name: '卖了多少，农户得了多少' }))
    await t.sees('a sentence from the data answers it', reader.getByText(/^到现在一共卖出/))
    await t.sees('it says that the demo is one', reader.getByRole('note').filter({ hasText: '演示数据' }))
    const board = (await t.request(reader, 'GET', '/api/v1/board')).body

    // ---- figures: the same as the API's, and their parts add up on the page ----
    const yuan = reader.getByRole('region', { name: '一元钱去了哪里' })
    const parts = (await yuan.locator('tbody td:nth-child(3)').allInnerTexts()).map(fen)
    t.equal('where the money went adds up to the sales', parts.reduce((a, b) => a + b, 0), board.total.sales_fen)
    const shares = (await yuan.locator('tbody td:nth-child(2)').allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')))
    t.equal('and a yuan to 100 fen', shares.reduce((a, b) => a + b, 0), 100)
    await reader.getByText('怎么算的', { exact: true }).first().click()
    await t.sees('a figure says how it is made', reader.getByText('买家已付的货款和运费，减去已决定退还的钱').first())
    await t.sees('months are a chart that says itself', reader.getByRole('img', { name: /^每月销售额：/ }))
    await reader.getByText('看表格（精确到分）').click()
    const months = reader.getByRole('region', { name: '每月的数' })
    t.equal('and a table to the fen', fen(await months.locator('tbody tr').first().locator('td').nth(3).innerText()), board.months[0].sales_fen)
    t.match('a month that is not over is named so', await months.locator('tbody th').first().innerText(), /未完/)

    // ---- counties: a sketch, and a table that sorts ----
    await t.sees('the tiles are called a sketch', reader.getByText('示意图', { exact: true }))
    const counties = reader.getByRole('region', { name: '各县的数' })
    const names = () => counties.locator('tbody th').allInnerTexts()
    const sorted = [...board.counties].sort((a, b) => b.households - a.households).map((county) => county.name)
    await counties.getByRole('button', { name: '受益农户' }).click()
    t.equal('a column sorts the table', await names(), sorted)
    t.equal('which is told', await counties.getByRole('columnheader', { name: '受益农户' }).getAttribute('aria-sort'), 'descending')
    await counties.getByRole('button', { name: '受益农户' }).click()
    t.equal('and sorts it the other way', await names(), sorted.reverse())

    // ---- CSV ----
    for (const [table, rows] of [['months', board.months], ['yuan', board.yuan.parts], ['counties', board.counties], ['kinds', board.kinds], ['shipping', board.shipping.bands]]) {
        const link = reader.locator(`a[href="/api/v1/board/${table}.csv"]`).first()
        const [file] = await Promise.all([reader.waitForEvent('download'), link.click()])
        const stream = await file.createReadStream()
        let text = ''
        for await (const chunk of stream) text += chunk
        t.equal(`${table} can be taken along`, text.trim().split('\r\n').length, rows.length + 1)
    }
    await t.whole('board', reader)

    // ---- it reads itself again ----
    const before = await reader.getByText(/^计算于 .*隔多久重算/).innerText()
    t.match('it says when it was computed', before, /^计算于 \d+月\d+日 \d\d:\d\d/)
    await reader.route('**/api/v1/board', (route) => route.fulfill({ json: { ...board, sentence: '新的一句。', computed_at: '2026-01-01T08:00:00+08:00' } }))
    await reader.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await t.sees('new figures come without a load', reader.getByText('新的一句。'))
    await t.sees('figures older than a day and a half say so', reader.getByRole('status').filter({ hasText: '超过 36 小时' }))
    await reader.unroute('**/api/v1/board')

    // ---- one county ----
    await counties.getByRole('link').first().click()
    await t.sees('a county has a page', reader.getByRole('heading', { level: 1, name: sorted[0] }))
    t.match('which says what it sold', await reader.locator('.sentence').innerText(), /^到现在卖出 .*记到 \d+ 户农户名下。$/)
    const goods = reader.getByRole('region', { name: '在卖的商品' })
    const rows = await goods.locator('tbody tr').count()
    t.ok('and what it sells now', rows > 3, `${rows} rows`)
    t.equal('with what the households get of each', await goods.locator('tbody td.strong').count(), rows)
    await t.sees('and when in the year there is what', reader.getByRole('region', { name: '上市季节' }))
    await t.whole('board-county', reader)
    const walker = await t.person('walker', { device: 'small' })
    await walker.goto(new URL(reader.url()).pathname)
    await t.sees('a county opens on a phone', walker.getByRole('heading', { name: '一年里什么时候有' }))
    await t.whole('board-county', walker)

    // ---- phone, wall ----
    for (const device of ['small', 'tablet']) {
        const other = await t.person(device, { device })
        await other.goto('/board')
        await t.sees(`the board opens on a ${device} screen`, other.getByRole('heading', { name: '哪些县在卖' }))
        await t.whole(`board-${device}`, other)
    }
    const wall = await t.person('wall', { device: 'wall' })
    await wall.goto('/board/wall')
    await t.sees('the wall opens', wall.getByRole('heading', { name: '扶贫商城 公示墙' }))
    t.equal('and needs no scrolling', await wall.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true)
    await t.whole('board-wall', wall)
    await wall.goto('/board/wall?dark')
    await t.sees('it may be dark', wall.locator('.wall.dark h1'))
    await t.whole('board-wall-dark', wall)

    // ---- without scripts ----
    const plain = await t.person('plain', { javaScriptEnabled: false })
    await plain.goto('/board')
    await plain.getByRole('link', { name: '看同样数字的表格' }).click()
    await t.sees('without scripts there are the tables', plain.getByRole('table', { name: /每 1 元去了哪里/ }))
    t.equal('all of them', await plain.getByRole('table').count(), 5)
    t.match('with the same sales', await plain.locator('body').innerText(), new RegExp((board.total.sales_fen / 100).toFixed(2).replace('.', '\\.')))
})
