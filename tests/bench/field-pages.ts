/** The pages that the field bench and the fit of the confidence read: drawn with field truth, read once by the real chain, cached on disk. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Recognition, Side } from '#shared/page.ts';
import { drawPage } from '../../models/synthesis/draw-page.ts';
import type { PageTruth } from '../../models/synthesis/draw-page.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import { openRenderer } from '../../models/synthesis/render.ts';
import type { Renderer } from '../../models/synthesis/render.ts';
import type { Split } from '../../models/synthesis/splits.ts';
import { drawLayoutValues } from '../../models/synthesis/templates/layout.ts';
import type { Layout, LayoutValues } from '../../models/synthesis/templates/layout.ts';
import { layouts } from '../../models/synthesis/templates/index.ts';
import { openFieldReader } from './field-reader.ts';
import type { FieldReader } from './field-reader.ts';

export type WantedFieldPage = {
  layout: Layout;
  split: Split;
  seed: number;
  page: number;
  /** What is printed instead of what the seed gives. */
  change?: (values: LayoutValues) => LayoutValues;
};

/** What extraction needs of a page, and the truth to compare with. */
export type FieldPage = {
  id: string;
  layout: string;
  split: Split;
  documentType: string;
  side: Side | null;
  truth: Pick<PageTruth, 'fields' | 'sealPresent' | 'signaturePresent' | 'continuation'>;
  recognition: Omit<Recognition, 'fields'>;
};

const cacheFolder = fileURLToPath(new URL('../../.cache/bench/field-pages', import.meta.url));
/** Papers are valid on this day, which is also the day of reading. */
export const fieldPagesToday = '2026-11-20';
/** What a new scanner is set to (renderer: new-scanner.ts); cards and booklets are scanned more finely. */
const paperDpi = 200;
const cardDpi = 300;
const a5LongSideMm = 210;

const withoutFields = new Set(['other', 'not-a-document', 'blank']);

/** As in draw-set.ts: types without a validation layout are validated on their training layouts, with other seeds and typefaces. */
function layoutsOf(split: Split): readonly Layout[] {
  const papers = layouts.filter(({ documentType }) => !withoutFields.has(documentType));
  const own = papers.filter((layout) => layout.split === split);
  if (split !== 'validation') return own;
  const covered = new Set(own.map(({ documentType, side }) => `${documentType}/${side}`));
  return [...own, ...papers.filter((layout) => layout.split === 'train' && !covered.has(`${layout.documentType}/${layout.side}`))];
}

/** Every layout of the split once per seed, all its pages; seed by seed, so that any first part is a fair mixture. */
export function wantedFieldPages(split: Split, seeds: number): WantedFieldPage[] {
  return Array.from({ length: seeds }, (_, index) =>
    layoutsOf(split).flatMap((layout) =>
      Array.from({ length: layout.pages }, (__, page) => ({ layout, split, seed: index + 1, page: page + 1 })),
    ),
  ).flat();
}

export type CollectOptions = {
  progress: (text: string) => void;
  /** Begin no further page after this time; what is then still missing is left out. */
  budgetMs?: number;
  /** Read pages again that another version of the chain has read. */
  fresh?: boolean;
};

/** Pages from the cache; what is not there is drawn and read now, which takes some seconds per page. */
export async function collectFieldPages(
  wanted: readonly WantedFieldPage[],
  { progress, budgetMs = Infinity, fresh = false }: CollectOptions,
): Promise<FieldPage[]> {
  const started = performance.now();
  const pages: FieldPage[] = [];
  let renderer: Renderer | undefined;
  let reader: FieldReader | undefined;
  try {
    for (const [index, page] of wanted.entries()) {
      const { path, values, id } = describe(page);
      const kept = `${path}.json`;
      if (!existsSync(kept) || fresh) {
        if (performance.now() - started > budgetMs) continue;
        renderer ??= await openRenderer();
        reader ??= await openFieldReader();
        await readIntoCache(page, values, id, path, renderer, reader);
        progress(`${index + 1}/${wanted.length} ${id}`);
      }
      pages.push(JSON.parse(readFileSync(kept, 'utf8')) as FieldPage);
    }
  } finally {
    await renderer?.close();
    await reader?.close();
  }
  return pages;
}

/** Which values of the page are written by hand, and where its picture is kept. */
export function pictureOf(wanted: WantedFieldPage): { id: string; jpegPath: string; writtenKeys: ReadonlySet<string> } {
  const { id, path, html } = describe(wanted);
  const written = [...html.matchAll(/data-field="([^"]+)">\s*<span class="hand"/g)].map(([, key = '']) => key);
  return { id, jpegPath: `${path}.jpg`, writtenKeys: new Set(written) };
}

/** The file's name carries a hash of everything that is printed, so that changed templates never meet old pages. */
function describe({ layout, split, seed, page, change = (values) => values }: WantedFieldPage): {
  path: string;
  values: LayoutValues;
  id: string;
  html: string;
} {
  const random = createRandom(`${layout.id}/${seed}`);
  const values = change(drawLayoutValues(createRandom(`${layout.id}/${split}/${seed}/fields`), split, fieldPagesToday));
  const { html, copied } = layout.sheet(values, page, random.fork(`sheet ${page}`));
  const hash = createHash('sha256')
    .update(JSON.stringify([html, copied, dpiOf(layout)]))
    .digest('hex');
  const id = `${split}-${layout.id}-${seed}-${page}`;
  return { path: join(cacheFolder, `${id}-${hash.slice(0, 12)}`), values, id, html };
}

const dpiOf = ({ paper }: Layout): number => (Math.max(paper.widthMm, paper.heightMm) < a5LongSideMm ? cardDpi : paperDpi);

async function readIntoCache(
  { layout, split, seed, page }: WantedFieldPage,
  values: LayoutValues,
  id: string,
  path: string,
  renderer: Renderer,
  reader: FieldReader,
): Promise<void> {
  const dpi = dpiOf(layout);
  const drawn = await drawPage(layout, seed, { renderer, page, values, look: { dpi, turnCw: 0 } });
  const { fields, sealPresent, signaturePresent, continuation, documentType, side } = drawn.truth;
  const recognition = await reader.read(drawn.jpeg, dpi);
  const truth = { fields, sealPresent, signaturePresent, continuation };
  const read: FieldPage = { id, layout: layout.id, split, documentType, side, truth, recognition };
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${path}.jpg`, drawn.jpeg);
  writeFileSync(`${path}.part`, JSON.stringify(read));
  renameSync(`${path}.part`, `${path}.json`);
}
