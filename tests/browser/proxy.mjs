import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { story } from './harness.mjs'

const { HOUSEHOLD, TEST_TMP, TEST_BUILD } = process.env
const photo = `${TEST_TMP}/paper.jpg`
writeFileSync(photo, execFileSync(`${TEST_BUILD}/tests/tools/picture_tool`, ['make', 'jpg', '1200', '900'], { maxBuffer: 64 * 1024 * 1024 }))

await story(async (t) => {
    // ---- the officer, in the field ----
    const officer = await t.person('officer', { device: 'small' })
    await t.atDesk(officer, '19900004001', `/desk/village/households/${HOUSEHOLD}`)
    const register = officer.getByRole('region', { name: '代农户登记' })
    await register.getByRole('button', { name: '代为登记' }).click()
    await register.getByLabel('纸上的编号').fill('永乐一村 2026-016')
    await register.getByLabel('从相册选').setInputFiles(photo)
    await t.sees('the paper is shown', register.getByRole('img', { name: '签字的纸' }))
    await register.getByRole('button', { name: '代为登记' }).click()
    await t.sees('the household is registered', register.getByText('登记好了'))
    const named = officer.getByRole('region', { name: '谁能替这户办事' })
    await named.getByRole('button', { name: '登记代办人' }).click()
    await named.getByLabel('代办人的手机号').fill('19900000003')
    await named.getByLabel('纸上的编号').fill('永乐一村 2026-017')
    await named.getByRole('button', { name: '登记，交乡镇或县里确认' }).click()
    await t.sees('without the paper nothing is recorded', named.getByText('请拍下签了字的纸再提交'))
    await named.getByLabel('从相册选').setInputFiles(photo)
    await t.sees('the paper is there', named.getByRole('img', { name: '签字的纸' }))
    await t.whole('proxy-record', officer)
    await named.getByRole('button', { name: '登记，交乡镇或县里确认' }).click()
    await t.sees('recorded it waits', named.getByText('等确认', { exact: true }))

    // ---- somebody who wants to be an officer ----
    const neighbour = await t.person('neighbour', { device: 'small' })
    await neighbour.goto('/shop/me')
    await neighbour.getByRole('button', { name: '登录' }).first().click()
    await t.signIn(neighbour, '19900000003')
    await neighbour.getByRole('link', { name: '我的身份' }).click()
    await neighbour.getByRole('radio', { name: /信息管理员/ }).check()
    await neighbour.getByLabel('省、直辖市').selectOption('重庆市')
    await neighbour.getByLabel('区、县').selectOption('奉节县')
    await neighbour.getByLabel('乡镇、街道').selectOption('永乐镇')
    await neighbour.getByLabel('村、社区').selectOption('永乐镇示例二村')
    await neighbour.getByLabel('单位和职务').fill('示例二村村委会，文书')
    await t.whole('standing', neighbour)
    await neighbour.getByRole('button', { name: '提交', exact: true }).click()
    await t.sees('it waits for the county', neighbour.getByText('等核对', { exact: true }))

    // ---- the county's centre ----
    const centre = await t.person('centre', { device: 'desktop' })
    await t.atDesk(centre, '19900006201', '/desk/centre/authorities')
    await centre.getByRole('button', { name: '看签字的纸' }).click()
    await t.sees('the paper beside the facts', centre.getByRole('img', { name: /签字的纸/ }))
    await t.whole('desk-authorities', centre)
    await centre.getByRole('button', { name: '确认', exact: true }).click()
    await t.sees('confirmed', centre.getByText('已确认，马上有效'))
    await centre.getByRole('link', { name: /身份登记/ }).click()
    await t.sees('who asks, and why', centre.getByText('单位和职务：示例二村村委会，文书'))
    await t.whole('desk-registrations', centre)
    await centre.getByRole('button', { name: '同意', exact: true }).click()
    await t.sees('granted', centre.getByText('已同意，马上开通'))

    // ---- the neighbour looks for the household ----
    await neighbour.goto('/shop/me/standing')
    await t.sees('the role is granted', neighbour.getByText('已登记', { exact: true }))
    await neighbour.goto('/shop/me/acting')
    await t.whole('acting', neighbour)
    await neighbour.getByRole('link', { name: '替这户看账' }).click()
    await neighbour.waitForURL(/\/h\?for=/)
    await t.sees('the statement opens', neighbour.getByText('您在替这户看账'))
    t.match('with what it earned', await neighbour.locator('.big').innerText(), /17\.00/)
    await t.whole('acting-statement', neighbour)

    // ---- and it is written down ----
    await officer.reload()
    await t.sees('the household reads who looked', officer.getByText(/凭农户委托代办/).first())
    await named.getByRole('button', { name: '终止' }).click()
    await officer.getByLabel('原因').fill('农户自己有手机了')
    await officer.getByRole('dialog').getByRole('button', { name: '终止' }).click()
    await t.sees('the officer ends it on its word', named.getByText('已终止', { exact: true }).first())
    await neighbour.goto(`/h?for=${HOUSEHOLD}`)
    await t.sees('then it opens nothing', neighbour.getByText('您的代办委托不在有效期内，或已经撤回'))
})
