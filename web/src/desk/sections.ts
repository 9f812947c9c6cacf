import { computed } from 'vue'
import { useSession } from '@/shared/session'
import type { Section } from './section'

const found = import.meta.glob<{ section: Section }>('./*/section.ts', { eager: true })

export const SECTIONS: Section[] = Object.values(found)
    .map((module) => module.section)
    .sort((a, b) => a.order - b.order)

/** Those of the roles that who is signed in holds. */
export function useSections() {
    const { roles } = useSession()
    return computed(() => SECTIONS.filter((section) => roles.value.includes(section.role)))
}
