#!/usr/bin/env node
// Writes web/static/produce, scenes and states from the recipes. usage: generate.mjs [FOLDER]
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Sheet} from './sheet.mjs';
import {TONES} from './tones.mjs';
import {SCENES, STORIES, scene, story} from './scenes.mjs';
import {STATES, state} from './states.mjs';
import {GENERIC, LISTINGS} from './recipes.mjs';

const folder = process.argv[2] || join(dirname(fileURLToPath(import.meta.url)), '../static');

function save(kind, key, text) {
    mkdirSync(join(folder, kind), {recursive: true});
    writeFileSync(join(folder, kind, key + '.svg'), text);
}

for (const [key, [tone, name, place, recipe]] of Object.entries({...LISTINGS, ...GENERIC})) {
    const sheet = new Sheet(key).scene(TONES[tone]);
    recipe(sheet, name, place);
    save('produce', key, sheet.svg(name + '（示意图）'));
}
for (const key of Object.keys(SCENES)) save('scenes', key, scene(key));
for (const key of Object.keys(STORIES)) save('scenes', key + '-story', story(key));
for (const key of Object.keys(STATES)) save('states', key, state(key));
