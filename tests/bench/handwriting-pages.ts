/** Drawn pages with the place of every run of text and whether it was printed or written, for fitting and measuring the handwriting detector. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawPage } from '../../models/synthesis/draw-page.ts';
import type { LineTruth } from '../../models/synthesis/draw-page.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import type { Random } from '../../models/synthesis/random.ts';
import { openRenderer } from '../../models/synthesis/render.ts';
import type { Renderer } from '../../models/synthesis/render.ts';
import type { Split } from '../../models/synthesis/splits.ts';
import { drawLayoutValues } from '../../models/synthesis/templates/layout.ts';
import type { Layout } from '../../models/synthesis/templates/layout.ts';
import { handwriting } from '../../models/synthesis/templates/ornaments/handwriting.ts';
import type { Sheet, Template } from '../../models/synthesis/templates/template.ts';
import { fieldPagesToday, layoutsOf } from './field-pages.ts';

export type HandwritingPage = { id: string; jpegPath: string; lines: LineTruth[] };

const cacheFolder = fileURLToPath(new URL('../../.cache/bench/handwriting-pages', import.meta.url));
/** What levelling leaves. */
const maxSkewDegrees = 0.15;
const dpi = 200;
const pens = ['#1b2140', '#14171f', '#1d2c6b', '#22252b', '#0f1a55', '#101010'];

/** Whose hand: the typeface that is bent, how far strokes wander, and how upright it writes. No split shares a hand with another. */
const hands: Readonly<Record<Split, readonly { family: string; wander: number; leanDegrees: number }[]>> = {
  train: [
    { family: 'AR PL UKai CN', wander: 1.7, leanDegrees: 0 },
    { family: 'AR PL UKai CN', wander: 2.6, leanDegrees: -9 },
  ],
  validation: [{ family: 'LXGW WenKai', wander: 2.1, leanDegrees: -5 }],
  holdout: [
    { family: 'AR PL KaitiM GB', wander: 2.0, leanDegrees: -4 },
    { family: 'AR PL KaitiM GB', wander: 3.2, leanDegrees: -12 },
  ],
};

/** Fields of forms and letters are filled in by hand; papers that offices issue are not. */
const filledByHand: ReadonlySet<string> = new Set([
  'application-form',
  'power-of-attorney',
  'commitment-letter',
  'lease-contract',
  'contract',
]);

function filledIn(sheet: Sheet, split: Split, random: Random): Sheet {
  const { family, wander, leanDegrees } = random.pick(hands[split]);
  const colour = random.pick(pens);
  const css = `.hand{font-family:'${family}'!important;transform:skewX(${leanDegrees}deg)}`;
  const html = sheet.html
    .replace('</style>', `${css}</style>`)
    .replace('scale="1.7"', `scale="${wander}"`)
    .replaceAll(/(<span data-field="(?!formTitle|title)[^"]*">)([^<]+)<\/span>/g, (_, open: string, text: string) => {
      const plain = text.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
      return `${open}${handwriting(plain, random, { sizeMm: random.between(4.2, 6.2), colour })}</span>`;
    });
  return { ...sheet, html };
}

/** The layout with its values written by hand where such papers are filled in. */
function writtenLayout(layout: Layout, split: Split): Template<Parameters<Layout['sheet']>[0]> {
  if (!filledByHand.has(layout.documentType)) return layout;
  return {
    ...layout,
    sheet: (values, page, random) => filledIn(layout.sheet(values, page, random), split, random.fork('hand')),
  };
}

async function drawIntoCache(layout: Layout, split: Split, seed: number, path: string, renderer: Renderer): Promise<void> {
  const values = drawLayoutValues(createRandom(`${layout.id}/${split}/${seed}/hand`), split, fieldPagesToday);
  const skewDegrees = createRandom(`${layout.id}/${seed}/skew`).between(-maxSkewDegrees, maxSkewDegrees);
  const { jpeg, truth } = await drawPage(writtenLayout(layout, split), seed, { renderer, values, look: { dpi, turnCw: 0, skewDegrees } });
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${path}.jpg`, jpeg);
  writeFileSync(`${path}.part`, JSON.stringify(truth.lines));
  renameSync(`${path}.part`, `${path}.json`);
}

/** Printed papers are many and much alike: of them every third layout. */
const printedStep = 3;
const chosenLayouts = (split: Split): Layout[] =>
  layoutsOf(split).filter(({ documentType }, index) => filledByHand.has(documentType) || index % printedStep === 0);

/** First pages of the papers that are filled in by hand, and of some that are not. */
export async function handwritingPages(split: Split, seeds: number, progress: (text: string) => void): Promise<HandwritingPage[]> {
  const version = createHash('sha256')
    .update(JSON.stringify([hands, pens, [...filledByHand], handwriting.toString()]))
    .digest('hex')
    .slice(0, 8);
  let renderer: Renderer | undefined;
  const pages: HandwritingPage[] = [];
  try {
    for (let seed = 1; seed <= seeds; seed += 1)
      for (const layout of chosenLayouts(split)) {
        const id = `${split}-${layout.id}-${seed}`;
        const path = join(cacheFolder, `${id}-${version}`);
        if (!existsSync(`${path}.json`)) {
          renderer ??= await openRenderer();
          await drawIntoCache(layout, split, seed, path, renderer);
          progress(id);
        }
        pages.push({ id, jpegPath: `${path}.jpg`, lines: JSON.parse(readFileSync(`${path}.json`, 'utf8')) as LineTruth[] });
      }
  } finally {
    await renderer?.close();
  }
  return pages;
}
