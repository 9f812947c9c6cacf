import { readFileSync } from 'node:fs'
import { story } from './harness.mjs'

const HEADINGS = '编号,类型,名称,统一社会信用代码,县代码,乡镇代码,村代码,联系人,联系手机'
const DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

function creditCode(n) {
    const code = `91500236MA${String(n).padStart(7, '0')}`
    const sum = WEIGHTS.reduce((total, weight, i) => total + weight * DIGITS.indexOf(code[i]), 0)
    return code + DIGITS[(31 - (sum % 31)) % 31]
}

const rows = Array.from({ length: 2000 }, (_, i) => ['story-' + (i + 1), '合作社', `示例合作社${i + 1}`, creditCode(i + 5000), '500236', '', '', '示例联系人', '19900001001'])
rows[15][4] = '999999'
rows[98][1] = '超市'
rows[1499][8] = '123'
const table = [HEADINGS, ...rows.map((row) => row.join(','))].join('\r\n')

await story(async (t) => {
    const operator = await t.person('operator')
    await t.atDesk(operator, '19900000900', '/desk/operate/imports')

    // ---- what is no table is told at once ----
    const choose = operator.getByLabel('要导入的 CSV 文件')
    await choose.setInputFiles({ name: '机构.xlsx', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('PK') })
    await t.sees('an Excel file is refused with the way out', operator.getByRole('alert').filter({ hasText: '另存为' }))
    await choose.setInputFiles({ name: '机构.csv', mimeType: 'text/csv', buffer: Buffer.from('名称\r\n甲') })
    await operator.getByRole('button', { name: '试一遍' }).click()
    await t.sees('missing columns are named', operator.getByRole('alert').filter({ hasText: '统一社会信用代码' }))
    const template = operator.waitForEvent('download')
    await operator.getByRole('link', { name: '下载机构模板' }).click()
    t.equal('the template has its name', (await template).suggestedFilename(), '导入模板_机构.csv')
    await operator.getByText('机构表有哪些列').click()
    await t.sees('the columns say what may stand in them', operator.getByRole('row').filter({ hasText: '类型' }).getByText(/合作社、.*企业、.*电商服务站/))
    await t.whole('operate-imports', operator)

    // ---- two thousand rows, three of them wrong: tried first, then imported from the same file ----
    await choose.setInputFiles({ name: '奉节机构-11月.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
    await operator.getByRole('button', { name: '试一遍' }).click()
    await operator.waitForURL('**/desk/operate/imports/*')
    await t.sees('the way is shown', operator.getByRole('progressbar'))
    await t.sees('what would be is said', operator.getByText('只是试，什么也没有写入。照这样导入：1,997 行新增；有错的 3 行不导入'))
    await t.sees('row by row', operator.getByRole('row').filter({ hasText: '新增' }).first())
    t.equal('nothing is there yet', t.sql("select count(*) from organisation where code like 'story-%'"), '0')
    await t.whole('operate-import-try', operator)
    const tried = operator.url()
    await operator.getByRole('button', { name: '导入对的 1,997 行' }).click()
    await operator.waitForURL((url) => url.href !== tried)
    await t.sees('what is right came in', operator.getByText('1,997 行已经生效'))
    t.equal('it is there', t.sql("select count(*) from organisation where code like 'story-%'"), '1997')
    await t.sees('each wrong row says what is wrong', operator.getByRole('row').filter({ hasText: '1501' }).getByText('手机号不对'))
    await t.sees('and what to do', operator.getByRole('row').filter({ hasText: '100' }).getByText(/只能填：合作社、.*电商服务站/))
    await t.whole('operate-import', operator)
    const failed = operator.waitForEvent('download')
    await operator.getByRole('link', { name: '下载没导入的行' }).click()
    const text = readFileSync(await (await failed).path(), 'utf8')
    t.equal('the rows to mend come down', text.trim().split('\r\n').length, 4)
    t.match('with the reason beside', text, /哪里要改[^]*县代码|哪里要改[^]*统一社会信用代码/)

    // ---- mended and uploaded again ----
    const mended = text.replace('"999999"', '"500236"').replace('"超市"', '"合作社"').replace('"123"', '"19900001001"')
    await operator.getByRole('link', { name: '再传一个文件' }).click()
    await choose.setInputFiles({ name: '改好的.csv', mimeType: 'text/csv', buffer: Buffer.from(mended) })
    await operator.getByLabel('直接导入：对的行先导入').check()
    await operator.getByRole('button', { name: '检查并导入' }).click()
    await t.sees('the mended rows come in', operator.getByText('3 行全部导入'))
    t.equal('now all are there', t.sql("select count(*) from organisation where code like 'story-%'"), '2000')
    await operator.getByRole('link', { name: '导入', exact: true }).first().click()
    await t.sees('both are found again', operator.getByRole('link', { name: '奉节机构-11月.csv' }).first())

    // ---- out again: left, and found ----
    await operator.goto('/desk/operate/organisations?kind=cooperative')
    const own = operator.waitForEvent('download')
    await operator.getByRole('button', { name: '导出 Excel' }).click()
    t.match('the file comes by itself, with a Chinese name', (await own).suggestedFilename(), /^机构_\d{8}_\d{4}\.xlsx$/)
    await t.sees('how long it is is said', operator.getByRole('status').filter({ hasText: /行，.*KB/ }))
    await operator.getByRole('button', { name: 'CSV' }).click()
    await operator.goto('/desk/exports')
    const made = operator.getByRole('row').filter({ hasText: '.csv' })
    await t.sees('one that was left is found again', made)
    await t.sees('and is made meanwhile', made.getByText('做好了'))
    await t.whole('desk-exports', operator)
    const found = operator.waitForEvent('download')
    await made.getByRole('link', { name: /下载/ }).click()
    const csv = readFileSync(await (await found).path(), 'utf8')
    t.ok('it holds what was shown', csv.includes('"story-2000"') && !csv.includes('"电商服务站"'))

    const other = await t.person('station')
    await t.atDesk(other, '19900001045', '/desk/exports')
    await t.sees("others' exports are not there", other.getByRole('heading', { name: '还没有导出过' }))
})
