// Whole purchases at Vendure: buyers who each, over and over, open a product, put it into the basket, name themselves and an address, are told of ways to
// ship and choose one, go to the payment and pay: eight requests, as its guide has them.
//
// usage: node buy.mjs SHOP_API_URL BUYERS SECONDS
// Prints `RESULT purchases_per_second`. What is counted are requests answered within these seconds, which begin when all buyers have bought once; a purchase is
// eight of them, so that those under way at the beginning and at the end count for what was done of them.
const [url, buyers, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const STEPS = 8
let warm = 0
let from = 0
let until = Infinity
let answered = 0

async function ask(session, query, variables) {
  const headers = { 'content-type': 'application/json' }
  if (session.token) headers.authorization = `Bearer ${session.token}`
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
  session.token = answer.headers.get('vendure-auth-token') || session.token
  const { data, errors } = await answer.json()
  const refused = errors?.[0]?.message ?? Object.values(data).find((value) => value?.errorCode)?.errorCode
  if (refused) throw new Error(refused)
  const now = performance.now()
  if (from > 0 && now >= from && now < until) answered++
  return data
}

const refusal = '... on ErrorResult { errorCode message }'

async function buy(number) {
  const session = {}
  const { product } = await ask(session, 'query($slug: String!) { product(slug: $slug) { id name description variants { id name sku priceWithTax stockLevel } } }', { slug: 'oranges-1' })
  await ask(session, `mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 2) { ... on Order { id totalWithTax } ${refusal} } }`, { id: product.variants[0].id })
  await ask(session, `mutation($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { ... on Order { id } ${refusal} } }`, {
    input: { emailAddress: `buyer${number}@example.com`, firstName: 'Example', lastName: `Buyer ${number}` }
  })
  await ask(session, `mutation($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { ... on Order { id } ${refusal} } }`, {
    input: { fullName: `Example Buyer ${number}`, streetLine1: 'Example Road 1', city: 'Beijing', countryCode: 'CN', phoneNumber: '19900009999' }
  })
  const { eligibleShippingMethods: ways } = await ask(session, 'query { eligibleShippingMethods { id price } }')
  await ask(session, `mutation($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { ... on Order { id totalWithTax } ${refusal} } }`, { ids: [ways[0].id] })
  await ask(session, `mutation { transitionOrderToState(state: "ArrangingPayment") { ... on Order { id } ${refusal} } }`)
  const { addPaymentToOrder: order } = await ask(session, `mutation { addPaymentToOrder(input: { method: "dummy", metadata: {} }) { ... on Order { id state } ${refusal} } }`)
  if (order.state !== 'PaymentSettled') throw new Error(order.state)
}

async function buyer(number) {
  await buy(number)
  if (++warm === buyers) {
    from = performance.now()
    until = from + seconds * 1000
  }
  while (performance.now() < until) await buy(number)
}

await Promise.all(Array.from({ length: buyers }, (_, number) => buyer(number)))
console.log(`RESULT ${(answered / STEPS / seconds).toFixed(2)}`)
