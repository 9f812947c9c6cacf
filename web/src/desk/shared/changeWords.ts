/** What the trail of changes is called on the desks' pages. What has no word here is shown as it stands: better than nothing. */
import type { Schemas } from '@/api/client'
import { DOSSIER_STATES } from '@/shared/organisation'
import { AUTHORITY_STATES } from '@/shared/authorityStates'
import { CORRECTION_STATES } from '@/shared/correctionStates'
import { REGISTRATION_STATES } from '@/shared/registration'
import { FLAG_STATES } from '@/desk/audit/flagWords'
import { JOB_STATES, MESSAGE_STATES, REFUND_STATES, REGISTER_RUN_STATES } from '@/desk/operate/words'
import { LINE_STATES, RUN_STATES } from '@/desk/shared/payout/words'
import { PROGRAM_STATES } from '@/desk/shared/programs/words'
import { PARCEL_STATES } from '@/desk/station/words'
import { ENTRY_STATES, HOUSEHOLD_STATES, LINK_STATES, LOT_STATES, ORDER_STATES, ORGANISATION_STATES, PURPOSES, ROLES, VERSION_STATES, type StateWord } from './words'

export const SUBJECTS: Record<string, string> = {
    household: '农户',
    household_member: '农户成员',
    household_correction: '信息更正',
    organisation: '主体',
    dossier: '入驻申请',
    objection: '公示异议',
    listing: '商品',
    lot: '批次',
    freight_table: '运费表',
    order: '订单',
    trade: '交易',
    parcel: '包裹',
    refund: '退款',
    payment: '付款',
    attribution: '待核资金',
    fraud_flag: '疑点',
    income_limit: '收入上限',
    register_verdict: '登记比对',
    register_run: '登记快照',
    household_authority: '委托（登记、确认）',
    proxy_authority: '委托',
    benefit_link: '联结',
    program: '程序账号',
    registration: '注册登记',
    region: '行政区划',
    listed_county: '贫困县名单',
    listed_village: '贫困村名单',
    role_grant: '岗位',
    account: '账号',
    export: '导出',
    import: '导入',
    job: '后台任务',
    message: '短信',
    bill: '平台账单',
    payout: '发放的一笔',
    payout_run: '发放批次',
    audit: '核对',
}

const STATES: Record<string, Record<string, StateWord>> = {
    household: HOUSEHOLD_STATES,
    household_correction: CORRECTION_STATES,
    proxy_authority: AUTHORITY_STATES,
    registration: REGISTRATION_STATES,
    benefit_link: { ...LINK_STATES, free: { tone: 'done', word: '照常计入' } },
    payment: {
        created: { tone: 'waiting', word: '等付款' }, paid: { tone: 'done', word: '已付款' }, closed: { tone: 'off', word: '已关闭' },
        failed: { tone: 'stop', word: '没付成' }, abandoned: { tone: 'off', word: '没有打开' },
    },
    fraud_flag: FLAG_STATES,
    program: PROGRAM_STATES,
    parcel: PARCEL_STATES,
    refund: REFUND_STATES,
    trade: { placed: { tone: 'waiting', word: '等付款' }, paid: { tone: 'done', word: '已付款' }, cancelled: { tone: 'off', word: '已取消' } },
    register_run: REGISTER_RUN_STATES,
    organisation: ORGANISATION_STATES,
    listing: VERSION_STATES,
    lot: LOT_STATES,
    order: ORDER_STATES,
    attribution: ENTRY_STATES,
    payout: LINE_STATES,
    payout_run: RUN_STATES,
    job: JOB_STATES,
    message: MESSAGE_STATES,
    dossier: DOSSIER_STATES,
    objection: { open: { tone: 'waiting', word: '没有答复' }, dismissed: { tone: 'done', word: '不成立' }, upheld: { tone: 'care', word: '成立' } },
}

const ACTIONS: Record<string, string> = {
    create: '新建',
    edit: '修改',
    revise: '改版',
    remove: '删除',
    receive: '入库',
    write_off: '报损',
    add_scan: '传扫描件',
    renew: '换证、改股东申请',
    forget: '到期清除个人信息',
    end: '到期停用',
    enter: '到期启用',
    call_off: '撤回预告',
    dismissed: '异议不成立',
    upheld: '异议成立',
    decide: '办理退款',
    pack: '装箱',
    move: '换代码',
    clear: '看过放行',
    rename: '改名',
    import: '导入时改',
    consent: '改同意事项',
    note: '记走访',
    report_again: '再报登记系统',
    report_drop: '不再报登记系统',
    retry: '再试一次',
    pay_to_card: '退到银行卡',
    give_up: '不再试',
    begin: '开始',
    fetch: '重新取',
}

const FIELDS: Record<string, string> = {
    state: '状态',
    role: '岗位',
    detail: '',
    title: '标题',
    version_id: '版本',
    batch_code: '批次号',
    weight_g: '重量（克）',
    harvested_on: '采收日',
    sku_id: '规格',
    boxes: '件数',
    order_id: '订单',
    goods_fen: '货款（分）',
    freight_fen: '运费（分）',
    region_prefix: '地区',
    first_g: '首重（克）',
    first_fen: '首重（分）',
    step_g: '续重（克）',
    step_fen: '续重（分）',
    deliverable: '送得到',
    code: '代码',
    households: '户数',
    organisations: '主体数',
    addresses: '地址数',
    display_name: '名字',
    kind: '类型',
    name: '名称',
    uscc: '统一社会信用代码',
    township_code: '乡镇',
    village_code: '村',
    has_legal_person: '填了法人',
    has_bank_account: '填了账号',
    has_contact: '填了联系人',
    shares: '股东人数',
    no_shareholders: '写明没有股东',
    papers: '证照份数',
    scan_id: '扫描件',
    import_id: '哪次导入',
    free_g: '散货（克）',
    contact_name: '联系人',
    identified_on: '识别日期',
    attribute: '户属性',
    family_type: '户类型',
    main_cause: '主要原因',
    phone: '手机号',
    smartphone: '有智能手机',
    proxy: '由人代办',
    bank_account: '银行卡号',
    relation: '与户主关系',
    labour: '劳动能力',
    parent: '上级代码',
    pickable: '可选为收货地',
    valid_from: '启用日期',
    valid_to: '停用日期',
    successor: '后继代码',
    coming_to: '预告停用日期',
    coming_from: '预告启用日期',
    coming_name: '预告的名称',
    coming_parent: '预告的上级',
    coming_pickable: '预告可不可选',
    coming_successor: '预告后继代码',
    visited_on: '走访日',
    asked_as: '谁提的',
    field: '哪一项',
    household_id: '农户',
    account_id: '账号',
    begins_on: '从哪天',
    ends_on: '到哪天',
    way: '怎么说的',
    year: '年份',
    number: '编号',
    job_state: '后台任务',
    attempts: '试了几次',
    fetched_at: '取到的时间',
    prefecture: '市州',
    exit_year: '退出年份',
    fen_a_head: '人均（分）',
}

const stateWord = (subject: string, state: string) => STATES[subject]?.[state]?.word ?? state

export function changeAction(it: Schemas['Change']): string {
    if (it.source === 'move') return `变为${stateWord(it.subject, it.action)}`
    if (it.source === 'access') return PURPOSES[it.action] ?? it.action
    return ACTIONS[it.action] ?? it.action
}

function valueWords(name: string, value: unknown, subject: string): string {
    if (typeof value === 'boolean') return value ? '是' : '否'
    if (value === null) return '空'
    if (typeof value === 'object')
        return Object.entries(value)
            .map(([own, it]) => `${FIELDS[own] ?? own} ${valueWords(own, it, subject)}`)
            .join('，')
    const text = String(value)
    if (name === 'state') return stateWord(subject, text)
    if (name === 'job_state') return stateWord('job', text)
    if (name === 'role') return ROLES[text] ?? text
    if (name === 'smartphone' || name === 'proxy') return text === '1' ? '是' : '否'
    return text === '' ? '空' : text
}

/** A line a member; of a freight table a zone is one. */
export function changeFields(side: Record<string, unknown> | null, subject: string): string[] {
    return Object.entries(side ?? {}).map(([name, value]) => {
        const head = (subject === 'household_member' && name === 'name' ? '姓名' : FIELDS[name]) ?? (name === '' ? '其他地区' : name)
        return head === '' ? valueWords(name, value, subject) : `${head}：${valueWords(name, value, subject)}`
    })
}
