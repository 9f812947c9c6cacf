import { story } from './harness.mjs'

const PHONE = '19900000001'
const PASSWORD = '橘子 和 纸船 2026'

await story(async (t) => {
    const buyer = await t.person('buyer', { device: 'small' })
    await buyer.goto('/shop/me')
    await buyer.getByRole('button', { name: '登录', exact: true }).click()
    await t.signIn(buyer, PHONE)

    // ---- setting it ----
    await buyer.goto('/shop/me/profile')
    await buyer.getByRole('link', { name: /登录密码.*没有设置/ }).click()
    await buyer.getByLabel('新密码').fill('12345678')
    await buyer.getByRole('button', { name: '设置密码' }).click()
    await t.sees('a common one is told beside the field', buyer.locator('#password-new-error').filter({ hasText: '太常见' }))
    await t.whole('password', buyer)
    await buyer.getByLabel('新密码').fill(PASSWORD)
    await buyer.getByRole('button', { name: '设置密码' }).click()
    await t.sees('without a proof it says what is missing', buyer.locator('#password-code-error').filter({ hasText: '证明是您本人' }))
    const newCode = async () => {
        await buyer.getByRole('button', { name: '发验证码' }).click()
        await buyer.getByRole('status').filter({ hasText: '验证码发到' }).waitFor()
        const { body } = await t.request(buyer, 'GET', `/api/v1/demo/outbox?phone=${PHONE}`)
        t.match('the message says what it is for', body.text, /登录密码/)
        await buyer.getByLabel('验证码', { exact: true }).fill(/\d{6}/.exec(body.text)[0])
    }
    await newCode()
    await buyer.getByRole('button', { name: '设置密码' }).click()
    await t.sees('it is set', buyer.getByText('密码设好了'))
    await t.sees('and can be changed', buyer.getByRole('button', { name: '改密码' }))

    // ---- signing in by it ----
    const desk = await t.person('the same at a desktop', { device: 'desktop' })
    await desk.goto('/shop/me')
    await desk.getByRole('button', { name: '登录', exact: true }).last().click()
    await desk.getByRole('button', { name: '用密码登录' }).click()
    await desk.getByLabel('手机号').fill(PHONE)
    await desk.getByLabel('密码', { exact: true }).fill('不是这个密码')
    await desk.getByRole('button', { name: '登录', exact: true }).last().click()
    await t.sees('a wrong one is told', desk.getByRole('alert').filter({ hasText: '手机号或密码不正确' }))
    await t.whole('password-sign-in', desk)
    await desk.getByRole('button', { name: '用验证码登录' }).click()
    await t.sees('the code is one press away', desk.getByRole('button', { name: '发验证码' }))
    await desk.getByRole('button', { name: '用密码登录' }).click()
    await desk.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await desk.keyboard.press('Enter')
    await t.sees('the right one lets in', desk.getByRole('link', { name: '我的资料' }))

    // ---- giving it up ----
    await newCode()
    await buyer.getByRole('button', { name: '不要密码了' }).click()
    await t.sees('it is given up', buyer.getByText('密码关闭了'))
    await t.until('which ends the other session', async () => (await t.request(desk, 'GET', '/api/v1/me')).status === 401)
})
