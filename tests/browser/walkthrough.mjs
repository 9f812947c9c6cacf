import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { story } from './harness.mjs'
import { scan } from './scanner.mjs'

const env = process.env
const TITLE = '脐橙一箱的故事'
const ADDRESS = '示例收货人 19900000777 北京市海淀区中关村街道示例路七号'

await story(async (t) => {
    // ---- 1. the cooperative lists a box, and says which households it is for ----
    const coop = await t.person('cooperative', { device: 'desktop' })
    await t.atDesk(coop, '19900001001')
    await coop.waitForURL('**/desk/coop')
    await coop.getByRole('button', { name: '新增商品' }).click()
    await coop.getByRole('heading', { name: '卖的是什么，哪里产的？' }).waitFor()
    await coop.getByRole('radio', { name: '水果' }).locator('..').click()
    await coop.getByLabel('农产品').fill('脐橙')
    await coop.getByLabel('商品名称').fill(TITLE)
    await coop.getByLabel('乡镇、街道').selectOption('永乐镇')
    await coop.getByLabel('村、社区').selectOption('永乐镇示例一村')
    await coop.getByRole('radio', { name: '不支持（鲜活易腐）' }).locator('..').click()
    await coop.getByRole('button', { name: '下一步：规格与价格' }).click()
    await coop.getByLabel('规格', { exact: true }).fill('5 kg 装')
    await coop.getByLabel('净重').fill('5')
    await coop.getByLabel('毛重').fill('5.43')
    await coop.getByLabel('售价').fill('59.80')
    await coop.getByRole('button', { name: '下一步：照片与介绍' }).click()
    const photo = `${env.TEST_TMP}/box.jpg`
    writeFileSync(photo, execFileSync(`${env.TEST_BUILD}/tests/tools/picture_tool`, ['make', 'jpg', '1600', '1200', 'exif=6'], { maxBuffer: 1 << 26 }))
    await coop.locator('input[type=file]').setInputFiles(photo)
    await coop.locator('.photos img[src^="/pictures/"]').waitFor()
    await coop.getByRole('button', { name: '下一步：联农方案' }).click()
    await coop.getByRole('button', { name: '选农户（0）' }).click()
    for (const n of [0, 1, 2]) await coop.getByRole('dialog').getByRole('checkbox').nth(n).locator('..').click()
    await coop.getByRole('button', { name: '加进来（3 户）' }).click()
    await coop.getByLabel('第 1 项付多少').fill('4.60')
    await t.sees('the plan is shown to the fen', coop.getByLabel('一件给了谁').getByText('¥36.80'))
    await coop.getByRole('button', { name: '下一步：预览并提交' }).click()
    await coop.getByText('都填好了，可以提交').waitFor()
    await coop.getByRole('button', { name: '提交审核' }).click()
    await t.sees('the cooperative has handed it in', coop.getByText('已提交。', { exact: false }))
    const listing = t.sql(`select listing_id from listing_version where title = '${TITLE}'`)

    // ---- 2. the village checks, the station publishes ----
    const village = await t.person('village officer', { device: 'phone' })
    await t.atDesk(village, '19900004001')
    await village.waitForURL('**/desk/village')
    await village.getByRole('link', { name: /商品等您初核/ }).click()
    await village.getByRole('link', { name: new RegExp(TITLE) }).click()
    await village.getByRole('button', { name: '核验通过，交县站' }).click()
    await t.sees('the village has checked it', village.getByRole('status').filter({ hasText: '核验通过，交县站审核' }))

    const station = await t.person('station', { device: 'desktop' })
    await t.atDesk(station, '19900001045', '/desk/station/review')
    await station.locator('article .title').filter({ hasText: TITLE }).waitFor()
    await station.keyboard.press('a')
    await station.getByRole('button', { name: '现在就发' }).click()
    await t.until('the station has published it', async () => t.sql(`select state from listing_version where listing_id = ${listing}`) === 'on_sale')

    // ---- 3. a lot is weighed in, boxes are stocked ----
    await coop.goto(`/desk/coop/lots?listing=${listing}`)
    await coop.getByRole('button', { name: '新批次' }).first().click()
    const lot = coop.getByRole('dialog')
    await lot.getByLabel('收了多少').fill('500')
    await lot.getByRole('button', { name: '新批次' }).click()
    await t.sees('a lot is there', coop.locator('.equation').getByText('500.000').first())
    await coop.getByRole('button', { name: '入库' }).click()
    await coop.getByLabel('装好几件').fill('20')
    await coop.getByRole('dialog').getByRole('button', { name: '入库' }).click()
    await t.until('boxes are in stock', async () => t.sql(`select coalesce(sum(available), 0) from stock s join lot l on l.id = s.lot_id where l.listing_id = ${listing}`) === '20')

    // ---- 4. a guest finds it, signs in, and buys two ----
    const buyer = await t.person('buyer', { device: 'small' })
    await buyer.goto('/')
    await buyer.goto('/shop/search')
    const box = buyer.getByRole('combobox', { name: '搜商品、县或合作社' }).filter({ visible: true })
    await box.fill(TITLE)
    await box.press('Enter')
    await buyer.getByRole('link', { name: new RegExp(TITLE) }).first().click()
    await t.sees('the product shows whose it is', buyer.getByText('这份 59.80 元，给了谁'))
    await buyer.locator('.foot-bar').getByRole('button', { name: '加入购物车' }).click()
    const sheet = buyer.getByRole('dialog', { name: '选规格' })
    await sheet.getByRole('button', { name: '多一份' }).click()
    await sheet.getByRole('button', { name: '加入购物车' }).click()
    await sheet.waitFor({ state: 'hidden' })
    await buyer.goto('/shop/cart')
    await buyer.getByRole('button', { name: '去结算 2 件' }).click()
    await t.signIn(buyer, '19900000011')
    await buyer.waitForURL('**/shop/checkout**')
    await buyer.locator('.van-submit-bar').getByRole('button', { name: '填收货地址' }).click()
    await buyer.getByLabel('粘贴收货信息，自动分开填').fill(ADDRESS)
    await buyer.getByRole('button', { name: '识别' }).click()
    await buyer.getByRole('button', { name: /^保存/ }).click()
    await buyer.getByLabel(/不支持七天无理由退货/).check()
    await buyer.getByRole('button', { name: '提交订单' }).click()
    await buyer.waitForURL('**/shop/pay/*')

    // ---- 5. a relative pays ----
    const payer = await t.person('payer', { device: 'phone' })
    await payer.goto(await buyer.getByRole('link', { name: /演示付款/ }).last().getAttribute('href'))
    await payer.getByRole('button', { name: '确认支付' }).click()
    await t.sees("the buyer's page moves on by itself", buyer.getByRole('heading', { name: '付款成功' }))
    const order = t.sql(`select o.id from sale_order o join order_line l on l.order_id = o.id join version_sku s on s.sku_id = l.sku_id join listing_version v on v.id = s.version_id where v.listing_id = ${listing}`)

    // ---- 6. the station packs by scanner, weighs, hands over; the carrier brings it ----
    const trace = t.sql(`select trace_code from lot where listing_id = ${listing}`)
    await station.goto('/desk/station/packing')
    const word = (text) => station.locator('.word strong').filter({ hasText: text }).waitFor()
    await word('扫订单号开始')
    await scan(station, order)
    await word('要 2 件')
    await scan(station, trace)
    await word('对，还差 1 件')
    await scan(station, trace)
    await word('齐了')
    await station.keyboard.press('F8')
    await station.keyboard.type('10.86')
    await station.keyboard.press('Enter')
    await word('可以打包')
    await scan(station, 'SF1000000004183')
    await word('齐了，可以出库')
    await station.keyboard.press('F9')
    await word('已出库')
    t.ok('the station has sent it', true)
    const parcel = t.sql(`select id from parcel where order_id = ${order}`)
    for (const state of ['in_transit', 'out_for_delivery', 'signed']) {
        const told = await t.request(station, 'POST', `/api/v1/parcels/${parcel}/events`, { state, text: `示例快递：${state}` })
        t.ok(`the carrier tells: ${state}`, told.status < 300, JSON.stringify(told.body))
    }

    // ---- 7. received; where the money went ----
    await buyer.goto(`/shop/orders/${order}`)
    await buyer.getByRole('button', { name: '确认收货' }).click()
    await buyer.getByRole('dialog').getByRole('button', { name: '都收到了' }).click()
    await t.sees('it is received', buyer.getByRole('heading', { level: 1, name: '已完成，各方的钱已记账' }))
    await buyer.goto(`/shop/orders/${order}/receipt`)
    await t.sees('46 yuan went to three households', buyer.getByRole('heading', { level: 1, name: /46\.00 元记给了 3 户农户/ }))
    await t.whole('walkthrough-receipt', buyer)

    // ---- 8. the household asks at the station, and gets a code on paper ----
    const household_no = t.sql(`select household_no from household where id = (select household_id from attribution where order_id = ${order} order by household_id limit 1)`)
    await station.goto('/desk/station/households')
    await station.getByLabel('户编号', { exact: true }).fill(household_no.toLowerCase())
    await station.getByRole('button', { name: '找这一户' }).click()
    await station.getByRole('button', { name: '做一张查询码' }).click()
    const paper = await station.locator('.slip strong').innerText()
    const home = await t.person('household', { device: 'phone', javaScriptEnabled: false })
    await home.goto('/h')
    await home.getByLabel('查询码').fill(paper)
    await home.getByRole('button', { name: '看账' }).click()
    await t.sees('the household sees what it got', home.getByText('15.3', { exact: false }))

    // ---- everybody ----
    const anybody = await t.person('anybody', { device: 'desktop' })
    await anybody.goto(`/t/${trace}`)
    await t.sees("the box's code leads to where it comes from", anybody.getByText('永乐镇示例一村').first())
    t.match('the audit agrees', t.mall('audit'), /./)
})
