// Landscapes, 480 x 270: one for each county of the demo data and one for each kind of land.
// What the land looks like is said by its layers from the sky down.
import {Sheet, chance, dark, light, n} from './sheet.mjs';
import * as d from './dry.mjs';
import * as f from './fruits.mjs';
import * as p from './packs.mjs';
import {stroke} from './fruits.mjs';

const W = 480, H = 270;

// A line of hills as a closed path: height at the left, then bumps.
function ridge(key, base, rise, steps, sharp = false) {
    const luck = chance(key);
    let d = `M0 ${H}V${n(base)}`, x = 0;
    const wide = W / steps;
    for (let i = 0; i < steps; i++) {
        const up = rise * luck.between(.5, 1), mid = x + wide * luck.between(.4, .6);
        d += sharp ? `L${n(mid)} ${n(base - up)}L${n(x + wide)} ${n(base - up * luck.between(0, .35))}`
            : `Q${n(x + wide * .22)} ${n(base - up)} ${n(mid)} ${n(base - up)}T${n(x + wide)} ` +
              `${n(base - up * luck.between(.1, .4))}`;
        x += wide;
    }
    return d + `V${H}z`;
}
const fill = (paint, d, more = '') => `<path fill="${paint}" d="${d}"${more}/>`;

function sky(s, top, low, sun, x = 240, y = 92, r = 30) {
    s.add(fill(s.down(top, low), `M0 0h${W}v${H}H0z`));
    if (sun) s.add(`<circle cx="${x}" cy="${y}" r="${r * 1.7}" fill="${sun}" opacity=".28"/>`,
        `<circle cx="${x}" cy="${y}" r="${r}" fill="${sun}"/>`);
}
const cloud = (x, y, size) => `<path fill="#fff" opacity=".6" transform="translate(${x} ${y})scale(${size})" ` +
    'd="M0 0q6-16 24-14 10-16 30-8 18-4 24 12 16 0 18 10z"/>';

// An orchard tree, about 40 high, its foot at the origin.
function tree(s, crown, fruit) {
    const luck = chance('tree' + crown);
    let dots = '';
    for (let i = 0; i < 13; i++) {
        const a = luck.between(0, 6.28), r = Math.sqrt(luck.next());
        dots += `M${n(Math.cos(a) * r * 16)} ${n(-26 + Math.sin(a) * r * 11)}h.1`;
    }
    return s.part(`<ellipse cy="0" rx="17" ry="3.4" fill="#1d2a16" opacity=".28"/>` +
        stroke('M0 0V-18M0-10L-6-18M0-8L6-17', '#6b4a2a', 3.4) +
        `<path fill="${s.ball(light(crown, .32), crown, dark(crown, .3))}" d="M-21-24C-24-36-12-44-2-41` +
        ' 10-46 24-38 21-26 24-16 10-11 2-14-8-9-24-12-21-24z"/>' + (fruit ? stroke(dots, fruit, 4) : ''));
}
function rows(s, part, list) {
    for (const [y, size, count, from, step] of list)
        for (let i = 0; i < count; i++)
            s.add(s.use(part, from + i * step + s.luck.between(-4, 4), y + s.luck.between(-2, 2), size));
}
const pine = (s, tone) => s.part(stroke('M0 0V-8', '#5b4028', 3) + fill(s.across(light(tone, .15), dark(tone, .25)),
    'M0-46L10-28H5L14-14H8L17-4H-17L-8-14H-14L-5-28H-10z'));

function gorge(s) {
    sky(s, '#fdf1d6', '#fbe0b0', '#fffaf0', 240, 96, 32);
    s.add(fill(s.down('#b9cfc4', '#9cbcb0'), 'M0 150C60 120 96 60 132 44 168 60 192 130 226 158H0z'),
        fill(s.down('#b3cbc0', '#97b8ac'), 'M480 140C430 110 404 44 366 30 320 56 290 130 252 158H480z'),
        fill(s.down('#7fa994', '#5f8f78'), 'M0 128C52 96 84 88 116 104 156 124 190 160 216 176H0z'),
        fill(s.down('#79a48f', '#5a8b74'), 'M480 118C436 92 400 90 362 112 318 136 290 160 266 176H480z'),
        fill(s.down('#d3e6ea', '#9fc7cf'), 'M196 158H288L330 270H150z'),
        stroke('M214 176h52M206 192h40M232 204h46M190 222h60M250 238h44', '#fff', 2, .7),
        fill(s.down('#5c9a58', '#2f6f42'), 'M0 166C70 150 150 164 206 184 196 216 176 250 168 270H0z'),
        fill(s.down('#559353', '#2b6a3e'), 'M480 160C410 146 330 164 276 184 290 216 306 250 314 270H480z'),
        stroke('M0 196C70 184 140 192 196 212M0 228C60 220 120 226 182 242M480 192C410 182 340 192 284 212' +
            'M480 226C420 218 360 226 298 242', '#a9cf86', 2, .5));
    const t = tree(s, '#2f7a3c', '#f6931f');
    rows(s, t, [[192, .6, 4, 16, 42], [190, .6, 4, 332, 42], [222, .85, 4, 4, 50], [220, .85, 4, 326, 50],
        [262, 1.25, 3, 14, 66], [262, 1.25, 3, 342, 66]]);
}
function forest(s) {
    sky(s, '#e8f1f2', '#d4e4dc', '#fffdf2', 372, 66, 24);
    s.add(cloud(60, 60, .9), fill('#a9c4b4', ridge('fa', 150, 84, 4)), fill('#7ea68c', ridge('fb', 168, 70, 5)),
        fill(s.down('#5e8f6c', '#3f7350'), ridge('fc', 196, 56, 4)));
    rows(s, pine(s, '#2f6244'), [[178, .6, 9, 20, 56], [202, .85, 7, 0, 78]]);
    s.add(fill(s.down('#8fb56a', '#5f9150'), 'M0 206C120 190 320 216 480 200V270H0z'));
    const house = s.part(fill(s.across('#f7faf6', '#cfdcd4'), 'M-58 0C-58-40-20-44 0-44S58-40 58 0z') +
        stroke('M-40 0C-40-32-16-37 0-37S40-32 40 0M-20 0V-37M20 0V-37M0 0V-43', '#9fb3a6', 1.6) +
        fill('#7d9a88', 'M-9 0v-18q9-8 18 0V0z'));
    s.add(s.use(house, 90, 252, 1.1), s.use(house, 236, 262, 1.25), s.use(house, 394, 250, 1.1));
}
function loess(s) {
    sky(s, '#f3f1e6', '#f6e3bf', '#fffbef', 366, 70, 26);
    s.add(fill('#e6c79a', ridge('la', 132, 54, 4)), fill('#d6ad76', ridge('lb', 158, 50, 3)),
        fill(s.down('#cfa267', '#b3814a'), 'M0 172C60 150 130 152 190 170 260 190 340 150 480 164V270H0z'),
        stroke('M0 186C70 166 140 168 200 184 270 202 350 166 480 180M0 200C80 182 150 186 210 200 290 214 370 184 ' +
            '480 196', '#8f6434', 2, .45), fill(s.down('#8fa65c', '#5f8440'),
            'M0 214C90 196 190 216 260 220 340 224 420 206 480 208V270H0z'),
        stroke('M0 242C110 226 250 248 480 230', '#c3cf8f', 2, .6));
    const t = tree(s, '#47813c', '#d8342c');
    rows(s, t, [[182, .5, 6, 240, 44], [216, .75, 8, 20, 62], [262, 1.25, 6, 34, 84]]);
}
function basin(s) {
    sky(s, '#dcebf5', '#eaf1ee', '#fffdf4', 96, 58, 22);
    s.add(fill('#b4c8d8', ridge('ba', 146, 106, 4, true)), fill('#8fae9c', ridge('bb', 166, 54, 4)),
        fill(s.down('#c3d59a', '#94b566'), `M0 170H${W}V${H}H0z`),
        fill(s.down('#cfe4ec', '#a2c9d8'), 'M120 184C190 174 330 176 392 186 340 198 190 200 120 184z'),
        stroke('M0 214C160 204 320 218 480 208M0 240C160 232 320 246 480 236', '#6f9848', 2, .5));
    const t = tree(s, '#4a8a40', '#e0562c');
    rows(s, t, [[206, .6, 10, 10, 52], [232, .9, 8, 8, 66], [266, 1.3, 6, 40, 84]]);
}
function teaHills(s) {
    sky(s, '#eef5ee', '#dcebd6', '#fffdf0', 120, 64, 24);
    s.add(fill('#bdd3c0', ridge('ta', 132, 60, 5)), fill('#94b896', ridge('tb', 156, 50, 4)));
    const hill = (d, top, low, lines) => s.add(fill(s.down(top, low), d), stroke(lines, dark(low, .22), 7, .55),
        stroke(lines, light(top, .3), 2.4, .7));
    hill('M0 270V176C80 130 170 140 240 178 300 150 400 142 480 174V270z', '#86b766', '#5c964a',
        'M0 186C80 144 168 152 236 190M0 200C80 160 164 166 226 202M254 190C320 162 400 156 480 186M270 204C340 176 410 ' +
        '170 480 200');
    hill('M0 270V224C110 176 240 190 300 214 360 196 430 194 480 206V270z', '#6fa852', '#3f7d3c',
        'M0 236C110 190 232 202 300 226M0 252C110 208 226 216 296 242M0 268C110 226 222 232 290 258M316 226C370 208 430 ' +
        '206 480 218M316 242C370 224 430 222 480 234M316 258C370 242 430 238 480 250');
    rows(s, tree(s, '#3f7a48'), [[182, .8, 2, 60, 300]]);
}
function terraces(s) {
    sky(s, '#e3eff4', '#f6ead8', '#fffaf0', 350, 60, 24);
    s.add(cloud(60, 72, 1.2), cloud(290, 108, .9), fill('#a9c5bd', ridge('ya', 138, 66, 4)),
        fill('#7fa794', ridge('yb', 152, 44, 5)));
    for (let i = 0; i < 8; i++) {
        const y = 146 + i * 16, a = Math.sin(i * 1.3) * 12, b = Math.cos(i * .9) * 14;
        const d = `M0 ${n(y + a)}C110 ${n(y - 22 + b)} 200 ${n(y + 24 - a)} 300 ${n(y + b * .6)}S430 ${n(y - 14 - a)} 480 ` +
            `${n(y + 4)}V${H}H0z`;
        s.add(fill(i % 2 ? s.down('#cfe6ea', '#e9f1e6') : s.down('#9dc58a', '#76a862'), d),
            stroke(d.slice(0, d.indexOf('V')), '#4f8148', 3, .8));
    }
    rows(s, tree(s, '#3f7a48'), [[176, .6, 2, 66, 350], [250, 1.1, 1, 424, 40]]);
    s.add(stroke('M150 206h30M250 238h36M330 204h24', '#fff', 2, .8));
}
function river(s) {
    sky(s, '#eaf1f4', '#f7e7cb', '#fffbf0', 110, 64, 26);
    s.add(fill('#dcb98a', ridge('ra', 140, 66, 5, true)), fill('#c99c66', ridge('rb', 164, 48, 6, true)),
        fill(s.down('#e2c694', '#d2ad74'), `M0 160H${W}V${H}H0z`),
        fill(s.down('#d8c9a0', '#c4ab78'), 'M0 178C110 166 190 196 290 190 380 184 430 172 480 176V196C420 200 380 208 290 ' +
            '212 190 218 110 192 0 200z'),
        stroke('M40 186h44M150 196h50M270 202h56M380 190h48', '#fff8e2', 2, .7),
        fill(s.down('#9fb668', '#74964a'), 'M0 212C120 200 220 226 300 224 380 222 440 208 480 206V270H0z'));
    rows(s, tree(s, '#5a8a44', '#d8342c'), [[222, .7, 9, 14, 56], [262, 1.1, 7, 20, 72]]);
}
function lake(s) {
    sky(s, '#cfe3f2', '#eef5f6', '', 0, 0);
    s.add(cloud(40, 56, 1), cloud(330, 44, 1.2), fill(s.down('#c3d3e2', '#9fb6ca'),
        'M0 152L54 92 92 122 150 52 214 126 262 88 322 140 372 76 430 124 480 96V160H0z'),
        fill('#fff', 'M150 52L180 87 166 84 154 98 142 82 126 82zM372 76L394 98 382 96 372 106 360 96 356 96zM54 92L70 105 60 ' +
            '104 52 112 42 105zM262 88L278 104 266 102 258 110 250 100z'),
        fill(s.down('#d9edf2', '#aed4e0'), `M0 156H${W}V202H0z`), stroke('M30 172h70M160 182h90M310 170h80M380 190h70M60 194h60',
            '#fff', 2.4, .8), fill(s.down('#b5c67a', '#84a552'), 'M0 202C120 184 230 212 320 204 400 196 440 190 480 194V270H0z'),
        stroke('M0 232C140 214 300 242 480 222', '#d7df9c', 2, .6));
    const sheep = s.part('<ellipse cy="1" rx="14" ry="2.4" fill="#2a3a18" opacity=".25"/>' + stroke('M-7-6V0M-3-6V0M5-6V0M9-6V0',
        '#4a4038', 2) + '<path fill="#fffdf6" d="M-12-10C-14-18-4-20 0-18 6-21 14-18 13-10 14-4 6-4 0-5-6-4-12-4-12-10z"/>' +
        '<path fill="#5a4c42" d="M11-16q7-1 8 5-3 4-7 2z"/>');
    for (const [x, y, size] of [[90, 226, 1], [128, 236, 1.2], [200, 226, .9], [300, 248, 1.5], [350, 226, 1], [398, 240, 1.3],
        [60, 252, 1.5], [230, 254, 1.4]]) s.add(s.use(sheep, x, y, size));
}
function karst(s) {
    sky(s, '#eef4f2', '#e3efe6', '#fffdf2', 240, 70, 24);
    const peak = (x, w, h, y, tone) => s.add(fill(s.across(light(tone, .2), tone, dark(tone, .12)),
        `M${x - w} ${y}C${x - w * .8} ${y - h * .8} ${x - w * .5} ${y - h} ${x} ${y - h}S${x + w * .8} ${y - h * .7} ${x + w} ${y}z`));
    [[60, 44, 90], [160, 36, 120], [330, 42, 110], [430, 50, 84], [250, 40, 74]].forEach(([x, w, h]) =>
        peak(x, w, h, 170, '#a8c4b8'));
    [[20, 46, 110], [116, 40, 84], [382, 48, 120], [470, 40, 80], [290, 34, 66]].forEach(([x, w, h]) =>
        peak(x, w, h, 182, '#6f9f84'));
    s.add(fill(s.down('#d4e8ea', '#a9cfd3'), `M0 180H${W}V222H0z`), stroke('M60 194h60M200 204h80M340 192h70', '#fff', 2, .8),
        fill(s.down('#9cc26e', '#6c9c4c'), 'M0 216C120 200 240 226 480 208V270H0z'));
    rows(s, tree(s, '#4a8a48', '#f2a22c'), [[240, .9, 7, 20, 72]]);
}
function snow(s) {
    lake(s);
}
function desert(s) {
    sky(s, '#f1efe6', '#f8e2b8', '#fffaf0', 350, 72, 28);
    s.add(fill('#e9c88e', ridge('da', 160, 60, 3)), fill('#dcb173', ridge('db', 184, 48, 3)),
        stroke('M40 150q60-24 110 6M260 168q60-30 130 2', '#fff3d6', 2, .7),
        fill(s.down('#c3b26a', '#8f9a4c'), 'M0 204C120 190 260 214 480 198V270H0z'));
    rows(s, tree(s, '#6f8f48', '#c9542c'), [[222, .7, 8, 20, 60], [262, 1.15, 6, 30, 84]]);
}
function plain(s) {
    sky(s, '#e6f1f5', '#f5efdc', '#fffbef', 350, 70, 26);
    s.add(cloud(60, 60, 1.1), fill('#b4ccb4', ridge('pa', 156, 30, 5)), fill(s.down('#e8cf7a', '#d3b254'), `M0 156H${W}V${H}H0z`));
    for (let i = 0; i < 9; i++) s.add(stroke(`M${240 + (i - 4) * 26} 158L${240 + (i - 4) * 118} 270`, '#a98a34', 2, .5));
    s.add(fill(s.down('#9cc26e', '#6c9c4c'), 'M0 226C160 214 320 236 480 220V270H0z'));
    rows(s, tree(s, '#4a8a48'), [[166, .6, 6, 30, 84], [262, 1.1, 4, 60, 120]]);
}
function hills(s) {
    sky(s, '#fbf1da', '#eaf0da', '#fffaf0', 130, 72, 28);
    s.add(fill('#b4cdb2', ridge('ha', 144, 60, 5)), fill('#8bb28a', ridge('hb', 170, 50, 4)),
        fill(s.down('#7fb062', '#4f8a46'), 'M0 200C120 172 260 206 480 184V270H0z'),
        stroke('M0 224C140 200 280 232 480 208M0 250C140 226 280 258 480 236', '#b9d690', 2, .6));
    rows(s, tree(s, '#3f7f42', '#f2a22c'), [[206, .7, 8, 16, 62], [250, 1.15, 6, 26, 86]]);
}

export const SCENES = {
    500236: ['江边橙园', gorge], 130881: ['林间菇棚', forest], 141028: ['黄土塬果园', loess], 513423: ['高原盆地', basin],
    520328: ['茶山', teaHills], 532528: ['梯田', terraces], 620421: ['黄河灌区', river], 632821: ['草原盐湖', lake],
    hills: ['丘陵果园', hills], karst: ['石山田园', karst], plain: ['平原麦田', plain], desert: ['沙地边缘', desert],
    forest: ['林区', forest], loess: ['黄土高原', loess], plateau: ['高原', snow], terraces: ['梯田山乡', terraces],
    gorge: ['峡谷人家', gorge],
};

// The same land with what it is known for in front, for the head of the shop's first page.
const crateOf = (make, size) => (s) => p.crate(s, 200, 262, 214, 96, p.heap(s, make(s), 200, 188, size, [3, 4]), '');
const basketOf = (make, size, counts) => (s) => p.basket(s, 200, 262, 226, 82, p.heap(s, make(s), 200, 194, size, counts));
const bowlOf = (colour, kind) => (s) => p.bowl(s, 200, 262, 230, 84, d.mound(s, 206, 82, colour, kind, 120));
const sackOf = (colour, kind) => (s) => p.sack(s, 200, 262, 196, 118, '<g transform="translate(200 156)">' +
    d.mound(s, 164, 56, colour, kind, 110) + '</g>', '');
export const STORIES = {
    500236: crateOf((s) => [f.orange(s), f.orange(s, '#f6931f', 'stem')], 33),
    130881: crateOf((s) => [d.shiitake(s)], 31),
    141028: crateOf((s) => [f.apple(s, f.APPLES.fuji)], 31),
    513423: crateOf((s) => [f.apple(s, f.APPLES.sunny)], 31),
    520328: basketOf((s) => [d.teaShoot(s)], 25, [4, 5, 6]),
    532528: sackOf('#a84c3a', {long: 5.5, wide: 2.5}),
    620421: basketOf((s) => [d.jujube(s)], 23, [3, 5, 6]),
    632821: bowlOf('#c9301f', {long: 8, wide: 5}),
};

function finish(s, title) {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${W} ${H}">\n<title>${title}（示意图）</title>\n` +
        `<defs>${s.defs.join('\n')}</defs>\n${s.body.join('\n')}\n</svg>\n`;
}
export function scene(key) {
    const [title, draw] = SCENES[key], s = new Sheet('scene' + key);
    draw(s);
    return finish(s, title);
}
export function story(key) {
    const [title, draw] = SCENES[key], s = new Sheet('story' + key);
    draw(s);
    s.add(`<g transform="translate(104 70)scale(.68)translate(0 16)">${STORIES[key](s)}</g>`);
    return finish(s, title);
}
