import { story } from './harness.mjs'

const { LOT, WAITING, PACKED, SIGNED, LATE } = process.env

await story(async (t) => {
    // ---- a lot is held ----
    const desk = await t.person('station', { device: 'desktop' })
    await t.atDesk(desk, '19900001045', `/desk/station/lots/${LOT}`)
    await desk.getByRole('button', { name: '停卖…' }).click()
    const why = desk.getByRole('dialog')
    await t.sees('what comes of what is sold is said before', why.getByText('买家会收到短信'))
    await why.getByLabel('原因').fill('农残复检')
    await why.getByRole('button', { name: '停卖' }).click()
    await t.sees('who waits stands on the page', desk.getByRole('heading', { name: '谁在等' }))
    await t.whole('stopped-lot', desk)
    await desk.goto(`/desk/station/orders/${WAITING}`)
    await t.sees('the order says what cannot be packed', desk.getByText('停卖，2 件先不能打包'))
    await t.whole('stopped-order', desk)
    const buyer = await t.person('buyer', { device: 'phone' })
    await buyer.goto(`/shop/orders/${WAITING}`)
    await t.signIn(buyer, '19900000001')
    await t.sees('its buyer is told', buyer.getByText('有 2 件所在的批次正在核实'))
    await t.whole('stopped-purchase', buyer)

    // ---- a packed parcel is opened again ----
    await desk.goto(`/desk/station/parcels/${PACKED}`)
    await t.sees('a packed parcel of it stays', desk.getByText('里面有停卖的批次，先不能交给快递'))
    await desk.getByText('拆包', { exact: true }).first().click()
    await desk.getByLabel('为什么拆').fill('批次停卖，取出来')
    await t.whole('stopped-unpack', desk)
    await desk.getByRole('button', { name: '拆包' }).click()
    await t.sees('it is opened', desk.getByText('这个包裹拆了'))
    t.equal('in the books, too', t.sql(`select state from parcel where id = ${PACKED}`), 'unpacked')

    // ---- an end that was none ----
    await desk.goto(`/desk/station/parcels/${SIGNED}`)
    await desk.getByText('记错了，要更正').click()
    await desk.getByLabel('怎么知道的').fill('快递员说扫错了件')
    await t.whole('stopped-correct', desk)
    await desk.getByRole('button', { name: '更正' }).click()
    await t.sees('it is on its way again', desk.getByText('快递员说扫错了件', { exact: true }))
    t.equal('and not signed for', t.sql(`select state || coalesce(signed_at::text, '') from parcel where id = ${SIGNED}`), 'in_transit')

    // ---- a refund beyond the limits ----
    await desk.goto(`/desk/station/orders/${LATE}`)
    await desk.getByRole('button', { name: '退款…' }).click()
    await desk.getByRole('dialog').getByRole('spinbutton').fill('1')
    await t.sees('the station hears who decides', desk.getByText(`把订单号 ${LATE} 告诉平台运营员`))
    const operator = await t.person('operator', { device: 'desktop' })
    await t.atDesk(operator, '19900000900', '/desk/operate/orders')
    await operator.getByLabel('订单号', { exact: true }).fill(LATE)
    await operator.getByRole('button', { name: '查' }).click()
    await t.sees('the operator sees who bears it', operator.getByRole('heading', { name: '谁来承担' }))
    await t.whole('operate-order', operator)
    await operator.getByRole('button', { name: '退款…' }).click()
    const back = operator.getByRole('dialog')
    await back.getByRole('spinbutton').fill('1')
    await back.getByLabel('原因').fill('卖家同意退一箱')
    await back.getByRole('button', { name: '退 ¥59.80' }).click()
    await t.sees('and gives it back', operator.getByText('卖家同意退一箱'))
    t.equal('from the seller', t.sql(`select count(*) from transfer where order_id = ${LATE} and kind = 'refund' and debit_kind = 'producer'`), '1')

    // ---- what repeats, what the seller has ----
    const auditor = await t.person('auditor', { device: 'desktop' })
    await t.atDesk(auditor, '19900003001', '/desk/audit/figures')
    await t.sees('the county sees who repeats it', auditor.getByRole('heading', { name: /反复“完成后全退”的/ }))
    await t.whole('audit-repeats', auditor)
    const seller = await t.person('seller', { device: 'desktop' })
    await t.atDesk(seller, '19900001001', '/desk/coop/sales')
    await t.sees('the seller sees what it has', seller.getByText('账上余额'))
    await t.whole('coop-sales-balance', seller)
})
