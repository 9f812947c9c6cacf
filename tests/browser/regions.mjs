import { writeFileSync } from 'node:fs'
import { story } from './harness.mjs'

await story(async (t) => {
    const operator = await t.person('operator', { device: 'desktop' })
    await t.atDesk(operator, '19900000900')
    await operator.waitForURL('**/desk/operate')
    const rail = operator.getByRole('link', { name: /^行政区划/ })
    await t.sees('the rail counts dead codes that are used', rail.filter({ hasText: '1' }))
    await rail.click()
    await t.sees('there is a page of the division', operator.getByRole('heading', { level: 1, name: '行政区划' }))

    // ---- found by name and by code ----
    const search = operator.getByRole('searchbox', { name: '地名开头，或代码前几位' })
    await search.fill('东示例')
    await search.press('Enter')
    const row = operator.getByRole('row').filter({ hasText: '500236801' })
    await t.sees('a dead township is found by its name', row.getByText('2020-06-01 起停用'))
    await t.whole('operate-regions', operator)
    await search.fill('没有这个地方')
    await search.press('Enter')
    await t.sees('nothing is found, and what to do', operator.getByText('从地名的第一个字写起，或换成代码。'))
    await search.fill('500236131')
    await search.press('Enter')
    await operator.getByRole('link', { name: '重庆市奉节县永乐镇', exact: true }).click()

    // ---- one, with what is above, below and before ----
    await t.sees('one has a page', operator.getByRole('heading', { level: 1, name: '重庆市奉节县永乐镇' }))
    await t.sees('with its state', operator.getByText('在用，启用日期不详'))
    await t.sees('and what lies below', operator.getByRole('link', { name: '永乐镇示例一村' }))
    await t.whole('operate-region', operator)
    writeFileSync(`${process.env.TEST_TMP}/coming.csv`, 'code,level,parent,name,pickable,valid_from,valid_to,successor\n500236131,4,500236,永乐新镇,1,2099-01-01,,\n')
    t.mall('import', 'regions', `${process.env.TEST_TMP}/coming.csv`)
    await operator.reload()
    await t.sees('another name that is known before its day', operator.getByText('2099-01-01 起叫“永乐新镇”'))
    await operator.goto('/desk/operate')
    await operator.getByRole('link', { name: /预告的区划还没到启用的日子/ }).click()
    const beginnings = operator.getByRole('region', { name: '预告的新区划、新名字、新上级' })
    await t.sees('what is to begin waits in a list', beginnings.getByText('永乐镇 叫“永乐新镇”'))
    await t.whole('operate-region-beginnings', operator)
    await beginnings.getByRole('button', { name: '撤回永乐新镇的预告' }).click()
    await operator.getByRole('dialog').getByLabel('原因').fill('批复推迟')
    await operator.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click()
    await t.sees('it is called off', operator.getByRole('status').filter({ hasText: '已撤回“永乐新镇”（500236131）的预告' }))
    await t.sees('and nothing waits', beginnings.getByText('没有。导入的区划都已经启用。'))
    await operator.goto('/desk/operate/regions/500236801')
    await t.sees('a dead one says since when', operator.getByText('2020-06-01 起停用，2010-01-01 启用'))
    await t.sees('and what it is now', operator.getByRole('link', { name: '重庆市奉节县永乐镇' }))
    await operator.getByLabel('看哪一天的').fill('2009-01-01')
    await operator.getByLabel('看哪一天的').press('Enter')
    await t.sees('on a day when it was not there it says so', operator.getByText(/在 2009-01-01 不在使用/))
    await operator.getByRole('button', { name: '看今天的' }).click()
    await t.sees('and goes back to today', operator.getByText('2020-06-01 起停用，2010-01-01 启用'))

    // ---- what still uses it goes to the successor ----
    await operator.getByRole('link', { name: '行政区划', exact: true }).last().click()
    const uses = operator.getByRole('region', { name: '停用的代码还在用' })
    await t.sees('who still uses it is counted', uses.getByText('还在用：1 条收货地址'))
    await uses.getByRole('button', { name: '把用东示例乡的搬到现在的代码' }).click()
    await uses.getByRole('button', { name: '下一步' }).click()
    const asked = operator.getByRole('dialog')
    await t.sees('what will happen is said before', asked.getByText('1 条收货地址改用 500236131。', { exact: false }))
    await asked.getByLabel('原因').fill('2020 年撤乡并镇')
    await asked.getByRole('button', { name: '搬过去' }).click()
    await t.sees(
        'it is moved',
        operator.getByRole('status').filter({ hasText: '已把 1 条收货地址从东示例乡搬到 500236131' }),
    )
    await t.sees('nothing is left', uses.getByText('没有。户、主体、收货地址和岗位用的都是在用的代码。'))
    await t.sees(
        'and it is written down why',
        operator.getByRole('region', { name: '已经搬过的' }).getByText('2020 年撤乡并镇', { exact: false }),
    )
    t.equal('so it is', t.sql('select distinct region_code from address'), '500236131')

    // ---- the county's auditor, on a phone ----
    const auditor = await t.person('auditor', { device: 'small' })
    await t.atDesk(auditor, '19900003001')
    await auditor.goto('/desk/audit/regions?q=500236')
    await t.sees('the auditor finds too', auditor.getByRole('link', { name: '重庆市奉节县', exact: true }))
    await t.whole('audit-regions', auditor)
    await auditor.goto('/desk/audit/regions/441900')
    await t.sees('a city that is its own county says so', auditor.getByText('市下不设县，直接管乡镇'))
    await t.whole('audit-region', auditor)
})
