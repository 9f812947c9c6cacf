import { DEVICES, story } from './harness.mjs'
import { isOf, ROUTES } from './routes.mjs'

const { payout_run, waiting, paid, packed_parcel, sent, sent_parcel, dossier } = process.env

await story(async (t) => {
    const one = (statement) => t.sql(`${statement} limit 1`)
    const producer = one("select o.id from organisation o where o.code = 'fengjie-01'")
    const listing = one(`select id from listing where producer_id = ${producer} and current_version_id is not null order by id`)
    const lot = one(`select id from lot where listing_id = ${listing} order by id`)
    const household = one("select id from household where village_code = '500236131201' and state = 'confirmed' order by id")

    // A version that waits for the village's check, one for the station's, and one that was sent back.
    const scene = await t.person('scene')
    const roles = process.env.ROLES.split(' ')
    const phones = {
        coop: '19900001001', station: '19900001045', village: '19900004001', audit: '19900003001', operate: '19900000900',
        township: '19900006001', department: '19900006101', centre: '19900006201', city: '19900006301',
    }
    const states = {}
    for (const role of new Set(['coop', 'operate', ...roles])) states[role] = await t.signedIn(phones[role])

    await scene.context().clearCookies()
    await scene.context().addCookies(states.coop.cookies)
    await scene.goto('/desk/coop')
    await scene.getByRole('button', { name: '新增商品' }).click()
    await scene.waitForURL('**/drafts/*')
    const draft = new URL(scene.url()).pathname.split('/').at(-1)
    await scene.context().clearCookies()
    await scene.context().addCookies(states.operate.cookies)
    const sent_file = await scene.request.fetch('/api/v1/imports?name=accounts&file_name=%E5%B2%97%E4%BD%8D.csv', {
        method: 'POST', data: 'phone,role,org,region_code,display_name\n19900009991,consumer,,,示例甲\n1,consumer,,,示例乙\n',
        headers: { 'content-type': 'text/csv', 'Idempotency-Key': 'every-desk-import', origin: process.env.URL },
    })
    t.equal('a file is being read', sent_file.status(), 201)
    const upload = (await sent_file.json()).import_id
    const made_program = await scene.request.fetch('/api/v1/programs', {
        method: 'POST', data: JSON.stringify({ name: '示例接口', owner: '示例局', region_code: '500236', scopes: ['figures'] }),
        headers: { 'content-type': 'application/json', 'Idempotency-Key': 'every-desk-program', origin: process.env.URL },
    })
    t.equal('a program has its account', made_program.status(), 201)
    const { program_id: program } = await made_program.json()

    const pages = {
        coop: {
            'home': '/coop', 'listings': '/coop/listings', 'listing': `/coop/listings/${listing}`, 'draft': `/coop/listings/drafts/${draft}`, 'lots': '/coop/lots', 'orders': '/coop/orders', 'sales': '/coop/sales', 'exports': '/exports', 'papers': '/coop/papers', 'staff': '/coop/staff',
        },
        township: { 'home': '/township', 'dossier': `/township/dossiers/${dossier}`, 'authorities': '/township/authorities', 'corrections': '/township/corrections' },
        department: { 'home': '/department', 'dossier': `/department/dossiers/${dossier}`, 'papers': '/department/papers' },
        centre: {
            'home': '/centre', 'payouts': '/centre/payouts', 'payout-run': `/centre/payouts/${payout_run}`, 'dossier': `/centre/dossiers/${dossier}`, 'publicity': '/centre/publicity', 'programs': '/centre/programs', 'program': `/centre/programs/${program}`, 'organisations': '/centre/organisations', 'papers': '/centre/papers', 'authorities': '/centre/authorities', 'corrections': '/centre/corrections', 'registrations': '/centre/registrations',
        },
        city: { 'home': '/city', 'dossier': `/city/dossiers/${dossier}`, 'changes': '/city/changes', 'trail': '/city/trail' },
        station: {
            'home': '/station', 'review': '/station/review', 'orders': '/station/orders', 'order': `/station/orders/${paid}`,
            'packing': '/station/packing', 'packing-order': `/station/packing?order=${paid}`, 'hand-over': '/station/hand-over', 'parcels': '/station/parcels',
            'parcel': `/station/parcels/${sent_parcel}`, 'parcel-packed': `/station/parcels/${packed_parcel}`, 'refunds': '/station/refunds',
            'lots': '/station/lots', 'lot': `/station/lots/${lot}`, 'freight': '/station/freight',
            'households': '/station/households', 'household': `/station/households/${household}`,
        },
        village: {
            'home': '/village', 'households': '/village/households', 'find': '/village/households/find', 'household': `/village/households/${household}`,
            'statement': `/village/households/${household}/statement`, 'review': '/village/review', 'registrations': '/village/registrations', 'check': `/village/review/${waiting}`,
        },
        audit: {
            'home': '/audit', 'organisations': '/audit/organisations', 'organisation': `/audit/organisations/${producer}`, 'households': '/audit/households', 'find': '/audit/households/find', 'flags': '/audit/flags', 'income-limits': '/audit/income-limits', 'listed-villages': '/audit/listed-villages', 'changes': '/audit/changes',
            'household': `/audit/households/${household}`, 'statement': `/audit/households/${household}/statement`, 'held': '/audit/held', 'payouts': '/audit/payouts', 'payout-run': `/audit/payouts/${payout_run}`,
            'held-household': `/audit/held/${household}`, 'trail': '/audit/trail', 'verdicts': '/audit/verdicts', 'figures': '/audit/figures', 'regions': '/audit/regions', 'region': '/audit/regions/500236', 'orders': '/audit/orders', 'order': `/audit/orders/${sent}`,
        },
        operate: {
            'home': '/operate', 'roles': '/operate/roles', 'organisations': '/operate/organisations', 'accounts': '/operate/accounts', 'jobs': '/operate/jobs', 'refunds': '/operate/refunds', 'bills': '/operate/bills', 'payouts': '/operate/payouts?county=500236', 'payout-run': `/operate/payouts/${payout_run}`,
            'orders': '/operate/orders', 'order': `/operate/orders/${sent}`, 'messages': '/operate/messages',
            'trail': '/operate/trail', 'changes': '/operate/changes', 'programs': '/operate/programs', 'program': `/operate/programs/${program}`, 'register': '/operate/register', 'imports': '/operate/imports', 'import': `/operate/imports/${upload}`, 'exports': '/operate/exports', 'second': '/second', 'settings': '/operate/settings', 'regions': '/operate/regions?q=500236', 'region': '/operate/regions/500236131', 'health': '/operate/health',
        },
    }
    const seen = ['/', '/sign-in', ...Object.values(pages).flatMap((it) => Object.values(it))]
    const missed = ROUTES.desk.filter((pattern) => !seen.some((path) => isOf(pattern, path)))
    t.equal('every address of the desk is looked at', missed.join(' '), '')

    // A phone and a desk open each page; turned to a tablet's or a wall's size the same page must fit as well.
    for (const [device, wider] of [['small', 'tablet'], ['desktop', 'wall']])
        for (const role of roles) {
            const of = pages[role]
            const who = await t.person(`${role} ${device}`, { device, storageState: states[role] })
            const size = who.viewportSize()
            for (const [n, [name, path]] of Object.entries(of).entries()) {
                const title = `desk-${role}-${name}`
                await who.setViewportSize(size)
                await who.goto(`/desk${path}`)
                await who.locator('main .loading').first().waitFor({ state: 'detached' })
                await t.settled(who)
                await t.axe(`${title} at ${device}`, who)
                await t.fits(`${title} at ${device}`, who)
                await t.shot(title, who)
                await who.setViewportSize(DEVICES[wider].viewport)
                await t.settled(who)
                // A tablet and a wall's screen in turn, page by page.
                if ((n % 2 === 0) === (wider === 'tablet')) await t.axe(`${title} at ${wider}`, who)
                await t.fits(`${title} at ${wider}`, who)
                await t.shot(title, who)
            }
            await who.context().close()
        }
})
