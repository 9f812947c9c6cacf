/** Copies a number and says so for two seconds. Without the clipboard (plain http) the number is selected text anyway. */
import { ref } from 'vue'

export function useCopy() {
    const copied = ref('')
    async function copy(text: string): Promise<void> {
        try {
            await navigator.clipboard.writeText(text)
            copied.value = text
        } catch {
            const area = document.createElement('textarea')
            area.value = text
            document.body.append(area)
            area.select()
            copied.value = document.execCommand('copy') ? text : ''
            area.remove()
        }
        setTimeout(() => (copied.value = ''), 2000)
    }
    return { copied, copy }
}
