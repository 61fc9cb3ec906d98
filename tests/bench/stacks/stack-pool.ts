/** The papers that stacks are made of: documents of layouts and typefaces no training has seen, drawn once and kept on disk. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawScanLook } from '../../../models/synthesis/degrade/scan-look.ts';
import type { ScanLook } from '../../../models/synthesis/degrade/scan-look.ts';
import { scanSheet } from '../../../models/synthesis/degrade/scan-sheet.ts';
import { createRandom } from '../../../models/synthesis/random.ts';
import { drawStory } from '../../../models/synthesis/record/story.ts';
import { openSheetPrinter } from '../../../models/synthesis/sheet-printer.ts';
import type { SheetPrinter } from '../../../models/synthesis/sheet-printer.ts';
import { layouts } from '../../../models/synthesis/templates/index.ts';
import type { Layout, LayoutValues } from '../../../models/synthesis/templates/layout.ts';

export const cacheFolder = join(tmpdir(), 'stacks');

/** One side of one sheet of the pool; `again` is a second scan of the same print. */
export type PoolPage = { key: string; layout: string; seed: number; page: number; again: boolean; documentType: string; member?: number };
/** What belongs together, in its right order. */
export type PoolDocument = { key: string; documentType: string; pages: PoolPage[] };
export type DrawnPoolPage = PoolPage & { file: string; sha256: string };

const today = '2026-11-20';
/** How many of each many-paged paper there are; single papers come once. */
const counts = { lease: 7, contract: 8, long: 4, register: 4, sheetCard: 6, closeCard: 4, bothSides: 4, single: 1, blank: 4 };
/** Layouts of the hold-out that are part of something larger, or that no hall is given. */
const notSingle = /^(lease-|contract-|household-|id-card-|blank-)/;

const byId = new Map(layouts.map((layout) => [layout.id, layout]));

function layoutOf(id: string): Layout {
  const layout = byId.get(id);
  if (!layout) throw new RangeError(`no layout ${id}`);
  return layout;
}

function poolPage(layout: string, seed: number, page = 1, member?: number): PoolPage {
  const key = [layout, seed, page, ...(member === undefined ? [] : [`m${member}`])].join('-');
  return {
    key,
    layout,
    seed,
    page,
    again: false,
    documentType: layoutOf(layout).documentType,
    ...(member === undefined ? {} : { member }),
  };
}

function documentOf(key: string, pages: PoolPage[]): PoolDocument {
  return { key, documentType: pages[0]!.documentType, pages };
}

const seeds = (count: number, from: number): number[] => Array.from({ length: count }, (_, index) => from + index);
const wholeLayout = (id: string, count: number, from: number): PoolDocument[] =>
  seeds(count, from).map((seed) =>
    documentOf(
      `${id}-${seed}`,
      Array.from({ length: layoutOf(id).pages }, (_, page) => poolPage(id, seed, page + 1)),
    ),
  );

/** Every document of the pool. The five-page contract is a validation layout: the hold-out has none of that length. */
export function poolDocuments(): PoolDocument[] {
  const registers = seeds(counts.register, 8300).map((seed) => {
    const form = seed % 2 === 0 ? 'on-sheet' : 'close';
    const members = [0, 1].slice(0, 1 + (seed % 2)).map((member) => poolPage(`household-member-${form}`, seed, 1, member));
    return documentOf(`register-${seed}`, [poolPage(`household-home-${form}`, seed), ...members]);
  });
  const cards = (form: string, count: number, from: number) =>
    seeds(count, from).map((seed) =>
      documentOf(`id-card-${form}-${seed}`, [poolPage(`id-card-portrait-${form}`, seed), poolPage(`id-card-emblem-${form}`, seed)]),
    );
  const singles = layouts.filter(({ id, split }) => split === 'holdout' && !notSingle.test(id)).map(({ id }) => id);
  return [
    ...wholeLayout('lease-three-pages', counts.lease, 8000),
    ...wholeLayout('contract-two-pages', counts.contract, 8100),
    ...wholeLayout('contract-five-pages', counts.long, 8200),
    ...registers,
    ...cards('on-sheet', counts.sheetCard, 8400),
    ...cards('close', counts.closeCard, 8500),
    ...wholeLayout('id-card-both-diagonal', counts.bothSides, 8600),
    ...singles.flatMap((id) => wholeLayout(id, counts.single, 8700)),
  ];
}

/** Empty backs; they belong to no document. */
export function blankPages(): PoolPage[] {
  return seeds(counts.blank, 8900).map((seed) => poolPage('blank-a5', seed));
}

/** The same sheet in the scanner a second time. */
export function scannedAgain(page: PoolPage): PoolPage {
  return { ...page, key: `${page.key}-again`, again: true };
}

/** The values of a document's pages are drawn from its seed alone, so that both sides of a card are one person's. */
function valuesOf({ layout, seed, member }: PoolPage): LayoutValues {
  const random = createRandom(`stack/${layout.replace(/portrait|emblem|home|member/, '')}/${seed}`);
  const values = layoutOf(layout).fromStory(drawStory(random.fork('story'), today), random.fork('values'));
  if (member === undefined) return values;
  const { facts } = values;
  const person = member === 0 ? facts.partner : facts.child;
  return { ...values, facts: { ...facts, holder: person, partner: person, child: person } };
}

/** Two scans of one sheet share the print and nothing of the scan. */
function lookOf({ key, layout }: PoolPage): ScanLook {
  const random = createRandom(`look/${key}`);
  const { widthMm, heightMm } = layoutOf(layout).paper;
  const small = Math.min(widthMm, heightMm) < 100;
  return drawScanLook(random, { dpi: small ? 200 : 150, turnCw: random.chance(0.08) ? 180 : 0, jpegQuality: random.integer(68, 88) });
}

/** Long side of a print; about 180 dpi of an A4 sheet. */
const printPx = 2100;

async function drawOne(page: PoolPage, printer: SheetPrinter): Promise<Buffer> {
  const { paper, sheet: draw } = layoutOf(page.layout);
  const sheet = draw(valuesOf(page), page.page, createRandom(`sheet/${page.layout}/${page.seed}/${page.page}`));
  const print = await printer.print(sheet, paper);
  const printDpi = (print.image.widthPx * 25.4) / paper.widthMm;
  const look = lookOf(page);
  // The quick print of a photocopy is grey already.
  const scan = scanSheet(
    { paper, image: print.image, printDpi, copied: false, pen: null, back: null },
    look,
    createRandom(`scan/${page.key}`),
  );
  return sharp(scan.data, { raw: { width: scan.widthPx, height: scan.heightPx, channels: scan.channels } })
    .jpeg({ quality: look.jpegQuality })
    .withDensity(look.dpi)
    .toBuffer();
}

const fileOf = ({ key }: PoolPage): string => join(cacheFolder, 'pages', `${key}.jpg`);

/** A busy machine may let a print time out; a new browser gets it another time. */
const tries = 4;

/** Files of the pages; what is not on disk is drawn now, which takes half a second each. */
export async function drawPool(pages: readonly PoolPage[], progress: (text: string) => void): Promise<DrawnPoolPage[]> {
  mkdirSync(join(cacheFolder, 'pages'), { recursive: true });
  let missing = pages.filter((page) => !existsSync(fileOf(page)));
  for (let attempt = 1; missing.length > 0; attempt++) {
    try {
      await drawAll(missing, progress);
    } catch (error) {
      if (attempt === tries) throw error;
      progress(`drawing again after: ${(error as Error).message.split('\n')[0]}`);
    }
    missing = missing.filter((page) => !existsSync(fileOf(page)));
  }
  return pages.map((page) => ({
    ...page,
    file: fileOf(page),
    sha256: createHash('sha256')
      .update(readFileSync(fileOf(page)))
      .digest('hex'),
  }));
}

async function drawAll(pages: readonly PoolPage[], progress: (text: string) => void): Promise<void> {
  const printer = await openSheetPrinter(printPx);
  try {
    for (const [index, page] of pages.entries()) {
      const file = fileOf(page);
      writeFileSync(`${file}.part`, await drawOne(page, printer));
      renameSync(`${file}.part`, file);
      progress(`drawn ${index + 1}/${pages.length} ${page.key}`);
    }
  } finally {
    await printer.close().catch(() => undefined);
  }
}
