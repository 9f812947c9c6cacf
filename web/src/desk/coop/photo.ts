/** Photos: where their files are, and sending one in. */
import { api, call, type Schemas } from '@/api/client'
import { Intent } from '@/api/intent'
import { Problem } from '@/api/problem'

export const PHOTO_MAX_BYTES = 12 * 1024 * 1024
export const PHOTOS_MAX = 9

/** The smallest file that is at least that wide, or the widest there is. */
export function photoUrl(photo: { url: string; widths: number[] }, width: number): string {
    const fits = photo.widths.filter((it) => it >= width)
    const chosen = fits.length > 0 ? Math.min(...fits) : Math.max(...photo.widths)
    return photo.url.replace('{width}', String(chosen)).replace('{format}', 'webp')
}

export const drawingUrl = (picture: string) => `/static/produce/${picture || 'generic'}.svg`

export async function sendPhoto(file: File): Promise<Schemas['Picture']> {
    if (file.size > PHOTO_MAX_BYTES)
        throw new Problem(413, 'too_large', `“${file.name}”有 ${Math.ceil(file.size / 1048576)} MB，最大 12 MB，请用手机里较小的一张`, '', '', '')
    const intent = new Intent()
    return call(
        api.POST('/api/v1/pictures', {
            params: { header: intent.header },
            // The file itself is the body; what it is, the server finds out from its bytes.
            body: file as unknown as string,
            bodySerializer: (body) => body as unknown as BodyInit,
            headers: { 'Content-Type': 'application/octet-stream' },
        }),
    )
}
