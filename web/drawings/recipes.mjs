// Which drawing is made how: key -> [tone, name on the pack, place on the pack, recipe].
import * as f from './fruits.mjs';
import * as d from './dry.mjs';
import * as p from './packs.mjs';
import {FRESH as F} from './boxed.mjs';
import * as k from './packed.mjs';
import {stroke} from './fruits.mjs';

const {LONG, ROUND, TINY, bagged, bowlOf, piled} = k;
const KRAFT = '#d6aa70', DEEP = '#3f5a3c', CREAM = '#efe3cb', RUST = '#9c4a36', NIGHT = '#33405a';

const wolf = (s) => [d.wolfberry(s)], black = (s) => [d.wolfberry(s, '#3b2a52')];

// A closed carton with a tag, when nothing more is known of the goods.
const plain = (pack, tint, things) => (s, name, place) => {
    s.add(pack(s, 200, 262, 200, 108, things(s), p.label(s, 200, 262 - (pack === p.crate ? 54 : 46), 116, 54, name,
        place, tint)));
};
const leaves = (s) => [0, 1, 2, 3, 4, 5, 6].map((i) => s.use(f.leaf(s, i % 2 ? '#5a9a3c' : '#79b04a'), 200 + (i - 3) * 24,
    168, 1.2, -150 + i * 40)).join('');
const heaped = (make, size, counts, up = 20) => (s) => p.heap(s, make(s), 200, 168 + up, size, counts);
const fine = (colour, kind, opts) => bowlOf(colour, kind, opts);
const branch = (s, x, y, part, size) => s.add(stroke(`M${x - 60} ${y - 12}Q${x - 20} ${y - 30} ${x + 26} ${y - 22}`,
    '#7a5a30', 3), s.use(f.leaf(s), x - 30, y - 22, .5, -10), s.use(f.leaf(s), x - 6, y - 26, .5, 60),
    s.use(part, x, y, size, 70), s.use(part, x + 22, y - 4, size, 100), s.use(part, x - 26, y + 2, size, 80));

// A shallow wooden bowl heaped with small berries.
const berries = (make, colour, x = 200, w = 220, more) => (s, name, place) => {
    const part = make(s)[0];
    let inside = d.mound(s, w * .9, w * .3, colour, {long: 6, wide: 4.4}, 70), over = '';
    for (let i = 0; i < 26; i++) {
        const u = s.luck.between(-1, 1), roof = Math.pow(1 - u * u, .8) * w * .28;
        over += s.use(part, u * w * .4, -roof * s.luck.next(), w / 320, s.luck.between(-50, 50));
    }
    s.add(p.bowl(s, x, 262, w, 74, inside + over, ...k_wood));
    if (more) more(s);
    if (name) s.add(p.label(s, x, 240, 104, 40, name, place, '#8e2a1c'));
};
const k_wood = ['#9c6a3a', '#5f3c1c'];

const chips = k.lying;
const appleRing = (s) => [d.ring(s, '#c8452f', '#f4dfa0', stroke('M0-5L2-1 6 0 2 2 0 6-2 2-6 0-2-1z', '#c9a45a', 2))];
const jujubeRing = (s) => [d.ring(s, '#8c211c', '#d8a45c', '<circle r="6.5" fill="#6d3a1a"/>')];
const orangeRing = (s) => [s.part(s.use(f.orangeHalf(s, '#d9731a', '#f0942c'), 0, 0, .74))];
const konjacChip = (s) => [s.part(`<path fill="${s.ball('#fdfaf2', '#e6dcc8', '#bfb09a')}" d="M-30 2C-34-14-12-22 4-20` +
    ' 26-20 36-6 30 8 24 22-24 22-30 2z"/>' + stroke('M-20-4C-6-12 10-12 22-4', '#b8a88c', 1.6, .6) +
    stroke(f.dots('konjac', 14, 24, 12), '#8f8068', 1.6, .6))];
const dryPod = (s) => [f.pod(s, '#a3231b', true)];
const podsBeside = (base, n_, size, dry = true) => (s) => {
    const one = f.pod(s, base, dry);
    s.add(s.shadow(292, 264, 76, 10));
    for (let i = 0; i < n_; i++)
        s.add(s.use(one, 236 + (i * 97 % 90), 232 - (i % 4) * 12 + (i % 3) * 5, size, -96 + (i * 53) % 70));
};
const bigBase = (colour, dry) => podsBeside(colour, 12, .72, dry);
const ashBeside = (colour) => (s) => {
    const one = d.ash(s, colour);
    s.add(p.bowl(s, 282, 262, 134, 52, d.scatter(s, [one], 0, 6, 112, 34, 32, .78, '#3a2420', 180), '#f3efe6', colour));
    s.add(stroke('M236 120C262 96 300 92 332 104', '#6f7d36', 3), s.use(f.leaf(s), 262, 104, .5, -10),
        s.use(f.leaf(s), 300, 96, .5, 80));
    for (const [x, y] of [[258, 122], [276, 116], [292, 118], [310, 112], [326, 116], [268, 130], [302, 128]])
        s.add(s.use(one, x, y, .8));
};
const walnuts = (tone) => [(s) => [d.walnut(s, tone)], tone];
const walnutFront = (tone) => (s) => {
    F.front(s, d.walnutHalf(s, tone), 76, 248, .68, -8); F.front(s, d.walnut(s, tone), 330, 248, .62, 14);
};
const olives = (s) => {
    const one = s.part(`<ellipse rx="17" ry="22" fill="${s.ball('#c8d27c', '#7d8f33', '#48591c')}"/>`);
    const ripe = s.part(`<ellipse rx="17" ry="22" fill="${s.ball('#9a7a8c', '#4f3148', '#2a1726')}"/>`);
    s.add(s.shadow(282, 264, 72, 9), stroke('M226 168C264 150 300 150 344 130', '#7a6a3c', 3.4));
    for (const [x, y, t] of [[240, 160, -60], [262, 154, 20], [288, 152, -50], [306, 146, 26], [330, 136, -40]])
        s.add(s.use(f.leaf(s, '#7f9560'), x, y, .62, t));
    s.add(s.use(one, 270, 184, .9, 10), s.use(ripe, 306, 176, .9, -8), s.use(one, 246, 244, 1, 60),
        s.use(ripe, 286, 242, 1, 100), s.use(one, 322, 244, 1, 75));
};
const teaFruit = (s) => {
    const nut = d.walnut;
    const pod_ = s.part(`<circle r="24" fill="${s.ball('#b7a067', '#7a6a34', '#4a3c1a')}"/>` +
        stroke('M0-24V24M-22 8Q0-4 22 8', '#40331a', 2, .6));
    const seed = s.part(`<circle r="13" fill="${s.ball('#8a6242', '#5a3a24', '#2f1c10')}"/>`);
    s.add(s.use(d.flower(s, '#fffdf4', '#f0b52c', 6), 280, 132, 1.7), s.use(d.flower(s, '#fffdf4', '#f0b52c', 6), 330, 156, 1.3),
        s.use(f.leaf(s, '#3f7a3c'), 290, 148, .9, 30), s.use(f.leaf(s, '#3f7a3c'), 262, 146, .8, 140),
        s.shadow(284, 264, 72, 9), s.use(pod_, 256, 240), s.use(pod_, 304, 238), s.use(seed, 284, 254), s.use(seed, 332, 254));
};
const shiny = k.sprigOf('#fffdf8', '#d8583f', 5, k.RAPE, '#5f8f4a');
const rape = k.sprigOf('#f8d32f', '#b98a12', 4, k.RAPE, '#6f9e48');
const acacia = k.sprigOf('#fffdf2', '#e6dc9a', 3, [...k.RAPE, [276, 136, .8], [336, 178, .7], [262, 140, .7]], '#79a84a');
const riceEar = (s) => d.ear(s, '#d9b45a', true), milletEar = (s) => d.ear(s, '#d99a26', true);
const barleyEar = (s) => d.ear(s, '#c9a24a', false, true), quinoaEar = (s) => d.ear(s, '#d88a5a', false);
const redEar = (s) => d.ear(s, '#b5563f', true), buckEar = (s) => d.ear(s, '#a08a4a', false);
const combHoney = (colour) => (s) => { k.comb(colour)(s); k.dipper(s); };
const jerkyBits = (s) => {
    const one = d.jerky(s);
    s.add(s.shadow(288, 266, 76, 10));
    for (let i = 0; i < 8; i++) s.add(s.use(one, 252 + (i % 3) * 36, 256 - Math.floor(i / 3) * 17, .86, -30 + (i * 47) % 60));
};
const noodles = (colour) => (s, name, place) => {
    let d1 = '', d2 = '';
    for (let i = 0; i < 13; i++) {
        const line = `M${-128 + (i * 5) % 9} ${-27 + i * 4.5}q60 ${(i % 3) - 1} 128 ${(i % 2)}t${128 - (i * 7) % 11} 0`;
        if (i % 2) d1 += line; else d2 += line;
    }
    const bundle = s.part(`<rect x="-128" y="-31" width="256" height="62" rx="24" fill="${s.down('#eab9a4', colour,
        '#93473a')}"/>` + stroke(d2, '#8a4033', 2.6, .55) + stroke(d1, '#f5cfbf', 2.4, .8) +
        p.rect(-72, -32, 12, 64, s.down('#fffdf6', '#e4d8c2')) + p.rect(62, -32, 12, 64, s.down('#fffdf6', '#e4d8c2')));
    s.add(s.shadow(200, 264, 150, 14), s.use(bundle, 200, 132, .86), s.use(bundle, 196, 182, .95), s.use(bundle, 202, 234),
        p.label(s, 202, 226, 122, 58, name, place, '#8e3a2c'));
};
const fishes = (s) => s.use(d.fish(s), 206, 176, 1.1, -8) + s.use(d.fish(s), 196, 206, 1.2, 2);
const nameko = (s) => [d.shiitake(s, '#c07a2c', false)];
const shii = (s) => [d.shiitake(s)], ears = (s) => [d.fungus(s)], bole = (s) => [d.porcini(s)];
const seeds = (s) => [d.seedFlat(s)];
const almonds = (s) => [d.almond(s), d.almond(s, '#d9a868')];
const oneRow = (make, size, at) => (s) => { for (const [x, y, t] of at) F.front(s, make(s)[0], x, y, size, t); };
const saltedFront = (s) => {
    F.front(s, d.eggHalf(s), 270, 246, 1, -6); F.front(s, d.eggHalf(s), 328, 250, .9, 8);
    F.front(s, d.egg(s, '#c3d3cd'), 300, 196, .92, 12);
};

export const LISTINGS = {
    'fengjie-orange-75': ['amber', '奉节脐橙', '重庆奉节', F.oranges(p.carton)],
    'fengjie-orange-80': ['straw', '脐橙大果', '重庆奉节', F.oranges(p.crate, {size: 36, counts: [3, 4], base: '#f58a16'})],
    'fengjie-orange-65': ['leaf', '脐橙小果', '重庆奉节', F.netted((s) => f.orange(s, '#f79a2a'), '#b8441a', '#d9690a')],
    'fengjie-orange-70': ['sand', '奉节脐橙', '重庆奉节', k.basketOf((s) => [f.orange(s), f.orange(s, '#f6931f', 'stem')], 31,
        [2, 4, 5], '#1f6b43', (s) => { s.add(F.leafy(s, 200, 96, .8, -16)); F.front(s, f.orangeHalf(s), 334, 248, .66, 10); })],
    'fengjie-orange-85': ['mist', '特大脐橙', '重庆奉节', F.gift((s) => f.orange(s, '#f3861a'), '', '#1f6b43', (s) => f.orangeHalf(s))],
    'fengjie-orange-late': ['blush', '晚熟脐橙', '重庆奉节', F.oranges(p.carton, {base: '#ef7a1c', flesh: '#f59034', size: 33,
        counts: [3, 3]})],
    'fengjie-orange-dried': ['amber', '脐橙果干', '重庆奉节', bagged(CREAM, '#c8631c', '#e8892a', chips(orangeRing, .8, 15, {h: 66, w: 110}))],
    'fengjie-plum': ['leaf', '奉节脆李', '重庆奉节', F.plums],
    'fengjie-potato': ['sand', '高山马铃薯', '重庆奉节', F.potatoes('#d9b26a', '#b58a4a')],
    'fengjie-chili': ['leaf', '高山鲜辣椒', '重庆奉节', F.peppers],
    'fengjie-rice': ['straw', '红土乡大米', '重庆奉节', k.sackOf('#f3ead2', LONG, '#3f6b3a', (s) => s.add(s.use(riceEar(s), 278,
        262, 1.3, 6)))],
    'fengjie-egg': ['amber', '散养鸡蛋', '重庆奉节', F.eggs('#e6b184', '#efc7a2')],
    'fengjie-olive-oil': ['leaf', '橄榄油', '重庆奉节', k.bottleOf('#5d7426', '#2c2c28', '#4f6a22', olives)],
    'fengjie-honey': ['straw', '百花蜜', '重庆奉节', k.jarOf('#e69a1f', '#6b4426', '#b9761c', combHoney('#e9a022'))],
    'fengjie-walnut': ['sand', '薄皮核桃', '重庆奉节', k.basketOf((s) => [d.walnut(s, '#c9995e')], 27, [3, 5, 5], '#7a5126',
        walnutFront('#c9995e'))],
    'fengjie-konjac': ['stone', '魔芋干片', '重庆奉节', bagged('#c9b9a2', '#6a5a46', '#e9dfcc', chips(konjacChip, .8, 20, {under: '#b3a48b'}))],
    'pingquan-nameko-dried': ['sand', '滑子菇', '河北平泉', bagged(KRAFT, '#8a5320', '#b06e2a', piled(nameko, 22, [2, 3, 4, 4],
        {spread: 1.7}))],
    'pingquan-nameko-can': ['mist', '滑子菇', '河北平泉', k.cans('#c9792c', '#8a5320', piled(nameko, 22, [2, 3], {x: 302}))],
    'pingquan-shiitake-fresh': ['leaf', '鲜香菇', '河北平泉', F.shiitakeFresh],
    'pingquan-shiitake-dried': ['stone', '干香菇', '河北平泉', bagged(KRAFT, '#5d3a1e', '#6b4526', piled(shii, 34, [1, 2],
        {more: (s) => s.add(s.use(d.shiitakeUnder(s), 322, 246, .74, -8))}))],
    'pingquan-black-fungus': ['mist', '黑木耳', '河北平泉', bagged('#3c4a44', '#2c3a34', '#3a2824', piled(ears, 30, [2, 3]))],
    'pingquan-almond': ['sand', '山杏仁', '河北平泉', k.jarOf('#c98e50', '#3f5a3c', '#8a5a28', piled(almonds, 20, [3, 4, 5],
        {x: 292, spread: 1.4}))],
    'pingquan-cucumber': ['leaf', '平泉黄瓜', '河北平泉', F.cucumbers],
    'pingquan-apple': ['leaf', '国光苹果', '河北平泉', k.basketOf(F_apple('guoguang'), 29, [3, 5, 5], '#6f7a2a', (s) => {
        F.front(s, f.apple(s, F.guoguang), 74, 246, .72, -10); F.front(s, f.appleHalf(s, F.guoguang), 332, 246, .72, 8); })],
    'pingquan-millet': ['straw', '平泉小米', '河北平泉', bagged(KRAFT, '#a5771c', '#eabb3a', fine('#f0c64a', TINY, {ear: milletEar}))],
    'jixian-apple-80': ['rose', '吉县苹果', '山西吉县', F.apples(p.carton, F.fuji)],
    'jixian-apple-75': ['amber', '吉县苹果', '山西吉县', F.apples(p.crate, F.fuji, {half: true, size: 30})],
    'jixian-apple-70': ['sand', '苹果小果', '山西吉县', F.netted(F.apple(F.fuji), '#7f1420', '#8e1c20')],
    'jixian-apple-gift': ['blush', '吉县大果', '山西吉县', F.gift(F.apple(F.fuji), '', '#a5281f', (s) => f.apple(s, F.fuji))],
    'jixian-apple-chips': ['rose', '苹果脆片', '山西吉县', bagged('#c8473a', '#a5281f', '#f1d691', chips(appleRing, .95, 18))],
    'jixian-walnut': ['stone', '绵核桃', '山西吉县', k.sackPile((s) => [d.walnut(s, '#a8794a')], 27, '#7a5126', (s) =>
        F.front(s, d.walnutHalf(s, '#a8794a'), 320, 246, .78, -8))],
    'jixian-millet': ['amber', '黄小米', '山西吉县', k.sackOf('#f2c94f', TINY, '#a5771c', (s) => s.add(s.use(milletEar(s), 276, 262,
        1.3, 4)))],
    'jixian-mung': ['leaf', '吉县绿豆', '山西吉县', bagged(CREAM, '#4c6b2c', '#7d9a3c', fine('#7f9c40', ROUND, {many: 80}))],
    'jixian-honey': ['mist', '槐花蜜', '山西吉县', k.jarOf('#f2cf6a', '#e9e2cf', '#8a9a3c', acacia)],
    'yanyuan-apple-80': ['sky', '盐源苹果', '四川盐源', F.loose(F.apple(F.sunny), (s) => f.appleHalf(s, F.sunny, true),
        [[238, 168, 1.55, 6], [330, 236, .85, 14], [72, 242, .74, -12]], [146, 198, 1.6, -6])],
    'yanyuan-apple-75': ['sand', '盐源苹果', '四川盐源', F.apples(p.crate, F.sunny, {half: true, honey: true})],
    'yanyuan-apple-65': ['amber', '盐源小果', '四川盐源', F.netted(F.apple(F.sunny), '#8e3418', '#a8481f')],
    'yanyuan-walnut': ['sand', '盐源核桃', '四川盐源', bagged('#e3cfa6', '#7a5126', '#b5834a', piled((s) => [d.walnut(s,
        '#b98850')], 30, [1, 2, 3], {more: (s) => s.add(s.use(d.walnutHalf(s, '#b98850'), 338, 248, .6, 10))}))],
    'yanyuan-pepper-red': ['rose', '红花椒', '四川盐源', k.jarOf('#a5382c', '#4a3a2c', '#8e2a1c', ashBeside('#a8322a'), {w: 112,
        h: 150, x: 138})],
    'yanyuan-pepper-green': ['leaf', '青花椒', '四川盐源', k.jarOf('#75893f', '#3f5a3c', '#4c6b2c', ashBeside('#7a9142'), {w: 112,
        h: 150, x: 138})],
    'yanyuan-chili-dried': ['amber', '干辣椒', '四川盐源', bagged(KRAFT, '#8e2a1c', '#a3231b', bigBase('#a3231b', true))],
    'yanyuan-potato': ['rose', '红皮马铃薯', '四川盐源', F.potatoes('#bd6a5c', '#b9655a')],
    'yanyuan-buckwheat': ['stone', '苦荞米', '四川盐源', bagged(DEEP, '#5f6b2c', '#b09a52', fine('#b9a45c', ROUND, {ear: buckEar,
        glaze: '#6b5040', band: '#d9b070'}))],
    'yanyuan-porcini': ['stone', '牛肝菌', '四川盐源', bagged('#8a6a4c', '#5d3a1e', '#e3cb98', chips(bole, .74, 9, {h: 58, lean: 30}))],
    'meitan-cuiya': ['leaf', '湄潭翠芽', '贵州湄潭', k.tinOf('#2f6b4a', '#2f6b4a', k.teaBeside('#6f9a3a', true, '#cfe08a'))],
    'meitan-green-daily': ['mist', '高山绿茶', '贵州湄潭', bagged('#2f4f3c', '#2f6b4a', '', (s) => k.teaBeside('#4f7a34', false,
        '#c4d870')(s))],
    'meitan-black': ['rose', '工夫红茶', '贵州湄潭', k.tinOf('#8e2f2a', '#8e2a1c', k.teaBeside('#4a2a1c', false, '#c8552a', false))],
    'meitan-rice': ['mist', '茅贡米', '贵州湄潭', bagged(CREAM, '#2f6b4a', '#f2ead6', fine('#f7f1e0', LONG, {ear: riceEar,
        band: '#4f8a6a'}))],
    'meitan-chili': ['rose', '朝天椒干', '贵州湄潭', k.sieveOf((s) => {
        const one = f.pod(s, '#b3261c', true);
        return d.scatter(s, [one], 208, 232, 196, 62, 44, .46, '', 180); }, '#8e2a1c')],
    'meitan-chili-zao': ['amber', '糟辣椒', '贵州湄潭', k.jarOf('#cf3d22', '#2f4f3c', '#a5281f', (s) => {
        const one = f.pod(s, '#d2301f'); F.front(s, f.garlic(s), 318, 240, .74, 6);
        s.add(s.use(one, 236, 200, .62, -30), s.use(one, 262, 196, .66, -6), s.use(f.pod(s, '#e0452a'), 296, 182, .6, 14)); })],
    'meitan-rapeseed-oil': ['straw', '菜籽油', '贵州湄潭', k.bottleOf('#e0a52a', '#2f6b4a', '#a5771c', rape, {w: 100, h: 212})],
    'meitan-tea-oil': ['leaf', '茶叶籽油', '贵州湄潭', k.bottleOf('#d6c45a', '#3a3a30', '#4c6b2c', teaFruit, {w: 84, h: 214})],
    'yuanyang-redrice': ['rose', '梯田红米', '云南元阳', bagged(KRAFT, '#8e3a2c', '#9c4434', fine('#a84c3a', LONG, {ear: redEar}))],
    'yuanyang-redrice-new': ['sand', '梯田红米', '云南元阳', k.bricks('#a34a3a', '#8e3a2c')],
    'yuanyang-rednoodle': ['amber', '红米线', '云南元阳', noodles('#cf8a74')],
    'yuanyang-duckegg': ['mist', '梯田鸭蛋', '云南元阳', F.eggs('#c3d6d2', '#d5e2dc')],
    'yuanyang-duckegg-salted': ['straw', '咸鸭蛋', '云南元阳', bagged('#4f7a72', '#c8631c', '#e8efe9', saltedFront)],
    'yuanyang-fish': ['sand', '稻花鱼干', '云南元阳', k.sieveOf(fishes, '#2c5f6b')],
    'yuanyang-mango': ['amber', '元阳芒果', '云南元阳', F.mangoScene],
    'yuanyang-banana': ['leaf', '元阳香蕉', '云南元阳', F.bananas],
    'yuanyang-tsaoko': ['stone', '元阳草果', '云南元阳', bagged('#b08a5c', '#6b3a1e', '#7a4026', chips((s) => [d.tsaoko(s)], .72, 17, {under: '#4a2814'}))],
    'yuanyang-tea': ['sky', '云雾绿茶', '云南元阳', bagged('#dfe6d0', '#3f6b4a', '#5f8a3c', k.teaBeside('#5a7f3a', false, '#cddc86'))],
    'jingyuan-wolfberry': ['rose', '靖远枸杞', '甘肃靖远', berries(wolf, '#c9301f', 190, 236, (s) => branch(s, 330, 78, wolf(s)[0], .9))],
    'jingyuan-wolfberry-tea': ['amber', '枸杞小袋', '甘肃靖远', k.sachets('#e8b0a0', '#a5281f', '#c9301f')],
    'jingyuan-jujube': ['sand', '小口大枣', '甘肃靖远', k.basketOf((s) => [d.jujube(s)], 23, [2, 4, 5, 6], '#8e2a1c', (s) => {
        F.front(s, d.jujube(s), 74, 254, .62, -10); F.front(s, d.jujube(s), 334, 254, .62, 14); })],
    'jingyuan-jujube-slice': ['amber', '香脆枣片', '甘肃靖远', k.jarOf('#b5613a', '#8e2a1c', '#8e2a1c', chips(jujubeRing, .74, 24, {x: 294, w: 112, under: '#7a3a22'}))],
    'jingyuan-melon': ['leaf', '旱砂西瓜', '甘肃靖远', F.melonScene],
    'jingyuan-melonseed': ['stone', '黑瓜籽', '甘肃靖远', bagged('#7d3a30', '#5a2a22', '#2b2422', chips(seeds, .66, 44, {under: '#1c1614', lean: 180, h: 54}))],
    'jingyuan-lamb': ['sky', '羊羔肉块', '甘肃靖远', F.meat('cube')],
    'jingyuan-apple': ['sand', '靖远苹果', '甘肃靖远', F.apples(p.carton, F.deep, {half: true})],
    'jingyuan-shinyleaf-oil': ['blush', '文冠果油', '甘肃靖远', k.bottleOf('#ecc94e', '#7a4a3a', '#a5584a', shiny, {w: 78, h: 196})],
    'wulan-lamb': ['sky', '茶卡羊腿', '青海乌兰', F.meat('leg')],
    'wulan-lamb-rib': ['mist', '茶卡羊排', '青海乌兰', F.meat('rib')],
    'wulan-wolfberry': ['sky', '柴达木枸杞', '青海乌兰', bagged('#b8402f', '#a5281f', '#c9301f', (s) =>
        berries(wolf, '#c9301f', 282, 142)(s, ''), {w: 124})],
    'wulan-black-wolfberry': ['blush', '黑枸杞', '青海乌兰', k.jarOf('#4a3562', '#2c2438', '#3f2d56', (s) => {
        berries(black, '#3b2a52', 300, 120)(s, ''); s.add(p.cup(s, 268, 176, 1, 1, '#7a4a9a')); }, {w: 112, h: 160, x: 134})],
    'wulan-highland-barley': ['straw', '青稞米', '青海乌兰', k.sackOf('#d2b06a', LONG, '#7a6a2c', (s) => s.add(s.use(barleyEar(s), 292,
        264, 1.35, 6)))],
    'wulan-quinoa': ['stone', '乌兰藜麦', '青海乌兰', bagged('#c9a27a', '#8a5a3a', '#eadfc0', fine('#eee3c4', ROUND, {ear: quinoaEar}))],
    'wulan-rapeseed-oil': ['sky', '小油菜籽油', '青海乌兰', k.drumOf('#e8b02f', '#c8452f', '#a5771c', rape)],
    'wulan-yak-jerky': ['stone', '牦牛肉干', '青海乌兰', bagged('#5a3226', '#5a2a1c', '#7a3a28', jerkyBits)],
};

// For what a cooperative sells itself: by the kind of produce. The label says what the drawing is.
const G = (tone, name, recipe) => [tone, name, '示意图', recipe];
export const GENERIC = {
    generic: G('stone', '本地好物', plain(p.carton, '#1f5c3d', leaves)),
    vegetable: G('leaf', '新鲜蔬菜', plain(p.crate, '#2f6b33', leaves)),
    fruit: G('amber', '当季水果', F.oranges(p.basket)),
    orange: G('amber', '脐橙', F.oranges(p.carton, {counts: [2, 3], size: 36})),
    tangerine: G('amber', '柑橘', k.basketOf((s) => [f.orange(s, '#f07f16', 'stem')], 28, [3, 4, 5], '#1f6b43')),
    apple: G('rose', '苹果', F.apples(p.basket, F.fuji, {half: true})),
    peach: G('blush', '桃子', plain(p.crate, '#b5485a', heaped((s) => [f.peach(s)], 32, [3, 4]))),
    pear: G('leaf', '梨', plain(p.crate, '#7a7a25', heaped((s) => [f.pear(s)], 30, [3, 4]))),
    plum: G('leaf', '李子', F.plums),
    grape: G('blush', '葡萄', plain(p.crate, '#5a3268', (s) => [130, 200, 270].map((x, i) => s.use(f.grapes(s, i === 1 ?
        '#7c4a8c' : '#5a3a78'), x, 142, .98)).join(''))),
    kiwi: G('leaf', '猕猴桃', (s, name, place) => { plain(p.crate, '#5a6b25', heaped((s_) => [f.kiwi(s_)], 28, [3, 5]))(s,
        name, place); F.front(s, f.kiwiHalf(s), 326, 246, .8); }),
    mango: G('amber', '芒果', F.mangoScene),
    banana: G('leaf', '香蕉', F.bananas),
    melon: G('leaf', '西瓜', F.melonScene),
    cherry: G('rose', '樱桃', k.basketOf((s) => [f.ball(s, '#c4202f', '#8a1020', stroke('M0-36Q6-66 20-82', '#5f7a2c', 3.4))],
        22, [3, 5, 6], '#a5281f')),
    tomato: G('rose', '番茄', plain(p.crate, '#a5281f', heaped((s) => [f.ball(s, '#df3d2c', '', '<path fill="#4f8a35" ' +
        'd="M0-36l5 8 12-2-7 8 6 9-11-2-5 10-5-10-11 2 6-9-7-8 12 2z"/>')], 30, [3, 4]))),
    potato: G('sand', '马铃薯', F.potatoes('#d9b26a', '#b58a4a')),
    'sweet-potato': G('sand', '红薯', F.potatoes('#a4485a', '#8e3a4c')),
    yam: G('stone', '山药', plain(p.carton, '#6b5230', (s) => [0, 1, 2, 3, 4].map((i) => '<g transform="translate(' +
        (132 + i * 34) + ' 170)rotate(' + (-14 + i * 7) + ')">' + p.rect(-12, -96, 24, 130, s.across('#e3cfae', '#c6a676',
        '#94743f'), 11) + stroke('M-6-80h5M2-64h5M-7-48h6M1-32h6M-5-16h5', '#8a6a3c', 1.6, .7) + '</g>').join(''))),
    garlic: G('stone', '大蒜', plain(p.crate, '#6b5a6a', heaped((s) => [f.garlic(s)], 29, [3, 4]))),
    cucumber: G('leaf', '黄瓜', F.cucumbers),
    chili: G('leaf', '辣椒', F.peppers),
    mushroom: G('stone', '食用菌', F.shiitakeFresh),
    fungus: G('mist', '木耳', bagged('#3c4a44', '#2c3a34', '#3a2824', piled(ears, 30, [2, 3]))),
    rice: G('mist', '大米', k.sackOf('#f3ead2', LONG, '#3f6b3a', (s) => s.add(s.use(riceEar(s), 278, 262, 1.3, 6)))),
    redrice: G('rose', '红米', k.sackOf('#a84c3a', LONG, '#8e3a2c', (s) => s.add(s.use(redEar(s), 278, 262, 1.3, 6)))),
    millet: G('straw', '小米', k.sackOf('#f0c64a', TINY, '#a5771c', (s) => s.add(s.use(milletEar(s), 276, 262, 1.3, 4)))),
    bean: G('leaf', '杂豆', k.sackOf('#8a9a4a', ROUND, '#4c6b2c')),
    barley: G('straw', '青稞', bagged(KRAFT, '#7a6a2c', '#d2b06a', fine('#d2b06a', LONG, {ear: barleyEar}))),
    buckwheat: G('stone', '荞麦', bagged(DEEP, '#5f6b2c', '#b09a52', fine('#b9a45c', ROUND, {ear: buckEar}))),
    quinoa: G('stone', '藜麦', bagged('#c9a27a', '#8a5a3a', '#eadfc0', fine('#eee3c4', ROUND, {ear: quinoaEar}))),
    noodle: G('amber', '米面制品', noodles('#e3c48c')),
    oil: G('straw', '食用油', k.bottleOf('#e0a52a', '#2f6b4a', '#a5771c', rape, {w: 96, h: 212})),
    honey: G('straw', '蜂蜜', k.jarOf('#e69a1f', '#6b4426', '#b9761c', combHoney('#e9a022'))),
    tea: G('leaf', '绿茶', k.tinOf('#2f6b4a', '#2f6b4a', k.teaBeside('#5a8a38', false, '#cfe08a'))),
    'black-tea': G('rose', '红茶', k.tinOf('#8e2f2a', '#8e2a1c', k.teaBeside('#4a2a1c', false, '#c8552a', false))),
    egg: G('amber', '鸡蛋', F.eggs('#e6b184', '#efc7a2')),
    'duck-egg': G('mist', '鸭蛋', F.eggs('#c3d6d2', '#d5e2dc')),
    mutton: G('sky', '羊肉', F.meat('leg')),
    jerky: G('stone', '肉干', bagged('#5a3226', '#5a2a1c', '#7a3a28', jerkyBits)),
    fish: G('sand', '水产', k.sieveOf(fishes, '#2c5f6b')),
    walnut: G('sand', '核桃', k.basketOf((s) => [d.walnut(s, '#c9995e')], 27, [3, 5, 5], '#7a5126', walnutFront('#c9995e'))),
    almond: G('sand', '坚果', k.jarOf('#c98e50', '#3f5a3c', '#8a5a28', piled(almonds, 20, [3, 4, 5], {x: 292, spread: 1.4}))),
    seed: G('stone', '瓜籽', bagged('#7d3a30', '#5a2a22', '#2b2422', chips(seeds, .66, 44, {under: '#1c1614', lean: 180, h: 54}))),
    jujube: G('sand', '大枣', k.basketOf((s) => [d.jujube(s)], 23, [2, 4, 5, 6], '#8e2a1c')),
    wolfberry: G('rose', '枸杞', berries(wolf, '#c9301f', 200, 236)),
    'black-wolfberry': G('blush', '黑枸杞', berries(black, '#3b2a52', 200, 236)),
    pepper: G('rose', '花椒', k.jarOf('#a5382c', '#4a3a2c', '#8e2a1c', ashBeside('#a8322a'), {w: 112, h: 150, x: 138})),
    spice: G('stone', '香料', bagged('#b08a5c', '#6b3a1e', '#7a4026', chips((s) => [d.tsaoko(s)], .72, 17, {under: '#4a2814'}))),
    konjac: G('stone', '魔芋', bagged('#c9b9a2', '#6a5a46', '#e9dfcc', chips(konjacChip, .8, 20, {under: '#b3a48b'}))),
    'dried-fruit': G('amber', '果干', bagged(CREAM, '#c8631c', '#e8892a', chips(orangeRing, .8, 15, {h: 66, w: 110}))),
    sauce: G('amber', '酱菜', k.jarOf('#cf3d22', '#2f4f3c', '#a5281f', (s) => { F.front(s, f.garlic(s), 318, 240, .74, 6);
        s.add(s.use(f.pod(s, '#d2301f'), 236, 200, .62, -30), s.use(f.pod(s, '#d2301f'), 262, 196, .66, -6)); })),
};

function F_apple(kind) {
    return (s) => [f.apple(s, f.APPLES[kind])];
}
