/** Specimen sheets, half print and half writing in many hands, on which the handwriting detector is fitted: scanned like any drawn page. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawPage } from '../../models/synthesis/draw-page.ts';
import type { LineTruth } from '../../models/synthesis/draw-page.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import type { Random } from '../../models/synthesis/random.ts';
import { drawFacts } from '../../models/synthesis/record/facts.ts';
import type { Facts } from '../../models/synthesis/record/facts.ts';
import { chineseDate } from '../../models/synthesis/record/chinese-writing.ts';
import { openRenderer } from '../../models/synthesis/render.ts';
import type { Renderer } from '../../models/synthesis/render.ts';
import type { Split } from '../../models/synthesis/splits.ts';
import { escapeHtml } from '../../models/synthesis/templates/marks.ts';
import { handwriting } from '../../models/synthesis/templates/ornaments/handwriting.ts';
import { paperFrame } from '../../models/synthesis/templates/paper-frame.ts';
import { a4Portrait } from '../../models/synthesis/templates/template.ts';
import type { Template } from '../../models/synthesis/templates/template.ts';
import { drawTypeface } from '../../models/synthesis/typefaces.ts';
import { fieldPagesToday } from './field-pages.ts';

export type HandwritingSheet = { id: string; jpegPath: string; lines: LineTruth[] };

const cacheFolder = fileURLToPath(new URL('../../.cache/bench/handwriting-sheets', import.meta.url));
/** What levelling leaves. */
const maxSkewDegrees = 0.15;
const dpi = 200;
const rows = 30;
const columns = 3;
const pens = ['#1b2140', '#14171f', '#1d2c6b', '#22252b', '#0f1a55', '#101010', '#1b2a7a'];
const inks = ['#111', '#16161a', '#222', '#000', '#2a2a2e', '#333', '#23306e', '#8a1f1f'];
/** Displacement of strokes in CSS pixels, and its coarseness. */
const wobbles = [
  [1.7, 0.045],
  [2.4, 0.035],
  [3.2, 0.03],
] as const;

/** The typeface that is bent into a hand. No split shares one with another. */
const handFamilies: Readonly<Record<Split, readonly string[]>> = {
  train: ['AR PL UKai CN'],
  validation: ['LXGW WenKai'],
  holdout: ['AR PL KaitiM GB'],
};

const textOf = (random: Random, { holder, partner, company, shop, property, region }: Facts): string =>
  random.pick([
    () => holder.name,
    () => partner.name,
    () => company.name,
    () => shop.name,
    () => holder.idNumber,
    () => holder.mobile,
    () => chineseDate(property.signedDate),
    () => property.leaseFrom,
    () => property.location.slice(0, 12),
    () => holder.address.slice(-10),
    () => `${property.rentYuan}元`,
    () => region.postcode,
    () => random.pick(['同意', '情况属实', '男', '女', '汉族', '务工', '餐饮服务', '无', '与原件一致', '自愿申请']),
  ])();

function written(random: Random, split: Split, text: string): string {
  const html = handwriting(text, random, { sizeMm: random.between(3.6, 7.5), colour: random.pick(pens) });
  const style = `font-family:'${random.pick(handFamilies[split])}';filter:url(#hand${random.integer(0, wobbles.length - 1)});display:inline-block;transform:rotate(${random.between(-1.5, 1.5).toFixed(2)}deg) skewX(${random.between(-14, 3).toFixed(1)}deg)`;
  return html.replace('style="', `style="${style};`);
}

function printed(random: Random, split: Split, text: string): string {
  const face = drawTypeface(random, random.pick(['song', 'song', 'hei', 'kai'] as const), split);
  const style = `font-family:'${face.family}';font-weight:${random.pick([...face.weights, 700])};font-size:${random.between(2.6, 6.5).toFixed(2)}mm;color:${random.pick(inks)};letter-spacing:${(random.chance(0.25) ? random.between(0.1, 0.8) : 0).toFixed(2)}em`;
  return `<span style="${style}">${escapeHtml(text)}</span>`;
}

function specimen(split: Split): Template<Facts> {
  return {
    id: `handwriting-${split}`,
    paper: a4Portrait,
    pages: 1,
    fromStory: () => {
      throw new Error('values are given');
    },
    sheet: (facts, _page, random) => {
      const cells = Array.from({ length: rows * columns }, () => {
        const text = textOf(random, facts);
        const html = random.chance(0.5) ? written(random, split, text) : printed(random, split, text);
        return random.chance(0.3) ? `<u>&nbsp;${html}&nbsp;</u>` : html;
      });
      const table = Array.from(
        { length: rows },
        (_, row) =>
          `<tr>${cells
            .slice(row * columns, (row + 1) * columns)
            .map((cell) => `<td>${cell}</td>`)
            .join('')}</tr>`,
      );
      const filters = wobbles.map(
        ([scale, frequency], index) =>
          `<filter id="hand${index}" x="-5%" y="-15%" width="110%" height="130%"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="2" seed="${random.integer(1, 99)}" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="${scale}"/></filter>`,
      );
      const css = `table{position:absolute;left:6mm;top:6mm;width:198mm}td{height:9.4mm;width:66mm;padding:0 1.5mm;white-space:nowrap;overflow:hidden;border:${random.pick(['0', '.25mm solid #222', '.2mm solid #555'])}}`;
      const html = paperFrame(
        a4Portrait,
        css,
        `<svg width="0" height="0"><defs>${filters.join('')}</defs></svg><table>${table.join('')}</table>`,
      );
      return {
        html,
        fields: [],
        documentType: 'other',
        side: null,
        sealPresent: false,
        signaturePresent: false,
        continuation: false,
        copied: random.chance(0.3),
      };
    },
  };
}

async function drawIntoCache(split: Split, seed: number, path: string, renderer: Renderer): Promise<void> {
  const facts = factsOf(split, seed);
  const random = createRandom(`handwriting/${split}/${seed}/skew`);
  const look = { dpi, turnCw: 0 as const, skewDegrees: random.between(-maxSkewDegrees, maxSkewDegrees) };
  const { jpeg, truth } = await drawPage(specimen(split), seed, { renderer, values: facts, look });
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${path}.jpg`, jpeg);
  writeFileSync(`${path}.part`, JSON.stringify(truth.lines));
  renameSync(`${path}.part`, `${path}.json`);
}

/** Drawn when they are not in the cache; the file's name carries a hash of all that is printed on the sheet. */
export async function handwritingSheets(split: Split, count: number, progress: (text: string) => void): Promise<HandwritingSheet[]> {
  let renderer: Renderer | undefined;
  const sheets: HandwritingSheet[] = [];
  try {
    for (let seed = 1; seed <= count; seed += 1) {
      const id = `${split}-${seed}`;
      const path = join(cacheFolder, `${id}-${printedHash(split, seed)}`);
      if (!existsSync(`${path}.json`)) {
        renderer ??= await openRenderer();
        await drawIntoCache(split, seed, path, renderer);
        progress(id);
      }
      sheets.push({ id, jpegPath: `${path}.jpg`, lines: JSON.parse(readFileSync(`${path}.json`, 'utf8')) as LineTruth[] });
    }
  } finally {
    await renderer?.close();
  }
  return sheets;
}

const factsOf = (split: Split, seed: number): Facts =>
  drawFacts(createRandom(`handwriting/${split}/${seed}`).fork('facts'), fieldPagesToday);

/** As drawPage forks its chance. */
function printedHash(split: Split, seed: number): string {
  const template = specimen(split);
  const { html, copied } = template.sheet(factsOf(split, seed), 1, createRandom(`${template.id}/${seed}`).fork('sheet 1'));
  return createHash('sha256')
    .update(JSON.stringify([html, copied]))
    .digest('hex')
    .slice(0, 12);
}
