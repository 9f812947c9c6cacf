/** An application as it is typed: what the server has, changed field by field, saved as a whole. */
import { reactive } from 'vue'
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { Problem } from '@/api/problem'

export type Dossier = Schemas['Dossier']
export interface Paper {
    kind: Schemas['PaperKind']
    number: string
    issued_on: string
    expires_on: string
    scan_id: string
}
export interface Share {
    name: string
    id_number: string
    percent: string
}
export interface Form {
    name: string
    uscc: string
    sells: string
    processed: boolean
    legal_name: string
    legal_id: string
    bank_account: string
    contact_name: string
    contact_phone: string
    shares: Share[]
    no_shareholders: boolean
    papers: Paper[]
}

const TEXTS = ['name', 'uscc', 'sells', 'legal_name', 'legal_id', 'bank_account', 'contact_name', 'contact_phone'] as const

export function formOf(dossier: Dossier): Form {
    const form = { processed: dossier.processed, no_shareholders: dossier.no_shareholders, papers: [] as Paper[] } as unknown as Form
    for (const field of TEXTS) form[field] = dossier[field]
    form.papers = dossier.papers.map((it) => ({
        kind: it.kind,
        number: it.number,
        issued_on: it.issued_on ?? '',
        expires_on: it.expires_on ?? '',
        scan_id: it.scan_id ?? '',
    }))
    form.shares = dossier.shares.map((it) => ({
        name: it.name,
        id_number: it.id_number,
        percent: it.percent_hundredths > 0 ? String(it.percent_hundredths / 100) : '',
    }))
    if (form.papers.length === 0 && !changesShares(form, dossier.purpose)) form.papers.push(emptyPaper('licence'))
    return reactive(form)
}

/** Whether a renewal says anew who has a share: then it needs no paper. */
export const changesShares = (form: Form, purpose: Dossier['purpose']) => purpose === 'renew' && (form.shares.length > 0 || form.no_shareholders)

const isBlank = (paper: Paper) => paper.number.trim() + paper.issued_on + paper.expires_on + paper.scan_id === ''

/** What stands in a field by the name the server gives it: 'name', 'papers/0/number', 'shares/1/percent_hundredths'. */
export function valueAt(form: Form, field: string): unknown {
    const [list, place, name] = field.split('/')
    if (place === undefined) return list === 'papers' || list === 'shares' ? form[list].length : form[list as keyof Form]
    if (list === 'papers') return form.papers[Number(place)]?.[name as keyof Paper]
    return form.shares[Number(place)]?.[(name === 'percent_hundredths' ? 'percent' : name) as keyof Share]
}

export const emptyPaper = (kind: Paper['kind']): Paper => ({ kind, number: '', issued_on: '', expires_on: '', scan_id: '' })

export const emptyShare = (): Share => ({ name: '', id_number: '', percent: '' })

/** What is empty is left out, also a paper's form that nobody touched where none is needed; kind and place are not typed here and stay. */
export function bodyOf(form: Form, purpose: Dossier['purpose']): Schemas['DossierForm'] {
    const body: Schemas['DossierForm'] = { processed: form.processed, no_shareholders: form.no_shareholders }
    for (const field of TEXTS) body[field] = form[field].trim()
    body.shares = form.shares.map((it) => ({
        name: it.name.trim(),
        id_number: it.id_number.trim(),
        percent_hundredths: Math.round(Number(it.percent.replace('%', '')) * 100) || 0,
    }))
    const papers = changesShares(form, purpose) ? form.papers.filter((it) => !isBlank(it)) : form.papers
    body.papers = papers.map((it) => ({
        kind: it.kind,
        number: it.number.trim(),
        ...(it.issued_on ? { issued_on: it.issued_on } : {}),
        ...(it.expires_on ? { expires_on: it.expires_on } : {}),
        ...(it.scan_id ? { scan_id: it.scan_id } : {}),
    }))
    return body
}

const SCAN_MAX_BYTES = 12 * 1024 * 1024

/** Sends the photo of a paper in; the number of the scan. */
export async function sendScan(dossier_id: string, file: File): Promise<string> {
    if (file.size > SCAN_MAX_BYTES) throw new Problem(413, 'too_large', '照片超过 12 MB，请用手机里较小的一张', '', '', '')
    const intent = new Intent()
    const made = await call(
        api.POST('/api/v1/dossiers/{dossier_id}/scans', {
            params: { path: { dossier_id }, header: intent.header },
            body: file as unknown as string,
            bodySerializer: (body) => body as unknown as BodyInit,
            headers: { 'Content-Type': 'application/octet-stream' },
        }),
    )
    return made.scan_id
}
