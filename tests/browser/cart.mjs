import { story } from './harness.mjs'

const [orange, second, far] = process.env.CART_SKUS.split(' ')

/** Lines in the browser's own basket, as the product page puts them there. */
const keep = (page, lines) =>
    page.evaluate((kept) => localStorage.setItem('cart', JSON.stringify(kept)), lines.map((it) => ({ selected: true, ...it })))
const badge = (page) => page.locator('nav[aria-label="主要"] b').last().innerText()

await story(async (t) => {
    const title = t.sql(`select v.title from sku k join listing l on l.id = k.listing_id
        join listing_version v on v.id = l.current_version_id where k.id = ${orange}`)
    const price = Number(t.sql(`select s.price_fen from version_sku s join listing l on l.current_version_id = s.version_id where s.sku_id = ${orange}`))

    // ---- a guest ----
    const guest = await t.person('guest', { device: 'small' })
    await guest.goto('/shop/cart')
    await t.sees('an empty basket says what to do next', guest.getByRole('link', { name: '去看看当季的' }))
    await t.whole('cart-empty', guest)
    await keep(guest, [
        { sku_id: orange, quantity: 2, price_fen: price - 200 },
        { sku_id: far, quantity: 1, price_fen: 0 },
    ])
    await guest.reload()
    await t.sees('a guest has a basket', guest.getByRole('heading', { name: title }))
    t.match('the badge counts pieces', await badge(guest), /^3/)
    await t.sees('what has become dearer is said in words', guest.getByText('涨了 2.00 元'))
    await t.sees('parcels stand apart, by who sends them', guest.getByRole('heading', { name: /发货$/ }).nth(1))
    const ask = guest.getByRole('button', { name: '选收货地区，先看运费' })
    await ask.click()
    const layer = guest.getByRole('dialog', { name: '送到哪里' })
    await layer.getByLabel('省、直辖市').waitFor()
    const isInside = () => layer.evaluate((it) => it.contains(document.activeElement))
    t.ok('focus goes into a layer', await isInside())
    const lost = []
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
        await guest.keyboard.press(key)
        if (!(await isInside())) lost.push(key)
    }
    t.equal('Tab stays in it', lost, [])
    await guest.keyboard.press('Escape')
    await layer.waitFor({ state: 'hidden' })
    t.ok('Escape closes it, and focus goes back', await ask.evaluate((it) => it === document.activeElement))
    await ask.click()
    await guest.getByLabel('省、直辖市').selectOption({ label: '重庆市' })
    await guest.getByLabel('区、县').selectOption({ label: '奉节县' })
    await guest.getByLabel('乡镇、街道').selectOption({ label: '永乐镇' })
    await t.whole('cart-place', guest)
    await guest.getByRole('button', { name: '看这里的运费' }).click()
    await t.sees('freight is told as a sum', guest.getByText(/前 .* kg .* 元/).first())
    await guest.getByRole('group', { name: `${title}的数量` }).getByRole('button', { name: '多一件' }).click()
    await t.until('one more is counted at once', async () => /^4/.test(await badge(guest)))
    await t.whole('cart', guest)
    await guest.getByRole('button', { name: '编辑' }).click()
    await t.whole('cart-edit', guest)
    await guest.getByRole('button', { name: '完成' }).click()

    // ---- joins the account's ----
    const account = await t.person('account', { device: 'desktop' })
    await account.goto('/')
    await account.getByRole('button', { name: '登录', exact: true }).click()
    await t.signIn(account, '19900000001')
    const added = await t.request(account, 'POST', '/api/v1/cart/lines', { lines: [{ sku_id: orange, quantity: 1 }, { sku_id: second, quantity: 2 }] })
    t.equal('the account had a basket already', added.status, 201)
    await guest.getByRole('button', { name: /去结算/ }).click()
    await t.signIn(guest, '19900000001')
    await guest.waitForURL('**/shop/checkout')
    await guest.goto('/shop/cart')
    await t.until('both are one: quantities are added', async () => /^7/.test(await badge(guest)))
    t.equal('the browser keeps nothing of it any more', await guest.evaluate(() => localStorage.getItem('cart')), null)
    await guest.reload()
    await guest.getByRole('heading', { name: title }).waitFor()
    t.match('and it is put in once', await badge(guest), /^7/)

    const other = await t.person('other', { device: 'phone' })
    await other.goto('/shop/cart')
    await keep(other, [{ sku_id: orange, quantity: 1, price_fen: price }])
    await other.reload()
    await other.getByRole('heading', { name: title }).waitFor()
    await other.getByRole('button', { name: /去结算/ }).click()
    await t.signIn(other, '19900000002')
    await other.waitForURL('**/shop/checkout')
    await other.goBack()
    await t.sees('who signs in is told that the basket went along', other.getByText(/已经合到这个账号的购物车里/))

    // ---- what is gone ----
    await account.goto('/shop/cart')
    await account.getByRole('heading', { name: title }).waitFor()
    await t.whole('cart', account)
    t.sql(`update stock set reserved = reserved + available, available = 0 where sku_id = ${second}`)
    t.sql(`update stock set reserved = reserved - 1, available = 1 where sku_id = ${second}
        and lot_id = (select max(t.lot_id) from stock t join lot o on o.id = t.lot_id where t.sku_id = ${second} and o.state = 'open')`)
    t.sql(`update listing set current_version_id = null where id = (select listing_id from sku where id = ${far})`)
    await account.reload()
    await t.sees('less than is wanted is said, with one way on', account.getByRole('button', { name: /^改为 \d+ 件$/ }))
    await t.sees('what is off sale stands last', account.getByRole('heading', { name: '买不了的 1 件' }))
    await t.sees('with its reason', account.getByText('已经下架'))
    await t.whole('cart-gone', account)
    await account.getByRole('button', { name: /^改为/ }).click()
    await account.getByRole('button', { name: /^改为/ }).waitFor({ state: 'detached' })
    await account.getByRole('button', { name: '清空失效商品' }).click()
    await account.getByRole('heading', { name: /^买不了的/ }).waitFor({ state: 'detached' })
    t.ok('what cannot be bought goes out at once', true)
    t.ok('what the guest did not choose is not selected', !(await account.getByLabel('全选').isChecked()))
    await account.getByLabel('全选').check()
    await t.until('all are selected at one press', () => account.getByLabel('全选').isChecked())
    await account.getByLabel('全选').uncheck()
    await t.sees('nothing selected costs nothing', account.getByText('商品 0 件'))
    await account.getByRole('button', { name: '去结算' }).click()
    await t.sees('and cannot be bought', account.getByRole('alert').filter({ hasText: '先选要买的商品' }))
})
