// The addresses that the apps have, read from their sources: so that a page that nobody looks at is found out.
import { readFileSync, readdirSync, existsSync } from 'node:fs'

function inFile(file) {
    if (!existsSync(file)) return []
    return [...readFileSync(file, 'utf8').matchAll(/\bpath: '([^']*)'/g)].map(([, path]) => path)
}

function inFolders(app, file) {
    return readdirSync(`web/src/${app}`, { withFileTypes: true })
        .filter((it) => it.isDirectory())
        .flatMap((it) => inFile(`web/src/${app}/${it.name}/${file}`))
}

const isPage = (path) => !path.startsWith('/:rest')

/** {app: [pattern]}; a pattern is as vue-router has it: "/shop/product/:id(\\d+)". */
export const ROUTES = {
    shop: inFolders('shop', 'routes.ts').filter(isPage),
    desk: [...inFile('web/src/desk/router.ts'), ...inFolders('desk', 'section.ts')].filter(isPage),
    board: [...inFile('web/src/board/main.ts'), ...inFile('web/src/board/routes.ts')].filter(isPage),
}

/** Whether an address without the app's beginning is one of the pattern's. */
export function isOf(pattern, address) {
    const source = pattern
        .replace(/\\\\/g, '\\')
        .replace(/\/:\w+(\([^)]*\))?\?/g, (_, rule) => `(?:/${rule ?? '[^/]+'})?`)
        .replace(/:\w+(\([^)]*\))?/g, (_, rule) => rule ?? '[^/]+')
    return new RegExp(`^${source}$`).test(address.replace(/\?.*$/, ''))
}
