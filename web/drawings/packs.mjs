// Packs: carton, crate, basket, bags, jars, bottles. Each returns markup; (x, y) is the middle of
// its foot.
import {dark, light, mix, n} from './sheet.mjs';
import {stroke} from './fruits.mjs';

const KRAFT = '#d8ac74';
const path = (fill, d, more = '') => `<path fill="${fill}" d="${d}"${more}/>`;
const rect = (x, y, w, h, fill, r = 0) => `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" ` +
    `height="${n(h)}" fill="${fill}"${r ? ` rx="${r}"` : ''}/>`;
export {path, rect};

// A paper label: coloured head, name, a smaller line. (x, y) is its middle.
export function label(s, x, y, w, h, name, line, tint = '#1f5c3d') {
    const most = line ? h * .4 : h * .56;
    const size = Math.min(most, (w - 12) / name.length), small = Math.max(9.5, Math.min(size * .58, 13));
    const head = Math.min(7, h * .14), top = y - h / 2;
    return rect(x - w / 2 + 1.5, top + 2.5, w, h, '#3a2a18', 4).replace('/>', ' opacity=".18"/>') +
        rect(x - w / 2, top, w, h, '#fffdf6', 4) +
        path(tint, `M${n(x - w / 2)} ${n(top + head)}v${n(4 - head)}q0-4 4-4h${n(w - 8)}q4 0 4 4v` +
            `${n(head - 4)}z`) +
        (line ? s.text(x, top + head + (h - head) * .5, size, name) +
            s.text(x, top + head + (h - head) * .86, small, line, '#5c675f', 400)
            : s.text(x, top + head + (h - head) * .5 + size * .36, size, name));
}

// Balls heaped: rows from behind to the front, each with its count; feet of the front row at y.
export function heap(s, parts, x, y, size, counts, spread = 1.62) {
    let all = '';
    counts.forEach((count, row) => {
        const up = (counts.length - 1 - row) * size * .98;
        for (let i = 0; i < count; i++) {
            const part = parts[Math.floor(s.luck.next() * parts.length)];
            all += s.use(part, x + (i - (count - 1) / 2) * size * spread + s.luck.between(-2, 2),
                y - size - up + s.luck.between(-2, 2), size / 40 * s.luck.between(.95, 1.05),
                s.luck.between(-22, 22));
        }
    });
    return all;
}

// An open carton; inside goes between its back and its front.
export function carton(s, x, y, w, h, inside, front) {
    const l = x - w / 2, r = x + w / 2, t = y - h;
    const face = s.across(light(KRAFT, .22), KRAFT, dark(KRAFT, .12));
    return s.shadow(x + 8, y, w * .64, 13) +
        path('#8a6237', `M${n(l)} ${n(t)}l12-20h${n(w - 24)}l12 20z`) +
        path(light(KRAFT, .1), `M${n(l)} ${n(t)}l12-20-30 5-14 22z`) +
        path(dark(KRAFT, .1), `M${n(r)} ${n(t)}l-12-20 30 5 14 22z`) + inside +
        path(face, `M${n(l)} ${n(t)}H${n(r)}l-5 ${n(h)}H${n(l + 5)}z`) +
        path('#5f3f1c', `M${n(l)} ${n(t)}H${n(r)}l-4 19H${n(l + 4)}z`, ' opacity=".16"') +
        path(s.down(light(KRAFT, .38), light(KRAFT, .14)),
            `M${n(l)} ${n(t)}H${n(r)}l6 15H${n(l - 6)}z`) + front;
}

// A closed gift box seen from the front, its lid behind; inside shows the goods in cells.
export function giftBox(s, x, y, w, h, tint, inside, front) {
    const l = x - w / 2, deep = h * .42;
    return s.shadow(x + 6, y, w * .6, 13) +
        path(s.across(light(tint, .12), tint, dark(tint, .2)),
            `M${n(l + 12)} ${n(y - h - deep)}h${n(w - 24)}l12 ${n(deep)}H${n(l)}z`) +
        path('#f5e6cb', `M${n(l + 19)} ${n(y - h - deep + 6)}h${n(w - 38)}l9 ${n(deep - 6)}H${n(l + 10)}z`) +
        inside + path(s.across(light(tint, .16), tint, dark(tint, .22)),
        `M${n(l)} ${n(y - h)}h${n(w)}l-4 ${n(h)}H${n(l + 4)}z`) +
        path('#e7c06a', `M${n(l)} ${n(y - h)}h${n(w)}v3H${n(l)}z`) + front;
}

export function crate(s, x, y, w, h, inside, front) {
    const l = x - w / 2, t = y - h, wood = s.down('#e3bb80', '#c08f50'), bar = h / 3 - 5;
    let slats = '';
    for (let i = 0; i < 3; i++) {
        const at = t + i * (bar + 7);
        slats += rect(l, at, w, bar, wood, 2) + stroke(`M${n(l + 14)} ${n(at + bar * .4)}h${n(w * .34)}` +
            `M${n(l + w * .55)} ${n(at + bar * .7)}h${n(w * .3)}`, '#9c6e36', 1.2, .45);
    }
    return s.shadow(x + 6, y, w * .6, 13) + path('#6b4622', `M${n(l + 6)} ${n(t - 8)}h${n(w - 12)}v${n(h)}` +
        `h${n(12 - w)}z`) + inside + slats + rect(l + 5, t - 5, 15, h + 5, s.across('#d3a566', '#a87840'), 2) +
        rect(l + w - 20, t - 5, 15, h + 5, s.across('#c99a5a', '#94652f'), 2) +
        stroke([0, 1, 2].map((i) => `M${n(l + 12.5)} ${n(t + i * (bar + 7) + bar / 2)}h.1M${n(l + w - 12.5)} ` +
            `${n(t + i * (bar + 7) + bar / 2)}h.1`).join(''), '#6b4a24', 3) + front;
}

export function basket(s, x, y, w, h, inside, front = '') {
    const l = x - w / 2, t = y - h, weave = s.down('#d2a05c', '#94622c');
    let d = '', e = '';
    for (let row = 0; row * 10 < h - 14; row++) {
        const in_ = 4 + row * w * .011, at = t + 16 + row * 10;
        for (let k = 0; k < 10; k++) {
            const step = (w - 2 * in_) / 10;
            const one = `M${Math.round(l + in_ + k * step + 1)} ${Math.round(at)}q${n(step / 2 - 1)}-5 ${Math.round(step - 2)} 0`;
            if ((k + row) % 2) d += one; else e += one;
        }
    }
    return s.shadow(x + 4, y, w * .58, 13) + `<ellipse cx="${n(x)}" cy="${n(t)}" rx="${n(w / 2)}" ` +
        `ry="14" fill="#5f3d18"/>` + inside +
        path(weave, `M${n(l)} ${n(t)}Q${n(x)} ${n(t + 22)} ${n(l + w)} ${n(t)}L${n(l + w - w * .09)} ` +
            `${n(y - 5)}Q${n(x)} ${n(y + 8)} ${n(l + w * .09)} ${n(y - 5)}z`) +
        stroke(d, '#e7c084', 3, .8) + stroke(e, '#6b431a', 2.4, .55) +
        stroke(`M${n(l)} ${n(t)}Q${n(x)} ${n(t + 22)} ${n(l + w)} ${n(t)}`, '#7a5122', 9) +
        stroke(`M${n(l)} ${n(t - 1)}Q${n(x)} ${n(t + 21)} ${n(l + w)} ${n(t - 1)}`, '#d9a862', 5) + front;
}

// A standing bag with a folded top. window: colour of the goods seen through it, or none.
export function bag(s, x, y, w, h, tone, front, window) {
    const l = x - w / 2, t = y - h, face = s.across(light(tone, .28), tone, dark(tone, .14), tone);
    return s.shadow(x + 8, y, w * .68, 12) +
        path(face, `M${n(l + 3)} ${n(t + 16)}L${n(l)} ${n(y - 6)}Q${n(l)} ${n(y)} ${n(l + 7)} ${n(y)}` +
            `H${n(l + w - 7)}q7 0 7-6L${n(l + w - 3)} ${n(t + 16)}z`) +
        path(s.across(light(tone, .12), dark(tone, .1), dark(tone, .2)),
            `M${n(l + 2)} ${n(t)}h${n(w - 4)}l1 18H${n(l + 1)}z`) +
        stroke(`M${n(l + 3)} ${n(t + 6)}h${n(w - 6)}M${n(l + 3)} ${n(t + 12)}h${n(w - 6)}`, '#fff', 1.4, .3) +
        path('#fff', `M${n(l + 8)} ${n(t + 22)}l7 0-6 ${n(h - 34)}-4 0z`, ' opacity=".28"') +
        path('#000', `M${n(l + w - 13)} ${n(t + 22)}l8 0 2 ${n(h - 30)}-5 0z`, ' opacity=".08"') +
        (window ? rect(x - w * .26, y - h * .3, w * .52, h * .21, '#fffdf6', 8) +
            rect(x - w * .26 + 3, y - h * .3 + 3, w * .52 - 6, h * .21 - 6,
                s.down(light(window, .2), dark(window, .12)), 6) : '') + front;
}

// A cloth sack, mouth rolled down.
export function sack(s, x, y, w, h, inside, front, tone = '#e6d3ae') {
    const l = x - w / 2, t = y - h;
    return s.shadow(x + 6, y, w * .64, 13) + `<ellipse cx="${n(x)}" cy="${n(t + 6)}" rx="${n(w * .43)}" ` +
        `ry="12" fill="#7a6440"/>` + inside +
        path(s.across(light(tone, .35), tone, dark(tone, .22)),
            `M${n(l + 8)} ${n(t + 4)}C${n(l - 10)} ${n(y - h * .4)} ${n(l - 6)} ${n(y)} ${n(l + 10)} ${n(y)}` +
            `H${n(l + w - 10)}C${n(l + w + 6)} ${n(y)} ${n(l + w + 10)} ${n(y - h * .4)} ${n(l + w - 8)} ` +
            `${n(t + 4)}Q${n(x)} ${n(t + 22)} ${n(l + 8)} ${n(t + 4)}z`) +
        stroke(`M${n(l + 6)} ${n(t + 5)}Q${n(x)} ${n(t + 26)} ${n(l + w - 6)} ${n(t + 5)}`, dark(tone, .18), 15) +
        stroke(`M${n(l + 6)} ${n(t + 3)}Q${n(x)} ${n(t + 23)} ${n(l + w - 6)} ${n(t + 3)}`, light(tone, .4), 8) +
        stroke(`M${n(l + 18)} ${n(y - 12)}q4-20 0-42M${n(l + w - 18)} ${n(y - 12)}q-4-20 0-42`, dark(tone, .4),
            1.6, .4) + front;
}

export function bowl(s, x, y, w, h, inside, glaze = '#f6f4ee', band = '#3e6d8e') {
    const l = x - w / 2, r = x + w / 2, t = y - h;
    return s.shadow(x + 5, y, w * .5, 10) +
        `<ellipse cx="${n(x)}" cy="${n(t)}" rx="${n(w / 2)}" ry="${n(w * .07)}" fill="${dark(glaze, .3)}"/>` +
        `<g transform="translate(${n(x)} ${n(t + w * .045)})">${inside}</g>` +
        path(s.across(light(glaze, .5), glaze, dark(glaze, .2)),
            `M${n(l)} ${n(t)}Q${n(x)} ${n(t + w * .14)} ${n(r)} ${n(t)}C${n(r - 3)} ${n(t + h * .6)} ` +
            `${n(r - w * .2)} ${n(y - 6)} ${n(x + w * .2)} ${n(y - 5)}l-2 6H${n(x - w * .2 + 2)}l-2-6` +
            `C${n(l + w * .2)} ${n(y - 6)} ${n(l + 3)} ${n(t + h * .6)} ${n(l)} ${n(t)}z`) +
        stroke(`M${n(l + 4)} ${n(t + 9)}Q${n(x)} ${n(t + w * .14 + 9)} ${n(r - 4)} ${n(t + 9)}`, band, 3, .75);
}

export const WOOD_BOWL = ['#9c6a3a', '#6b4320'];

export function jar(s, x, y, w, h, content, lid, front) {
    const l = x - w / 2, t = y - h;
    const glass = s.across(dark(content, .18), light(content, .35), content, dark(content, .28));
    return s.shadow(x + 7, y, w * .64, 12) +
        path(glass, `M${n(l + 10)} ${n(t + 22)}Q${n(l)} ${n(t + 28)} ${n(l)} ${n(t + 42)}V${n(y - 12)}q0 12 12 12` +
            `h${n(w - 24)}q12 0 12-12V${n(t + 42)}q0-14-10-20z`) +
        path('#fff', `M${n(l + 7)} ${n(t + 44)}q0-10 6-14l4 0q-4 8-4 18V${n(y - 20)}h-6z`, ' opacity=".5"') +
        path('#fff', `M${n(l + w - 12)} ${n(t + 40)}h4V${n(y - 26)}h-4z`, ' opacity=".25"') +
        rect(l + 5, t, w - 10, 24, s.across(light(lid, .3), lid, dark(lid, .3)), 5) +
        stroke(`M${n(l + 8)} ${n(t + 8)}h${n(w - 16)}`, '#fff', 2, .3) + front;
}

export function bottle(s, x, y, w, h, content, cap, front) {
    const l = x - w / 2, t = y - h, neck = w * .17;
    const glass = s.across(dark(content, .2), light(content, .38), content, dark(content, .35));
    return s.shadow(x + 7, y, w * .7, 11) +
        path(glass, `M${n(x - neck)} ${n(t + 20)}V${n(t + h * .2)}C${n(x - neck)} ${n(t + h * .3)} ${n(l)} ` +
            `${n(t + h * .31)} ${n(l)} ${n(t + h * .43)}V${n(y - 9)}q0 9 9 9h${n(w - 18)}q9 0 9-9V${n(t + h * .43)}` +
            `C${n(l + w)} ${n(t + h * .31)} ${n(x + neck)} ${n(t + h * .3)} ${n(x + neck)} ${n(t + h * .2)}V` +
            `${n(t + 20)}z`) +
        path('#fff', `M${n(l + 6)} ${n(t + h * .44)}q1-8 6-11l3 0q-4 6-4 14V${n(y - 16)}h-5z`, ' opacity=".5"') +
        rect(x - neck - 3, t, neck * 2 + 6, 24, s.across(light(cap, .3), cap, dark(cap, .3)), 3) + front;
}

// An oil can of clear plastic, with a handle.
export function drum(s, x, y, w, h, content, cap, front) {
    const l = x - w / 2, t = y - h;
    const clear = s.across(dark(content, .12), light(content, .42), content, dark(content, .3));
    return s.shadow(x + 8, y, w * .64, 12) +
        rect(x - 30, t, 26, 18, s.across(light(cap, .3), dark(cap, .2)), 3) +
        path(clear, `M${n(x - 28)} ${n(t + 16)}h22l2 14q34-10 ${n(w / 2 - 8)} 16 6 10 6 22V${n(y - 12)}q0 12-12 12` +
            `H${n(l + 12)}q-12 0-12-12V${n(t + 62)}q0-24 26-32z`) +
        path('#fff', `M${n(x + 4)} ${n(t + 44)}q24-6 ${n(w / 2 - 22)} 10l0 12q-18-14-${n(w / 2 - 22)}-10z`,
            ' opacity=".75"') +
        path('#fff', `M${n(l + 7)} ${n(t + 64)}q1-14 8-17l3 1q-5 8-5 18V${n(y - 18)}h-6z`, ' opacity=".5"') + front;
}

export function tin(s, x, y, w, h, tone, front) {
    const l = x - w / 2, t = y - h, face = s.across(light(tone, .32), tone, dark(tone, .22), dark(tone, .42));
    const lid = s.across(light(tone, .42), light(tone, .08), dark(tone, .3));
    return s.shadow(x + 7, y, w * .66, 12) +
        path(face, `M${n(l)} ${n(t + 30)}V${n(y - 5)}Q${n(x)} ${n(y + 9)} ${n(l + w)} ${n(y - 5)}V${n(t + 30)}z`) +
        path(lid, `M${n(l - 2)} ${n(t + 6)}V${n(t + 30)}Q${n(x)} ${n(t + 44)} ${n(l + w + 2)} ${n(t + 30)}V` +
            `${n(t + 6)}z`) +
        `<ellipse cx="${n(x)}" cy="${n(t + 6)}" rx="${n(w / 2 + 2)}" ry="9" fill="${light(tone, .3)}"/>` +
        stroke(`M${n(l + 1)} ${n(t + 31)}Q${n(x)} ${n(t + 45)} ${n(l + w - 1)} ${n(t + 31)}`, '#e7c06a', 2.4) +
        path('#fff', `M${n(l + 8)} ${n(t + 46)}h6V${n(y - 16)}h-6z`, ' opacity=".3"') + front;
}

// A food can with bright rims.
export function can(s, x, y, w, h, tone, front) {
    const l = x - w / 2, t = y - h, steel = s.across('#f4f6f7', '#aeb6ba', '#e8ecee', '#87908f');
    return s.shadow(x + 6, y, w * .66, 11) +
        path(steel, `M${n(l)} ${n(t + 6)}V${n(y - 5)}Q${n(x)} ${n(y + 8)} ${n(l + w)} ${n(y - 5)}V${n(t + 6)}z`) +
        path(s.across(light(tone, .25), tone, dark(tone, .3)),
            `M${n(l)} ${n(t + 16)}Q${n(x)} ${n(t + 29)} ${n(l + w)} ${n(t + 16)}V${n(y - 12)}Q${n(x)} ${n(y + 1)} ` +
            `${n(l)} ${n(y - 12)}z`) +
        `<ellipse cx="${n(x)}" cy="${n(t + 6)}" rx="${n(w / 2)}" ry="9" fill="#dfe4e6"/>` +
        `<ellipse cx="${n(x)}" cy="${n(t + 6.5)}" rx="${n(w / 2 - 5)}" ry="6.4" fill="#b9c1c4"/>` +
        stroke(`M${n(x - 10)} ${n(t + 6)}q10-5 20 0`, '#eef1f2', 3) + front;
}

// A brick sealed in clear film.
export function brick(s, w, h, colour, front) {
    const l = -w / 2, t = -h;
    return s.part(rect(l, t, w, h, s.across(light(colour, .25), colour, dark(colour, .25)), 5) +
        rect(l - 1, t - 6, w + 2, 10, light(colour, .45), 2).replace('/>', ' opacity=".8"/>') +
        stroke(`M${n(l + 8)} ${n(t + 14)}l12 10M${n(l + 8)} ${n(-14)}l14-12M${n(-l - 8)} ${n(t + 16)}l-12 12` +
            `M${n(-l - 8)} ${n(-16)}l-10-10`, '#fff', 2, .35) +
        path('#fff', `M${n(l + 5)} ${n(t + 8)}h5v${n(h - 16)}h-5z`, ' opacity=".35"') + front);
}

// A moulded tray with two rows of eggs.
export function eggTray(s, x, y, w, parts, across, rows = 3) {
    const l = x - w / 2, step = (w - 26) / across, size = step * .62 / 31;
    let eggs = '';
    for (let row = 0; row < rows; row++)
        for (let i = 0; i < across; i++)
            eggs += s.use(parts[(i * 7 + row * 3) % parts.length], l + 13 + step * (i + .5),
                y - 30 - (rows - 1 - row) * step * .78, size * (1 - (rows - 1 - row) * .04),
                s.luck.between(-5, 5));
    const pulp = s.down('#b9b7aa', '#8b897c');
    let cups = `M${n(l)} ${n(y - 34)}`;
    for (let i = 0; i < across; i++)
        cups += `q${n((w / across) / 2)} 26 ${n(w / across)} 0`;
    return s.shadow(x + 6, y + 2, w * .58, 13) +
        path('#a3a194', `M${n(l + 12)} ${n(y - 36 - (rows - 1) * step * .8)}h${n(w - 24)}L${n(l + w)} ${n(y - 30)}H` +
            `${n(l)}z`) + eggs + path(pulp, cups + `l-7 34H${n(l + 7)}z`) +
        stroke(Array.from({length: across - 1}, (_, i) =>
            `M${n(l + (i + 1) * w / across)} ${n(y - 30)}l${n((across / 2 - i - 1) * 1.2)} 26`).join(''), '#757366', 2,
        .5);
}

// A black tray under clear film, for meat.
export function meatTray(s, x, y, w, h, inside, front) {
    const l = x - w / 2, t = y - h;
    return s.shadow(x + 5, y, w * .58, 12) +
        path(s.down('#4b545b', '#2b3238'), `M${n(l + 18)} ${n(t)}h${n(w - 36)}L${n(l + w)} ${n(y - 22)}l-6 18q-1 4-6 4H` +
            `${n(l + 12)}q-5 0-6-4L${n(l)} ${n(y - 22)}z`) +
        path('#20262b', `M${n(l + 26)} ${n(t + 6)}h${n(w - 52)}L${n(l + w - 14)} ${n(y - 26)}H${n(l + 14)}z`) + inside +
        path('#fff', `M${n(l + 30)} ${n(t + 8)}h34L${n(l + 44)} ${n(y - 28)}H${n(l + 16)}zM${n(l + w * .6)} ${n(t + 8)}h14` +
            `L${n(l + w * .57)} ${n(y - 28)}h-14z`, ' opacity=".2"') + front;
}

// A round woven tray seen from the side.
export function sieve(s, x, y, w, inside) {
    const ry = w * .15;
    const ellipse = (dy, rx, r, fill) => `<ellipse cx="${n(x)}" cy="${n(y + dy)}" rx="${n(rx)}" ry="${n(r)}" ` +
        `fill="${fill}"/>`;
    let d = '';
    for (let i = -4; i <= 4; i++)
        d += `M${n(x + i * w * .1 - 8)} ${n(y - ry * 1.6)}l16 ${n(ry * 1.3)}M${n(x + i * w * .1 + 8)} ${n(y - ry * 1.6)}` +
            `l-16 ${n(ry * 1.3)}`;
    return s.shadow(x, y + 3, w * .56, ry * .9) + ellipse(-ry * .78, w / 2, ry, '#8f6430') +
        ellipse(-ry, w / 2, ry, s.across('#e0b871', '#b98744')) + ellipse(-ry * .94, w * .45, ry * .8, '#d9b87c') +
        stroke(d, '#a57a3e', 1.4, .5) + inside;
}

// A glass cup of tea.
export function cup(s, x, y, w, h, tea) {
    const l = x - w / 2, t = y - h;
    return s.shadow(x + 3, y, w * .6, 8) +
        path('#fff', `M${n(l)} ${n(t)}h${n(w)}l-6 ${n(h)}H${n(l + 6)}z`, ' opacity=".55"') +
        path(s.across(light(tea, .4), tea, dark(tea, .15)), `M${n(l + 3)} ${n(t + h * .26)}h${n(w - 6)}l-5 ` +
            `${n(h * .7)}H${n(l + 8)}z`) +
        `<ellipse cx="${n(x)}" cy="${n(t + h * .26)}" rx="${n(w / 2 - 3)}" ry="5" fill="${light(tea, .5)}"/>` +
        `<ellipse cx="${n(x)}" cy="${n(t)}" rx="${n(w / 2)}" ry="5.5" fill="none" stroke="#fff" stroke-width="2.4" ` +
        'opacity=".9"/>' + path('#fff', `M${n(l + 7)} ${n(t + 8)}h5l-3 ${n(h - 18)}h-3z`, ' opacity=".6"');
}

// A net bag full of one thing.
export function net(s, x, y, w, h, part, size, under, tint, front) {
    const shape = `M${n(x - w * .36)} ${n(y)}C${n(x - w * .66)} ${n(y - h * .3)} ${n(x - w * .5)} ${n(y - h * .7)} ` +
        `${n(x - 12)} ${n(y - h * .86)}h24C${n(x + w * .5)} ${n(y - h * .7)} ${n(x + w * .66)} ${n(y - h * .3)} ` +
        `${n(x + w * .36)} ${n(y)}z`;
    const clip = s.id('net' + shape, (id) => `<clipPath id="${id}"><path d="${shape}"/></clipPath>`);
    let inside = '', d = '';
    for (let row = 0, at = y - h + size; at < y + size; row++, at += size * 1.36)
        for (let i = -3; i <= 3; i++) {
            const px = x + (i + (row % 2) / 2) * size * 1.72;
            if (Math.abs(px - x) < w / 2 + size * .5 && at > y - h * .86 + Math.abs(px - x) * .7 - size)
                inside += s.use(part, px + s.luck.between(-2, 2), at, size / 39, s.luck.between(-40, 40));
        }
    for (let i = -4; i <= 10; i++)
        d += `M${n(x - w / 2 + i * w / 8)} ${n(y)}q${n(-w * .1)} ${n(-h * .4)} ${n(h * .34)} ${n(-h * .9)}` +
            `M${n(x + w / 2 - i * w / 8)} ${n(y)}q${n(w * .1)} ${n(-h * .4)} ${n(-h * .34)} ${n(-h * .9)}`;
    return s.shadow(x + 6, y, w * .56, 13) + `<g clip-path="url(#${clip})">` + path(under, shape) + inside +
        stroke(d, tint, 1.5, .75) + '</g>' + stroke(shape, tint, 2, .8) +
        path(tint, `M${n(x - 12)} ${n(y - h * .85)}h24q0-12 14-26h-52q14 14 14 26z`) +
        rect(x - 14, y - h * .885, 28, 9, '#fffdf6', 3) + front;
}

export {mix};
