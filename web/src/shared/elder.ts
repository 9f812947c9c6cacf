/** 长辈版: kept in a cookie for a year, which the pages without script read too. */
import { ref, readonly } from 'vue'

const YEAR_S = 31536000
const elder = ref(/(?:^|; )elder=1/.test(document.cookie))
apply()

function apply(): void {
    document.documentElement.classList.toggle('elder', elder.value)
}

export function useElder() {
    return readonly(elder)
}

export function setElder(on: boolean): void {
    elder.value = on
    document.cookie = `elder=${on ? 1 : 0}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`
    apply()
}
