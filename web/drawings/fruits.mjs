// Fruit and vegetables, each a part about 40 units in radius around its origin.
import {chance, dark, light, n} from './sheet.mjs';

const stroke = (d, colour, width, opacity) => `<path d="${d}" fill="none" stroke="${colour}" ` +
    `stroke-width="${width}" stroke-linecap="round"${opacity ? ` opacity="${opacity}"` : ''}/>`;
export {stroke};

// Dots inside an ellipse, as one path.
export function dots(key, count, rx, ry, cx = 0, cy = 0) {
    const luck = chance(key);
    let d = '';
    for (let i = 0; i < count; i++) {
        const a = luck.between(0, 6.283), r = Math.sqrt(luck.next());
        d += `M${n(cx + Math.cos(a) * r * rx)} ${n(cy + Math.sin(a) * r * ry)}h.1`;
    }
    return d;
}

// A leaf from the origin to the right and up.
export function leaf(s, colour = '#5a9a3c') {
    const fill = s.across(dark(colour, .25), light(colour, .18));
    return s.part(`<path fill="${fill}" d="M0 0C4-22 28-38 62-32 56-4 28 14 0 0z"/>` +
        stroke('M0 0Q26-14 54-29M18-9L22-24M32-17L37-29M20-10L36-9M34-18L47-18', '#fff', 1.3, .5));
}

export function orange(s, base = '#f6931f', view = 'navel') {
    const skin = s.ball(light(base, .55), base, dark(base, .28));
    const end = view === 'navel'
        ? `<circle cx="9" cy="13" r="6.5" fill="${dark(base, .18)}"/>` +
          `<circle cx="9" cy="13" r="3.4" fill="${light(base, .25)}"/>` +
          stroke('M9 9.5v7M5.8 13h6.4', dark(base, .35), 1.2)
        : `<path fill="#5d7f35" d="M-6-29l3 5 6-2-3 5 4 4-6 0-3 5-3-5-6 0 4-4-3-5 6 2z"/>`;
    return s.part(`<circle r="40" fill="${skin}"/>` +
        stroke(dots('pores' + view, 18, 33, 33), dark(base, .3), 1.7, .4) + end +
        '<ellipse cx="-15" cy="-19" rx="11" ry="6.5" fill="#fff" opacity=".42" ' +
        'transform="rotate(-38 -15 -19)"/>');
}

export function orangeHalf(s, base = '#f6931f', flesh = '#fba83a') {
    const pulp = s.radial([[0, light(flesh, .45)], [.55, flesh], [1, dark(flesh, .06)]]);
    const wedge = s.part(`<path fill="${flesh}" d="M0-4L-9.5-26Q-9-32 0-32.5 9-32 9.5-26z"/>` +
        stroke('M-3-15L-5-27M0-14V-28M3-15L5-27', light(flesh, .5), 1.2, .7));
    let wedges = '';
    for (let i = 0; i < 10; i++) wedges += s.use(wedge, 0, 0, 1, i * 36);
    return s.part(`<circle r="40" fill="${s.ball(light(base, .3), base, dark(base, .2))}"/>` +
        `<circle r="36.5" fill="#fff3da"/><circle r="33.5" fill="${pulp}" opacity=".35"/>` +
        wedges + '<circle r="4" fill="#fff3da"/>');
}

export const APPLE = 'M0-26C7-37 41-39 41-3 41 25 21 41 8 38 4 36-4 36-8 38-21 41-41 25-41-3' +
    '-41-39-7-37 0-26z';

export const APPLES = {
    fuji: {base: '#dc3a2e', warm: '#f9cf6a', stripe: '#a81320', dot: '#ffe2b0', blush: '#b5121f'},
    sunny: {base: '#e3603a', warm: '#f8d978', stripe: '#c2452c', dot: '#c98d4a', blush: '#cf3a25'},
    guoguang: {base: '#dccb62', warm: '#e3e59a', stripe: '#cc4a3c', dot: '#f7f2c8', blush: '#d4452f'},
    deep: {base: '#c02430', warm: '#ea8a55', stripe: '#7f0d1c', dot: '#ffd9b8', blush: '#8a0f22'},
};

export function apple(s, kind = APPLES.fuji) {
    const skin = s.radial([[0, light(kind.base, .5)], [.42, kind.base],
        [1, dark(kind.base, .27)]], .34, .3, .85);
    const blush = s.radial([[0, kind.blush, .75], [1, kind.blush, 0]]);
    const cheek = s.radial([[0, kind.warm, .95], [1, kind.warm, 0]]);
    return s.part(`<path fill="${skin}" d="${APPLE}"/>` +
        `<ellipse cx="2" cy="-21" rx="29" ry="15" fill="${cheek}"/>` +
        `<ellipse cx="14" cy="6" rx="27" ry="29" fill="${blush}"/>` +
        `<ellipse cx="10" cy="28" rx="15" ry="10" fill="${cheek}" opacity=".5"/>` +
        stroke('M-5-21C-22-18-31-4-27 15M-3-19C-14-6-18 12-12 30M2-19C6-4 8 14 5 31' +
            'M5-20C19-11 24 8 19 27M8-22C26-19 34-4 31 12', kind.stripe, 2.6, .32) +
        stroke('M-8-20C-28-14-33 2-30 6M0-19C-5-3-6 14-3 30M4-20C14-8 17 14 12 29' +
            'M9-22C28-16 30-2 27 20', kind.stripe, 1.3, .4) +
        stroke(dots('freckles', 20, 32, 27, 0, 6), kind.dot, 1.6, .65) +
        `<ellipse cy="-24" rx="12" ry="4.6" fill="${dark(kind.base, .55)}" opacity=".75"/>` +
        stroke('M0-23Q0-33 6-41', '#5c3d1e', 4) + stroke('M0-25Q1-33 6-40', '#94693a', 1.2) +
        '<path fill="#fff" opacity=".5" d="M-29-10C-28-22-20-28-12-28-20-22-24-14-25-4-29-3-29-7' +
        '-29-10z"/>');
}

export function appleHalf(s, kind = APPLES.fuji, honey = false) {
    const heart = honey ? stroke('M0-12V-2M-13 4L-5 6M13 4L5 6M-10 22L-4 14M10 22L4 14',
        '#e5b449', 9, .45) + `<ellipse cy="6" rx="19" ry="20" fill="#eec25c" opacity=".3"/>` : '';
    return s.part(`<path fill="${kind.base}" d="${APPLE}"/>` +
        `<path fill="${s.radial([[0, '#fff3c9'], [.8, '#fffaea'], [1, '#f6eab5']])}" ` +
        `transform="translate(0 .8)scale(.93)" d="${APPLE}"/>` + heart +
        stroke('M0-22V-12M0-12C-18-12-20 14-2 24M0-12C18-12 20 14 2 24M0 24V32', '#d8c88a', 1.8) +
        '<path fill="#5b3317" d="M-4 0C-11 3-10 12-5 14-2 10-2 4-4 0zM4 0C11 3 10 12 5 14 2 10 ' +
        '2 4 4 0z"/>' + stroke('M0-23Q0-33 6-40', '#5c3d1e', 4));
}

export function ball(s, base, seam, mark = '') {
    return s.part(`<circle r="40" fill="${s.ball(light(base, .5), base, dark(base, .3))}"/>` +
        (seam ? stroke('M-4-38C-16-18-16 14-2 38', seam, 2, .55) : '') + mark +
        '<ellipse cx="-16" cy="-17" rx="9" ry="6" fill="#fff" opacity=".45" ' +
        'transform="rotate(-40 -16 -17)"/>');
}

export function plum(s) {
    const bloom = s.radial([[0, '#ffffff', .7], [1, '#ffffff', 0]]);
    return ball(s, '#a9bf4a', '#6d8a2a', `<ellipse cx="10" cy="10" rx="24" ry="22" ` +
        `fill="${bloom}"/>` + stroke('M-2-38Q2-44 8-46', '#6b5326', 3.4));
}

export function peach(s) {
    const blush = s.radial([[0, '#e2455a', .9], [1, '#e2455a', 0]]);
    return s.part(`<path fill="${s.ball('#ffe9c4', '#f9b98a', '#dc7560')}" d="M0-32C26-42 44-22 ` +
        `41 4 38 28 16 38 4 44-14 38-40 26-41 2-42-24-24-40 0-32z"/><circle cx="16" cy="0" r="26" ` +
        `fill="${blush}"/>` + stroke('M0-32C-14-12-12 20 4 43', '#b84c4a', 2, .5));
}

export function pear(s) {
    const fill = s.ball('#fbf3b0', '#dcc75a', '#a88b2c');
    return s.part(`<path fill="${fill}" d="M0-40C14-40 14-24 22-12 36 6 40 20 30 34 20 46-20 46-30 ` +
        '34-40 20-36 6-22-12-14-24-14-40 0-40z"/>' +
        stroke(dots('pear', 30, 28, 22, 0, 14), '#8a6a22', 1.5, .5) +
        stroke('M0-39Q2-50 9-54', '#5c3d1e', 3.6));
}

export function mango(s) {
    const fill = s.across('#fbd64b', '#f7b02f', '#e4763a');
    return s.part(`<path fill="${fill}" d="M-50 10C-50-16-20-34 10-32 40-30 58-10 52 8 46 28 12 34` +
        '-14 34-38 34-50 26-50 10z"/><path fill="#fff" opacity=".4" d="M-36-2C-28-18-8-24 6-23' +
        '-10-17-24-10-30 4z"/>' + stroke(dots('mango', 14, 40, 24), '#a5611d', 1.8, .5) +
        stroke('M50-4L58-11', '#5c3d1e', 4));
}

export function mangoHalf(s) {
    const bits = [];
    for (let i = -3; i < 4; i++)
        bits.push(`M${i * 11 - 3}-22L${i * 11 + 3} 22`, `M-40 ${i * 7}L40 ${i * 7 - 2}`);
    return s.part(`<ellipse rx="48" ry="28" fill="#e9a02c"/><ellipse cy="-2" rx="45" ry="24" ` +
        `fill="${s.down('#ffd75e', '#fbb62f')}"/>` + stroke(bits.join(''), '#d98414', 1.8, .5));
}

export function banana(s) {
    const skin = s.down('#fbe273', '#f2c53a', '#c9922a');
    const one = s.part(`<path fill="${skin}" stroke="#a97a1c" stroke-width=".8" d="M-62-26C-58 14` +
        '-14 44 44 34 52 32 56 26 50 22 10 22-26 4-44-30-48-40-62-38-62-26z"/>' +
        stroke('M-54-26C-44 6-8 30 44 28', '#b98622', 1.6, .5) +
        '<path fill="#6b5a24" d="M46 35l9-2 1-9-8-3z"/>');
    return s.part(s.use(one, 6, -18, .92, -16) + s.use(one, 4, -4, 1, -6) + s.use(one, 0, 12, 1, 6) +
        '<path fill="#7b8a33" d="M-70-34l12-8 16 12-6 14-14 2z"/>');
}

export function potato(s, base = '#d9b26a') {
    return s.part(`<path fill="${s.ball(light(base, .45), base, dark(base, .35))}" d="M-46 4C-46-20` +
        '-22-32 4-31 32-30 50-14 48 8 46 26 24 33-4 32-30 32-46 24-46 4z"/>' +
        stroke('M-24-8q5 4 10 1M8 12q5 4 10 1M20-14q5 3 9 0M-14 18q4 3 8 1', dark(base, .5), 2, .6) +
        stroke(dots('tater', 26, 40, 25), dark(base, .4), 1.4, .45));
}

export function potatoHalf(s, skin = '#b9655a') {
    return s.part(`<ellipse rx="34" ry="26" fill="${skin}"/><ellipse cx="-1" cy="-1" rx="31" ` +
        `ry="23" fill="${s.radial([[0, '#f8dd7c'], [1, '#f3cf62']])}"/>` +
        stroke('M-22 4C-20-14 14-20 23-4', '#dcb13e', 1.4, .7));
}

// A pepper pod from the stem at the origin, curving down to the right.
export function pod(s, base, dry = false) {
    const fill = s.across(dark(base, .25), light(base, .18), dark(base, .3));
    return s.part(`<path fill="${fill}" d="M-9 0C-13 26-4 60 30 84 16 54 16 22 10 0 6-5-5-5-9 0z"/>` +
        (dry ? stroke('M-4 8C-4 30 4 52 18 68M4 8C6 26 8 42 16 58M-6 22l6 4M0 44l7 2',
            dark(base, .5), 1.3, .6)
            : '<path fill="#fff" opacity=".5" d="M-5 6C-6 24-1 40 8 56 2 38 0 22-1 6z"/>') +
        `<path fill="${dry ? '#8a7a3c' : '#4f8a35'}" d="M-10 1C-8-6 8-6 11 1 6 5-5 5-10 1z"/>` +
        stroke('M0-3C0-12-4-18-10-22', dry ? '#8a7a3c' : '#4f8a35', 4));
}

export function cucumber(s) {
    const skin = s.down('#8dbf55', '#4b8a34', '#2c6126');
    return s.part(`<path fill="${skin}" d="M-92 6C-96-8-84-16-68-13-30-8 20-10 70-17 86-19 96-8 92 2` +
        ' 88 14 40 18 0 18-40 19-86 20-92 6z"/>' +
        stroke('M-80-2C-30 4 30 0 84-8M-80 8C-30 14 40 10 84 2', '#2f6a28', 1.6, .5) +
        stroke(dots('cuke', 44, 80, 11), '#d8ecae', 2.2, .7) +
        '<path fill="#f4cf3b" d="M90-10l12-6-3 9 9 3-9 5 2 9-10-6z"/>');
}

export function cucumberSlice(s) {
    return s.part('<circle r="24" fill="#2f7030"/><circle r="21.5" fill="#cfe6a1"/>' +
        `<circle r="14" fill="#e4f1c0"/>` + stroke('M0-9v-2M8-4l2-1M8 5l2 1M0 9v2M-8 5l-2 1M-8-4l-2-1',
        '#b3cf7c', 4));
}

export function melon(s) {
    const skin = s.ball('#7fb45a', '#3f7d3a', '#1d4a26');
    const band = 'M-8-74C-24-40-24 40-8 74M-6-74C-66-50-70 40-14 73M6-74C24-40 24 40 8 74' +
        'M8-73C64-50 70 44 16 72';
    return s.part(`<circle r="76" fill="${skin}"/>` + stroke(band, '#173d1e', 7, .75) +
        stroke(band, '#0f3017', 2, .6) + stroke('M0-75Q6-90 18-88', '#6f7d36', 4.5) +
        '<ellipse cx="-30" cy="-36" rx="16" ry="9" fill="#fff" opacity=".35" ' +
        'transform="rotate(-42 -30 -36)"/>');
}

export function melonSlice(s) {
    const flesh = s.down('#f4625a', '#e23d45');
    return s.part('<path fill="#2f6f34" d="M-62-22A66 66 0 0 0 62-22L58-28H-58z"/>' +
        '<path fill="#e8f1c4" d="M-58-23A62 62 0 0 0 58-23z"/>' +
        `<path fill="${flesh}" d="M-53-24A57 57 0 0 0 53-24z"/>` +
        stroke('M-34-12l2 5M-16-4l1 5M6-8l0 5M26-12l-2 5M-4 12l0 5M16 8l-1 5M-20 12l1 4', '#2a1512', 4));
}

export function grapes(s, base = '#6b3d7c') {
    const one = s.part(`<circle r="13" fill="${s.ball(light(base, .55), base, dark(base, .4))}"/>`);
    let all = stroke('M0-48V-30', '#7a5a2c', 4);
    [4, 5, 4, 3, 2, 1].forEach((count, row) => {
        for (let i = 0; i < count; i++)
            all += s.use(one, (i - (count - 1) / 2) * 21, row * 17 - 28);
    });
    return s.part(all);
}

export function kiwi(s) {
    const base = '#8d6a3c';
    return s.part(`<ellipse rx="42" ry="34" fill="${s.ball(light(base, .4), base, dark(base, .4))}"/>` +
        stroke(dots('kiwi', 40, 36, 28), '#5c4222', 1.4, .5));
}

export function kiwiHalf(s) {
    return s.part('<circle r="36" fill="#7a5a30"/><circle r="33" fill="' +
        s.radial([[0, '#f7f6cf'], [.28, '#f2f2bd'], [.4, '#a9cf4c'], [1, '#6fa62f']]) + '"/>' +
        stroke('M0-13v-5M7-11l3-4M12-6l4-3M13 1h5M11 8l4 3M5 12l2 5M-2 13l-1 5M-8 11l-3 4M-13 5l-5 2' +
            'M-13-2h-5M-10-9l-4-3M-5-12l-2-5', '#27320f', 3));
}

export function garlic(s) {
    const fill = s.across('#e9dfd3', '#fffaf2', '#cfc2b3');
    return s.part(`<path fill="${fill}" d="M-4-46C-2-30 40-22 40 8 40 30 16 36 0 36-16 36-40 30-40 8` +
        '-40-22-8-28-10-46z"/>' + stroke('M-6-34C-20-14-20 14-12 34M-2-34C4-12 4 14 2 35' +
        'M0-34C22-14 24 14 16 33', '#a58f9a', 1.6, .6));
}
