/** Beginning to fill in a listing, or the next version of one. */
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { blank, fromVersion, toContent, type Form, type Known } from './form'

async function begin(form: Form, known: Known, listing_id?: string): Promise<string> {
    const draft = await call(
        api.POST('/api/v1/listing-drafts', {
            params: { header: new Intent().header },
            body: { title: form.title, step: 'facts', content: toContent(form, known), ...(listing_id ? { listing_id } : {}) },
        }),
    )
    return draft.draft_id
}

export function beginNew(): Promise<string> {
    return begin(blank(), { households: {}, photos: {} })
}

/** The next version starts as the one given; a draft that is open already is taken up as it is. */
export function beginFrom(version: Schemas['Version']): Promise<string> {
    const { form, known } = fromVersion(version)
    return begin(form, known, version.listing_id)
}
