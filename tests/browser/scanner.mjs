/** As a scanner types while a Chinese input method is on: the page sees "Process" and key code 229, in a few milliseconds. */
export async function scan(page, text, key = 'Process') {
    await page.evaluate(
        ({ text, key }) => {
            const target = document.activeElement ?? document.body
            const press = (code, own) => {
                const event = new KeyboardEvent('keydown', {
                    code,
                    key: key === 'Process' && code !== 'Enter' ? 'Process' : own,
                    keyCode: key === 'Process' ? 229 : 0,
                    isComposing: key === 'Process' && code !== 'Enter',
                    bubbles: true,
                    cancelable: true,
                })
                target.dispatchEvent(event)
            }
            for (const letter of text) press(/\d/.test(letter) ? `Digit${letter}` : `Key${letter}`, letter)
            press('Enter', 'Enter')
        },
        { text, key },
    )
}
