// Small pictures for pages that have nothing to show, 240 x 180, without a word in them.
import {Sheet} from './sheet.mjs';
import {leaf, stroke} from './fruits.mjs';
import * as p from './packs.mjs';

const GREEN = '#1f6b43', SOFT = '#cfe0d2', PAPER = '#fffdf6';
const base = (s) => s.add(`<ellipse cx="120" cy="96" rx="104" ry="72" fill="${s.down('#eef5ea', '#dfecdb')}"/>`,
    '<path fill="#fff" opacity=".5" d="M82 38h26L70 150l-24-14zM140 28h16l-44 136-18 0z"/>');
const box = (x, y, w, h) => p.rect(x, y, w, h, PAPER, 6);

function emptyCart(s) {
    s.add(s.shadow(124, 152, 70, 10), s.use(leaf(s), 150, 62, .6, -30), s.use(leaf(s, '#79b04a'), 96, 62, .5, -120),
        `<path fill="${s.down('#e5c08a', '#b98747')}" d="M62 82h122l-14 52q-2 6-8 6H84q-6 0-8-6z"/>`,
        stroke('M68 98h110M72 114h102M76 128h94M92 82l6 58M122 82v58M154 82l-6 58', '#7a5122', 2.4, .45),
        stroke('M62 82h122', '#7a5122', 8), stroke('M62 81h122', '#d9a862', 4.5),
        stroke('M84 80C84 40 162 40 162 80', '#94622c', 6), stroke('M84 78C84 38 162 38 162 78', '#d9a862', 2.6));
}
function nothing(s) {
    s.add(s.shadow(118, 154, 66, 9), box(62, 44, 92, 108), stroke('M78 66h60M78 84h44M78 102h52M78 120h30', SOFT, 7),
        `<circle cx="150" cy="106" r="32" fill="#fff" opacity=".75"/>`,
        stroke('M150 74a32 32 0 1 1 0 64 32 32 0 1 1 0-64', GREEN, 7), stroke('M174 130l22 22', '#b98747', 11),
        stroke('M132 94q6-10 16-10', '#fff', 5, .9), stroke('M140 106h20', '#9fb8a6', 6));
}
function offline(s) {
    s.add(s.shadow(120, 156, 62, 8), stroke('M120 154V94', '#7a5a34', 9), stroke('M96 154h48', '#7a5a34', 7),
        `<path fill="${PAPER}" stroke="${GREEN}" stroke-width="4" d="M62 52h98l20 20-20 20H62z"/>`,
        stroke('M84 72c16-14 36-14 52 0M94 80c10-8 22-8 32 0', GREEN, 5), stroke('M110 87h.1', GREEN, 8),
        stroke('M82 92l60-42', '#b5382c', 6), s.use(leaf(s), 142, 152, .6, 0), s.use(leaf(s, '#79b04a'), 98, 152, .5, -110));
}
function fault(s) {
    s.add(s.shadow(120, 154, 74, 10), p.rect(70, 74, 104, 74, s.across('#e6c394', '#c99b5e'), 3),
        '<path fill="#8a6237" opacity=".5" d="M70 74h104v8H70z"/>', '<path fill="#f1dcb8" d="M70 74l-18 14 14 8 18-14zM174 74l18 14-14 8' +
        '-18-14z"/>', `<circle cx="122" cy="114" r="22" fill="${PAPER}"/>`, stroke('M122 102v14', '#b5701c', 6),
        stroke('M122 125h.1', '#b5701c', 7), stroke('M96 62l-8-14M122 56V40M148 62l8-14', '#c9a25a', 5));
}
function noRight(s) {
    s.add(s.shadow(120, 154, 70, 9), stroke('M52 150V84M84 150V84M156 150V84M188 150V84M40 100h160M40 128h160', '#b98747', 8),
        stroke('M52 148V84M84 148V84M156 148V84M188 148V84', '#e3bb80', 3), p.rect(92, 82, 56, 54, s.down('#2f7a52', '#1a5637'), 8),
        stroke('M104 82V66q0-18 16-18t16 18v16', '#c99a3e', 7), '<circle cx="120" cy="104" r="7" fill="#fffdf6"/>',
        stroke('M120 108v12', '#fffdf6', 5));
}
function noOrders(s) {
    s.add(s.shadow(120, 156, 66, 9), p.rect(68, 38, 104, 116, s.across('#d8ac74', '#b98747'), 8), box(78, 50, 84, 96),
        p.rect(98, 30, 44, 20, s.down('#2f7a52', '#1a5637'), 6), stroke('M94 74h10M94 96h10M94 118h10', GREEN, 6),
        stroke('M116 74h32M116 96h32M116 118h22', SOFT, 7), s.use(leaf(s), 166, 146, .6, -10));
}
function done(s) {
    s.add(s.shadow(120, 156, 62, 9), `<circle cx="120" cy="94" r="46" fill="${s.ball('#6fb585', '#2f8a58', '#1a5c3a')}"/>`,
        stroke('M98 96l15 16 30-34', '#fff', 10), s.use(leaf(s), 160, 66, .6, -20), s.use(leaf(s, '#79b04a'), 82, 60, .5, -120));
}
function waiting(s) {
    s.add(s.shadow(120, 156, 60, 9), '<path fill="#b98747" d="M80 34h80v12H80zM80 142h80v12H80z"/>',
        `<path fill="${PAPER}" stroke="#9fb8a6" stroke-width="3" d="M88 46h64c0 26-24 34-24 48s24 22 24 48H88c0-26 24-34 24-48S88 72 88 46z"/>`,
        '<path fill="#e9b84a" d="M98 62h44c-4 12-18 20-22 28-4-8-18-16-22-28zM94 142c2-14 22-18 26-26 4 8 24 12 26 26z"/>',
        stroke('M120 92v26', '#e9b84a', 2.4));
}

export const STATES = {'cart-empty': emptyCart, 'nothing-found': nothing, offline, error: fault, 'no-permission': noRight,
    'no-orders': noOrders, done, waiting};

export function state(key) {
    const s = new Sheet('state' + key);
    base(s);
    STATES[key](s);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180">\n<defs>${s.defs.join('\n')}</defs>\n` +
        `${s.body.join('\n')}\n</svg>\n`;
}
