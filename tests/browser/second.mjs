import { createHmac } from 'node:crypto'
import { story } from './harness.mjs'

const OPERATOR = '19900000900'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator shows for a secret now (RFC 6238). */
function totp(secret) {
    const bits = [...secret].map((it) => BASE32.indexOf(it).toString(2).padStart(5, '0')).join('')
    const key = Buffer.from(bits.match(/.{8}/g).map((it) => parseInt(it, 2)))
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)))
    const mac = createHmac('sha1', key).update(counter).digest()
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0')
}

await story(async (t) => {
    let secret
    let spare

    // ---- the first time, on a phone and at a desk ----
    for (const device of ['small', 'desktop']) {
        const first = await t.person(`operator at ${device}`, { device })
        await first.goto('/desk/operate/roles')
        await t.signInByCode(first, OPERATOR)
        await t.sees('an operator sets the second proof up at the first sign-in', first.getByRole('heading', { name: '设置二次验证' }))
        await t.whole('second-begin', first)
        await first.getByRole('button', { name: '显示二维码' }).click()
        await t.sees('the secret is there to be scanned', first.getByRole('img', { name: /二维码/ }))
        secret = await first.locator('.second-proof code').innerText()
        t.match('and to be typed', secret, /^[A-Z2-7]{32}$/)
        await first.getByLabel('动态码').fill('000000')
        await first.getByRole('button', { name: '确认' }).click()
        await t.sees('a wrong code is told beside the field', first.getByRole('alert').filter({ hasText: '动态码不正确' }))
        await t.whole('second-set-up', first)
        if (device === 'small') continue
        await first.getByLabel('动态码').fill(totp(secret))
        await first.getByRole('button', { name: '确认' }).click()
        await t.sees('the spare codes are shown', first.getByRole('heading', { name: '抄下备用码' }))
        const spares = await first.locator('.spares li').allInnerTexts()
        t.equal('ten of them', new Set(spares).size, 10)
        spare = spares[0]
        await t.whole('second-spares', first)
        await first.getByRole('button', { name: '抄好了，继续' }).click()
        await t.sees('and the page that was wanted opens', first.getByRole('heading', { name: '岗位' }).first())
    }

    // ---- every other time ----
    const operator = await t.person('operator on a phone', { device: 'small' })
    await operator.goto('/desk/operate/roles')
    await t.signInByCode(operator, OPERATOR)
    await t.sees('then it is asked for', operator.getByRole('heading', { name: '二次验证' }))
    await t.whole('second-asked', operator)
    await operator.goto('/desk/second')
    await operator.getByLabel('动态码或备用码').fill(spare.replaceAll('-', ' ').toLowerCase())
    await operator.getByRole('button', { name: '继续', exact: true }).click()
    await t.sees('a spare code will do', operator.getByText('还剩 9 个备用码'))
    await t.whole('second-page', operator)
    await operator.goto('/desk/operate/organisations')
    await t.sees('the desk is open', operator.getByRole('heading', { level: 1 }))

    // ---- in the middle of work ----
    const auditor = await t.person('auditor', { device: 'desktop' })
    await t.atDesk(auditor, '19900003001')
    await auditor.goto('/desk/audit/households')
    await t.settled(auditor)
    t.mall('second', 'remove', '19900003001')
    await auditor.getByRole('link', { name: '访问记录' }).click()
    const layer = auditor.getByRole('dialog')
    await t.sees('whose second proof was taken away signs in over the page', layer.getByText('这一页填好的内容都还在'))
    await t.signInByCode(auditor, '19900003001')
    await t.sees('and sets it up there', layer.getByRole('heading', { name: '设置二次验证' }))
    await t.whole('second-layer', auditor)
    await layer.getByRole('button', { name: '演示：看一个备用码' }).click()
    await layer.getByRole('status').filter({ hasText: /-/ }).waitFor()
    await layer.getByRole('button', { name: '继续', exact: true }).click()
    await layer.waitFor({ state: 'detached' })
    await t.sees('the page goes on where it was', auditor.getByRole('heading', { level: 1, name: '访问记录' }))

    // ---- a session whose time is over ----
    const late = await t.person('operator who was away')
    await t.atDesk(late, OPERATOR)
    await late.goto('/desk/operate/roles?give=1')
    const give = late.getByRole('dialog', { name: '给一个岗位' })
    await give.getByLabel('手机号').fill('19900000777')
    await give.getByLabel('平台运营员').check()
    await give.getByLabel('原因').fill('轮班')
    t.sql("update session set last_seen_at = now() - interval '31 minutes'; notify mall_session")
    await t.until('who was away for half an hour is out', async () => (await t.request(late, 'GET', '/api/v1/me')).body.code === 'session_ended')
    await give.getByRole('button', { name: '给这个岗位' }).click()
    const over = late.getByRole('dialog', { name: '登录后继续' })
    await t.sees('and is told so in words', over.getByText('登录的时间到了，请重新登录'))
    await t.whole('session-ended', late)
    await t.signInByCode(over, OPERATOR)
    await over.getByRole('button', { name: '演示：看一个备用码' }).click()
    await over.getByRole('status').filter({ hasText: /-/ }).waitFor()
    await over.getByRole('button', { name: '继续', exact: true }).click()
    await t.sees('what was typed is still there, and sent', give.getByRole('alert').filter({ hasText: '还没有登录过' }))
    t.equal('as it was', await give.getByLabel('原因').inputValue(), '轮班')
    t.sql("update session set last_seen_at = now() - interval '31 minutes'; notify mall_session")
    await t.until('out again', async () => (await t.request(late, 'GET', '/api/v1/me')).body.code === 'session_ended')
    await late.goto('/desk/operate/health')
    await t.sees('a page that is opened anew says it as well', late.getByText('登录的时间到了，请重新登录'))
    await t.whole('session-ended-page', late)
})
