/** Words of organisations, their papers and their way in, for shop and desk alike. */
import type { Schemas } from '@/api/client'

export const ORGANISATION_KINDS: Record<string, string> = {
    cooperative: '合作社',
    enterprise: '企业',
    family_farm: '家庭农场',
    village_collective: '村集体',
    station: '电商服务站',
    township_office: '乡镇服务站',
    county_centre: '县管理中心',
    city_office: '市设办',
    village_point: '村信息点',
    purchasing_unit: '采购单位',
    social_organisation: '社会组织',
}

/** Kinds that may be applied for, in the order of the form; which of them sell. */
export const APPLY_KINDS: { kind: Schemas['DossierKind']; name: string; sells: boolean }[] = [
    { kind: 'cooperative', name: '合作社', sells: true },
    { kind: 'enterprise', name: '企业', sells: true },
    { kind: 'family_farm', name: '家庭农场', sells: true },
    { kind: 'village_collective', name: '村集体', sells: true },
    { kind: 'station', name: '电商服务站', sells: false },
    { kind: 'township_office', name: '乡镇服务站', sells: false },
    { kind: 'village_point', name: '村信息点', sells: false },
    { kind: 'purchasing_unit', name: '采购单位', sells: false },
    { kind: 'social_organisation', name: '社会组织', sells: false },
]
export const kindSells = (kind: string): boolean => APPLY_KINDS.some((it) => it.kind === kind && it.sells)

export const PAPER_KINDS: Record<Schemas['PaperKind'], string> = {
    licence: '营业执照或登记证书',
    food_permit: '食品生产许可证（SC）',
    conformity: '承诺达标合格证',
    test_report: '检测报告',
    green: '绿色食品证书',
    organic: '有机产品证书',
    gi: '农产品地理标志证书',
}

export const DOSSIER_STATES: Record<Schemas['DossierState'], { tone: 'waiting' | 'done' | 'care' | 'stop' | 'off'; word: string }> = {
    draft: { tone: 'off', word: '草稿' },
    township_review: { tone: 'waiting', word: '乡镇初审' },
    department_review: { tone: 'waiting', word: '部门复审' },
    county_review: { tone: 'waiting', word: '县审定' },
    publicity: { tone: 'waiting', word: '公示中' },
    in_force: { tone: 'done', word: '已生效' },
    sent_back: { tone: 'care', word: '退回补正' },
    withdrawn: { tone: 'off', word: '已撤回' },
}

export const DESK_STEPS: Record<Schemas['DossierDecision']['step'], string> = { township: '乡镇初审', department: '部门复审', county: '县审定' }

/** What a fault's or an open point's field is called. */
const FIELDS: Record<string, string> = {
    kind: '主体类型',
    name: '名称',
    uscc: '统一社会信用代码',
    township_code: '所在乡镇',
    village_code: '所在村',
    sells: '打算卖什么',
    processed: '有没有加工食品',
    legal_name: '法定代表人',
    legal_id: '身份证号',
    bank_account: '银行账号',
    contact_name: '联系人',
    contact_phone: '联系手机',
    shares: '股东',
    no_shareholders: '没有股东',
    id_number: '股东身份证号',
    percent_hundredths: '占股',
    papers: '证照',
    number: '编号',
    issued_on: '发证日期',
    expires_on: '有效期',
    scan_id: '扫描件',
}
export const fieldWord = (field: string): string => FIELDS[field.split('/').at(-1)!] ?? field
