/** The pages that OCR benches read: drawn ones with the truth of every line, cached on disk, and real ones when present. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { drawPage } from '../../models/synthesis/draw-page.ts';
import { openRenderer } from '../../models/synthesis/render.ts';
import type { Renderer } from '../../models/synthesis/render.ts';
import { businessLicence } from '../../models/synthesis/templates/business-licence.ts';
import { idCardCopy } from '../../models/synthesis/templates/id-card-copy.ts';
import { idCard } from '../../models/synthesis/templates/id-card.ts';
import { individualBusinessApplication } from '../../models/synthesis/templates/individual-business-application.ts';
import { leaseContract } from '../../models/synthesis/templates/lease-contract.ts';
import { staffRoster } from '../../models/synthesis/templates/staff-roster.ts';
import type { Template } from '../../models/synthesis/templates/template.ts';

export const pageClasses = ['dense A4', 'ID copy on A4', 'single card', 'real sample'] as const;
export type PageClass = (typeof pageClasses)[number];

export type BenchPage = {
  id: string;
  pageClass: PageClass;
  file: string;
  /** Printed lines; empty for real samples. Handwriting, seals and ornaments are not asked for. */
  printed: readonly string[];
  /** Pieces of text that stand on a real page. */
  snippets: readonly string[];
};

type Wanted = { pageClass: PageClass; template: Template<unknown>; page: number; seed: number };

const repository = fileURLToPath(new URL('../../', import.meta.url));
const cacheFolder = join(repository, '.cache/bench/ocr-pages');
export const realSamplesFolder = join(repository, '../shared/real-samples');

const denseTemplates = [businessLicence, individualBusinessApplication, leaseContract, staffRoster] as const;

/** `count` pages of each drawn class; kinds take turns, so that any first few are a fair mixture. */
export function wantedPages(count: number): Wanted[] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return numbers.flatMap((index): Wanted[] => {
    const seed = 9001 + index;
    return [
      { pageClass: 'single card', template: idCard, page: 1 + (index % 2), seed },
      { pageClass: 'dense A4', template: denseTemplates[index % 4]!, page: 1, seed },
      { pageClass: 'ID copy on A4', template: idCardCopy, page: 1, seed },
    ];
  });
}

/**
 * Drawn pages, at 300 dpi and upright. What is not in the cache is drawn now, which takes seconds per A4 page.
 * @param budgetMs stop drawing after this time; pages that are then still missing are left out
 */
export async function drawnPages(wanted: readonly Wanted[], progress: (text: string) => void, budgetMs = Infinity): Promise<BenchPage[]> {
  const started = performance.now();
  const pages: BenchPage[] = [];
  let renderer: Renderer | undefined;
  try {
    for (const page of wanted) {
      const path = join(cacheFolder, `${page.template.id}-${page.seed}-${page.page}-${recipe}`);
      if (!existsSync(`${path}.json`)) {
        if (performance.now() - started > budgetMs) continue;
        renderer ??= await openRenderer();
        await drawIntoCache(page, path, renderer);
        progress(`drawn ${page.template.id} ${page.seed}`);
      }
      pages.push({
        id: `${page.template.id}-${page.seed}-${page.page}`,
        pageClass: page.pageClass,
        file: `${path}.jpg`,
        printed: JSON.parse(readFileSync(`${path}.json`, 'utf8')) as string[],
        snippets: [],
      });
    }
  } finally {
    await renderer?.close();
  }
  return pages;
}

/** Changes with the code that draws, so that the cache never serves pages of an older recipe. */
const recipe = recipeOf(['draw-page.ts', 'printed-lines.ts', 'render.ts', ...templateFiles()]);

function templateFiles(): string[] {
  return [...denseTemplates.map(({ id }) => id), 'id-card', 'id-card-copy', 'paper-frame'].map((name) => `templates/${name}.ts`);
}

function recipeOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(repository, 'models/synthesis', file)));
  return hash.digest('hex').slice(0, 8);
}

async function drawIntoCache({ template, page, seed }: Wanted, path: string, renderer: Renderer): Promise<void> {
  const { jpeg, truth } = await drawPage(template, seed, { renderer, page, look: { dpi: 300, turnCw: 0 } });
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${path}.jpg`, jpeg);
  writeFileSync(`${path}.part`, JSON.stringify(truth.lines.filter(({ kind }) => kind === 'print').map(({ text }) => text)));
  renameSync(`${path}.part`, `${path}.json`);
}

/** The shared real samples where this machine has them; they are only read. */
export function realPages(): BenchPage[] {
  const manifest = join(realSamplesFolder, 'manifest.json');
  if (!existsSync(manifest)) return [];
  const rows = JSON.parse(readFileSync(manifest, 'utf8')) as { id: string; file: string; text_snippets?: string[] }[];
  return rows.map(({ id, file, text_snippets: snippets = [] }) => ({
    id,
    pageClass: 'real sample',
    file: join(realSamplesFolder, file),
    printed: [],
    snippets,
  }));
}
