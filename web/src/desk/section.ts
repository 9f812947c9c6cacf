/**
 * A part of the desk: the pages of one role and their entries in the rail. Each folder beside this file
 * has a section.ts that exports one as `section`; they are found by place.
 */
import type { RouteRecordRaw } from 'vue-router'
import type { IconName } from '@/shared/parts/Icon.vue'
import type { Role } from '@/shared/session'

export interface RailEntry {
    name: string
    to: string
    icon: IconName
    /** Heading above it, for the first entry of a group. */
    group?: string
    /** Which count of GET /api/v1/desk/todo stands beside it; of several their sum. */
    count?: string | string[]
}

export interface Section {
    role: Role
    /** What the role is called: "县电商服务站". */
    name: string
    /** The first page of the role. */
    home: string
    /** In the order of the desk's chooser. */
    order: number
    rail: RailEntry[]
    routes: RouteRecordRaw[]
}
