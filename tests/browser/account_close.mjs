import { readFileSync } from 'node:fs'
import { story } from './harness.mjs'

await story(async (t) => {
    const buyer = await t.person('buyer', { device: 'small' })
    await buyer.goto('/shop/me')
    await buyer.getByRole('button', { name: '登录', exact: true }).click()
    await t.signIn(buyer, '19900000001')
    await buyer.getByRole('link', { name: '我的数据和注销' }).click()

    // ---- what is kept, to read and to take along ----
    await buyer.getByRole('button', { name: '在这里看' }).click()
    await t.sees('the whole number', buyer.getByText('19900000001'))
    await t.sees('an order', buyer.getByRole('heading', { name: `订单 ${process.env.order}` }))
    await t.sees('with what was bought', buyer.getByText(/奉节脐橙.*2 件/))
    await t.whole('own-data', buyer)
    const [file] = await Promise.all([
        buyer.waitForEvent('download'),
        buyer.getByRole('button', { name: '下载成文件' }).click(),
    ])
    t.match('a file by the day', file.suggestedFilename(), /^我的数据-\d{4}-\d\d-\d\d\.json$/)
    const copy = JSON.parse(readFileSync(await file.path(), 'utf8'))
    t.equal('the same as a program gets', copy, (await t.request(buyer, 'GET', '/api/v1/me/data')).body)
    const wide = await t.person('the same at a desktop', { storageState: await buyer.context().storageState() })
    await wide.goto('/shop/me/data')
    await wide.getByRole('button', { name: '在这里看' }).click()
    await t.sees('it is read there, too', wide.getByText('19900000001'))
    await t.whole('own-data', wide)

    // ---- leaving ----
    await buyer.getByRole('button', { name: '注销账号' }).click()
    await buyer.getByLabel('手机号最后 4 位').fill('1234')
    await buyer.getByRole('button', { name: '注销', exact: true }).click()
    await t.sees('another number is told beside its field', buyer.locator('#close-phone-end-error'))
    await t.whole('own-data-leave', buyer)
    await buyer.getByLabel('手机号最后 4 位').fill('0001')
    await buyer.getByRole('button', { name: '注销', exact: true }).click()
    await t.sees(
        'what is under way comes first, with what to do',
        buyer.getByText('还有 1 个订单没完成，收到货先确认收货。'),
    )
    await t.whole('own-data-under-way', buyer)
    t.equal(
        'it is received',
        (await t.request(buyer, 'POST', `/api/v1/orders/${process.env.order}/confirm`)).status,
        200,
    )
    await buyer.getByRole('button', { name: '注销', exact: true }).click()
    await t.sees('closed: nobody is signed in', buyer.getByRole('heading', { name: '还没有登录' }))
    await wide.goto('/shop/me')
    await t.sees('nowhere', wide.getByRole('heading', { name: '还没有登录' }))
})
