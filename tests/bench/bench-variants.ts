/** `npm run bench:ocr -- --variants`: model variants, channel order, and threads against pages side by side, in one run. */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { prepare } from '../../electron/pipeline/prepare.ts';
import type { PixelImage } from '../../models/image/pixel-image.ts';
import { createPpOcrEngine } from '../../models/ocr/pp-ocr/pp-ocr-engine.ts';
import { atMost, keepResults, reportBars, say } from './bars.ts';
import type { BenchOptions } from './bars.ts';
import { countCharacterErrors } from './character-errors.ts';
import { measureModels } from './model-variants.ts';
import type { VariantRow } from './model-variants.ts';
import { ours } from './ocr-readers.ts';
import { openReader } from './page-reader.ts';
import { drawnPages, wantedPages } from './page-set.ts';
import type { BenchPage } from './page-set.ts';

type Counts = { errors: number; characters: number };
type ParallelRow = { threads: number; pagesAtATime: number; msPerPage: number };
const full = { pagesPerClass: 3, rounds: 5, parallelPages: 6 };
const quick = { pagesPerClass: 1, rounds: 1, parallelPages: 2 };

export async function compareVariants(options: BenchOptions, progress: (text: string) => void): Promise<void> {
  const { pagesPerClass, rounds, parallelPages } = options.quick ? quick : full;
  const pages = await drawnPages(wantedPages(pagesPerClass), progress);
  const dense = pages.filter(({ pageClass }) => pageClass === 'dense A4');
  const { rows, missing } = await measureModels(dense[0]!.file, rounds, progress);
  const channels = await compareChannels(pages, progress);
  const parallel = await compareParallel(dense, parallelPages, progress);
  say(options, modelTable(rows));
  if (missing) say(options, missing);
  say(options, `channel order, characters wrong: blue first ${share(channels.blueFirst)}, red first ${share(channels.redFirst)}`);
  for (const { threads, pagesAtATime, msPerPage } of parallel)
    say(options, `threads ${threads}, pages at a time ${pagesAtATime}: ${msPerPage.toFixed(0)} ms per page`);
  const kept = rows.filter(({ variant }) => variant.endsWith('(kept)')).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const shipped = rows.filter(({ variant }) => variant === 'as shipped').reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const bars = [atMost('rewritten graph: CPU time against the graph as shipped ≤ 1', kept / shipped, 1)];
  reportBars(options, bars);
  if (!options.quick) keepResults(options, 'ocr-variants', { rows, missing, channels, parallel, bars });
}

const share = ({ errors, characters }: Counts) => `${errors} of ${characters} (${((errors / characters) * 100).toFixed(2)} %)`;

function modelTable(rows: readonly VariantRow[]): string {
  const lines = rows.map(({ model, variant, cpuMs, difference }) =>
    [model.padEnd(12), variant.padEnd(34), cpuMs.toFixed(0).padStart(8), `${(difference * 100).toFixed(3)} %`.padStart(10)].join(' '),
  );
  return [`${'model'.padEnd(12)} ${'variant'.padEnd(34)} ${'CPU ms'.padStart(8)} ${'differs'.padStart(10)}`, ...lines].join('\n');
}

/** The engine gives the models blue first; a picture with red and blue exchanged reaches them red first. */
async function compareChannels(pages: readonly BenchPage[], progress: (text: string) => void) {
  const engine = await createPpOcrEngine();
  const [blueFirst, redFirst]: [Counts, Counts] = [
    { errors: 0, characters: 0 },
    { errors: 0, characters: 0 },
  ];
  try {
    for (const { file, printed, id } of pages) {
      const { image } = await prepare(readFileSync(file), { dpi: null, finder: engine });
      for (const [counts, picture] of [
        [blueFirst, image],
        [redFirst, exchanged(image)],
      ] as const) {
        const { errors, characters } = countCharacterErrors(printed, (await engine.read(picture)).map(({ text }) => text)); // prettier-ignore
        counts.errors += errors;
        counts.characters += characters;
      }
      progress(`${id}: blue first ${blueFirst.errors}, red first ${redFirst.errors} wrong so far`);
    }
  } finally {
    await engine.close();
  }
  return { blueFirst, redFirst };
}

function exchanged(image: PixelImage): PixelImage {
  if (image.channels === 1) return image;
  const data = new Uint8Array(image.data);
  for (let at = 0; at < data.length; at += 3) [data[at], data[at + 2]] = [data[at + 2]!, data[at]!];
  return { ...image, data };
}

/** Wall time: needs a quiet machine. */
async function compareParallel(pages: readonly BenchPage[], count: number, progress: (text: string) => void): Promise<ParallelRow[]> {
  const before = process.env['INTAKE_OCR_THREADS'];
  const rows: ParallelRow[] = [];
  try {
    for (const [threads, pagesAtATime] of [
      [1, 1],
      [2, 1],
      [1, 2],
      [2, 2],
    ] as const) {
      process.env['INTAKE_OCR_THREADS'] = String(threads);
      rows.push({ threads, pagesAtATime, msPerPage: await readSideBySide(pages, count, pagesAtATime) });
      progress(`threads ${threads}, pages at a time ${pagesAtATime}: done`);
    }
  } finally {
    if (before === undefined) delete process.env['INTAKE_OCR_THREADS'];
    else process.env['INTAKE_OCR_THREADS'] = before;
  }
  return rows;
}

async function readSideBySide(pages: readonly BenchPage[], count: number, pagesAtATime: number): Promise<number> {
  const readers = await Promise.all(Array.from({ length: pagesAtATime }, () => openReader(ours, 'our-reader.ts')));
  try {
    await Promise.all(readers.map((reader) => reader.read(pages[0]!.file)));
    const waiting = Array.from({ length: count }, (_, index) => pages[index % pages.length]!);
    const started = performance.now();
    await Promise.all(
      readers.map(async (reader) => {
        for (let page = waiting.shift(); page; page = waiting.shift()) await reader.read(page.file);
      }),
    );
    return (performance.now() - started) / count;
  } finally {
    for (const reader of readers) reader.close();
  }
}
