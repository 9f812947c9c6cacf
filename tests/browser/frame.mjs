import { story } from './harness.mjs'

await story(async (t) => {
    // ---- the shop ----
    const buyer = await t.person('buyer', { device: 'phone' })
    await buyer.goto('/')
    await t.sees('the shop opens', buyer.getByRole('heading', { level: 1 }))
    await t.sees('it says that the demo is one', buyer.getByRole('note').filter({ hasText: '演示数据' }))
    await t.whole('shop-home', buyer)
    await buyer.goto('/shop/nothing-here')
    await t.sees('an address that is none says so', buyer.getByRole('heading', { name: '没有这一页' }))
    await t.whole('shop-not-found', buyer)

    // ---- the desk ----
    const stranger = await t.person('stranger', { device: 'desktop' })
    await stranger.goto('/desk/operate')
    await t.sees('who is not signed in is asked to', stranger.getByRole('heading', { name: '登录' }))
    await t.whole('desk-sign-in', stranger)
    await stranger.getByLabel('手机号').fill('12345')
    await stranger.getByRole('button', { name: '发验证码' }).click()
    await t.sees('a wrong number is told beside the field', stranger.getByRole('alert').filter({ hasText: '手机号' }))
    await t.signIn(stranger, '19900000002')
    await stranger.waitForURL('**/desk/operate')
    await t.sees('a page of another role is not opened', stranger.getByRole('heading', { name: '没有权限看这一页' }))
    await t.whole('desk-no-permission', stranger)
    await stranger.goto('/desk')
    await t.sees('a consumer has no desk', stranger.getByRole('heading', { name: '您还没有工作岗位' }))
    await stranger.getByRole('button', { name: '退出' }).click()
    await t.sees('signing out leads to the sign-in page', stranger.getByRole('heading', { name: '登录' }))

    const operator = await t.person('operator', { device: 'desktop' })
    await t.atDesk(operator, '19900000900')
    await operator.waitForURL('**/desk/operate')
    t.ok('who has one role goes straight to its first page', true)
    await t.sees('the rail says who they are', operator.getByRole('navigation', { name: '工作台' }).getByText('平台运营员'))
    t.equal(
        'no script can read the session',
        await operator.evaluate(() => /[A-Za-z0-9_-]{40}/.test(document.cookie + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }))),
        false,
    )
    const small = await t.person('station', { device: 'phone' })
    await t.atDesk(small, '19900001045')
    await small.waitForURL('**/desk/station')
    await small.getByRole('button', { name: '打开菜单' }).click()
    await t.sees('on a phone the rail opens by its button', small.getByRole('navigation', { name: '工作台' }).getByText('奉节县示例电商服务站'))
    await t.whole('desk-rail-open', small)
})
