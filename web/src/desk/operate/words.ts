/** What the operator's pages call things. */
import type { Schemas } from '@/api/client'
import type { StateWord } from '@/desk/shared/words'

export const JOB_STATES: Record<Schemas['JobState'], StateWord> = {
    failed: { tone: 'stop', word: '要人办' },
    retrying: { tone: 'care', word: '会自己重试' },
    queued: { tone: 'waiting', word: '排队' },
    running: { tone: 'running', word: '在做' },
    done: { tone: 'done', word: '做完了' },
}

export const JOB_KINDS: Record<string, string> = {
    sms: '发短信',
    refund_send: '向支付方退款',
    refund_again: '退款被关闭，换号再退',
    bill_fetch: '取支付方一天的账单',
    payment_close: '关闭支付单',
    payment_check: '查支付结果',
    carrier_subscribe: '订阅物流',
    listing_publish: '公示到期上架',
    export: '导出',
    import: '导入',
    audit: '核对总账',
    register_snapshot: '接收登记系统的快照',
}

export const REGISTER_RUN_STATES: Record<Schemas['RegisterRun']['state'], StateWord> = {
    fetching: { tone: 'running', word: '正在读' },
    waiting: { tone: 'care', word: '等人看' },
    applying: { tone: 'running', word: '正在接收' },
    done: { tone: 'done', word: '接收完了' },
    failed: { tone: 'stop', word: '没有接收' },
    given_up: { tone: 'off', word: '不接收' },
}

export const MESSAGE_STATES: Record<Schemas['MessageState'], StateWord> = {
    queued: { tone: 'waiting', word: '在排队' },
    sent: { tone: 'running', word: '服务商已收下' },
    delivered: { tone: 'done', word: '已送到' },
    undelivered: { tone: 'stop', word: '没送到' },
    failed: { tone: 'stop', word: '没发出' },
    expired: { tone: 'off', word: '过时没发' },
}

export const REFUND_STATES: Record<Schemas['RefundState'], StateWord> = {
    requested: { tone: 'waiting', word: '还没受理' },
    processing: { tone: 'running', word: '银行在办' },
    abnormal: { tone: 'stop', word: '账户收不了' },
    closed: { tone: 'care', word: '被平台关闭' },
    succeeded: { tone: 'done', word: '已退回买家' },
}

export const BILL_STATES: Record<Schemas['Bill']['state'], StateWord> = {
    kept: { tone: 'done', word: '取到了' },
    fetching: { tone: 'running', word: '在取' },
    failed: { tone: 'stop', word: '要人办' },
    early: { tone: 'waiting', word: '还没出' },
    missing: { tone: 'care', word: '没有账单' },
}

export const REFUND_KINDS: Record<Schemas['OpenRefund']['kind'], string> = {
    decided: '订单退款',
    late: '付晚了退回',
    overpaid: '多付了退回',
    differs: '金额不符退回',
}

export const IMPORT_STATES: Record<Schemas['Import']['state'], StateWord> = {
    queued: { tone: 'waiting', word: '排队' },
    running: { tone: 'running', word: '正在导入' },
    done: { tone: 'done', word: '全部导入' },
    partly: { tone: 'care', word: '部分导入' },
    faulty: { tone: 'stop', word: '没有导入' },
    failed: { tone: 'stop', word: '没做成' },
}

const TRY_STATES: Partial<Record<Schemas['Import']['state'], StateWord>> = {
    running: { tone: 'running', word: '正在试' },
    done: { tone: 'waiting', word: '试过，都对' },
    partly: { tone: 'care', word: '试过，有错' },
    faulty: { tone: 'stop', word: '试过，都有错' },
}
/** What was only tried is said to be so. */
export const importState = (it: { mode: Schemas['Import']['mode']; state: Schemas['Import']['state'] }): StateWord =>
    (it.mode === 'try' ? TRY_STATES[it.state] : undefined) ?? IMPORT_STATES[it.state]

export const COMMAND_STATES: Record<Schemas['ImportCommand']['state'], StateWord> = {
    imported: { tone: 'done', word: '已导入' },
    tried: { tone: 'waiting', word: '只试过' },
    faulty: { tone: 'stop', word: '有错，没导入' },
}

export const ROW_OUTCOMES: Record<Schemas['ImportRow']['outcome'], StateWord> = {
    added: { tone: 'done', word: '新增' },
    changed: { tone: 'running', word: '更新' },
    same: { tone: 'off', word: '没有变' },
    notice: { tone: 'care', word: '要核实' },
}

export const ACCOUNT_STATES: Record<Schemas['DeskAccount']['state'], StateWord> = {
    active: { tone: 'done', word: '正常' },
    locked: { tone: 'stop', word: '已停用' },
    erased: { tone: 'waiting', word: '已注销' },
}

export const GRANT_STANDINGS: Record<Schemas['GrantStanding'], StateWord> = {
    in_force: { tone: 'done', word: '在用' },
    expiring: { tone: 'care', word: '快到期' },
    expired: { tone: 'off', word: '已到期' },
    waiting: { tone: 'waiting', word: '等确认' },
}

/** For pickers of a day to come: a day before today, by the picker's own calendar. */
export const isPast = (day: Date): boolean => day.getTime() < new Date().setHours(0, 0, 0, 0)

/** What each role is, does, and needs to be given. */
export const ROLE_FACTS: { role: Schemas['Role']; name: string; text: string; needs: 'producer' | 'station' | 'village' | 'township' | 'county' | 'city' | 'household' | null }[] = [
    { role: 'producer', name: '合作社', text: '发布商品和带农方案，记批次和库存', needs: 'producer' },
    { role: 'station_officer', name: '县站业务员', text: '审核商品，打包发货，办退款', needs: 'station' },
    { role: 'village_officer', name: '驻村信息员', text: '核验本村商品，替农户看收入', needs: 'village' },
    { role: 'county_auditor', name: '县审计员', text: '看全县的账和查看记录，管农户登记；按县给', needs: 'county' },
    { role: 'township_officer', name: '乡镇初审员', text: '初审本乡镇的入驻申请', needs: 'township' },
    { role: 'department_officer', name: '部门复审员', text: '复审全县的申请，审换证', needs: 'county' },
    { role: 'county_centre', name: '县管理中心', text: '审定申请，答复异议，暂停和除名', needs: 'county' },
    { role: 'city_officer', name: '市设办', text: '看全市的申请，不办理', needs: 'city' },
    { role: 'household', name: '农户', text: '看自己家的收入', needs: 'household' },
    { role: 'operator', name: '平台运营员', text: '给岗位，管机构、任务和导入', needs: null },
]

export const TRUTHS: Record<number, string> = {
    1: '每一笔分账都有出处，账户不为负',
    2: '收的、退的、存着的钱，和订单对得上',
    3: '农户得的钱和带农方案一分不差',
    4: '库存、批次和包裹的件数对得上',
    5: '和支付方的账单对得上',
    6: '每次状态变动都合规矩、有经手人',
    7: '每天的账封存成链，没有被改过',
    8: '加密存的个人信息都打得开',
}

/** What a check of the books points at: "order:17" is 订单 17. */
const SUBJECTS: Record<string, string> = {
    order: '订单',
    trade: '付款',
    line: '订单行',
    lot: '批次',
    stock: '规格和批次',
    reservation: '预留',
    parcel: '包裹',
    refund: '退款',
    attempt: '付款单',
    payment: '付款单',
    event: '支付通知',
    bill: '账单',
    entry: '农户收入',
    attribution: '农户收入',
    reversal: '农户收入冲回',
    household: '农户',
    listing: '商品',
    version: '商品版本',
    organisation: '机构',
    account: '账号',
    address: '收货地址',
    household_member: '农户成员',
    message: '短信',
    paper_code: '纸上的码',
    sale_order: '订单',
    stored_part: '上传的文件',
    code_key: '凭证号的密钥',
    year: '年份',
    county: '县',
    payout: '发放',
    payout_run: '发放批次',
}

/** ["order:17: total 5 captured 4", "order:19: ..."] -> "订单 17、订单 19" */
export function placesOf(violations: string[], most = 12): string {
    const places = violations.map((line) => {
        const day = /^\d{4}-\d\d-\d\d/.exec(line)
        if (day !== null) return `${day[0]} 这一天`
        const [, kind, which] = /^([a-z_]+):([^:]*)/.exec(line) ?? []
        if (kind === undefined || which === undefined) return `转账 ${line.split(':')[0]}`
        return `${SUBJECTS[kind] ?? '账户'} ${which.replace(/ pool \d+$/, '')}`
    })
    const all = [...new Set(places)]
    return all.length > most ? `${all.slice(0, most).join('、')} 等 ${all.length} 处` : all.join('、')
}

/** 90 -> "1 分 30 秒" */
export function spanWords(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000)
    if (seconds < 60) return `${seconds} 秒`
    const minutes = Math.floor(seconds / 60)
    if (minutes < 60) return seconds % 60 === 0 ? `${minutes} 分钟` : `${minutes} 分 ${seconds % 60} 秒`
    return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`
}
