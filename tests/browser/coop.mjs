// A cooperative's whole job by clicks: a listing is begun, left, taken up again, given photos - a large one, one that
// lies about what it is -, a plan whose every fen is shown, and handed in; two windows on one draft; a lot, boxes, losses.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { story } from './harness.mjs'

const env = process.env
const tool = `${env.TEST_BUILD}/tests/tools/picture_tool`
const photo = (name, ...words) => {
    const path = `${env.TEST_TMP}/${name}`
    writeFileSync(path, execFileSync(tool, ['make', ...words], { maxBuffer: 64 * 1024 * 1024 }))
    return path
}

await story(async (t) => {
    const person = await t.person('producer', { device: 'desktop' })
    await t.atDesk(person, '19900001001')
    await person.waitForURL('**/desk/coop')
    await t.sees('the home says what is to be done', person.getByRole('heading', { name: '等我办' }))
    await t.whole('coop-home', person)

    // ---- begun ----
    await person.getByRole('button', { name: '新增商品' }).click()
    await person.waitForURL('**/desk/coop/listings/drafts/*')
    const address = new URL(person.url()).pathname
    await t.sees('one question a page', person.getByRole('heading', { name: '卖的是什么，哪里产的？' }))
    await person.getByRole('button', { name: '下一步：规格与价格' }).click()
    await t.sees('what is missing stands at its place', person.getByText('请选择分类'))
    await t.whole('coop-draft-facts-missing', person)
    await person.getByRole('radio', { name: '水果' }).locator('..').click()
    await person.getByLabel('农产品').fill('脐橙')
    await person.getByLabel('商品名称').fill('试销脐橙 75-80 毫米')
    await person.getByLabel('乡镇、街道').selectOption('永乐镇')
    await person.getByLabel('村、社区').selectOption('永乐镇示例一村')
    await person.getByRole('radio', { name: '不支持（鲜活易腐）' }).locator('..').click()
    await t.sees('it is saved by itself, with a time', person.getByText(/自动存好/))

    // ---- left, and taken up again ----
    await person.goto('/desk/coop/listings')
    await t.sees('the draft waits in the list', person.getByText('试销脐橙 75-80 毫米').first())
    await t.whole('coop-listings', person)
    await person.getByRole('link', { name: /试销脐橙 75-80 毫米/ }).first().click()
    await person.waitForURL(`**${address}`)
    t.equal('what was filled in is there', await person.getByLabel('商品名称').inputValue(), '试销脐橙 75-80 毫米')
    await person.getByRole('button', { name: '下一步：规格与价格' }).click()
    await person.getByLabel('规格', { exact: true }).fill('5 kg 装')
    await person.getByLabel('净重').fill('5')
    await person.getByLabel('毛重').fill('4')
    await person.getByLabel('售价').fill('59.80')
    await person.getByRole('button', { name: '下一步：照片与介绍' }).click()
    await t.sees('gross weighs at least net', person.getByText('毛重不能小于净重'))
    await person.getByLabel('毛重').fill('5.43')
    await t.whole('coop-draft-skus', person)
    await person.getByRole('button', { name: '下一步：照片与介绍' }).click()

    // ---- photos ----
    const large = photo('large.jpg', 'jpg', '3900', '3000', 'noise')
    t.ok('a photo of nearly 12 MB', readFileSync(large).length > 10500000 && readFileSync(large).length < 12582912, readFileSync(large).length)
    const liar = `${env.TEST_TMP}/holiday.jpg`
    writeFileSync(liar, 'GIF89a and not a photo at all')
    await person.locator('input[type=file]').setInputFiles([large, liar, photo('second.jpg', 'jpg', '1200', '900', 'exif=6')])
    await t.sees('the one that lies is not taken, and why', person.getByRole('alert').getByText(/holiday.jpg.*GIF/))
    await t.until('the other two are', async () => (await person.locator('.photos img[src^="/pictures/"]').count()) === 2)
    await t.sees('the first is the main one', person.getByText('主图'))
    await person.getByRole('button', { name: '照片 2 往前' }).click()
    await person.getByLabel('照片 1 里是什么').fill('枝头的果')
    await t.whole('coop-draft-photos', person)
    await person.getByRole('button', { name: '下一步：联农方案' }).click()

    // ---- the plan ----
    await person.getByRole('button', { name: '选农户（0）' }).click()
    await person.getByRole('dialog').getByRole('checkbox').nth(0).locator('..').click()
    await person.getByRole('dialog').getByRole('checkbox').nth(1).locator('..').click()
    await person.getByRole('button', { name: '加进来（2 户）' }).click()
    await person.getByLabel('第 1 项付多少').fill('4.60')
    await person.getByLabel(/的份额$/).first().fill('2')
    await t.sees('one box is shown to the fen', person.locator('tbody tr').first().getByText('15.33'))
    await t.sees('the second as well', person.locator('tbody tr').nth(1).getByText('7.67'))
    await t.sees('and what the cooperative keeps', person.getByLabel('一件给了谁').getByText('¥36.80'))
    await t.whole('coop-draft-plan', person)

    // ---- two windows ----
    await t.until('what was filled in is on the server', async () => {
        const { body } = await t.request(person, 'GET', `/api/v1/listing-drafts/${address.split('/').at(-1)}`)
        return body.content.listing.plan.pools[0].shares[0]?.weight === 2
    })
    const other = await person.context().newPage()
    await other.goto(address)
    await other.getByLabel('第 1 项付多少').fill('4.70')
    await t.sees('the other window saves', other.getByText(/自动存好/))
    await other.waitForFunction(() => document.body.innerText.includes('¥23.50'))
    await t.until('its change is on the server', async () => {
        const { body } = await t.request(other, 'GET', `/api/v1/listing-drafts/${address.split('/').at(-1)}`)
        return body.content.listing.plan.pools[0].rate === 470
    })
    await person.getByLabel('第 1 项付多少').fill('4.80')
    await t.sees('the first hears of it and overwrites nothing', person.getByRole('alert').getByText(/别的窗口改过了/))
    await t.whole('coop-draft-conflict', person)
    await person.getByRole('button', { name: /留这一页的/ }).click()
    await t.until('unless told to', async () => {
        const { body } = await t.request(other, 'GET', `/api/v1/listing-drafts/${address.split('/').at(-1)}`)
        return body.content.listing.plan.pools[0].rate === 480
    })
    await other.close()

    // ---- handed in ----
    await person.getByRole('button', { name: '下一步：预览并提交' }).click()
    await t.sees('nothing is missing', person.getByText('都填好了，可以提交'))
    await t.whole('coop-draft-preview', person)
    await person.getByRole('button', { name: '提交审核' }).click()
    await person.waitForURL('**/desk/coop/listings/*')
    await t.sees('it is in review', person.getByText('已提交。', { exact: false }))
    await t.whole('coop-listing', person)
    const listing = new URL(person.url()).pathname.split('/').at(-1)
    t.equal('with both photos in their order', t.sql(`select string_agg(x.alt, ',' order by x.place) from version_picture x join listing_version v on v.id = x.version_id where v.listing_id = ${listing}`), '枝头的果,')

    // ---- sent back ----
    const station = await t.person('station', { device: 'desktop' })
    await t.atDesk(station, '19900001045')
    const version = t.sql(`select max(id) from listing_version where listing_id = ${listing}`)
    const sent = await t.request(station, 'POST', `/api/v1/listing-versions/${version}/review`, { decision: 'reject', reason: 'picture', note: '照片上看不清果径' })
    t.equal('the station sends it back', sent.status, 200)
    await person.goto(`/desk/coop/listings/${listing}`)
    await t.sees('the cooperative reads why', person.getByText('照片上看不清果径').first())
    await t.whole('coop-listing-sent-back', person)
    await person.getByRole('button', { name: '改好再交' }).click()
    await person.waitForURL('**/desk/coop/listings/drafts/*')
    t.equal('and goes on from what it was', await person.getByLabel('商品名称').inputValue(), '试销脐橙 75-80 毫米')

    // ---- lots ----
    await person.goto('/desk/coop/lots')
    await person.locator('.equation').waitFor()
    await t.sees('a lot adds up to the gram', person.getByText('一克不差'))
    await t.whole('coop-lots', person)
    await person.getByRole('button', { name: '新批次' }).click()
    await person.getByLabel('收了多少').fill('100')
    await person.getByRole('dialog').getByRole('button', { name: '新批次' }).click()
    await t.sees('a new lot', person.locator('.equation').getByText('100.000', { exact: true }).first())
    await person.getByRole('button', { name: '入库' }).click()
    await person.getByLabel('装好几件').fill('3')
    await person.getByRole('dialog').getByRole('button', { name: '入库' }).click()
    await t.until('boxes are in', async () => /\b3\b/.test(await person.locator('.lot table tbody').innerText().catch(() => '')))
    await person.getByRole('button', { name: '报损' }).click()
    await person.getByLabel('几件').fill('1')
    await person.getByRole('dialog').getByRole('button', { name: '报损' }).click()
    await t.sees('a loss asks why', person.getByRole('alert').getByText('请写一句为什么', { exact: false }))
    await person.getByLabel('为什么').fill('搬运压坏')
    await person.getByRole('dialog').getByRole('button', { name: '报损' }).click()
    await person.getByRole('dialog').waitFor({ state: 'hidden' })
    await t.sees('and still adds up', person.getByText('一克不差'))

    // ---- orders, sales; on a phone ----
    for (const [name, path] of [['orders', '/desk/coop/orders'], ['sales', '/desk/coop/sales']]) {
        await person.goto(path)
        await person.getByRole('heading', { level: 1 }).waitFor()
        await t.whole(`coop-${name}`, person)
    }
    const phone = await t.person('producer on a phone', { device: 'phone' })
    await t.atDesk(phone, '19900001001')
    await phone.waitForURL('**/desk/coop')
    await t.whole('coop-home', phone)
    for (const [name, path] of [['listings', '/desk/coop/listings'], ['listing', `/desk/coop/listings/${listing}`], ['lots', '/desk/coop/lots'], ['orders', '/desk/coop/orders'], ['sales', '/desk/coop/sales']]) {
        await phone.goto(path)
        await phone.getByRole('heading', { level: 1 }).first().waitFor()
        await t.whole(`coop-${name}`, phone)
    }
    const draft = t.sql(`select id from listing_form where listing_id = ${listing} and closed_at is null`)
    await phone.goto(`/desk/coop/listings/drafts/${draft}`)
    for (const step of ['规格与价格', '照片与介绍', '联农方案', '预览并提交']) {
        await phone.getByRole('button', { name: `下一步：${step}` }).click()
        await t.whole(`coop-draft-${step}`, phone)
    }
})
