import { story } from './harness.mjs'

const PLACE = JSON.stringify({ code: '110108', name: '北京市海淀区' })
const inBox = (page) => page.locator('main').getByRole('combobox', { name: '搜商品' })

await story(async (t) => {
    const shelf = (title) => t.sql(`select listing_id from listing_version where state = 'on_sale' and title = '${title}'`)
    const orange = shelf('奉节脐橙（75-80 mm）')

    // ---- start page ----
    const buyer = await t.person('buyer', { device: 'small' })
    await buyer.goto('/')
    await t.sees('the start page tells a story', buyer.locator('.story h2'))
    const home = await (await buyer.request.get('/api/v1/home')).json()
    if (home.story !== null) t.match('of what is in season', await buyer.locator('.story').innerText(), new RegExp(home.story.product.produce))
    t.equal('all categories are there', await buyer.getByRole('navigation', { name: '分类' }).last().getByRole('link').count(), home.categories.length)
    await t.whole('browse-home', buyer)

    // ---- search by suggestions ----
    await inBox(buyer).click()
    await inBox(buyer).pressSequentially('qc')
    const first = buyer.getByRole('option').first()
    await t.sees('initials offer names', first.filter({ hasText: '脐橙' }))
    await buyer.keyboard.press('ArrowDown')
    t.equal('arrow keys choose', await first.getAttribute('aria-selected'), 'true')
    await buyer.keyboard.press('Enter')
    await buyer.waitForURL('**/shop/search?q=*')
    await t.sees('the question is in the title', buyer.getByText('“脐橙”，'))
    const cards = buyer.locator('.goods-card')
    await cards.first().waitFor()
    const all = (await (await buyer.request.get(`/api/v1/products?q=${encodeURIComponent('脐橙')}&limit=100`)).json()).items.length
    t.equal('everything is found', await cards.count(), all)
    await t.whole('browse-search', buyer)

    // ---- filters ----
    await buyer.getByRole('button', { name: '筛选' }).click()
    const sheet = buyer.getByRole('dialog', { name: '筛选' })
    const band = sheet.getByRole('button', { name: /20–50 元/ })
    await band.waitFor()
    const told = Number((await band.innerText()).match(/(\d+)$/)[1])
    await band.click()
    await t.sees('the button says how many are left', sheet.getByRole('button', { name: `看 ${told} 件商品` }))
    await t.whole('browse-filter', buyer)
    await sheet.getByRole('button', { name: `看 ${told} 件商品` }).click()
    await t.until('the list is as long as was told', async () => (await cards.count()) === told)
    t.match('the filter is in the address', buyer.url(), /price_min=2000&price_max=4999/)
    if (told < all) {
        await buyer.getByRole('button', { name: '也看看' }).first().click()
        await t.until('what was left out comes back', async () => (await cards.count()) === all)
    }
    await inBox(buyer).fill('没有这样的东西')
    await buyer.locator('main').getByRole('button', { name: '搜索' }).click()
    await t.sees('nothing is told as nothing', buyer.getByRole('heading', { name: '没有找到“没有这样的东西”' }))
    await t.whole('browse-nothing', buyer)

    // ---- history is kept here only, and can be cleared ----
    await buyer.goto('/shop/search')
    await t.sees('what was searched for is remembered', buyer.getByRole('link', { name: '脐橙', exact: true }))
    await t.whole('browse-start', buyer)
    await buyer.getByRole('button', { name: '全部清除' }).click()
    await t.until('and forgotten', async () => (await buyer.getByText('以前搜过').count()) === 0)

    // ---- a long list, and the way back to the same place ----
    await buyer.goto('/shop/search?all=1')
    await cards.nth(19).waitFor()
    await cards.nth(19).scrollIntoViewIfNeeded()
    await cards.nth(30).waitFor()
    t.ok('a list goes on by itself', true)
    await cards.nth(25).scrollIntoViewIfNeeded()
    const place = await buyer.evaluate(() => Math.round(scrollY))
    const name = await cards.nth(25).locator('.name').innerText()
    await cards.nth(25).click()
    await buyer.waitForURL('**/shop/product/*')
    await buyer.locator('h1').waitFor()
    t.match('a card leads to its product', await buyer.locator('h1').innerText(), new RegExp(name.slice(0, 4)))
    await buyer.goBack()
    await t.until('back is where the reader was', async () => Math.abs((await buyer.evaluate(() => scrollY)) - place) < 400)

    // ---- category and county ----
    await buyer.goto('/shop/category')
    await buyer.getByRole('button', { name: '水果', exact: true }).click()
    await t.sees('what is not in season is shown too', buyer.getByRole('heading', { name: '还没到季节' }).or(buyer.getByRole('heading', { name: '现在当季' })))
    await t.whole('browse-category', buyer)
    await buyer.goto('/shop/county/500236')
    await t.sees('a county says what it sells', buyer.getByRole('heading', { name: /奉节县/ }))
    await t.whole('browse-county', buyer)
    t.equal('its books are one step away', await buyer.getByRole('link', { name: /这个县的账/ }).getAttribute('href'), '/board/county/500236')
    await buyer.goto('/shop/county/110108')
    await t.sees('one that sells nothing says so', buyer.getByRole('heading', { name: '这个县现在没有商品在卖' }))
    await buyer.goto('/shop/counties')
    await t.sees('all counties', buyer.getByRole('link', { name: /奉节县/ }))

    // ---- product, by keyboard ----
    await buyer.evaluate((place) => localStorage.setItem('place', place), PLACE)
    await buyer.goto(`/shop/product/${orange}`)
    await buyer.locator('.price-line').waitFor()
    const bottom = await buyer.locator('.price-line').evaluate((it) => it.getBoundingClientRect().bottom)
    t.ok('the price is seen without scrolling', bottom < 600, `${bottom}`)
    await t.sees('freight to the place is told', buyer.getByText(/运费 \d+\.\d\d 元/).first())
    const product = await (await buyer.request.get(`/api/v1/products/${orange}`)).json()
    const sku = product.skus[0]
    const widths = await buyer.locator('.benefit .bar i').evaluateAll((bars) => bars.map((it) => Number(getComputedStyle(it).flexGrow)))
    t.equal('the bar is drawn by the fen', widths, [sku.households_fen, sku.producer_fen, sku.withheld_fen].filter((fen) => fen > 0))
    await t.whole('browse-product', buyer)
    await buyer.getByRole('button', { name: /看是哪 \d+ 户/ }).click()
    await t.sees('households stand by pseudonym', buyer.getByRole('dialog', { name: '帮到哪些农户' }).getByRole('rowheader').first())
    await buyer.keyboard.press('Escape')

    await buyer.locator('.foot-bar').getByRole('button', { name: '加入购物车' }).focus()
    await buyer.keyboard.press('Enter')
    const spec = buyer.getByRole('dialog', { name: '选规格' })
    await spec.waitFor()
    const packs = spec.getByRole('group', { name: '包装' }).getByRole('radio')
    await packs.first().focus()
    await buyer.keyboard.press('ArrowDown')
    const second = product.skus[1]
    await t.sees('arrow keys choose a pack, the price follows', spec.getByText(second.spec).first())
    const missing = spec.getByRole('group', { name: '包装' }).getByText('这个果径没有这种包装')
    if (product.choices.some((it) => !product.skus.some((own) => own.pack === it.pack || it.spec.startsWith(own.spec.split('（')[0]))))
        await t.sees('what this size does not come in stays readable', missing)
    await t.whole('browse-spec', buyer)
    await spec.getByRole('button', { name: '多一份' }).click()
    t.equal('the stepper counts', await spec.getByLabel('数量').inputValue(), '2')
    await spec.getByLabel('数量').fill('0')
    await spec.getByLabel('数量').blur()
    t.equal('and keeps to its limits', await spec.getByLabel('数量').inputValue(), '1')
    await spec.getByRole('button', { name: '加入购物车' }).click()
    await t.sees('it is said when it is in the cart', buyer.getByRole('status').filter({ hasText: '已加入购物车' }))
    await t.until('the badge counts', async () => /1/.test((await buyer.locator('.foot-bar .cart').innerText()) ?? ''))
    await buyer.locator('.foot-bar').getByRole('button', { name: '立即购买' }).click()
    await spec.locator('label').filter({ hasText: '80–85 mm' }).click()
    await spec.getByRole('button', { name: '多一份' }).click()
    await spec.getByRole('button', { name: '立即购买' }).click()
    await t.sees('buying asks who it is', buyer.getByRole('dialog', { name: '登录后继续' }))
    await t.signIn(buyer, '19900000001')
    await buyer.waitForURL(/\/shop\/checkout\?sku=\d+&quantity=2/)
    t.equal('and takes the one SKU along, of another size too', new URL(buyer.url()).searchParams.get('sku'), product.choices.find((it) => it.size_low_mm === 80 && it.in_stock).sku_id)
    await buyer.goto('/shop/product/1')
    await t.sees('what is not on sale says so', buyer.getByRole('heading', { name: '这件商品已经下架' }))

    // ---- elder view ----
    const elder = await t.person('elder', { device: 'small' })
    await elder.goto('/')
    await elder.getByRole('button', { name: '长辈版' }).click()
    await t.sees('the elder view has its way back', elder.getByRole('button', { name: '回标准版' }))
    const columns = await elder.locator('.goods-grid').first().evaluate((it) => getComputedStyle(it).gridTemplateColumns.split(' ').length)
    t.equal('it has one column', columns, 1)
    await t.whole('browse-elder-home', elder)
    await elder.evaluate((place) => localStorage.setItem('place', place), PLACE)
    await elder.goto(`/shop/product/${orange}`)
    await t.sees('the sum includes freight', elder.locator('.sum').getByText('一共', { exact: true }))
    const target = await elder.locator('.foot-bar .button').evaluate((it) => it.getBoundingClientRect().height)
    t.ok('targets are 60 px', target >= 60, `${target}`)
    await t.whole('browse-elder-product', elder)

    // ---- desktop ----
    const desk = await t.person('desktop', { device: 'desktop' })
    await desk.goto('/')
    await desk.locator('.goods-grid').first().waitFor()
    t.equal('five columns', await desk.locator('.goods-grid').first().evaluate((it) => getComputedStyle(it).gridTemplateColumns.split(' ').length), 5)
    await t.whole('browse-home', desk)
    await desk.getByRole('banner').getByRole('combobox').fill('奉节')
    await desk.getByRole('option').filter({ hasText: '奉节县' }).first().click()
    await desk.waitForURL('**/shop/county/500236')
    await desk.goto(`/shop/product/${orange}`)
    await desk.locator('.wide-only label').filter({ hasText: '80–85 mm' }).click()
    await desk.waitForURL((url) => !url.pathname.endsWith(orange))
    t.ok('another size is another page', true)
    await t.whole('browse-product', desk)
    await desk.locator('.wide-only').getByRole('button', { name: '加入购物车' }).click()
    await t.sees('the open choice goes into the cart', desk.getByRole('status').filter({ hasText: '已加入购物车' }))

    // ---- nothing moves while a page is read ----
    for (const path of ['/', '/shop/search?q=%E6%B0%B4%E6%9E%9C', `/shop/product/${orange}`]) {
        await elder.context().clearCookies({ name: 'elder' })
        await elder.goto(path)
        await elder.waitForLoadState('networkidle')
        const moved = await elder.evaluate(
            () =>
                new Promise((resolve) => {
                    let sum = 0
                    const watcher = new PerformanceObserver((list) => {
                        for (const it of list.getEntries()) if (!it.hadRecentInput) sum += it.value
                    })
                    watcher.observe({ type: 'layout-shift', buffered: true })
                    requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)))
                }),
        )
        t.ok(`${path.slice(0, 14)}: nothing moves while it loads`, moved <= 0.1, `${moved}`)
    }

    // ---- scripts switched off ----
    const plain = await t.person('plain', { device: 'small', javaScriptEnabled: false })
    await plain.goto('/plain')
    await plain.getByRole('searchbox').or(plain.getByLabel('找商品')).first().fill('脐橙')
    await plain.getByRole('button', { name: '搜索' }).click()
    t.match('a search without scripts has its title', await plain.title(), /“脐橙”的搜索结果/)
    await plain.getByRole('link', { name: /奉节脐橙（75-80 mm）/ }).first().click()
    await t.sees('a product without scripts', plain.getByRole('heading', { name: '付的钱给了谁' }))
    await plain.locator('a[href^="/t/"]').first().click()
    await t.sees('leads to its lot', plain.getByRole('heading', { name: /批次号有效/ }))
    await t.shot('browse-trace', plain)
    await plain.goto('/t/123')
    await t.sees('a code that is none', plain.getByRole('heading', { name: '没有这个批次号' }))
    await plain.goto('/')
    await plain.getByRole('link', { name: '打开不用脚本的页面' }).click()
    await t.sees('the start page leads there too', plain.getByRole('heading', { level: 1 }))
})
