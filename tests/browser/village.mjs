import { story } from './harness.mjs'

const { HOUSEHOLD, HOUSEHOLD_NO } = process.env

await story(async (t) => {
    const officer = await t.person('officer', { device: 'phone' })
    await t.atDesk(officer, '19900004001')
    await officer.waitForURL('**/desk/village')
    await t.sees('the officer sees what waits', officer.getByRole('link', { name: /商品等您初核/ }))
    await t.whole('village-home', officer)

    // ---- first check: passed ----
    await officer.getByRole('link', { name: /商品等您初核/ }).click()
    await t.sees('the oldest stands first', officer.getByRole('heading', { name: '等您核 2 件' }))
    await t.whole('village-queue', officer)
    await officer.getByRole('link', { name: /初核的脐橙/ }).click()
    await t.sees('the new price stands beside the old one', officer.getByText('涨 ¥2.00（3.34%）'))
    t.match('words that differ are marked', await officer.locator('.diff ins').allInnerTexts().then((it) => it.join('|')), /采下当天装箱/)
    t.match('and those that go', await officer.locator('.diff del').allInnerTexts().then((it) => it.join('|')), /绝对正宗/)
    await t.sees('what did not change is folded', officer.getByText(/另有 \d+ 项没有变/))
    await t.sees('the households are counted', officer.getByText('方案里 2 户登记都有效'))
    await t.whole('village-check', officer)
    await officer.getByRole('button', { name: '核验通过，交县站' }).click()
    await t.sees('passed it goes on to the station', officer.getByRole('status').filter({ hasText: '核验通过，交县站审核' }))

    // ---- first check: sent back ----
    await t.sees('the next one is opened by itself', officer.getByRole('heading', { name: /村里的土蜂蜜/ }))
    await officer.getByRole('button', { name: '退回…' }).click()
    const send = officer.getByRole('button', { name: '退回合作社' })
    t.ok('without a reason nothing is sent back', await send.isDisabled())
    await officer.getByRole('radio', { name: /产地不清/ }).check()
    await officer.getByLabel('要改什么，写清楚').fill('产地写成了镇上，请改成村')
    await t.whole('village-send-back', officer)
    await send.click()
    await t.sees('sent back it is said so', officer.getByRole('status').filter({ hasText: '已退回合作社' }))
    await t.sees('nothing waits any more', officer.getByText('现在没有商品等初核'))
    await t.whole('village-queue-empty', officer)

    // ---- a household ----
    await officer.getByRole('navigation', { name: '常用' }).getByRole('link', { name: '农户' }).click()
    await t.sees('households with income have it beside them', officer.getByText(/一共 \d+ 户合计 ¥51\.00/))
    await t.whole('village-households', officer)
    await officer.getByRole('searchbox').fill(HOUSEHOLD_NO.slice(-6))
    await officer.getByRole('button', { name: '找', exact: true }).click()
    await officer.waitForURL(/q=/)
    await t.until('one is found by the end of its number', async () => (await officer.locator('.cards li').count()) === 1)
    await officer.locator('.cards a').click()
    await t.sees('its page opens', officer.getByRole('heading', { name: '联系和收款' }))
    await t.sees('nobody has looked yet', officer.getByText('还没有人看过完整资料'))
    t.match('the account is masked', await officer.locator('dd span').nth(1).innerText(), /\*{4}/)
    await t.whole('village-household', officer)

    // ---- one field, one purpose ----
    await officer.clock.install()
    await officer.getByRole('button', { name: '看全银行账号' }).click()
    const look = officer.getByRole('button', { name: '看银行账号' })
    await t.sees('it is asked what for', officer.getByText('为什么要看？'))
    t.ok('without a purpose nothing is opened', await look.isDisabled())
    await officer.getByRole('radio', { name: '核对收款账号' }).check()
    await t.sees('it says what will be written down', officer.getByText(/会记下：.*看了银行账号，用途是核对收款账号/))
    await officer.clock.runFor(1000)
    await t.axe('the sheet', officer)
    await t.shot('village-unmask', officer, { fullPage: false })
    await look.click()
    await t.sees('the account is there', officer.locator('dd span').filter({ hasText: /^\d{16,19}$/ }))
    t.match('the phone stays masked', await officer.locator('dd span').first().innerText(), /\*{4}/)
    await t.sees('who looked stands there at once', officer.getByText('看了银行账号'))
    await officer.clock.runFor(5 * 60000 + 1000)
    await t.until('after five minutes it is gone', async () => (await officer.locator('dd span').filter({ hasText: /^\d{16,19}$/ }).count()) === 0)
    await officer.clock.resume()

    // ---- the statement on paper ----
    await officer.getByRole('link', { name: '对账单' }).click()
    await t.sees('one big figure', officer.getByText(/您家一共得/))
    await t.sees('the paper says who looked', officer.getByText(/看过银行账号，用途是核对收款账号/))
    await t.whole('village-statement', officer)
    await officer.emulateMedia({ media: 'print' })
    t.equal('no menu is printed', await officer.locator('.rail, .top, .bar, .tabs').evaluateAll((all) => all.filter((it) => it.checkVisibility()).length), 0)
    t.equal('in 20 px', await officer.locator('.paper').evaluate((it) => getComputedStyle(it).fontSize), '20px')
    await officer.pdf({ path: 'build/shots/village-statement.pdf', preferCSSPageSize: true })
    await officer.emulateMedia({ media: null })

    // ---- on the office's computer ----
    const office = await t.person('office', { device: 'desktop' })
    await t.atDesk(office, '19900004001', `/desk/village/households/${HOUSEHOLD}`)
    await t.sees('the same page on a computer', office.getByRole('heading', { name: '联系和收款' }))
    await t.whole('village-household', office)
    await office.goto('/desk/village/households?state=suspended')
    await t.whole('village-households', office)
    await office.goto('/desk/village/households?q=nobody')
    await t.sees('nothing found says what to do', office.getByRole('button', { name: '看全部' }))

    // ---- not another village's ----
    const other = await t.person('other', { device: 'phone' })
    await t.atDesk(other, '19900004002', `/desk/village/households/${HOUSEHOLD}`)
    await t.sees("another village's officer is refused", other.getByRole('heading', { name: '没有权限看这一页' }))
})
