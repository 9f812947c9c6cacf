import { DEVICES, story } from './harness.mjs'
import { isOf, ROUTES } from './routes.mjs'

// Whose pages are turned to a wider screen once they are open.
const WIDER = { small: 'tablet', desktop: 'wall' }
const { paid, sent, sent_parcel, received, unpaid, own_dossier, public_dossier } = process.env

await story(async (t) => {
    const listing = t.sql(
        "select v.listing_id from listing_version v where v.state = 'on_sale' and v.title like '奉节脐橙%' order by v.listing_id limit 1",
    )
    const sku = t.sql(`select s.sku_id from version_sku s join listing l on l.current_version_id = s.version_id where l.id = ${listing} limit 1`)
    const scene = await t.person('scene')
    await scene.goto('/')
    await scene.getByRole('button', { name: '登录' }).click()
    await t.signIn(scene, '19900000001')
    const place = t.sql("select code from region where level = 4 and code like '500236%' limit 1")
    const address = await t.request(scene, 'POST', '/api/v1/addresses', {
        name: '示例收货人', phone: '19900000777', region_code: place, detail: '示例路七号', is_default: true,
    })
    t.equal('an address is there', address.status, 201)
    const basket = await t.request(scene, 'POST', '/api/v1/cart/lines', { lines: [{ sku_id: sku, quantity: 2 }] })
    t.ok('something is in the basket', basket.status < 300, JSON.stringify(basket.body))
    const state = await scene.context().storageState()

    const pages = {
        'home': '/',
        'category': '/shop/category',
        'search': '/shop/search?q=%E6%A9%99',
        'search-nothing': '/shop/search?q=%E5%8D%97%E6%9E%81%E7%A3%B7%E8%99%BE',
        'counties': '/shop/counties',
        'county': '/shop/county/500236',
        'product': `/shop/product/${listing}`,
        'cart': '/shop/cart',
        'checkout': `/shop/checkout?sku=${sku}&quantity=1`,
        'pay': `/shop/pay/${unpaid}`,
        'addresses': '/shop/addresses',
        'address-new': '/shop/addresses/new',
        'address': `/shop/addresses/${address.body.address_id}`,
        'orders': '/shop/orders',
        'order-paid': `/shop/orders/${paid}`,
        'order-sent': `/shop/orders/${sent}`,
        'order-received': `/shop/orders/${received}`,
        'tracking': `/shop/parcels/${sent_parcel}`,
        'refund': `/shop/orders/${paid}/refund`,
        'receipt': `/shop/orders/${received}/receipt`,
        'me': '/shop/me',
        'profile': '/shop/me/profile',
        'sessions': '/shop/me/sessions',
        'acting': '/shop/me/acting',
        'standing': '/shop/me/standing',
        'data': '/shop/me/data',
        'join': '/shop/join',
        'join-one': `/shop/join/${own_dossier}`,
        'publicity': '/shop/publicity',
        'publicity-one': `/shop/publicity/${public_dossier}`,
        'levels': '/shop/levels/500236',
    }
    const missed = ROUTES.shop.filter((pattern) => !Object.values(pages).some((path) => isOf(pattern, path)))
    t.equal('every address of the shop is looked at', missed.join(' '), '')

    // A phone and a desktop open each page; turned to a tablet's or a wall's size the same page must fit as well.
    for (const face of process.env.FACES.split(' ')) {
        const elder = face === 'elder'
        const device = elder ? 'small' : face
        const who = await t.person(`buyer ${device}${elder ? ' elder' : ''}`, { device, storageState: state })
        if (elder) await who.context().addCookies([{ name: 'elder', value: '1', url: process.env.URL }])
        for (const [name, path] of Object.entries(pages)) {
            await who.goto(path)
            const title = `shop-${name}${elder ? '-elder' : ''}`
            await who.locator('main .loading').first().waitFor({ state: 'detached' })
            await t.settled(who)
            await t.axe(`${title} at ${device}`, who)
            await t.fits(`${title} at ${device}`, who)
            await t.shot(title, who)
            if (WIDER[face]) {
                const size = who.viewportSize()
                await who.setViewportSize(DEVICES[WIDER[face]].viewport)
                await t.settled(who)
                await t.fits(`${title} at ${WIDER[face]}`, who)
                await t.shot(title, who)
                await who.setViewportSize(size)
            }
            if (device === 'small') {
                await t.settled(who)
                await t.prices(`${title} at ${device}`, who)
                await t.fits(`${title} at ${device}, all prices long`, who)
            }
        }
        await who.context().close()
    }
})
