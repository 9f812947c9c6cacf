// Recipes of what keeps: grain, dried goods, oil, honey, tea, snacks.
import * as f from './fruits.mjs';
import * as d from './dry.mjs';
import * as p from './packs.mjs';
import {stroke} from './fruits.mjs';

export const LONG = {long: 5.5, wide: 2.5}, ROUND = {long: .1, wide: 4.6}, TINY = {long: .1, wide: 3.4};

// A bag at the left with its label, and something beside it at the right.
export function bagged(tone, tint, window, beside, opts = {}) {
    const {x = 132, w = 128, h = 178} = opts;
    return (s, name, place) => {
        s.add(p.bag(s, x, 262, w, h, tone, p.label(s, x, 262 - h * .6, w - 26, 62, name, place, tint), window));
        beside(s);
    };
}

export const bowlOf = (colour, kind, opts = {}) => (s) => {
    const {x = 280, w = 142, h = 58, y = 262, glaze, band, high = .3} = opts;
    s.add(p.bowl(s, x, y, w, h, d.mound(s, w * .9, w * high + 8, colour, kind, opts.many), glaze, band),
        d.spilt(s, x - w * .1, y + 14, w * .42, colour, kind));
    if (opts.ear) s.add(s.use(opts.ear(s), x + w * .12, y - h - w * high + 22, .8, opts.lean ?? 8));
};

export const sackOf = (colour, kind, tint, extra) => (s, name, place) => {
    s.add(p.sack(s, 178, 262, 196, 124, '<g transform="translate(178 152)">' +
        d.mound(s, 164, 54, colour, kind, 110) + '</g>', p.label(s, 178, 216, 112, 54, name, place, tint)),
        d.spilt(s, 308, 264, 44, colour, kind, 22));
    if (extra) extra(s);
};

// Things heaped on the table beside a bag: parts of a size in rows.
export const piled = (make, size, counts, opts = {}) => (s) => {
    const {x = 284, y = 264, spread = 1.7} = opts;
    const parts = make(s);
    s.add(s.shadow(x, y, size * counts.at(-1) * spread * .58, 11), p.heap(s, parts, x, y, size, counts, spread));
    if (opts.more) opts.more(s);
};

// Small flat things lying in a mound beside a bag.
export const lying = (make, size, count, opts = {}) => (s) => {
    const {x = 286, y = 258, w = 118, h = 62} = opts;
    s.add(s.shadow(x, y + 6, w * .66, 12), d.scatter(s, make(s), x, y, w, h, count, size, opts.under, opts.lean));
    if (opts.more) opts.more(s);
};

// A wide basket in the middle with a heap and a tag.
export const basketOf = (make, size, counts, tint, more) => (s, name, place) => {
    s.add(p.basket(s, 200, 262, 236, 84, p.heap(s, make(s), 200, 194, size, counts, 1.62)));
    if (more) more(s);
    s.add(p.label(s, 200, 238, 104, 42, name, place, tint));
};

export const sieveOf = (inside, tint, more) => (s, name, place) => {
    s.add(p.sieve(s, 200, 252, 290, inside(s)), p.label(s, 200, 262, 104, 42, name, place, tint));
    if (more) more(s);
};

export const jarOf = (content, lid, tint, beside, opts = {}) => (s, name, place) => {
    const {x = 152, w = 130, h = 166} = opts;
    s.add(p.jar(s, x, 262, w, h, content, lid, p.label(s, x, 262 - h * .38, w - 18, 62, name, place, tint)));
    beside(s);
};

export const bottleOf = (content, cap, tint, beside, opts = {}) => (s, name, place) => {
    const {x = 150, w = 88, h = 216} = opts;
    s.add(p.bottle(s, x, 262, w, h, content, cap, p.label(s, x, 262 - h * .26, w - 6, 64, name, place, tint)));
    beside(s);
};

export const drumOf = (content, cap, tint, beside) => (s, name, place) => {
    s.add(p.drum(s, 150, 262, 134, 206, content, cap, p.label(s, 150, 206, 112, 66, name, place, tint)));
    beside(s);
};

export const tinOf = (tone, tint, beside) => (s, name, place) => {
    s.add(p.tin(s, 138, 262, 108, 174, tone, p.label(s, 138, 196, 88, 64, name, place, tint)));
    beside(s);
};

export const teaBeside = (colour, flat, cup, shoot = true) => (s) => {
    if (shoot) s.add(s.use(d.teaShoot(s), 318, 158, 1.15, 8));
    s.add(p.cup(s, 236, 262, 66, 68, cup), s.shadow(318, 264, 48, 8), d.teaLeaves(s, 312, 262, 44, colour, flat));
};

export const dipper = (s) => {
    const stick = s.across('#e0b374', '#a8733a');
    s.add(`<g transform="translate(316 96)rotate(16)">${p.rect(-4, -48, 8, 90, stick, 4)}` +
        [0, 1, 2, 3, 4].map((i) => `<rect x="${-15 - (i % 4 ? 3 : 0)}" y="${36 + i * 10}" width="${30 + (i % 4 ? 6 : 0)}" ` +
            `height="7" rx="3.5" fill="${stick}"/>`).join('') + '</g>');
};

export const comb = (colour) => (s) => {
    const cell = s.part(`<path fill="${s.down('#f7cf63', colour)}" stroke="#b9791c" stroke-width="2" ` +
        'd="M0-22L19-11V11L0 22-19 11V-11z"/><path fill="#fff" opacity=".35" d="M-12-9L0-16v6l-8 5z"/>');
    s.add(s.shadow(296, 268, 66, 9));
    for (const [x, y] of [[296, 214], [258, 246], [296, 247], [334, 246], [277, 214]]) {
        if (y === 214 && x === 277) s.add(s.use(cell, 277, 213)); else if (y !== 214) s.add(s.use(cell, x, y));
        else s.add(s.use(cell, 315, 213));
    }
};

export const sprigOf = (petal, heart, petals, places, leafColour) => (s) => {
    const one = d.flower(s, petal, heart, petals);
    s.add(stroke('M322 262C318 200 300 150 268 104M314 214C330 190 336 176 346 140M306 172C290 160 272 156 252 158',
        '#5f8a3a', 3.4));
    s.add(s.use(f.leaf(s, leafColour), 316, 226, .6, -150), s.use(f.leaf(s, leafColour), 312, 200, .6, 10));
    for (const [x, y, size] of places) s.add(s.use(one, x, y, size));
};
export const RAPE = [[268, 100, .95], [284, 118, .85], [250, 116, .85], [346, 138, .9], [334, 156, .75], [356, 158, .75],
    [250, 158, .8], [266, 168, .7], [300, 142, .8], [318, 172, .7]];

export const bricks = (colour, tint, count = 3) => (s, name, place) => {
    s.add(s.shadow(200, 264, 140, 15));
    const lay = count === 3 ? [[124, 256, -7], [276, 256, 7], [200, 264, 0]] : [[150, 258, -4], [252, 264, 5]];
    lay.forEach(([x, y, turn], i) => {
        const one = p.brick(s, 112, 158, colour, '');
        s.add(s.use(one, x, y, 1, turn));
        if (i === lay.length - 1) s.add(p.label(s, x, y - 74, 92, 58, name, place, tint));
        else s.add(`<g transform="rotate(${turn} ${x} ${y})">` + p.rect(x - 46, y - 104, 92, 58, '#f6efdf', 4) +
            p.rect(x - 46, y - 104, 92, 8, tint, 3) + '</g>');
    });
};

export const cans = (tone, tint, beside) => (s, name, place) => {
    s.add(p.can(s, 108, 258, 92, 122, tone, ''), p.can(s, 178, 266, 100, 132, tone,
        p.label(s, 178, 206, 82, 60, name, place, tint)));
    beside(s);
};

// A flat box of sachets with some lying in front.
export const sachets = (tone, tint, colour) => (s, name, place) => {
    const one = s.part(p.rect(-17, -42, 34, 84, s.across(p.mix(tone, '#ffffff', .45), tone), 3) +
        p.rect(-17, -42, 34, 8, p.mix(tone, '#000000', .15), 2) + p.rect(-9, -20, 18, 40, colour, 9));
    let inside = '';
    for (let i = 0; i < 6; i++) inside += s.use(one, 96 + i * 30, 146 + (i % 2) * 5, 1, -6 + i * 2);
    s.add(p.carton(s, 172, 262, 196, 96, inside, p.label(s, 172, 222, 116, 54, name, place, tint)),
        s.shadow(322, 270, 34, 7), s.use(one, 306, 240, .8, -62), s.use(one, 326, 254, .8, -78));
};

// A sack whose mouth shows whole nuts.
export const sackPile = (make, size, tint, more) => (s, name, place) => {
    s.add(p.sack(s, 182, 262, 196, 112, p.heap(s, make(s), 182, 178, size, [2, 4], 1.66),
        p.label(s, 182, 220, 108, 52, name, place, tint)));
    more(s);
};
