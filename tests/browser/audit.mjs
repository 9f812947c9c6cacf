import { readFileSync } from 'node:fs'
import { story } from './harness.mjs'

const { HOUSEHOLD, HOUSEHOLD_NO, PSEUDONYM, SKU } = process.env

/** A buyer buys one box more, as programs do: what is looked at here is the auditor. */
async function buy(t) {
    const buyer = await t.person('buyer')
    await t.atDesk(buyer, '19900000003')
    const lines = [{ sku_id: SKU, quantity: 1 }]
    const quote = await t.request(buyer, 'POST', '/api/v1/quotes', { lines, region_code: '110108' })
    const trade = await t.request(buyer, 'POST', '/api/v1/trades', {
        lines,
        region_code: '110108',
        address: { name: '示例买家', phone: '19900000003', detail: '示例路 1 号' },
        expected_total_fen: quote.body.total_fen,
        accept_no_return: true,
    })
    const payment = await t.request(buyer, 'POST', `/api/v1/trades/${trade.body.trade_id}/payments`, {})
    await buyer.goto(`${process.env.GATEWAY_URL}/scan?code=${encodeURIComponent(payment.body.code_url)}`)
    await buyer.locator('button[value=pay], input[value=pay]').first().click()
    await t.until('the buyer has paid', async () => (await t.request(buyer, 'GET', `/api/v1/trades/${trade.body.trade_id}`)).body.state === 'paid')
}

await story(async (t) => {
    const auditor = await t.person('auditor')
    await t.atDesk(auditor, '19900003001')
    await auditor.waitForURL('**/desk/audit')
    await t.sees("the county's figures stand first", auditor.getByText('本月计入农户'))
    await t.whole('audit-home', auditor)

    // ---- a household is found and suspended ----
    const rail = auditor.getByRole('navigation', { name: '工作台' })
    await rail.getByRole('link', { name: '农户' }).click()
    await auditor.getByLabel('姓氏、第几户，或户编号后几位').fill(HOUSEHOLD_NO.slice(-6))
    await auditor.keyboard.press('Enter')
    await auditor.waitForURL(/q=/)
    await auditor.getByLabel('收入').selectOption('some')
    await auditor.waitForURL(/income=some/)
    t.ok('the filters are in the address', /q=\d+/.test(auditor.url()) && /income=some/.test(auditor.url()))
    await t.until('one household is left', async () => (await auditor.locator('tbody tr').count()) === 1)
    await t.whole('audit-households', auditor)
    await auditor.getByRole('link', { name: PSEUDONYM }).click()
    await t.sees('its page shows who looked', auditor.getByText('看了电话'))
    await auditor.getByRole('button', { name: '暂停计入…' }).click()
    const dialog = auditor.getByRole('dialog')
    t.ok('no reason, no decision', await dialog.getByRole('button', { name: '暂停计入' }).isDisabled())
    await dialog.getByLabel('原因').fill('随子女迁出，登记待核实')
    await t.axe('the dialog', auditor)
    await dialog.getByRole('button', { name: '暂停计入' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await t.sees('it is suspended, and why', auditor.locator('.head').getByText('随子女迁出，登记待核实'))
    await t.whole('audit-household', auditor)

    // ---- money is held ----
    await buy(t)
    await rail.getByRole('link', { name: '待核资金' }).click()
    await auditor.getByRole('link', { name: new RegExp(PSEUDONYM) }).click()
    await t.sees('the sale it comes from', auditor.getByRole('cell', { name: /审计的脐橙/ }))
    const release = auditor.getByRole('button', { name: `放给${PSEUDONYM}…` })
    t.ok('it cannot be released while the household is suspended', await release.isDisabled())
    await t.whole('audit-held', auditor)
    await auditor.getByRole('button', { name: '恢复计入…' }).click()
    await dialog.getByLabel('原因').fill('登记库核对无误')
    await dialog.getByRole('button', { name: '恢复计入' }).click()
    await t.sees('confirmed again', auditor.getByText('登记已经有效'))
    await dialog.waitFor({ state: 'hidden' })
    await release.click()
    await dialog.getByLabel('原因').fill('卖出时已在登记，应计给本户')
    await dialog.getByRole('button', { name: '放给农户' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await t.sees('released, to the fen', auditor.getByRole('status').filter({ hasText: '¥10.20 已经放给农户' }))
    await t.sees('nothing is held any more', auditor.getByRole('heading', { name: '没有待核资金' }))
    await t.whole('audit-held-none', auditor)

    // ---- the statement, and the trail of it ----
    await auditor.goto(`/desk/audit/households/${HOUSEHOLD}/statement`)
    await t.sees('the household has its income', auditor.getByText('30.60 元').first())
    await t.whole('audit-statement', auditor)
    await rail.getByRole('link', { name: '访问记录' }).click()
    await t.sees('reading the statement stands in the trail', auditor.getByRole('row', { name: /示例审计员1.*对账单.*核对登记信息/ }))
    await auditor.getByRole('button', { name: '只看示例信息员1的记录' }).first().click()
    await auditor.waitForURL(/actor=/)
    await t.until("only one reader's rows", async () => (await auditor.getByRole('row', { name: /示例审计员1/ }).count()) === 0)
    await t.sees('with what was looked at', auditor.getByRole('row', { name: /电话.*核对登记信息/ }))
    await t.whole('audit-trail', auditor)
    await auditor.getByLabel('用途').selectOption('shipping')
    await t.sees('nothing fits', auditor.getByRole('heading', { name: '没有这样的记录' }))

    // ---- who changed what ----
    await rail.getByRole('link', { name: '变更记录' }).click()
    const suspended = auditor.getByRole('row', { name: /示例审计员1.*变为暂停计入/ })
    await t.sees('what was there and what is there now stand side by side', suspended.getByRole('cell', { name: '状态：登记有效' }))
    await t.sees('and why', suspended.getByText('随子女迁出，登记待核实'))
    await auditor.getByLabel('改的什么').selectOption('lot')
    await t.sees('of lots what was received', auditor.getByRole('row', { name: /入库.*件数：50/ }))
    await t.whole('audit-changes', auditor)
    await auditor.getByLabel('替谁做的').selectOption('any')
    await t.sees('nobody acted for a household', auditor.getByRole('heading', { name: '没有这样的记录' }))

    // ---- what looks like fraud ----
    await rail.getByRole('link', { name: '疑点核查' }).click()
    const bought = auditor.getByRole('row', { name: /自己人反复买自家的货/ })
    await t.sees('its evidence in words', bought.getByText('打包员九十天里买了 7 单，418.60 元'))
    await t.whole('audit-flags', auditor)
    await bought.getByRole('button', { name: '我来核查' }).click()
    await t.sees('others see that somebody looks', bought.getByText('有人在核查'))
    await bought.getByRole('button', { name: '没有问题…' }).click()
    await dialog.getByLabel('原因').fill('给职工发的节礼，有采购单')
    await dialog.getByRole('button', { name: '没有问题' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await t.sees('it is cleared, by whom and why', bought.getByText(/示例审计员1.*给职工发的节礼/))

    const related = auditor.getByRole('row', { name: /卖家法人或股东是受益户的家人/ })
    await related.getByRole('button', { name: '属实，停这条联结…' }).click()
    await dialog.getByLabel('原因').fill('证件核对过，是一家人')
    await dialog.getByRole('button', { name: '认定属实并停联结' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await t.sees('the flag says what followed', related.getByText('已停这条联结'))
    await t.whole('audit-flags-link', auditor)
    await related.getByRole('link', { name: '去终止或恢复联结' }).click()
    const link = auditor.getByRole('region', { name: '有疑问的联结' })
    await t.sees('the household shows what holds its link', link.getByText('疑点核实成立'))
    await link.getByRole('button', { name: '终止联结…' }).click()
    await dialog.getByLabel('原因').fill('代收的货不是这户种的')
    await dialog.getByRole('button', { name: '终止联结' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await t.sees('it has ended, and why', link.getByText(/代收的货不是这户种的/))
    await t.whole('audit-household-link', auditor)
    await link.getByRole('button', { name: '恢复联结…' }).click()
    await dialog.getByLabel('原因').fill('村里证明是这户种的')
    await dialog.getByRole('button', { name: '恢复联结' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await t.until('no link is in doubt any more', async () => (await link.count()) === 0)

    await rail.getByRole('link', { name: '疑点核查' }).click()
    await auditor.getByRole('link', { name: '收入上限' }).click()
    await auditor.getByLabel('平均每人多少元').fill('0')
    await auditor.getByLabel('依据').fill('统计局公布的人均可支配收入')
    await auditor.getByRole('button', { name: '定下' }).click()
    await t.sees('no limit is none', auditor.getByRole('alert').filter({ hasText: '大于 0' }))
    await auditor.getByLabel('平均每人多少元').fill('24000')
    await auditor.getByRole('button', { name: '定下' }).click()
    await t.sees('the county has set it', auditor.getByRole('row', { name: /¥24,?000.00.*统计局公布.*示例审计员1/ }))
    await t.whole('audit-income-limits', auditor)

    // ---- figures and CSV ----
    await rail.getByRole('link', { name: '县里的数' }).click()
    await t.sees('three tables', auditor.getByRole('heading', { name: /按农户所在的村/ }))
    for (const heading of ['按月', '按主体']) {
        const table = auditor.locator('section', { has: auditor.getByRole('heading', { name: heading }) }).locator('table')
        const numbers = (rows) => table.locator(`${rows} td[data-head="计入农户"]`).allInnerTexts()
        const fen = (text) => Math.round(Number(text.replace(/,/g, '')) * 100)
        const sum = (await numbers('tbody')).reduce((all, it) => all + fen(it), 0)
        t.equal(`${heading}: the rows add up`, sum, fen((await numbers('tfoot'))[0]))
    }
    await t.whole('audit-figures', auditor)
    const [download] = await Promise.all([auditor.waitForEvent('download'), auditor.getByRole('link', { name: '下载 CSV' }).click()])
    const csv = readFileSync(await download.path(), 'utf8')
    t.match('the CSV has a name', download.suggestedFilename(), /^county-500236\.csv$/)
    t.match('and the same sum', csv, /"合计".*,51\.00,/)

    // ---- organisations and orders ----
    await rail.getByRole('link', { name: '主体' }).click()
    await t.whole('audit-organisations', auditor)
    await auditor.getByRole('link', { name: '奉节县示例果业有限公司' }).click()
    await auditor.getByRole('button', { name: '暂停…' }).click()
    await dialog.getByLabel('原因').fill('食品经营许可到期')
    await dialog.getByRole('button', { name: '暂停', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await t.sees('suspended with its reason', auditor.locator('.moves').getByText('食品经营许可到期'))
    await t.until('the rail counts it', async () => /1/.test(await rail.getByRole('link', { name: /主体/ }).innerText()))
    await t.whole('audit-organisation', auditor)
    await rail.getByRole('link', { name: '订单' }).click()
    await auditor.locator('tbody th a').first().click()
    await t.sees("an order's money, fen by fen", auditor.getByText('每一分都对得上'))
    await t.whole('audit-order', auditor)

    // ---- narrower screens ----
    for (const device of ['small', 'tablet']) {
        const person = await t.person(device, { device })
        await t.atDesk(person, '19900003001')
        for (const [name, path] of [
            ['home', ''],
            ['figures', '/figures'],
            ['households', '/households?income=some'],
            ['household', `/households/${HOUSEHOLD}`],
            ['organisations', '/organisations'],
            ['orders', '/orders'],
            ['trail', '/trail'],
            ['flags', '/flags'],
            ['income-limits', '/income-limits'],
        ]) {
            await person.goto(`/desk/audit${path}`)
            await t.sees(`${name} on a ${device} screen`, person.getByRole('heading', { level: 1 }))
            await t.whole(`audit-${name}`, person)
        }
    }
})
