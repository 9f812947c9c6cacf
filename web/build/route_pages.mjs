// Which page a route of the API serves: read from the sources of the pages, written as a table into ARCHITECTURE.md.
// usage: route_pages.mjs write|table|missing|unneeded [API-DOCUMENT]      (build/web/openapi.json)
//   write     puts the table between its two marks in ARCHITECTURE.md
//   table     prints it
//   missing   prints the routes that have no page and no reason for that
//   unneeded  prints the reasons given for routes that have a page, or are not there
//
// A page is a route of one of the three apps; it serves a route of the API when its component, or a file that this imports
// (and so on), calls it by api.METHOD('path') or names it as an address (a download, a stream of events). Files are counted
// whole: a page is named for all that its helpers can ask. What the frame of an app asks belongs to every page of that app.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const top = join(new URL('.', import.meta.url).pathname, '../..')
const src = join(top, 'web/src')
const MOST_NAMED = 4

/** Routes that no page of the three apps asks for, and why that is right. */
const EXCEPTIONS = {
    'GET /api/openapi.json': 'for programs: the description of the API itself',
    'GET /healthz': 'for programs: whether the process lives',
    'GET /readyz': 'for programs: whether it can serve',
    'POST /pay/notify/wechat': 'for programs: the payment platform tells of captures and refunds',
    'POST /sms/receipt/tencent': 'for programs: the SMS provider tells which messages arrived',
    'POST /carrier/push/kuaidi100': 'for programs: the carrier tells where a parcel is',
    'GET /pictures/{name}': 'the pictures inside all pages; answers bring their addresses',
    'GET /api/v1/jobs/{job_id}': 'for programs: one job; the list at /desk/operate/jobs has the same facts',
    'GET /api/v1/fraud-flags/{flag_id}': 'for programs: one of them; the list at /desk/audit/flags has the same facts',
    'POST /api/v1/listings': 'for programs; people fill in a draft at /desk/coop/listings/drafts/:draft_id, which makes the listing',
    'POST /api/v1/listings/{listing_id}/versions': 'for programs; people fill in a draft at /desk/coop/listings/drafts/:draft_id, which makes the version',
    'GET /api/v1/products/{listing_id}/availability': 'for programs; /shop/product/:id gets it with the product',
    'POST /api/v1/households/{household_id}/copy': 'for programs; the household reads it at /h/copy, which needs no script',
    'POST /api/v1/households/{household_id}/copy-codes': 'for programs; /h/copy sends the code by a button',
    'GET /api/v1/trades': 'for programs; people see what they bought, and what is still to be paid, at /shop/orders',
    'GET /api/v1/receipts/{code}': 'the page of a printed code is /r/CODE, without JavaScript',
}

// ---- the sources ---------------------------------------------------------------------------

function sources(folder) {
    return readdirSync(folder).flatMap((name) => {
        const path = join(folder, name)
        if (statSync(path).isDirectory()) return sources(path)
        return /\.(ts|vue)$/.test(name) ? [path] : []
    })
}

/** The file that an import names; undefined for a package. */
function resolve(from, name) {
    const path = name.startsWith('@/') ? join(src, name.slice(2)) : name.startsWith('.') ? normalize(join(dirname(from), name)) : undefined
    return path && [path, `${path}.ts`, `${path}.vue`, `${path}/index.ts`].find((it) => existsSync(it) && statSync(it).isFile())
}

// The lists of pages lead to all pages, so nothing is followed through them; a type asks for nothing.
const LISTS = /\/(routes|section|sections|router)\.ts$/
function importsOf(path, text) {
    const found = text.replace(/import type [^;\n]*/g, '').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)
    return [...found].map((it) => resolve(path, it[1])).filter((it) => it && !LISTS.test(it))
}

const CALL = /api\.(GET|POST|PUT|PATCH|DELETE)\(\s*'(\/api\/[^']+)'/g
/** What a file asks for: {method, path}; the method is undefined where the source does not say it. */
function callsOf(text) {
    const calls = [...text.matchAll(CALL)].map(([, method, path]) => ({ method, path }))
    const addresses = [...text.replace(CALL, '').matchAll(/['"`](\/api\/[^'"`]*)/g)].map(([, address]) => {
        // `/api/v1/exports/${id}/file` -> /api/v1/exports/*/file, without what may come behind the path
        const path = address.replace(/\$\{[^}]*\}/g, '*').replace(/(\$\{|\?).*/, '')
        return { method: path.includes('{') ? undefined : 'GET', path }
    })
    return calls.concat(addresses)
}

/** What stands in comments is not asked for. */
const withoutComments = (text) => text.replace(/^\s*\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(^|\s)\/\/ .*$/gm, '')

const files = new Map(
    sources(src).map((path) => {
        const text = withoutComments(readFileSync(path, 'utf8'))
        return [path, { text, imports: importsOf(path, text), calls: callsOf(text) }]
    }),
)

/** All that is asked for by a file and what it imports. */
function asked(path, seen = new Set()) {
    const file = files.get(path)
    if (file === undefined || seen.has(path)) return []
    seen.add(path)
    return file.calls.concat(...file.imports.map((it) => asked(it, seen)))
}

// ---- pages ---------------------------------------------------------------------------------

/** The pages that a file lists, as a reader would write their addresses. */
function pagesIn(path, prefix) {
    const { text } = files.get(path)
    const found = [...text.matchAll(/path: '([^']*)'[^}]*?import\('([^']+)'\)/g)]
    if (found.length !== (text.match(/component: \(\) =>/g) ?? []).length) throw new Error(`${path}: a page is written in a way that is not understood`)
    return found
        .filter((it) => !it[1].startsWith('/:rest'))
        .map(([, address, component]) => {
            const at = (prefix + address.replace(/\([^)]*\)|\?/g, '')).replace(/(.)\/$/, '$1')
            return { at, asks: asked(resolve(path, component)) }
        })
}

function allPages() {
    const lists = [...files.keys()].sort()
    return [
        ...lists.filter((it) => it.endsWith('/routes.ts')).flatMap((it) => pagesIn(it, '')),
        ...lists.filter((it) => it.endsWith('/section.ts') && dirname(it) !== join(src, 'desk')).flatMap((it) => pagesIn(it, '/desk')),
        ...pagesIn(join(src, 'desk/router.ts'), '/desk'),
        ...pagesIn(join(src, 'board/main.ts'), '/board'),
    ]
}

const frames = [
    { at: 'every page of the shop', asks: ['shop/main.ts', 'shop/frame/ShopApp.vue'].flatMap((it) => asked(join(src, it))) },
    { at: 'every page of the desk', asks: ['desk/main.ts', 'desk/frame/DeskApp.vue'].flatMap((it) => asked(join(src, it))) },
]

// ---- routes --------------------------------------------------------------------------------

function allRoutes(document) {
    const methods = ['get', 'post', 'put', 'patch', 'delete']
    return Object.keys(document.paths)
        .sort()
        .flatMap((path) =>
            methods
                .filter((it) => it in document.paths[path])
                .map((it) => ({ method: it.toUpperCase(), path, isPage: (document.paths[path][it].tags ?? []).includes('pages') })),
        )
}

/** Whether an address with names filled in is of the route's path. */
function fits(path, address) {
    const [wanted, given] = [path.split('/'), address.split('/')]
    return wanted.length === given.length && wanted.every((it, i) => it === given[i] || (it.startsWith('{') && !given[i].startsWith('{')))
}

function pagesOf(route, pages, paths) {
    const means = (it) =>
        (it.method === undefined || it.method === route.method) && (it.path === route.path || (!paths.has(it.path) && fits(route.path, it.path)))
    const serving = (list) => [...new Set(list.filter((page) => page.asks.some(means)).map((page) => page.at))].sort()
    const everywhere = serving(frames)
    return everywhere.length > 0 ? everywhere : serving(pages)
}

const nameOf = (route) => `${route.method} ${route.path}`

function routesWithPages(document) {
    const routes = allRoutes(document)
    const paths = new Set(routes.map((it) => it.path))
    const pages = allPages()
    return routes.map((it) => ({ ...it, pages: it.isPage ? [] : pagesOf(it, pages, paths) }))
}

// ---- what is written -----------------------------------------------------------------------

const namedPages = (pages) => pages.slice(0, MOST_NAMED).join(', ') + (pages.length > MOST_NAMED ? ', ...' : '')

function table(routes) {
    // Methods of one path that serve the same pages share a line.
    const lines = new Map()
    for (const { method, path, pages } of routes.filter((it) => it.pages.length > 0)) {
        const key = `${path.replace('/api/v1', '')}\` | ${namedPages(pages)} |`
        lines.set(key, [...(lines.get(key) ?? []), method])
    }
    return [
        '| route of `/api/v1` | pages |',
        '| --- | --- |',
        ...[...lines].map(([rest, methods]) => `| \`${methods.join(', ')} ${rest}`),
        '',
        'Without a page of these apps, and why:',
        '',
        ...routes.filter((it) => nameOf(it) in EXCEPTIONS).map((it) => `- \`${nameOf(it)}\`: ${EXCEPTIONS[nameOf(it)]}`),
        '',
        'Pages and their parts, answered by the server itself: ' + routes.filter((it) => it.isPage).map((it) => `\`${nameOf(it)}\``).join(', ') + '.',
    ].join('\n')
}

const missing = (routes) => routes.filter((it) => !it.isPage && it.pages.length === 0 && !(nameOf(it) in EXCEPTIONS)).map(nameOf)

function unneeded(routes) {
    const without = new Set(routes.filter((it) => !it.isPage && it.pages.length === 0).map(nameOf))
    return Object.keys(EXCEPTIONS).filter((it) => !without.has(it))
}

function write(routes) {
    const path = join(top, 'ARCHITECTURE.md')
    const text = readFileSync(path, 'utf8')
    const fresh = text.replace(/(<!-- pages: [^\n]*\n)[\s\S]*?(<!-- end of pages -->)/, (_all, begin, end) => `${begin}\n${table(routes)}\n\n${end}`)
    if (fresh !== text) writeFileSync(path, fresh)
}

const [what, document = join(top, 'build/web/openapi.json')] = process.argv.slice(2)
const commands = {
    write,
    table: (routes) => console.log(table(routes)),
    missing: (routes) => missing(routes).forEach((it) => console.log(it)),
    unneeded: (routes) => unneeded(routes).forEach((it) => console.log(it)),
}
if (!(what in commands)) {
    console.error('usage: route_pages.mjs write|table|missing|unneeded [API-DOCUMENT]')
    process.exit(2)
}
commands[what](routesWithPages(JSON.parse(readFileSync(document, 'utf8'))))
