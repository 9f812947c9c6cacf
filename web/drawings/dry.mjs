// Grain, mushrooms, nuts, spices, tea, meat and eggs: parts and heaps.
import {chance, dark, light, n} from './sheet.mjs';
import {dots, stroke} from './fruits.mjs';

// Grains inside a half-ellipse mound whose foot is at y = 0: strokes of a given length.
function grains(key, count, rx, height, length) {
    const luck = chance(key);
    let d = '';
    for (let i = 0; i < count; i++) {
        const u = luck.between(-1, 1), roof = Math.pow(1 - u * u, .75) * height;
        const y = -roof * Math.pow(luck.next(), .8), a = luck.between(-.9, .9);
        d += `M${n(u * rx * .94)} ${n(y)}l${n(Math.cos(a) * length)} ${n(Math.sin(a) * length)}`;
    }
    return d;
}

// A mound of grain, foot in the middle of the origin. kind: length and width of a grain.
export function mound(s, w, h, colour, kind = {long: 4, wide: 2.6}, many = 90) {
    const rx = w / 2, fill = s.down(light(colour, .25), colour, dark(colour, .2));
    const line = (part, tint, opacity) => stroke(grains(part + s.key, many / 2, rx, h * .92,
        kind.long), tint, kind.wide, opacity);
    return `<path fill="${fill}" d="M${n(-rx)} 0C${n(-rx * .62)} ${n(-h * .55)} ${n(-rx * .3)} ` +
        `${n(-h)} 0 ${n(-h)}S${n(rx * .62)} ${n(-h * .55)} ${n(rx)} 0z"/>` +
        line('low', dark(colour, .28), .75) + line('high', light(colour, .6), .85);
}

// Pieces lying over each other in a mound, those in front last. foot in the middle of (x, y).
export function scatter(s, parts, x, y, w, h, count, size, under, lean = 60) {
    const all = [];
    for (let i = 0; i < count; i++) {
        const u = -1 + 2 * ((i * .618034) % 1), roof = Math.pow(1 - u * u, .7) * h;
        all.push([x + u * w / 2, y - roof * ((i + .5) / count), i]);
    }
    all.sort((a, b) => a[1] - b[1]);
    return (under ? `<path fill="${under}" d="M${n(x - w / 2)} ${n(y)}Q${n(x - w * .3)} ${n(y - h)} ${n(x)} ` +
        `${n(y - h)}T${n(x + w / 2)} ${n(y)}z"/>` : '') + all.map(([px, py, i]) =>
        s.use(parts[i % parts.length], px, py, size * s.luck.between(.92, 1.08), s.luck.between(-lean, lean))).join('');
}

// Grains spilt on the table around x, y.
export function spilt(s, x, y, w, colour, kind = {long: 4, wide: 2.6}, many = 16) {
    const luck = chance('spilt' + s.key + x);
    let d = '';
    for (let i = 0; i < many; i++) {
        const a = luck.between(-.8, .8);
        d += `M${n(x + luck.between(-w, w))} ${n(y + luck.between(-w, w) * .16)}` +
            `l${n(Math.cos(a) * kind.long)} ${n(Math.sin(a) * kind.long)}`;
    }
    return stroke(d, dark(colour, .35), kind.wide + .8, .5) + stroke(d, colour, kind.wide);
}

// An ear of grain, from the origin up and to the right.
export function ear(s, colour = '#d9a83a', drooping = false, bearded = false) {
    const seed = s.part(`<ellipse rx="4" ry="8.5" fill="${s.across(light(colour, .35),
        dark(colour, .15))}"/>`);
    let all = stroke(drooping ? 'M0 0C-2-50 6-88 34-98 48-102 58-90 60-74' : 'M0 0C4-44 12-80 24-112',
        dark(colour, .25), 2.4);
    for (let i = 0; i < 7; i++) {
        const t = i / 6;
        const x = drooping ? 22 + 38 * Math.sin(t * 1.6) : 10.5 + t * 13;
        const y = drooping ? -92 - 8 * Math.sin(t * 2.6) + t * t * 26 : -62 - t * 50;
        const lean = drooping ? 60 + t * 110 : 15;
        if (bearded)
            all += stroke(`M${n(x)} ${n(y)}l${i % 2 ? 16 : -8}-34`, dark(colour, .1), 1, .8);
        all += s.use(seed, x - 4, y, 1, lean - 24) + s.use(seed, x + 4, y - 2, 1, lean + 24);
    }
    return s.part(all);
}

// ---- mushrooms ----

export function shiitake(s, base = '#7a4e2c', cracked = true) {
    const stem = s.across('#f3e4c8', '#d9c09a');
    return s.part(`<path fill="${stem}" d="M-13 6C-12 22-16 34-10 40H10C17 34 12 20 13 6z"/>` +
        '<path fill="#e9d6b2" d="M-42 6C-30 16 30 16 42 6 30 0-30 0-42 6z"/>' +
        stroke('M-30 7L-12 10M-20 8L-6 11M30 7L12 10M20 8L6 11M0 8V12', '#b99b6c', 1.2) +
        `<path fill="${s.ball(light(base, .35), base, dark(base, .4))}" d="M-46 6C-48-22-22-36 0-36` +
        'S48-22 46 6C30-4-30-4-46 6z"/>' +
        (cracked ? stroke('M0-32l-4 12 8 6-2 11M-22-27l4 11-9 8 2 7M22-27l-5 11 10 7-1 8M-18-16l14-2' +
            'M4-15l13-1', '#f0dcb4', 2.6, .85)
            : '<ellipse cx="-15" cy="-20" rx="14" ry="7" fill="#fff" opacity=".4" ' +
              'transform="rotate(-24 -15 -20)"/>'));
}

export function shiitakeUnder(s) {
    let gills = '';
    for (let i = 0; i < 22; i++) {
        const a = i * .2856;
        gills += `M${n(Math.cos(a) * 11)} ${n(Math.sin(a) * 8)}L${n(Math.cos(a) * 33)} ` +
            n(Math.sin(a) * 25);
    }
    return s.part('<ellipse rx="40" ry="31" fill="#7a4e2c"/><ellipse rx="36" ry="27" fill="#ecd9b4"/>' +
        stroke(gills, '#bfa06e', 1.3) + `<ellipse rx="11" ry="9" fill="${s.ball('#fff3dc', '#dcc39b',
            '#a98a5c')}"/>`);
}

export function fungus(s) {
    const base = '#4a3530';
    const fill = s.ball('#8b6e60', base, '#20120f');
    return s.part(`<path fill="${fill}" d="M-44 8C-50-14-30-30-14-24-6-40 20-38 24-24 42-28 52-6 42 8` +
        ' 50 22 28 34 16 26 6 38-18 36-22 26-34 32-48 22-44 8z"/>' +
        stroke('M-30 6C-18-8 2-12 10 0M-8-20C4-18 14-12 30-8M-20 22C-8 12 12 14 24 20M14 2C22-4 32 0 ' +
            '38 6', '#a98b7c', 2, .7) + stroke('M-34-8C-24-20-14-20-10-14', '#d2bcb0', 2.4, .6));
}

// A slice through cap and stem.
export function porcini(s) {
    return s.part('<path fill="#8a5a30" d="M-44 2C-46-30-20-40 0-40S46-30 44 2C44 8 36 10 24 8H-24' +
        `C-36 10-44 8-44 2z"/><path fill="${s.down('#fbf0d8', '#ecd8ae')}" d="M-38-2C-38-26-18-34 0-34` +
        'S38-26 38-2C28 2 18 0 14 2 14 16 22 30 18 42 10 48-10 48-18 42-22 30-14 16-14 2-18 0-28 2' +
        '-38-2z"/><path fill="#d9bd7c" d="M-38-1C-28 2-18 0-14 3V9C-24 10-34 9-38-1zM38-1C28 2 18 0 14' +
        ' 3V9C24 10 34 9 38-1z"/>' + stroke('M-18-14C-8-20 8-20 18-14M0 8V36', '#cdb27a', 1.4, .7));
}

// ---- nuts and dried fruit ----

export function walnut(s, base = '#c08f56') {
    return s.part(`<ellipse rx="36" ry="39" fill="${s.ball(light(base, .45), base, dark(base, .42))}"/>` +
        stroke('M0-39C-6-14 6 14 0 39', dark(base, .5), 3.2, .8) +
        stroke('M-10-30C-24-22-14-8-26-2M-8-14C-22 2-8 10-22 18M-6 10C-16 20-8 26-14 32M10-30C24-24 ' +
            '12-10 26-4M8-12C22 0 10 10 24 16M7 12C18 18 8 26 14 31', dark(base, .42), 1.9, .65) +
        '<ellipse cx="-15" cy="-20" rx="8" ry="5" fill="#fff" opacity=".35" ' +
        'transform="rotate(-40 -15 -20)"/>');
}

export function walnutHalf(s, base = '#c08f56') {
    const meat = s.ball('#f7dfae', '#dfb46d', '#b07f3c');
    const lobe = 'M-3-25C-24-32-34-12-24-2-36 6-28 26-14 24-6 30-3 22-3 14z';
    return s.part(`<ellipse rx="37" ry="38" fill="${dark(base, .2)}"/><ellipse rx="32" ry="33" ` +
        `fill="#7a5430"/><path fill="${meat}" d="${lobe}"/><path fill="${meat}" ` +
        `transform="scale(-1 1)" d="${lobe}"/>` + stroke('M-10-20C-22-14-10-6-20 0M-8 2C-20 8-8 14-16 ' +
        '20M10-20C22-14 10-6 20 0M8 2C20 8 8 14 16 20', '#94682f', 1.7, .6) +
        stroke('M0-32V32', '#5f3f20', 2.4, .7));
}

export function almond(s, base = '#b9783f') {
    return s.part(`<path fill="${s.across(light(base, .35), base, dark(base, .3))}" d="M0-40C20-24 28 2` +
        ' 22 20 16 38-16 38-22 20-28 2-20-24 0-40z"/>' + stroke('M0-34C-6-14-8 10-5 30M0-34C4-14 6 10 ' +
        '5 30M-6-22C-15-6-17 8-14 22M6-22C15-6 17 8 14 22', dark(base, .35), 1.4, .6));
}

export function jujube(s, base = '#9c2420') {
    return s.part(`<ellipse rx="30" ry="24" fill="${s.ball(light(base, .4), base, dark(base, .5))}"/>` +
        stroke('M-22-8C-10-2 4-14 18-8M-20 6C-8 12 8 2 22 8M-8-18C0-14 10-20 14-16M-6 17C2 13 8 18 13 15',
            dark(base, .45), 1.5, .6) + `<path fill="#6f5226" d="M-30-2l5-2v5z"/>` +
        '<ellipse cx="-9" cy="-13" rx="8" ry="3.6" fill="#fff" opacity=".4"/>');
}

// A ring cut across: jujube or apple slice.
export function ring(s, skin, flesh, hole) {
    return s.part(`<ellipse rx="26" ry="21" fill="${skin}"/><ellipse cx="-.5" cy="-1" rx="22.5" ` +
        `ry="17.5" fill="${s.radial([[0, light(flesh, .4)], [1, flesh]])}"/>` + hole);
}

export function wolfberry(s, base = '#cf2f1f') {
    return s.part(`<path fill="${s.ball(light(base, .45), base, dark(base, .4))}" d="M-17 0C-16-9-4-11 8` +
        '-8 16-6 20-2 20 1 18 6 8 10-2 9-12 9-17 6-17 0z"/>' +
        stroke('M-11-2C-4 2 6-2 15 1M-6 5C0 3 6 6 10 4', dark(base, .45), 1.2, .6) +
        '<circle cx="20" cy="1" r="1.6" fill="#e9cf9a"/>');
}

export function tsaoko(s) {
    const base = '#8a4a2c';
    return s.part(`<ellipse rx="34" ry="23" fill="${s.ball(light(base, .35), base, dark(base, .5))}"/>` +
        stroke('M-30-4C-10-14 14-14 30-6M-32 3C-10-2 14-2 33 2M-28 10C-10 10 14 12 29 9M-20-15C-6-20 8' +
            '-20 20-15M-18 17C-6 20 8 20 18 17', dark(base, .55), 1.6, .7) +
        '<path fill="#5c3018" d="M33-4l9-2 1 8-10 1z"/>');
}

// A split husk of prickly ash with its dark seed.
export function ash(s, base) {
    return s.part(`<circle r="12" fill="${s.ball(light(base, .4), base, dark(base, .4))}"/>` +
        `<path fill="${light(base, .65)}" d="M-9-3C-3-9 6-8 10-2 4 1-4 2-9-3z"/>` +
        '<circle cx="1" cy="-3" r="4" fill="#211a1c"/>' +
        stroke(dots('ash', 12, 9, 7, 0, 4), dark(base, .45), 1.5, .6));
}

export function seedFlat(s, base = '#2b2422') {
    return s.part(`<path fill="${s.across(light(base, .3), base)}" d="M0-20C12-12 15 4 11 13 6 20-6 20-11` +
        ' 13-15 4-12-12 0-20z"/>' + stroke('M0-12C7-6 8 4 6 10', '#efe6d6', 2.4, .8) +
        stroke('M0-12C-7-6-8 4-6 10', '#efe6d6', 2.4, .5));
}

// ---- tea ----

export function teaShoot(s, base = '#6fae45') {
    const blade = s.across(dark(base, .3), light(base, .2));
    return s.part(stroke('M0 40C0 20-2 6 0-6', dark(base, .2), 3) +
        `<path fill="${blade}" d="M0 8C-28 4-42-18-44-42-20-38-2-18 0 8z"/>` +
        `<path fill="${blade}" d="M0 14C26 12 42-8 46-34 22-30 4-12 0 14z"/>` +
        `<path fill="${light(base, .3)}" d="M0-4C-8-22-6-44 2-58 10-42 10-20 0-4z"/>` +
        stroke('M0 8Q-22-12-40-38M0 14Q22-6 42-30M0-6Q2-28 2-52', '#fff', 1.3, .5));
}

// Made tea on the table: curled or flat leaves.
export function teaLeaves(s, x, y, w, colour, flat = false) {
    const luck = chance('tea' + s.key);
    let d = '', d2 = '';
    for (let i = 0; i < 46; i++) {
        const u = luck.between(-1, 1), px = x + u * w;
        const py = y - luck.next() * (1 - u * u) * w * .34 + luck.between(-2, 3);
        const a = luck.between(-.6, .6), long = flat ? 11 : 9;
        const bend = flat ? 0 : luck.between(-6, 6);
        const one = `M${n(px)} ${n(py)}q${n(long / 2)} ${n(bend)} ${n(Math.cos(a) * long)} ` +
            n(Math.sin(a) * long);
        if (i % 2) d += one; else d2 += one;
    }
    return stroke(d, dark(colour, .4), 3.4) + stroke(d2, light(colour, .12), 2.8);
}

// ---- eggs, meat, fish ----

export function egg(s, base = '#e8b58a') {
    return s.part(`<path fill="${s.ball('#fffaf0', base, dark(base, .28))}" d="M0-38C20-38 31-8 31 8 31` +
        ' 27 17 37 0 37S-31 27-31 8C-31-8-20-38 0-38z"/><ellipse cx="-10" cy="-14" rx="7" ry="10" ' +
        'fill="#fff" opacity=".45" transform="rotate(20 -10 -14)"/>');
}

export function eggHalf(s) {
    return s.part(`<ellipse rx="33" ry="27" fill="#b9c9c2"/><ellipse cy="-1" rx="30.5" ry="24.5" ` +
        `fill="${s.ball('#ffffff', '#fbf7ee', '#e6dfd0')}"/><circle cx="1" cy="-1" r="15.5" ` +
        `fill="${s.ball('#ffc05a', '#f08a1c', '#c9560c')}"/>` +
        stroke(dots('oil', 7, 11, 11, 1, -1), '#ffe0a0', 2, .7));
}

export function leg(s) {
    const meat = s.ball('#f2a49a', '#c9564f', '#8b2c2e');
    return s.part('<path fill="#f4ead8" d="M62-34l30-18c4-8 14-8 15-1 8-1 11 8 4 13L78-18z"/>' +
        `<path fill="${meat}" d="M-92 8C-94-26-58-46-22-42 16-40 50-44 76-32 86-26 84-14 74-10 44 0 30 24` +
        ' 0 38-36 52-90 46-92 8z"/><path fill="#f8e3d2" opacity=".9" d="M-84 10C-84-16-56-34-24-32' +
        ' 6-31 30-34 56-32 30-26 8-26-16-22-48-18-66-6-84 10z"/>' +
        '<ellipse cx="-68" cy="14" rx="16" ry="20" fill="#e6b0a2"/><ellipse cx="-68" cy="14" rx="7" ' +
        'ry="9" fill="#fbf1e2"/>' + stroke('M-44 20C-20 26 10 10 30-6M-36 2C-14 4 10-6 36-14', '#f3c4b6',
            2.4, .7));
}

export function rib(s) {
    const meat = s.down('#d96a60', '#a83a3c');
    return s.part('<path fill="#f6eedf" d="M-9-50c0-8 18-8 18 0v20H-9z"/>' +
        `<path fill="${meat}" d="M-17-36C-10-42 10-42 17-36L19 38C10 46-10 46-19 38z"/>` +
        '<path fill="#f6dccb" d="M-17-34C-12-40-6-40-6-34L-8 40C-14 42-18 40-19 38z"/>' +
        stroke('M4-26C8-6 4 16 8 34M11-20V20', '#f0bdb0', 2, .7));
}

export function cube(s) {
    return s.part(`<path fill="${s.down('#d9706a', '#b8484a')}" d="M-24-14L20-18 26 18-20 24z"/>` +
        '<path fill="#efb5a8" d="M-24-14L-8-26 32-28 20-18z"/><path fill="#8f3236" d="M20-18L32-28 36 8' +
        ' 26 18z"/>' + stroke('M-18-2C-6-8 4 0 16-6M-14 12C-4 6 8 12 18 6', '#f8ded2', 3, .85) +
        '<path fill="#fff" opacity=".55" d="M-22-13l12-2 1 5-12 2z"/>');
}

export function jerky(s) {
    return s.part(`<path fill="${s.across('#5a2a1c', '#8c4a30', '#4a2018')}" d="M-40-8C-20-16 10-6 36-12l6` +
        ' 16C14 14-14 4-38 12z"/>' + stroke('M-34-2C-14-8 12 2 36-4M-32 6C-12 0 12 8 36 2', '#b97752', 1.6,
        .7) + stroke(dots('spice', 10, 34, 6), '#e0b070', 2, .8));
}

export function fish(s) {
    const skin = s.down('#7d6038', '#b98a4c', '#e0b877');
    return s.part(`<path fill="${skin}" d="M-78 2C-60-22-20-28 20-20 44-16 58-6 66-2L96-22C92-8 92 8 98 20L66` +
        ' 6C50 18 20 24-14 22-48 20-68 14-78 2z"/><path fill="#8a6a3c" d="M-16-24C0-38 20-34 30-20z"/>' +
        stroke('M-46-16C-38-6-38 8-46 16', '#5f4526', 2.4) +
        stroke('M-30-12q7 6 0 12M-16-14q7 7 0 14M-2-14q7 7 0 14M12-12q7 6 0 12M26-10q6 5 0 10M-24 2q6 6 0' +
            ' 12M-10 2q6 6 0 12M4 2q6 6 0 12M18 2q6 5 0 10', '#5f4526', 1.4, .6) +
        '<circle cx="-58" cy="-3" r="5" fill="#fff6e0"/><circle cx="-58" cy="-3" r="2.8" fill="#241a12"/>');
}

// ---- flowers ----

export function flower(s, petal, heart, petals = 4) {
    const one = s.part(`<path fill="${petal}" d="M0 0C-9-4-10-18 0-21 10-18 9-4 0 0z"/>`);
    let all = '';
    for (let i = 0; i < petals; i++) all += s.use(one, 0, 0, 1, i * 360 / petals + 20);
    return s.part(all + `<circle r="4.4" fill="${heart}"/>`);
}
