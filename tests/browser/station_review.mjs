import { story } from './harness.mjs'

const { ONE, TWO, THREE, FOUR } = process.env

await story(async (t) => {
    const desk = await t.person('station', { device: 'desktop' })
    await t.atDesk(desk, '19900001045', `/desk/station/review?version=${ONE}`)
    const title = desk.locator('article .title')
    const state = (version) => t.sql(`select state from listing_version where id = ${version}`)
    await t.sees('the one of the address is shown', title.filter({ hasText: '试销脐橙一号' }))
    await t.whole('station-review', desk)

    // ---- next and previous; letters are off in a field ----
    await desk.keyboard.press('j')
    await t.sees('J goes on', title.filter({ hasText: '试销脐橙二号' }))
    await desk.keyboard.press('k')
    await t.sees('K goes back', title.filter({ hasText: '试销脐橙一号' }))
    await desk.locator('#find').focus()
    await desk.keyboard.press('j')
    t.ok('in a field a letter is a letter', (await desk.locator('#find').inputValue()) === 'j' && new URL(desk.url()).searchParams.get('version') === ONE)
    await desk.locator('#find').fill('')
    await desk.locator('#find').blur()

    // ---- accept, take back, accept ----
    await desk.keyboard.press('a')
    await t.sees('it waits for ten seconds', desk.getByRole('status').filter({ hasText: '通过“试销脐橙一号”' }))
    t.equal('nothing was sent', state(ONE), 'submitted')
    await t.sees('the next one is there', title.filter({ hasText: '试销脐橙二号' }))
    await desk.keyboard.press('z')
    await t.sees('Z takes it back', title.filter({ hasText: '试销脐橙一号' }))
    t.equal('and nothing was ever sent', state(ONE), 'submitted')
    await desk.keyboard.press('a')

    // ---- refuse; the decision before is sent with the next one ----
    await t.sees('on to the next', title.filter({ hasText: '试销脐橙二号' }))
    await desk.keyboard.press('r')
    await desk.getByRole('heading', { name: /退回的原因/ }).waitFor()
    await desk.keyboard.press('2')
    await desk.keyboard.press('6')
    await desk.getByLabel(/给合作社补一句/).fill('第二张图看不清')
    await t.sees('what the cooperative will read', desk.getByText('图片和实物、规格对不上；第二张图看不清'))
    await t.whole('station-review-refuse', desk)
    await desk.keyboard.press('Control+Enter')
    await t.until('the one before is on sale now', async () => state(ONE) === 'on_sale')
    t.equal('the refusal waits', state(TWO), 'submitted')
    await t.until('and is sent when its time is over', async () => state(TWO) === 'rejected')
    const read = await t.request(desk, 'GET', `/api/v1/listing-versions/${TWO}`)
    t.equal('word for word', read.body.history.at(-1).reason, 'picture: 图片和实物、规格对不上；第二张图看不清')

    // ---- somebody was quicker ----
    await t.sees('the third', title.filter({ hasText: '试销脐橙三号' }))
    const other = await t.request(desk, 'POST', `/api/v1/listing-versions/${THREE}/review`, { decision: 'approve' })
    t.equal('another officer decides', other.status, 200)
    await desk.keyboard.press('a')
    await t.sees('the fourth', title.filter({ hasText: '试销脐橙四号' }))
    await desk.getByRole('button', { name: '现在就发' }).click()
    await t.sees('it is said', desk.getByRole('alert').filter({ hasText: '已经有别人处理了' }))
    await desk.getByRole('button', { name: '知道了' }).click()

    // ---- the session ends in the middle ----
    await desk.keyboard.press('r')
    await desk.keyboard.press('1')
    await desk.getByLabel(/给合作社补一句/).fill('比邻村贵一成')
    await desk.context().clearCookies()
    await desk.getByRole('button', { name: '退回合作社' }).click()
    await desk.getByRole('button', { name: '现在就发' }).click()
    await t.sees('signing in opens over the page', desk.getByRole('dialog', { name: '登录后继续' }))
    await t.signIn(desk, '19900001045')
    await t.until('and the decision goes again as it was', async () => state(FOUR) === 'rejected')
    await t.sees('the queue is empty', desk.getByRole('heading', { name: '都审完了' }))
    await t.whole('station-review-empty', desk)

    // ---- leaving the page sends what waits ----
    const narrow = await t.person('on a tablet', { device: 'tablet' })
    await t.atDesk(narrow, '19900001045', '/desk/station/review')
    await t.sees('nothing waits there either', narrow.getByRole('heading', { name: '都审完了' }))
    await t.whole('station-review', narrow)
})
