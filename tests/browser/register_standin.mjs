// Who plays the national register by hand.
import { story } from './harness.mjs'

const told = async () => (await fetch(`${process.env.REGISTER_URL}/control/status`)).json()
const household = async (number) => (await fetch(`${process.env.REGISTER_URL}/control/households/${number}`)).json()

await story(async (t) => {
    for (const device of ['desktop', 'small']) {
        const official = await t.person('official', { device, baseURL: process.env.REGISTER_URL })
        const number = device === 'desktop' ? 'H500236-000001' : 'H500236-000003'
        const said = official.getByRole('status')
        const form = (name) => official.getByRole('group', { name, exact: true })

        await official.goto('/')
        await official.getByRole('textbox', { name: '户编号', exact: true }).fill(number)
        await official.getByRole('button', { name: '查', exact: true }).click()
        await t.sees(`${device}: a household is found by its number`, official.getByRole('heading', { name: `${number}（在册）` }))
        if (device === 'desktop') await t.whole('register', official)

        await form('更正').getByLabel('电话').fill('19900000055')
        await form('更正').getByRole('button').click()
        await t.match(`${device}: a correction is told with its number`, await said.innerText(), /已登记，变更号到 \d+/)
        t.equal(`${device}: the record has it`, (await household(number)).phone, '19900000055')
        t.equal(`${device}: the field shows it`, await form('更正').getByLabel('电话').inputValue(), '19900000055')

        await form('有人去世').getByLabel('人编号').fill(`${number}-01`)
        await form('有人去世').getByRole('button').click()
        await t.sees(`${device}: somebody has died`, official.getByRole('row', { name: /已去世/ }))
        await form('有人去世').getByLabel('人编号').fill(`${number}-01`)
        await form('有人去世').getByRole('button').click()
        await t.match(`${device}: nobody dies twice`, await said.innerText(), /没有登记：这个人已经不在世/)

        await form('迁到别的村').getByLabel('村代码').fill('500236132201')
        await form('迁到别的村').getByRole('button').click()
        t.equal(`${device}: it lives elsewhere`, (await household(number)).village_code, '500236132201')
        await form('退出').getByRole('button').click()
        await t.sees(`${device}: it has left the register`, official.getByRole('heading', { name: `${number}（已退出）` }))

        const before = (await told()).household_count
        await official.getByLabel('村代码（12 位，演示县的村）').fill('500236131201')
        await official.getByRole('button', { name: '编造一户并纳入' }).click()
        t.equal(`${device}: a household has joined`, (await told()).household_count, before + 1)

        await official.getByRole('button', { name: '生成快照' }).click()
        await t.match(`${device}: a snapshot is taken`, await said.innerText(), /已生成快照 S\d+-\d+/)
        await official.getByRole('combobox').selectOption('no_head')
        await official.getByRole('button', { name: '设定' }).click()
        await t.sees(`${device}: a fault is set`, official.getByText('资料：没有户主：还有 1 次'))
        await t.whole(`register.${device}`, official)
    }
})
