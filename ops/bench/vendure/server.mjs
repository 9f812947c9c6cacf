// Vendure as its own guide sets it up for a shop, on the benchmark's PostgreSQL, with a hundred products, one way to ship and a payment that is a
// dummy in its own process. No plugins, so nothing is indexed, mailed or resized beside.
//   VENDURE_PORT, VENDURE_SOCKETS (PostgreSQL's folder of sockets), VENDURE_DIR (a folder of its own)
// Prints READY when it serves.
import { writeFileSync } from 'node:fs'
import { bootstrap, DefaultLogger, dummyPaymentHandler, LanguageCode, LogLevel } from '@vendure/core'
import { populate } from '@vendure/core/cli/index.js'

const PRODUCTS = 100
const config = {
  apiOptions: { port: Number(process.env.VENDURE_PORT), hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: { tokenMethod: 'bearer', requireVerification: false },
  dbConnectionOptions: { type: 'postgres', host: process.env.VENDURE_SOCKETS, username: 'mall_super', database: 'vendure', synchronize: true },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Error })
}
const settings = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Asia',
  countries: [{ name: 'China', code: 'CN', zone: 'Asia' }],
  taxRates: [{ name: 'Standard Tax', percentage: 9 }],
  shippingMethods: [{ name: 'Standard Shipping', price: 500 }],
  paymentMethods: [{ name: 'Dummy', handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'true' }] } }],
  collections: []
}

const products = `${process.env.VENDURE_DIR}/products.csv`
const rows = Array.from({ length: PRODUCTS }, (_, i) => `Oranges ${i + 1},oranges-${i + 1},A box of oranges,,,,,S${i + 1},29.90,standard,100000000,true,,`)
writeFileSync(products, ['name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets', ...rows, ''].join('\n'))
await populate(() => bootstrap(config), settings, products)
console.log('READY')
