import { story } from './harness.mjs'

await story(async (t) => {
    const reader = await t.person('reader', { device: 'desktop' })
    await reader.goto('/board')
    await reader.getByRole('link', { name: '全国 832 个脱贫县的名单' }).click()
    await t.sees('the list has a page', reader.getByRole('heading', { level: 1, name: '832 个脱贫县' }))
    await t.sees('which says what it is', reader.getByText('据公开资料整理，未经官方核对。', { exact: false }))
    await t.sees('all of them', reader.getByRole('status').filter({ hasText: '列出 832 个' }))
    t.equal('by province', await reader.getByRole('heading', { level: 2 }).count(), 22)
    const qinghai = reader.getByRole('region', { name: /^青海省/ })
    await reader.getByRole('heading', { level: 2, name: /^青海省/ }).click()
    await t.sees('two that became one stand there both', qinghai.getByText('冷湖行委'))
    t.equal('with the name of today', await qinghai.getByText('现为茫崖市').count(), 2)
    await reader.getByRole('searchbox').fill('奉节')
    await t.sees('one is found by its name', reader.getByRole('status').filter({ hasText: '列出 1 个' }))
    await reader.getByRole('searchbox').fill('没有的县')
    await t.sees('nothing is found, and what to do', reader.getByText('没有这样的县。', { exact: false }))
    await reader.getByRole('searchbox').fill('')
    await reader.getByRole('radio', { name: /^2016/ }).check()
    await t.sees('by the year of leaving', reader.getByRole('status').filter({ hasText: '列出 28 个' }))
    await reader.getByRole('radio', { name: '全部' }).check()
    await t.whole('board-listed', reader)
    await reader.goto('/board/county/500236')
    await t.sees('a county says that it was on the list', reader.getByText('2018 年退出'))
    await t.sees(
        'and that nobody official says so',
        reader.getByText('据公开资料整理，未经官方核对。', { exact: false }),
    )
    const phone = await t.person('phone', { device: 'small' })
    await phone.goto('/board/listed')
    await t.sees('it opens on a phone', phone.getByRole('status').filter({ hasText: '列出 832 个' }))
    await t.whole('board-listed', phone)
})
