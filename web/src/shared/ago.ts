/** 20 -> "刚才", 200 -> "3 分钟前", 7300 -> "2 小时前" */
export function agoWords(seconds: number): string {
    if (seconds < 60) return '刚才'
    return seconds < 3600 ? `${Math.floor(seconds / 60)} 分钟前` : `${Math.floor(seconds / 3600)} 小时前`
}
