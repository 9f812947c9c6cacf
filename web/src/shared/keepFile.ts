/** Gives the browser a file to keep; of JSON unless another type is named. */
export function keepFile(name: string, text: string, type = 'application/json'): void {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type }))
    link.download = name
    link.click()
    URL.revokeObjectURL(link.href)
}
