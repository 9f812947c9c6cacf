// Builds the three entries of web/ into build/web/dist: types of the API from its document, type check and
// bundles side by side, then every file compressed ahead. dist changes only when everything went well.
import { execFile } from 'node:child_process'
import { cpus } from 'node:os'
import { copyFileSync, readFileSync, writeFileSync, readdirSync, rmSync, renameSync, statSync, existsSync } from 'node:fs'
import { join, extname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import openapiTS, { astToString } from 'openapi-typescript'
import { build } from 'vite'

const web = new URL('..', import.meta.url).pathname
const out = join(web, '../build/web')
const fresh = join(out, 'dist.new')

async function writeTypes() {
    const document = JSON.parse(readFileSync(join(out, 'openapi.json'), 'utf8'))
    const text = '/* Made from the API document. */\n' + astToString(await openapiTS(document))
    const path = join(out, 'schema.d.ts')
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}

// A page that asks for what the API has no longer, or reads a member that is not there, ends the build here.
function checkTypes() {
    return new Promise((resolve, reject) => {
        const arguments_ = [join(web, 'node_modules/vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', join(web, 'tsconfig.json'), '--incremental', '--tsBuildInfoFile', join(out, 'types.info')]
        execFile(process.execPath, arguments_, { maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
            error ? reject(new Error(stdout + stderr)) : resolve(),
        )
    })
}

/** Pages that people come to from outside, by a search or a shared link: the shop's HTML that fetches their parts with the first ones. */
const DOORS = { search: 'src/shop/home/SearchPage.vue', product: 'src/shop/home/ProductPage.vue' }

function writeDoors() {
    const manifest = JSON.parse(readFileSync(join(fresh, '.vite/manifest.json'), 'utf8'))
    const html = readFileSync(join(fresh, 'shop.html'), 'utf8')
    for (const [name, page] of Object.entries(DOORS)) {
        const scripts = new Set()
        const styles = new Set()
        const visit = (part) => {
            if (scripts.has(part.file)) return
            scripts.add(part.file)
            for (const style of part.css ?? []) styles.add(style)
            for (const next of part.imports ?? []) visit(manifest[next])
        }
        visit(manifest[page])
        const missing = (files) => [...files].filter((file) => !html.includes(file))
        const links = [
            ...missing(scripts).map((file) => `  <link rel="modulepreload" crossorigin href="/${file}">\n`),
            ...missing(styles).map((file) => `  <link rel="stylesheet" crossorigin href="/${file}">\n`),
        ]
        writeFileSync(join(fresh, `shop-${name}.html`), html.replace('</head>', `${links.join('')}</head>`))
    }
}

const compressible = new Set(['.css', '.js', '.svg', '.json', '.webmanifest'])
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** The twins of a file that has not changed since the last build: its name holds its hash. */
function keepTwins(path) {
    const before = path.replace(fresh, join(out, 'dist'))
    const twins = ['br', 'gz'].filter((ending) => existsSync(`${before}.${ending}`))
    for (const ending of twins) copyFileSync(`${before}.${ending}`, `${path}.${ending}`)
    return twins.length > 0
}

async function compress(path) {
    if (!compressible.has(extname(path)) || keepTwins(path)) return
    const bytes = readFileSync(path)
    const twins = {
        br: await brotli(bytes, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        }),
        gz: await zip(bytes, { level: 9 }),
    }
    for (const [ending, twin] of Object.entries(twins))
        if (twin.length < bytes.length * 0.9) writeFileSync(`${path}.${ending}`, twin)
}

function files(folder) {
    return readdirSync(folder).flatMap((name) => {
        const path = join(folder, name)
        return statSync(path).isDirectory() ? files(path) : [path]
    })
}

async function eachOf(items, width, work) {
    const queue = items.slice()
    await Promise.all(
        Array.from({ length: width }, async () => {
            for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
        }),
    )
}

try {
    const began = Date.now()
    await writeTypes()
    rmSync(fresh, { recursive: true, force: true })
    await Promise.all([checkTypes(), build({ root: web, logLevel: 'warn', build: { outDir: fresh } })])
    writeDoors()
    await eachOf(files(fresh), cpus().length, compress)
    rmSync(join(out, 'dist'), { recursive: true, force: true })
    renameSync(fresh, join(out, 'dist'))
    console.log(`  pages built in ${((Date.now() - began) / 1000).toFixed(1)} s`)
} catch (error) {
    console.error(error.message)
    process.exit(1)
}
