// Recipes of what is sold fresh: fruit, vegetables, eggs, meat.
import * as f from './fruits.mjs';
import * as d from './dry.mjs';
import * as p from './packs.mjs';
import {stroke} from './fruits.mjs';

const leafy = (s, x, y, size = .8, turn = 0) => s.use(f.leaf(s), x, y, size, turn);

// A carton, crate or basket in the middle with fruit heaped in it and things in front.
function boxed(pack, s, name, place, tint, parts, size, counts, w = 200, h = 104) {
    const top = 262 - h + (pack === p.basket ? 16 : 14);
    const inside = p.heap(s, parts, 200, top + size * .7, size, counts);
    s.add(pack(s, 200, 262, w, h, inside,
        p.label(s, 200, 262 - h * (pack === p.crate ? .5 : .42), 118,
            pack === p.carton ? 58 : 46, name, place, tint)));
}
function front(s, part, x, y, size, turn = 0, wide = 1) {
    s.add(s.shadow(x + 4, y + 38 * size, 42 * size * wide, 8 * size), s.use(part, x, y, size, turn));
}

function oranges(pack, opts = {}) {
    return (s, name, place) => {
        const base = opts.base || '#f6931f', size = opts.size || 31;
        const parts = [f.orange(s, base), f.orange(s, base, 'stem')];
        boxed(pack, s, name, place, '#1f6b43', parts, size, opts.counts || [3, 4], opts.w, opts.h);
        s.add(leafy(s, 205, 262 - (opts.h || 104) - size * 1.5, .9, -16));
        front(s, parts[0], 76, 240, .82, -14);
        s.add(leafy(s, 74, 212, .5, -8));
        front(s, f.orangeHalf(s, base, opts.flesh), 322, 242, .82, 12);
    };
}

function apples(pack, kind, opts = {}) {
    return (s, name, place) => {
        const size = opts.size || 30, part = f.apple(s, kind);
        boxed(pack, s, name, place, '#a5281f', [part], size, opts.counts || [3, 4], opts.w, opts.h);
        front(s, part, 78, 238, .9, -10);
        if (opts.half) front(s, f.appleHalf(s, kind, opts.honey), 318, 238, .92, 8);
        else { front(s, part, 322, 240, .86, 10); s.add(leafy(s, 326, 208, .5, -10)); }
    };
}

// Loose fruit on the table, a half cut open in front.
function loose(whole, half, places, halfAt) {
    return (s) => {
        for (const [x, y, size, turn] of places) front(s, whole(s), x, y, size, turn);
        front(s, half(s), halfAt[0], halfAt[1], halfAt[2], halfAt[3]);
    };
}

function gift(part, name_, tint, cut) {
    return (s, name, place) => {
        const one = part(s);
        let inside = '';
        for (let row = 0; row < 2; row++)
            for (let i = 0; i < 5; i++)
                inside += s.use(one, 112 + i * 44 + (row ? 0 : 0), 148 + row * 34, row ? .56 : .52,
                    s.luck.between(-14, 14));
        s.add(p.giftBox(s, 200, 264, 262, 92, tint, inside,
            p.label(s, 200, 226, 122, 52, name, place, '#c99a3e')));
        if (cut) front(s, cut(s), 346, 246, .72, 10);
    };
}

function netted(part, tint, under) {
    return (s, name, place) => {
        const one = part(s);
        s.add(p.net(s, 186, 264, 206, 204, one, 24, under, tint, p.label(s, 186, 214, 104, 46, name, place, tint)));
        front(s, one, 318, 246, .66, 12);
    };
}

const apple = (kind) => (s) => f.apple(s, kind);
const {fuji, sunny, guoguang, deep} = f.APPLES;

function peppers(s, name, place) {
    const red = f.pod(s, '#d2301f'), green = f.pod(s, '#4f9a3a');
    let inside = '';
    for (let i = 0; i < 9; i++)
        inside += s.use(i % 3 === 1 ? green : red, 122 + i * 18, 110 + (i % 2) * 16, .92,
            -52 + i * 9);
    s.add(p.crate(s, 200, 262, 214, 98, inside, p.label(s, 200, 213, 118, 46, name, place, '#a5281f')));
    s.add(s.shadow(88, 262, 48, 8), s.use(red, 62, 226, .72, -46), s.use(green, 322, 218, .74, 22),
        s.shadow(340, 266, 30, 6));
}

function potatoes(skin, flesh) {
    return (s, name, place) => {
        const one = f.potato(s, skin);
        const inside = p.heap(s, [one], 200, 184, 28, [3, 4], 1.8);
        s.add(p.crate(s, 200, 262, 214, 96, inside, p.label(s, 200, 214, 128, 46, name, place, '#7a4a22')));
        front(s, one, 78, 246, .72, -10);
        front(s, f.potatoHalf(s, flesh), 326, 250, .86, -8);
    };
}

function eggs(base, second, name_) {
    return (s, name, place) => {
        const parts = [d.egg(s, base), d.egg(s, second)];
        s.add(p.eggTray(s, 200, 252, 282, parts, 6, 3), p.label(s, 200, 254, 112, 44, name, place, '#7a5a22'));
    };
}

function cucumbers(s, name, place) {
    const one = f.cucumber(s);
    let inside = '';
    for (let i = 0; i < 5; i++) inside += s.use(one, 200 + (i % 2 ? 12 : -8), 118 + i * 12, 1, -5 + i * 3);
    s.add(p.crate(s, 200, 262, 224, 92, inside, p.label(s, 200, 216, 118, 46, name, place, '#2f6b33')));
    s.add(s.shadow(90, 270, 30, 5), s.use(f.cucumberSlice(s), 78, 250, .9), s.use(f.cucumberSlice(s), 104, 262, .8),
        s.use(f.cucumberSlice(s), 330, 254, .9));
}

function shiitakeFresh(s, name, place) {
    const cap = d.shiitake(s), under = d.shiitakeUnder(s);
    const inside = p.heap(s, [cap], 200, 190, 30, [3, 4], 1.66);
    s.add(p.crate(s, 200, 262, 216, 96, inside, p.label(s, 200, 214, 112, 46, name, place, '#5d3a1e')));
    front(s, cap, 80, 236, .86, -8);
    s.add(s.shadow(324, 268, 36, 7), s.use(under, 322, 244, .86, -6));
}

function plums(s, name, place) {
    const one = f.plum(s);
    s.add(p.basket(s, 200, 262, 222, 92, p.heap(s, [one], 200, 190, 24, [3, 5, 6], 1.6)));
    s.add(leafy(s, 208, 92, .8, -20), leafy(s, 186, 96, .6, -110));
    front(s, one, 74, 250, .62); front(s, one, 330, 250, .64);
    s.add(p.label(s, 200, 234, 96, 42, name, place, '#5f7a25'));
}

function melonScene(s, name, place) {
    s.add(s.shadow(160, 262, 92, 14), s.use(f.melon(s), 158, 182, 1.05), s.shadow(300, 272, 66, 9),
        s.use(f.melonSlice(s), 298, 248, 1, -8), p.label(s, 158, 214, 92, 42, name, place, '#2f6b33'));
}

function mangoScene(s, name, place) {
    const one = f.mango(s);
    const inside = p.heap(s, [one], 200, 184, 30, [2, 3], 2.2);
    s.add(p.carton(s, 200, 262, 206, 98, inside, p.label(s, 200, 222, 110, 54, name, place, '#c9761c')));
    s.add(leafy(s, 212, 104, .8, -20));
    front(s, one, 80, 248, .76, -14, 1.2); front(s, f.mangoHalf(s), 322, 250, .72, -8, 1.2);
}

function bananas(s, name, place) {
    s.add(s.shadow(190, 258, 130, 14), s.use(f.banana(s), 178, 186, 1.5, 2));
    s.add(s.use(f.leaf(s, '#5f9e45'), 276, 212, 1.2, -46), p.label(s, 298, 244, 92, 44, name, place, '#a5771c'));
}

function meat(kind) {
    return (s, name, place) => {
        let inside = '';
        if (kind === 'leg') inside = s.use(d.leg(s), 196, 190, 1.22, -4);
        else if (kind === 'rib')
            for (let i = 0; i < 6; i++) inside += s.use(d.rib(s), 112 + i * 35, 186, 1.1, -6 + i * 2);
        else
            inside = d.scatter(s, [d.cube(s)], 200, 222, 196, 62, 26, .8, '#8f3236', 9);
        s.add(p.meatTray(s, 200, 262, 290, 104, inside, ''));
        const ice = s.part('<path fill="#fff" opacity=".8" d="M0-16L14-8V8L0 16-14 8V-8z"/><path fill="#bcd9e8"' +
            ' opacity=".7" d="M0 0V16L-14 8V-8z"/>');
        s.add(s.use(ice, 62, 258, .9), s.use(ice, 340, 256, 1), s.use(ice, 318, 268, .7),
            p.label(s, 200, 262, 112, 44, name, place, '#2c5f86'));
    };
}

export const FRESH = {oranges, apples, loose, gift, netted, apple, fuji, sunny, guoguang, deep, peppers,
    potatoes, eggs, cucumbers, shiitakeFresh, plums, melonScene, mangoScene, bananas, meat, boxed, front,
    leafy, stroke};
