// A sheet collects the definitions and the body of one drawing and writes it as SVG text.
// Light falls from the upper left; the table's edge is at TABLE_Y. What matters stays between
// x = 50 and x = 350, so that a square cut from the middle shows it whole.
export const WIDTH = 400, HEIGHT = 300, TABLE_Y = 222;
// Things stand on y = 262 and are brought closer by this much.
const CLOSE = 'translate(-25 -26.5)scale(1.125)';
const FONTS = 'PingFang SC,HarmonyOS Sans SC,MiSans,Noto Sans CJK SC,sans-serif';

export const n = (value) => String(Math.round(value * 10) / 10);

// The same numbers for the same key, everywhere.
export function chance(key) {
    let state = 2166136261;
    for (const c of key) state = Math.imul(state ^ c.charCodeAt(0), 16777619);
    const next = () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    return {next, between: (low, high) => low + (high - low) * next()};
}

const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
// A colour between two: mix('#000000', '#ffffff', 0.5) is grey.
export function mix(from, to, part) {
    const a = rgb(from), b = rgb(to);
    return '#' + a.map((v, i) => Math.round(v + (b[i] - v) * part).toString(16).padStart(2, '0'))
        .join('');
}
export const light = (hex, part) => mix(hex, '#fff8ec', part);
export const dark = (hex, part) => mix(hex, '#3a1d08', part);

export class Sheet {
    constructor(key) {
        this.key = key;
        this.luck = chance(key);
        this.defs = [];
        this.ids = new Map();
        this.wall = '';
        this.body = [];
        this.used = 0;
    }
    id(content, make) {
        if (!this.ids.has(content)) {
            const id = 'abcdefghijklmnopqrstuvwxyz'[this.used % 26] +
                (this.used >= 26 ? Math.floor(this.used / 26) : '');
            this.used++;
            this.ids.set(content, id);
            this.defs.push(make(id));
        }
        return this.ids.get(content);
    }
    stops(list) {
        return list.map(([at, colour, opacity]) => `<stop offset="${at}" stop-color="${colour}"` +
            (opacity === undefined ? '' : ` stop-opacity="${opacity}"`) + '/>').join('');
    }
    // Paint of a ball lit from the upper left: ball('#ffd27f', '#f99d2b', '#d9690a').
    ball(bright, base, edge, cx = .36, cy = .3) {
        return this.radial([[0, bright], [.5, base], [1, edge]], cx, cy, .78);
    }
    radial(list, cx = .5, cy = .5, r = .5) {
        const s = this.stops(list);
        return `url(#${this.id(`r${cx},${cy},${r}${s}`, (id) =>
            `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${s}</radialGradient>`)})`;
    }
    // down('#fff', '#000') from top to bottom, across() from left to right.
    down(...colours) {
        return this.linear(colours, ' x2="0" y2="1"');
    }
    across(...colours) {
        return this.linear(colours, '');
    }
    linear(colours, way) {
        const s = this.stops(colours.map((c, i) => [n(i / (colours.length - 1)), c]));
        return `url(#${this.id(way + s, (id) =>
            `<linearGradient id="${id}"${way}>${s}</linearGradient>`)})`;
    }
    // A thing drawn once, used many times.
    part(markup) {
        return this.id(markup, (id) => `<g id="${id}">${markup}</g>`);
    }
    use(part, x, y, scale = 1, turn = 0) {
        const t = `translate(${n(x)} ${n(y)})` + (turn ? `rotate(${Math.round(turn)})` : '') +
            (scale === 1 ? '' : `scale(${Math.round(scale * 100) / 100})`);
        return `<use href="#${part}" transform="${t}"/>`;
    }
    add(...markup) {
        this.body.push(...markup);
        return this;
    }
    shadow(x, y, rx, ry = rx * .13) {
        const fill = this.radial([[0, '#3a2a18', .34], [.6, '#3a2a18', .2], [1, '#3a2a18', 0]]);
        return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"/>`;
    }
    text(x, y, size, words, fill = '#1d2520', weight = 700) {
        return `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" font-weight="${weight}" ` +
            `fill="${fill}" text-anchor="middle">${words}</text>`;
    }
    // Wall, table and the slanted light of a window.
    scene(tone) {
        const wall = this.down(tone.wall, tone.low), table = this.down(tone.table, tone.front);
        this.wall = [`<path fill="${wall}" d="M0 0h400v300H0z"/>`,
            '<path fill="#fff" opacity=".38" d="M62 0h62L-6 222h-62zM148 0h26L44 222H18z' +
            'M262 0h84L216 222h-84z"/>',
            `<path fill="${table}" d="M0 ${TABLE_Y}h400v78H0z"/>`,
            `<path fill="${tone.edge}" opacity=".5" d="M0 ${TABLE_Y}h400v2H0z"/>`].join('');
        return this;
    }
    svg(title) {
        return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ` +
            `xml:lang="zh-CN" font-family="${FONTS}">\n<title>${title}</title>\n` +
            `<defs>${this.defs.join('\n')}</defs>\n${this.wall}\n<g transform="${CLOSE}">` +
            `${this.body.join('\n')}</g>\n</svg>\n`;
    }
}
