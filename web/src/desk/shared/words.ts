/** What states, kinds and codes are called on the desks' pages. A state is a shape, a word and a colour (StateTag). */
import type { Schemas } from '@/api/client'

export type Tone = 'done' | 'waiting' | 'running' | 'care' | 'stop' | 'off'
export interface StateWord {
    tone: Tone
    word: string
}

export const VERSION_STATES: Record<Schemas['VersionState'], StateWord> = {
    draft: { tone: 'waiting', word: '草稿' },
    submitted: { tone: 'running', word: '等乡镇核验' },
    township_checked: { tone: 'running', word: '等县站审核' },
    county_approved: { tone: 'running', word: '县站已通过' },
    publicised: { tone: 'running', word: '公示中' },
    on_sale: { tone: 'done', word: '在售' },
    off_sale: { tone: 'off', word: '已下架' },
    rejected: { tone: 'stop', word: '已退回' },
    expired: { tone: 'off', word: '已撤回' },
}

export const LOT_STATES: Record<Schemas['LotState'], StateWord> = {
    open: { tone: 'done', word: '在卖' },
    held: { tone: 'stop', word: '停卖' },
    closed: { tone: 'off', word: '已关' },
}

export const HOUSEHOLD_STATES: Record<Schemas['HouseholdState'], StateWord> = {
    confirmed: { tone: 'done', word: '登记有效' },
    suspended: { tone: 'care', word: '暂停计入' },
    removed: { tone: 'stop', word: '已移出' },
}

/** Of a link between a household and a producer, held against the register. */
export const VERDICTS: Record<Schemas['Verdict']['verdict'], StateWord> = {
    fit: { tone: 'done', word: '相符' },
    doubt: { tone: 'care', word: '有疑问' },
    unfit: { tone: 'stop', word: '不符' },
    unknown: { tone: 'waiting', word: '登记系统没有说' },
}

export const LINK_STATES: Record<Schemas['BenefitLink']['state'], StateWord> = {
    held: { tone: 'care', word: '先不计入' },
    ended: { tone: 'off', word: '已终止' },
}

export const ORGANISATION_STATES: Record<Schemas['OrganisationState'], StateWord> = {
    applied: { tone: 'waiting', word: '等核实' },
    active: { tone: 'done', word: '经营中' },
    suspended: { tone: 'care', word: '暂停' },
    removed: { tone: 'stop', word: '已退出' },
    expired: { tone: 'care', word: '证照过期' },
}

export const ORDER_STATES: Record<Schemas['OrderState'], StateWord> = {
    placed: { tone: 'waiting', word: '等付款' },
    paid: { tone: 'running', word: '已付款' },
    completed: { tone: 'done', word: '已完成' },
    cancelled: { tone: 'stop', word: '已取消' },
}

export const ENTRY_STATES: Record<Schemas['EntryState'], StateWord> = {
    accrued: { tone: 'waiting', word: '已记账' },
    matured: { tone: 'running', word: '已确认' },
    withheld: { tone: 'care', word: '待核' },
    reversed: { tone: 'stop', word: '随退款收回' },
}

export { ORGANISATION_KINDS } from '@/shared/organisation'

export const LINKAGES: Record<Schemas['LinkageKind'], string> = {
    purchase: '订单收购',
    wage: '务工',
    land_rent: '土地流转',
    dividend: '入股分红',
    trusteeship: '托管',
    patronage: '盈余返还',
}

/** Why a version is sent back, in the order of the keys 1 to 9. */
export const REVIEW_REASONS: { code: string; word: string; hint: string }[] = [
    { code: 'price', word: '价格不合适', hint: '高于同规格参考价，或者没有说明' },
    { code: 'picture', word: '图片对不上', hint: '和实物或规格不一致' },
    { code: 'linkage', word: '带农方案不实', hint: '到户金额、名单或协议有问题' },
    { code: 'text', word: '文字不妥', hint: '有绝对化用语、疗效说法或错字' },
    { code: 'quality', word: '质量依据不足', hint: '合格证过期或缺少批次' },
    { code: 'origin', word: '产地不清', hint: '产地和村对不上' },
    { code: 'identity', word: '主体资料有误', hint: '证照或主体信息要核对' },
    { code: 'objection', word: '公示期有异议', hint: '收到意见，需要核实' },
    { code: 'other', word: '其他', hint: '请在下面写清楚' },
]

/** "text: 请删去“绝对”" as a move's reason holds it -> 文字不妥：请删去“绝对” */
export function reviewReason(reason: string): string {
    // What the program itself writes is in English and says no more than the state does.
    if (/^[a-z ]*$/.test(reason) && !REVIEW_REASONS.some((it) => it.code === reason)) return ''
    const [code, ...rest] = reason.split(': ')
    const known = REVIEW_REASONS.find((it) => it.code === code)
    if (known === undefined) return reason
    return rest.length === 0 ? known.word : `${known.word}：${rest.join(': ')}`
}

export const ROLES: Record<string, string> = {
    producer: '合作社',
    station_officer: '县站业务员',
    village_officer: '驻村信息员',
    county_auditor: '县审计员',
    operator: '平台运营员',
    household: '农户',
    township_officer: '乡镇初审员',
    department_officer: '部门复审员',
    county_centre: '县管理中心',
    city_officer: '市设办',
    listing_clerk: '商品员',
    packer: '打包员',
    accountant: '会计',
}

export const PURPOSES: Record<string, string> = {
    verify: '核对登记信息',
    payout: '核对收款账号',
    complaint: '处理投诉和异议',
    correction: '本人要求更正',
    shipping: '打包发货',
    proxy: '当面代看对账单',
    authority: '凭农户委托代办',
    grant: '给人开通岗位',
    grant_confirm: '确认新运营员',
    revoke: '收回岗位',
    paper_issue: '打印查询码',
    paper_revoke: '作废查询码',
    paper: '用纸上的查询码查看',
    own: '这户自己要一份',
    export: '导出列表',
    import: '导入表格',
    lock: '停用账号',
    unlock: '恢复账号',
    close: '注销账号',
    program_create: '开机器账号',
    program_release: '放行机器账号',
    program_revoke: '停用机器账号',
    program_key_issue: '发机器账号钥匙',
    program_key_revoke: '停用机器账号钥匙',
    password_set: '设置密码',
    password_remove: '关闭密码',
    second_set: '设置二次验证',
    second_remove: '撤销二次验证',
}

/** What who works here may look for. */
export const LOOK_PURPOSES = ['verify', 'payout', 'correction', 'complaint'] as const

const FIELDS: Record<string, string> = {
    phone: '电话',
    bank_account: '银行账号',
    bank_holder: '收款人',
    legal_name: '法定代表人',
    legal_id: '法定代表人身份证号',
    contact: '联系人',
    shares: '股东',
    'members.name': '家人姓名',
    'members.id_number': '家人身份证号',
    statement: '对账单',
    record: '登记信息（打码的）',
    consent_scan: '签字的纸',
    name: '收件人',
    detail: '详细地址',
    code: '查询码',
    scan: '签字的照片',
    notes: '走访记录',
    versions: '登记系统的各个版本',
    copy: '全部记录一份',
    correction: '更正申请',
    consent: '替他说同意、撤回',
}

/** By what a household was looked for. */
export const SOUGHT: Record<string, string> = { name: '姓名', id_number: '证件号', phone: '电话', household_no: '户编号' }

/** "phone,members.2.name" of the access trail -> 电话、第 2 位家人的姓名 */
export function fieldWords(fields: string, subject: string): string {
    if (subject === 'role_grant') return ROLES[fields] ?? fields
    if (subject === 'household_search') return `按${SOUGHT[fields.split(',')[0] ?? ''] ?? '号码'}查找，在 ${fields.split(',')[1] ?? ''}`
    return fields
        .split(',')
        .map((field) => {
            const one = /^members\.(\d+)\.(name|id_number)$/.exec(field)
            if (one) return `第 ${one[1]} 位家人的${one[2] === 'name' ? '姓名' : '身份证号'}`
            if (subject === 'order' && field === 'phone') return '收件电话'
            return FIELDS[field] ?? field
        })
        .join('、')
}

/** What somebody did, for a list of such: 看了电话, 打印了查询码. */
export function deed(entry: { purpose: string; fields: string; subject: string }): string {
    if (entry.purpose === 'paper_issue') return '打印了查询码'
    if (entry.purpose === 'paper_revoke') return '作废了查询码'
    return `看了${fieldWords(entry.fields, entry.subject)}`
}

/** 重庆市奉节县永乐镇永乐镇示例一村: where a village's name begins with its township's, that is said once. */
export function place(name: string): string {
    return name.replace(/([\u4e00-\u9fff]{1,6}[镇乡])\1/, '$1')
}
