/** Command: draws labelled pages of one template into a folder, each as `<template>-<seed>-<page>.jpg` and `.json`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawPage } from './draw-page.ts';
import { openRenderer } from './render.ts';
import { findTemplate, templates } from './templates/index.ts';

const usage = `node models/synthesis/draw.ts --template <id> [--count 1] [--seed 1] [--dpi 200] --out <folder>
templates: ${templates.map((template) => template.id).join(', ')}`;

const { values: options } = parseArgs({
  options: {
    template: { type: 'string' },
    count: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    dpi: { type: 'string', default: '200' },
  },
});
if (!options.template || !options.out) {
  console.error(usage);
  process.exit(2);
}

const template = findTemplate(options.template);
const first = Number(options.seed ?? 1);
mkdirSync(options.out, { recursive: true });
const renderer = await openRenderer();
try {
  for (let seed = first; seed < first + Number(options.count ?? 1); seed += 1) {
    for (let page = 1; page <= template.pages; page += 1) {
      const { jpeg, truth } = await drawPage(template, seed, { renderer, page, look: { dpi: Number(options.dpi) } });
      const name = join(options.out, `${template.id}-${seed}-${page}`);
      writeFileSync(`${name}.jpg`, jpeg);
      writeFileSync(`${name}.json`, JSON.stringify(truth, null, 1));
      console.log(`${name}.jpg  ${truth.documentType}  ${truth.fields.length} fields  ${Math.round(jpeg.length / 1024)} KB`);
    }
  }
} finally {
  await renderer.close();
}
