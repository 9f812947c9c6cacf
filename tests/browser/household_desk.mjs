import { story } from './harness.mjs'

const { HOUSEHOLD, MEMBER, SCAN } = process.env

await story(async (t) => {
    const officer = await t.person('officer', { device: 'phone' })
    await t.atDesk(officer, '19900004001')
    await officer.waitForURL('**/desk/village')

    // ---- found by a name ----
    await officer.getByRole('navigation', { name: '常用' }).getByRole('link', { name: '农户' }).click()
    await officer.getByRole('link', { name: '按姓名、证件号或电话找' }).click()
    await t.sees('a page of its own', officer.getByRole('heading', { name: '按姓名、号码找' }))
    const value = officer.getByLabel('姓名、证件号、电话或户编号')
    await value.fill('500236190001010013')
    await officer.getByRole('button', { name: '找', exact: true }).click()
    await t.sees('a number that is none is told', officer.getByText('证件号有误：身份证 18 位或 15 位，残疾人证 20 位'))
    await value.fill(MEMBER)
    await officer.getByRole('button', { name: '找', exact: true }).click()
    await t.sees('the member is found', officer.getByRole('heading', { name: /按姓名找到/ }))
    await t.whole('household-find', officer)
    t.match('what is looked for is in no address', officer.url(), /\/desk\/village\/households\/find$/)
    await officer.locator(`a[href$="/${HOUSEHOLD}"]`).first().click()
    await t.sees('its page opens', officer.getByRole('heading', { name: '走访' }))

    // ---- a visit ----
    await officer.getByRole('button', { name: '记一次走访' }).click()
    await officer.getByLabel('看到了什么').fill('果树冻了一片，要技术员来看。𠮷')
    await t.whole('household-note', officer)
    await officer.getByRole('button', { name: '记下', exact: true }).click()
    await t.sees('it is noted', officer.getByText('记下了。'))
    await officer.getByRole('button', { name: /看以前的/ }).click()
    await t.sees('and read', officer.getByText('果树冻了一片，要技术员来看。𠮷'))
    await officer.getByRole('button', { name: '更正', exact: true }).click()
    await officer.getByLabel('看到了什么').fill('冻的是菜地')
    await officer.getByRole('button', { name: '记下', exact: true }).click()
    await t.sees('a correction stands beside it', officer.getByText(/更正前面的一条/))

    // ---- a consent by the photo of a paper ----
    await t.sees('what holds is told', officer.getByText(/随建档立卡登记/).first())
    await officer.getByRole('button', { name: '登记同意：公开姓氏' }).click()
    const give = officer.getByRole('button', { name: '登记同意', exact: true }).last()
    t.ok('without a paper there is no yes', await give.isDisabled())
    await officer.getByLabel('拍下签字的纸').setInputFiles(SCAN)
    await t.whole('household-consent', officer)
    await give.click()
    await t.sees('the yes holds', officer.getByRole('button', { name: '撤回：公开姓氏' }))
    await officer.getByRole('button', { name: '撤回：公开姓氏' }).click()
    await officer.getByRole('button', { name: '撤回', exact: true }).last().click()
    await t.sees('it is taken back without a paper', officer.getByRole('button', { name: '登记同意：公开姓氏' }))
    await t.whole('household-page', officer)
})
