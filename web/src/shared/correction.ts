/** Words of requests for corrections: which field, as whom, and what became of it. */
import { api, call, type Schemas } from '@/api/client'

export { CORRECTION_STATES } from './correctionStates'
export type Correction = Schemas['Correction']

export const FIELDS: Record<Correction['field'], string> = {
    phone: '联系电话',
    address: '家庭住址',
    bank_account: '银行账号',
    name: '家里人的姓名',
    register: '身份证号、户类型等归登记系统管的',
    other: '别的',
}
export const AS: Record<Correction['asked_as'], string> = { own: '农户自己', paper: '拿着纸上查询码的人', proxy: '代办人', officer: '村里或乡镇代提' }
export const isOpen = (it: Correction): boolean => it.state === 'asked' || it.state === 'checked'
/** 家里人的姓名（第 2 位） */
export const fieldOf = (it: Correction): string => (it.field === 'name' ? `${FIELDS.name}（第 ${it.member_no} 位）` : FIELDS[it.field])

export const moveCorrection = (correction_id: string, to: Schemas['CorrectionMove']['to'], reason?: string): Promise<Correction> =>
    call(api.POST('/api/v1/corrections/{correction_id}/moves', { params: { path: { correction_id } }, body: { to, ...(reason ? { reason } : {}) } }))
