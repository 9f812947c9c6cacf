/** Photos of a household's papers: made small on the phone, then sent in. */
import { api, call } from '@/api/client'
import { Intent } from '@/api/intent'

/** Enough to read a signed page by. */
const LONGEST = 1600
const QUALITY = 0.82

/** The same picture with at most so many pixels, without where and when it was taken; as it is where the browser cannot. */
async function shrink(file: File): Promise<Blob> {
    try {
        const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
        const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
        const canvas = document.createElement('canvas')
        canvas.width = Math.round(picture.width * scale)
        canvas.height = Math.round(picture.height * scale)
        canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
        picture.close()
        const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
        return small !== null && small.size < file.size ? small : file
    } catch {
        return file
    }
}

/** Sends a photo in; gives its number. */
export async function sendPaper(household_id: string, file: File): Promise<string> {
    const intent = new Intent()
    const body = await shrink(file)
    const sent = await call(
        api.POST('/api/v1/households/{household_id}/scans', {
            params: { path: { household_id }, header: intent.header },
            body: body as unknown as string,
            bodySerializer: (it) => it as unknown as BodyInit,
            headers: { 'Content-Type': 'application/octet-stream' },
        }),
    )
    return sent.scan_id
}
