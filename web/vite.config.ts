import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { VantResolver } from '@vant/auto-import-resolver'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// `make run` in one terminal, `ops/web node web/node_modules/vite/bin/vite.js web` in another: pages change as they are saved.
const mall = process.env.MALL_URL ?? 'http://127.0.0.1:8080'

/** Vant's parts bring its icon font along. No font is shipped: icons are our own, put in by slots; its own two marks are drawn. */
const withoutIconFont: Plugin = {
    name: 'without-icon-font',
    load: { filter: { id: /\/vant\/es\/icon\/index\.css$/ }, handler: () => readFileSync(here('./src/shop/parts/van_icon.css'), 'utf8') },
}

export default defineConfig({
    plugins: [
        // Nothing here, and nothing that is used of the kits, is written in the old way by options: the code for it stays out.
        vue({ features: { optionsAPI: false } }),
        withoutIconFont,
        // Vant and Element Plus by use; each app takes only its own, as the other's tags do not occur in it.
        Components({ dirs: [], dts: false, resolvers: [VantResolver(), ElementPlusResolver({ importStyle: 'css' })] }),
    ],
    resolve: { alias: { '@': here('./src') } },
    build: {
        emptyOutDir: true,
        target: ['es2020', 'chrome87', 'safari14'],
        // No file is put into another as a data: address, and nothing needs a style or a script within the page.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        manifest: true,
        reportCompressedSize: false,
        chunkSizeWarningLimit: 900,
        rollupOptions: {
            checks: { pluginTimings: false },
            input: { shop: here('./shop.html'), desk: here('./desk.html'), board: here('./board.html') },
            // Small parts that every page needs come in one file each: on a slow line a request costs more than a few bytes.
            output: {
                codeSplitting: {
                    groups: [
                        { name: 'vue', test: /node_modules\/(@?vue|vue-router|openapi-fetch)\/|preload-helper|export-helper/, priority: 2 },
                        { name: 'shared', test: /\/web\/src\/(api|shared)\/(?!organisation|authority|registration|regions|correction|keepFile|parts\/(RegionPicker|SignIn|PasswordSignIn))/, priority: 1 },
                        { name: 'list', test: /node_modules\/vant\/(es|lib)\/(list|loading|button|composables\/(use-expose|use-tab-status))\b/ },
                        { name: 'goods', test: /\/web\/src\/shop\/(parts|home)\/(?!Count|CategoryPage|MaybePaid|Product|Spec|spec|Filter|SearchStart|Sheet|SignIn|layer|van_icon|Link|Labeled|Stepper|Tick|Region|TextField|Gallery|SearchBox|SearchPage|Sort)/ },
                    ],
                },
            },
        },
    },
    server: {
        proxy: Object.fromEntries(['/api', '/static', '/pictures', '/p/', '/r/', '/t/', '/w/', '/plain'].map((path) => [path, mall])),
    },
})
