// First load: the entry, what it imports at once, and the first page's own parts; bytes as gzip sends them.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { teller } from './harness.mjs'

const DIST = 'build/web/dist'
const kB = 1000
const manifest = JSON.parse(readFileSync(`${DIST}/.vite/manifest.json`, 'utf8'))

function size(file) {
    const path = `${DIST}/${file}`
    return existsSync(`${path}.gz`) ? readFileSync(`${path}.gz`).length : gzipSync(readFileSync(path), { level: 9 }).length
}

/** Everything that these parts load before they can run: scripts and styles, each once. */
function firstLoad(...names) {
    const seen = new Set()
    const scripts = new Set()
    const styles = new Set()
    const visit = (name) => {
        if (seen.has(name)) return
        seen.add(name)
        const part = manifest[name]
        scripts.add(part.file)
        for (const style of part.css ?? []) styles.add(style)
        for (const next of part.imports ?? []) visit(next)
    }
    names.forEach(visit)
    const sum = (files) => [...files].reduce((total, file) => total + size(file), 0)
    return { js: sum(scripts), css: sum(styles), styles: [...styles], scripts: [...scripts] }
}

await teller(async (t) => {
    const limits = [
        { app: 'shop', parts: ['shop.html'], js: 75 * kB, css: 20 * kB, all: 120 * kB },
        { app: 'desk', parts: ['desk.html', 'src/desk/frame/SignInPage.vue'], js: 220 * kB, css: 40 * kB },
        { app: 'board', parts: ['board.html', 'src/board/BoardPage.vue'], js: 300 * kB },
    ]
    for (const { app, parts, ...most } of limits) {
        const load = firstLoad(...parts)
        for (const kind of ['js', 'css'])
            if (most[kind] !== undefined)
                t.ok(`${app}: ${kind} of the first load within ${most[kind] / kB} kB`, load[kind] <= most[kind], `${load[kind]} bytes: ${[...load.scripts, ...load.styles].map((it) => `${it} ${size(it)}`).join('\n')}`)
        if (most.all !== undefined)
            t.ok(`${app}: all of it within ${most.all / kB} kB`, load.js + load.css <= most.all, `${load.js + load.css} bytes`)
        t.ok(`${app}: something is measured`, load.js > 10 * kB, `${load.js} bytes`)
    }

    const shop = new Set()
    const reach = (name) => {
        if (shop.has(name)) return
        shop.add(name)
        for (const next of [...(manifest[name].imports ?? []), ...(manifest[name].dynamicImports ?? [])]) reach(next)
    }
    reach('shop.html')
    const shopFiles = [...shop].flatMap((name) => [manifest[name].file, ...(manifest[name].css ?? [])])
    const text = shopFiles.map((file) => readFileSync(`${DIST}/${file}`, 'utf8')).join('\n')
    t.ok('the shop holds nothing of the desk\'s kit', !/el-table|element-plus/.test(text))
    t.ok('nor of the charts', !/zrender/.test(text))

    const files = readdirSync(`${DIST}/assets`)
    const all = files.filter((it) => /\.(js|css)$/.test(it)).map((it) => [it, readFileSync(`${DIST}/assets/${it}`, 'utf8')])
    t.equal('no font is shipped: letters come from the reader\'s system', all.filter(([, it]) => /@font-face/.test(it)).map(([it]) => it).join(' '), '')
    t.equal('every name holds its hash', files.filter((it) => !/-[\w-]{8}\.\w+(\.(br|gz))?$/.test(it)).join(' '), '')
    t.equal('text has both its twins where they spare something', files.filter((it) => /\.(js|css)$/.test(it) && readFileSync(`${DIST}/assets/${it}`).length > 1500 && !(files.includes(`${it}.br`) && files.includes(`${it}.gz`))).join(' '), '')

    const lock = JSON.parse(readFileSync('web/package-lock.json', 'utf8'))
    const packages = Object.entries(lock.packages).filter(([name]) => name !== '')
    t.equal('every package is held by its hash', packages.filter(([, it]) => !it.integrity && !it.link).map(([name]) => name).join(' '), '')
    t.equal('no address of a registry is kept', packages.filter(([, it]) => it.resolved).map(([name]) => name).join(' '), '')
    // Releases that carried foreign code, as their projects have told.
    const BAD = /^(vant@(2\.13\.[345]|3\.6\.1[345]|4\.9\.1[1234])|@ctrl\/tinycolor@4\.1\.[12]|axios@(1\.14\.1|0\.30\.4)|echarts-for-react@.*|xlsx@.*)$/
    t.equal('none of the releases that carried foreign code', packages.map(([name, it]) => `${name.replace(/^.*node_modules\//, '')}@${it.version}`).filter((it) => BAD.test(it)).join(' '), '')
    const asked = { ...JSON.parse(readFileSync('web/package.json', 'utf8')).dependencies, ...JSON.parse(readFileSync('web/package.json', 'utf8')).devDependencies }
    t.equal('every version is pinned', Object.entries(asked).filter(([, it]) => !/^\d+\.\d+\.\d+$/.test(it)).map(([name]) => name).join(' '), '')

    // Pages that are reached by a code or a shared link: all of it, and no script.
    for (const path of ['/plain', '/search', `/p/${t.sql("select listing_id from listing_version where state = 'on_sale' limit 1")}`, '/board/tables']) {
        const html = await (await fetch(process.env.URL + path)).text()
        let bytes = Buffer.byteLength(html)
        for (const [, file] of html.matchAll(/(?:href|src)="(\/(?:static|view)[^"]*)"/g))
            if (!/\/(produce|scenes)\//.test(file)) bytes += (await (await fetch(process.env.URL + file)).arrayBuffer()).byteLength
        t.ok(`${path}: within 20 kB without its pictures`, bytes <= 20 * kB, `${bytes} bytes`)
        t.ok(`${path}: no script`, !/<script/.test(html))
    }
})
