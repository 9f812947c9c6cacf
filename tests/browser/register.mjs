import { story } from './harness.mjs'

const control = (path, body) =>
    fetch(`${process.env.REGISTER_URL}/control/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

await story(async (t) => {
    // ---- a snapshot is taken over ----
    const operator = await t.person('operator')
    await t.atDesk(operator, '19900000900')
    await operator.goto('/desk/operate/register')
    await t.sees('nothing was taken over yet', operator.getByText('还没有接收过', { exact: true }))
    await operator.getByRole('button', { name: '接收最新快照' }).click()
    await t.sees('it begins', operator.getByRole('status').filter({ hasText: '开始接收快照' }))
    await t.sees('and comes to its end by itself', operator.getByRole('cell', { name: '接收完了' }))
    await t.sees('with what it did', operator.getByRole('row', { name: /5200/ }))
    await t.whole('operate-register', operator)

    // ---- one that errs waits ----
    await control('faults', { mode: 'bad_identity', n: 1 })
    await operator.getByRole('button', { name: '接收最新快照' }).click()
    await t.sees('one with a faulty line waits', operator.getByRole('heading', { name: /^等人看/ }))
    await operator.getByRole('button', { name: '看哪些不对' }).click()
    await t.sees('what is wrong is told', operator.getByRole('cell', { name: '身份证号有误' }))
    await t.whole('operate-register-waiting', operator)
    await operator.getByRole('button', { name: '不接收这份' }).click()
    await t.sees('it is given up', operator.getByRole('status').filter({ hasText: '没有接收，信息照旧' }))
    await t.sees('which stands in the list', operator.getByRole('cell', { name: '不接收' }).first())

    // ---- a link that does not fit ----
    const auditor = await t.person('auditor')
    await t.atDesk(auditor, '19900003001')
    await t.until('links are judged', async () => (await t.request(auditor, 'GET', '/api/v1/desk/verdicts')).body.items.length > 0)
    await auditor.getByRole('navigation', { name: '工作台' }).getByRole('link', { name: '登记比对' }).click()
    const row = auditor.getByRole('row').filter({ hasText: '有疑问' }).first()
    await t.sees('it says which rule it breaks', row.getByText(/^\d+\. /))
    await t.whole('audit-verdicts', auditor)
    const who = await row.getByRole('link').innerText()
    await row.getByRole('link').click()
    await t.sees('the household shows its links', auditor.getByRole('heading', { name: '和登记系统比对' }))
    await t.whole('audit-household-verdicts', auditor)
    await auditor.goBack()
    await auditor.getByRole('row').filter({ hasText: who }).first().getByRole('button', { name: '看过，没问题…' }).click()
    const dialog = auditor.getByRole('dialog')
    await dialog.getByRole('textbox').fill('入户看过，儿子在社里做工')
    await dialog.getByRole('button', { name: '没问题' }).click()
    await t.sees('it is gone from the list', auditor.getByRole('heading', { name: '登记比对不符' }))
    await t.until('for good', async () => {
        const items = (await t.request(auditor, 'GET', '/api/v1/desk/verdicts?limit=100')).body.items
        return !items.some((it) => it.pseudonym === who)
    })
})
