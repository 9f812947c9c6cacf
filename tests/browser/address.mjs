import { story } from './harness.mjs'

await story(async (t) => {
    const buyer = await t.person('buyer', { device: 'small' })
    await buyer.goto('/shop/addresses')
    await t.signIn(buyer, '19900000001')
    await t.sees('an empty book says what to do', buyer.getByRole('heading', { name: '还没有收货地址' }))
    await buyer.getByRole('link', { name: '新地址' }).click()

    // ---- pasted ----
    await buyer.getByLabel('粘贴收货信息').fill('张三，138-1234-0000，云南省昭通市镇雄县乌峰街道某路1号')
    await buyer.getByRole('button', { name: '识别' }).click()
    await t.sees('a pasted address is taken apart', buyer.getByText('都认出来了'))
    t.equal('into the name', await buyer.getByLabel('收货人').inputValue(), '张三')
    t.equal('the telephone number', await buyer.getByLabel('手机号').inputValue(), '13812340000')
    t.equal('and the street', await buyer.getByLabel('详细地址').inputValue(), '某路1号')
    await t.until('and the region, down to the township', () => buyer.getByRole('button', { name: '所在地区' }).filter({ hasText: '云南省昭通市镇雄县乌峰街道' }).isVisible())
    await t.whole('address-pasted', buyer)
    await buyer.getByRole('button', { name: '保存' }).click()
    await t.sees('it is kept', buyer.getByText('云南省昭通市镇雄县乌峰街道'))
    await t.sees('the first is the default', buyer.getByText('默认', { exact: true }))
    t.equal('the telephone number is not shown whole', await buyer.getByText('138****0000').count(), 1)

    // ---- what is missing stands beside its field ----
    await buyer.getByRole('link', { name: '新地址' }).click()
    await buyer.getByLabel('收货人').fill('李四')
    await buyer.getByLabel('手机号').fill('1381234')
    await buyer.getByRole('button', { name: '保存' }).click()
    await t.sees('a wrong number is told beside it', buyer.locator('#address-phone-error'))
    t.equal('nothing typed is lost', await buyer.getByLabel('收货人').inputValue(), '李四')
    await buyer.getByLabel('手机号').fill('138 1234 0001')
    await buyer.getByLabel('详细地址').fill('示例巷 7 号')
    await buyer.getByRole('button', { name: '所在地区' }).click()
    await t.place(buyer, '重庆市')
    await buyer.getByRole('menuitemradio', { name: '奉节县' }).waitFor()
    t.equal('a level that is only a step is no choice', await buyer.getByRole('menuitemradio', { name: '市辖区', includeHidden: true }).count(), 0)
    await t.place(buyer, '奉节县')
    await buyer.getByRole('menuitemradio', { name: '永乐镇' }).waitFor()
    await t.whole('address-region', buyer)
    await buyer.keyboard.press('Escape')
    await buyer.getByRole('button', { name: '保存' }).click()
    await t.sees('the township is asked for', buyer.getByRole('alert').filter({ hasText: /地区|乡镇/ }))
    await buyer.getByRole('button', { name: '所在地区' }).filter({ hasText: '重庆市奉节县' }).click()
    await t.place(buyer, '永乐镇')

    // ---- a name of forty characters ----
    const long = '阿卜杜热西提·'.repeat(6).slice(0, 40)
    await buyer.getByLabel('收货人').fill(long)
    await buyer.getByRole('button', { name: '保存' }).click()
    await t.sees('a name of forty characters is kept', buyer.getByText(long))
    await t.whole('addresses', buyer)

    // ---- the default, and forgetting ----
    await buyer.getByRole('button', { name: '设为默认' }).click()
    await t.until('another is the default', async () => (await buyer.locator('.address-card').first().innerText()).includes(long))
    await buyer.getByRole('button', { name: '删除 张三 的地址' }).click()
    await t.sees('forgetting is asked about once', buyer.getByRole('heading', { name: '删除这个地址？' }))
    await t.whole('address-forget', buyer)
    await buyer.getByRole('button', { name: '删除', exact: true }).click()
    await t.until('it is gone', async () => (await buyer.getByText('昭通市').count()) === 0)

    // ---- a township that was renumbered since ----
    t.sql("update address set region_code = '500236801'")
    await buyer.reload()
    await t.sees('an address says that its region is another now', buyer.getByText('这个地区的代码已停用，现在是重庆市奉节县永乐镇。请修改后再下单。'))
    await t.whole('address-ended', buyer)
    await buyer.getByRole('link', { name: /修改/ }).first().click()
    await t.sees('the form has the new one already, and says so', buyer.getByText('原来的地区“重庆市奉节县东示例乡”的代码从 2020-06-01 起停用，已换成现在的，请核对后保存。'))
    await buyer.getByRole('button', { name: '所在地区' }).filter({ hasText: '重庆市奉节县永乐镇' }).waitFor()
    await buyer.getByRole('button', { name: '保存' }).click()
    await t.until('kept, it is mended', async () => t.sql('select region_code from address') === '500236131')

    // ---- on a desktop, within checkout ----
    const desk = await t.person('desk', { device: 'desktop' })
    await desk.goto('/shop/addresses/new')
    await t.signIn(desk, '19900000002')
    await desk.getByLabel('收货人').waitFor()
    await t.whole('address-new', desk)
})
