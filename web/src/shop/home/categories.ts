/** A drawing for each category of goods; one without its own gets the general one. */
const PICTURES: Record<string, string> = {
    水果: 'fruit',
    蔬菜: 'vegetable',
    粮油: 'rice',
    干货: 'mushroom',
    茶叶: 'tea',
    畜禽蛋: 'egg',
    加工食品: 'honey',
    水产: 'fish',
}
export function pictureOfCategory(category: string): string {
    return `/static/produce/${PICTURES[category] ?? 'generic'}.svg`
}
