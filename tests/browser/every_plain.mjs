import { story } from './harness.mjs'
import { isOf, ROUTES } from './routes.mjs'

const { receipt, trace, listing, waybill } = process.env

await story(async (t) => {
    const board = { board: '/board', 'board-county': '/board/county/500236', 'board-wall': '/board/wall', 'board-listed': '/board/listed' }
    const missed = ROUTES.board.filter((pattern) => !Object.values(board).some((path) => isOf(pattern, path.replace(/^\/board/, '') || '/')))
    t.equal('every address of the board is looked at', missed.join(' '), '')
    const pages = {
        ...board,
        plain: '/plain',
        'plain-search': '/search?q=%E6%A9%99',
        'plain-product': `/p/${listing}`,
        'plain-receipt': `/r/${receipt}`,
        'plain-trace': `/t/${trace}`,
        'plain-trace-form': '/t',
        'plain-tracking': `/w/${waybill}`,
        'plain-household': '/h',
        'plain-board': '/board/tables',
        'plain-missing': '/p/1',
        'plain-problem': '/problems/out_of_stock',
        'plain-api': '/api',
        'plain-api-operation': '/api?name=trade_create',
    }
    const own = { 'plain-own': '/h', 'plain-own-say': '/h/say', 'plain-own-copy': '/h/copy' }
    const scene = await t.person('scene')
    await scene.goto('/')
    await scene.getByRole('button', { name: '登录' }).click()
    await t.signIn(scene, process.env.own)
    const storageState = await scene.context().storageState()
    const walk = async (who, all, device, elder) => {
        for (const [name, path] of Object.entries(all)) {
            if (name === 'board-wall' && device === 'small') continue
            await who.goto(path)
            await t.settled(who)
            const title = `${name}${elder ? '-elder' : ''}`
            await t.axe(`${title} at ${device}`, who)
            await t.fits(`${title} at ${device}`, who)
            await t.shot(title, who)
            if (name === 'plain-own-say' && device === 'small')
                t.equal(`${title}: a button stands below its line`, await who.locator('form.say').evaluateAll((forms) => forms.every((form) => [...form.querySelectorAll('button')].every((it) => it.getBoundingClientRect().top >= form.querySelector('p').getBoundingClientRect().bottom))), true)
        }
        await who.context().close()
    }
    for (const device of ['small', 'desktop'])
        for (const elder of [false, true])
            for (const [kind, all, options] of [['reader', pages, {}], ['household', own, { storageState }]]) {
                if (kind === 'household' && elder && device === 'desktop') continue // one column at any width
                const who = await t.person(`${kind} ${device}${elder ? ' elder' : ''}`, { device, ...options })
                if (elder) await who.context().addCookies([{ name: 'elder', value: '1', url: process.env.URL }])
                await walk(who, all, device, elder)
            }
})
