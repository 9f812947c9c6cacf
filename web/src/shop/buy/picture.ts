/** The picture of goods: an uploaded one by its address, otherwise the drawing of that name. */
export function goodsPicture(picture: string): string {
    return picture.startsWith('/') ? picture : `/static/produce/${picture === '' ? 'generic' : picture}.svg`
}
