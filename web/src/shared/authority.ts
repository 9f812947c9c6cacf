/** Words of authorities: who may act for a household, for what, on what word. */
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { Problem } from '@/api/problem'

export { AUTHORITY_STATES } from './authorityStates'
export type Authority = Schemas['Authority']
export type Scope = Authority['scope'][number]

export const RELATIONS: Record<Authority['relation'], string> = { family: '家里人', neighbour: '邻居', officer: '村干部', other: '别的人' }
export const SCOPES: Record<Scope, string> = { statement: '看对账单', record: '看登记信息（打码的）', consent: '替他说同意、撤回', correction: '替他申请更正' }
export const scopeWords = (scope: Scope[]): string => scope.map((it) => SCOPES[it]).join('、')
/** 签字的纸 永乐 2026-017（2026-11-28） */
export const consentWords = (it: Authority): string =>
    `${it.consent_kind === 'paper' ? '签字的纸' : '录音'} ${it.consent_no}（${it.consent_on}${it.consent_by ? `，${it.consent_by}经手` : ''}）`

const SCAN_MAX_BYTES = 12 * 1024 * 1024
/** Sends in the photo of a signed paper; its id. */
export async function sendConsentScan(household_id: string, file: File): Promise<string> {
    if (file.size > SCAN_MAX_BYTES) throw new Problem(413, 'too_large', '照片超过 12 MB，请用手机里较小的一张', '', '', '')
    const intent = new Intent()
    const made = await call(
        api.POST('/api/v1/households/{household_id}/consent-scans', {
            params: { path: { household_id }, header: intent.header },
            body: file as unknown as string,
            bodySerializer: (body) => body as unknown as BodyInit,
            headers: { 'Content-Type': 'application/octet-stream' },
        }),
    )
    return made.scan_id
}

export const moveAuthority = (authority_id: string, to: Schemas['AuthorityMove']['to'], reason?: string): Promise<Authority> =>
    call(api.POST('/api/v1/authorities/{authority_id}/moves', { params: { path: { authority_id } }, body: { to, ...(reason ? { reason } : {}) } }))
