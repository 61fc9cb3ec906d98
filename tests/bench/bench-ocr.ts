/**
 * `npm run bench:ocr`: our recognition core, its peers and the floor of pure inference, side by side on the same pages in one run.
 * `--quick` a few pages and the fastest peer, `--json` the bars as one object, `--soak` 500 pages for memory instead (never quick),
 * `--real` the real samples alone, `--drawn` the drawn pages alone, `--variants` our own models and settings against each other instead of peers,
 * `--reliability` the reliability diagram of character confidences alone.
 * A failed bar does not fail the command: timings need a quiet machine, and who judges reads the bars.
 */
import { performance } from 'node:perf_hooks';
import { drawingProblem } from '../../models/synthesis/typefaces.ts';
import { atMost, benchOptions, endWithout, keepResults, reportBars, say } from './bars.ts';
import { compareVariants } from './bench-variants.ts';
import { soakMemory } from './memory-soak.ts';
import { barsOf, rowsOf, scoreReading, tableOf } from './ocr-figures.ts';
import type { Reading } from './ocr-figures.ts';
import { openOurs, openReaders, peerNames } from './ocr-readers.ts';
import type { PeerName } from './ocr-readers.ts';
import type { PageReader } from './page-reader.ts';
import { drawnPages, pageClasses, realPages, realSamplesFolder, wantedPages } from './page-set.ts';
import type { BenchPage } from './page-set.ts';
import { measureReliability, keepDiagram } from './reliability.ts';
import type { Reliability } from './reliability.ts';
import type { Floor } from './serve-pages.ts';

const fullPagesPerClass = 20;
const quickPagesPerClass = 2;
const quickPeers: readonly PeerName[] = ['ppu-paddle-ocr'];
/** A quick run draws so long, and after so much in all begins no further page and no floor; what is then left is left out. */
const quickDrawingMs = 12_000;
const quickMs = 30_000;
const started = performance.now();
const soakPages = 500;
const soakPagesPerClass = 4;
/** Each is read twice; in a quick run there is one of each class. */
const reliabilityPagesPerClass = 4;
/** Pages whose floor is measured: each costs seven readings. */
const floorPages = { full: 4, quick: 1 };

const options = benchOptions(['soak', 'real', 'drawn', 'variants', 'reliability']);
if (!options.flags.has('real')) endWithout(options, drawingProblem(['train']));
const progress = (text: string) => process.stderr.write(`${text}\n`);

if (options.flags.has('soak')) await soak();
else if (options.flags.has('variants')) await compareVariants(options, progress);
else if (options.flags.has('reliability')) await judgeConfidence(await drawnPages(wantedPages(reliabilityPagesPerClass), progress));
else await compare();

async function compare(): Promise<void> {
  const pages = await collectPages();
  const trial = pages.find(({ pageClass }) => pageClass === 'single card') ?? (await drawnPages(wantedPages(1), progress))[0]!;
  const { readers, skipped } = await openReaders(options.quick ? quickPeers : peerNames, trial, progress);
  try {
    const { readings, floors, leftOut } = await readAll(pages, readers);
    const rows = rowsOf(readings);
    const bars = barsOf(rows, floors);
    say(options, `\n${tableOf(rows)}\n`);
    for (const { readMs, floorMs, sideBySideMs, runs } of floors)
      say(
        options,
        `floor: ${runs} model runs in turn ${floorMs.toFixed(0)} ms, side by side ${sideBySideMs.toFixed(0)} ms; whole reading ${readMs.toFixed(0)} ms`,
      );
    for (const { name, reason } of skipped) say(options, `skipped: ${name}: ${reason}`);
    if (options.quick) sayLeftOut(leftOut);
    reportBars(options, bars);
    const versions = Object.fromEntries(readers.map(({ name, version }) => [name, version]));
    const real = options.flags.has('real');
    const reliability = options.quick || real ? null : await judgeConfidence(pages);
    if (!options.quick) keepResults(options, real ? 'ocr-real' : 'ocr', { versions, skipped, rows, floors, bars, readings, reliability });
    say(options, `${((performance.now() - started) / 1000).toFixed(0)} s`);
  } finally {
    for (const reader of readers) reader.close();
  }
}

async function collectPages(): Promise<BenchPage[]> {
  if (options.flags.has('real')) return realPages();
  const drawn = await drawnPages(
    wantedPages(options.quick ? quickPagesPerClass : fullPagesPerClass),
    progress,
    options.quick ? quickDrawingMs : Infinity,
  );
  // Dense pages carry most bars: should the time be short, they are not what is left out.
  drawn.sort((a, b) => pageClasses.indexOf(a.pageClass) - pageClasses.indexOf(b.pageClass));
  if (drawn.length === 0) throw new Error('no pages could be drawn');
  if (options.quick) return drawn;
  if (options.flags.has('drawn')) return drawn;
  const real = realPages();
  if (real.length === 0) say(options, `no real samples in ${realSamplesFolder}: their bars are left out`);
  return [...drawn, ...real];
}

function sayLeftOut(pages: number): void {
  const peers = peerNames.filter((name) => !quickPeers.includes(name)).join(', ');
  say(options, `quick run, left out: ${peers}; real samples; the 500-page memory run; ${pages} page(s) for want of time`);
}

/** Page by page, all readers on the same page one after the other, so that a noisy minute meets all of them. */
async function readAll(pages: readonly BenchPage[], readers: readonly PageReader[]) {
  const readings: Reading[] = [];
  const late = () => options.quick && performance.now() - started > quickMs;
  let leftOut = 0;
  for (const group of Map.groupBy(pages, ({ pageClass }) => pageClass).values()) {
    for (const [index, page] of group.entries()) {
      if (late() && readings.length > 0) {
        leftOut++;
        continue;
      }
      for (const reader of readers) readings.push(await readOne(page, reader));
      progress(`${page.pageClass} ${index + 1}/${group.length}: ${lastTimes(readings, readers.length)}`);
    }
  }
  const floorPagesOf = pages
    .filter(({ pageClass }) => pageClass === 'dense A4')
    .slice(0, options.quick ? floorPages.quick : floorPages.full);
  return { readings, floors: late() ? [] : await measureFloors(floorPagesOf), leftOut };
}

/** In a process of its own: the plain sessions must not show in the memory of the reader. */
async function measureFloors(pages: readonly BenchPage[]): Promise<Floor[]> {
  const reader = await openOurs();
  const floors: Floor[] = [];
  try {
    for (const page of pages) floors.push(await reader.measureFloor(page.file));
  } finally {
    reader.close();
  }
  return floors;
}

async function readOne(page: BenchPage, reader: PageReader): Promise<Reading> {
  const common = { reader: reader.name, page: page.id, pageClass: page.pageClass };
  try {
    await reader.resetPeak();
    const { ms, peakRssBytes, lines } = await reader.read(page.file);
    return { ...common, ms, peakRssBytes, ...scoreReading(page, lines) };
  } catch (error) {
    return { ...common, ms: NaN, peakRssBytes: 0, failed: (error as Error).message, ...scoreReading(page, []) };
  }
}

function lastTimes(readings: readonly Reading[], count: number): string {
  const words = ({ reader, ms, failed }: Reading) => `${reader} ${failed === undefined ? `${ms.toFixed(0)} ms` : `failed (${failed})`}`;
  return readings.slice(-count).map(words).join(', ');
}

/** Prints the expected calibration error and keeps the diagram. */
async function judgeConfidence(pages: readonly BenchPage[]): Promise<Reliability> {
  const drawn = pages.filter(({ printed }) => printed.length > 0);
  const reliability = await measureReliability(options.quick ? drawn.slice(0, 3) : drawn, progress);
  const { characters, wrong, raw, calibrated } = reliability;
  const [before, after] = [raw, calibrated].map(({ error }) => `${(error * 100).toFixed(2)} %`);
  say(options, `confidence of ${characters} characters, ${wrong} wrong: expected calibration error raw ${before}, calibrated ${after}`);
  if (!options.quick) say(options, `diagram in ${keepDiagram(reliability)}`);
  if (!options.flags.has('reliability')) return reliability;
  const bars = [atMost('expected calibration error: calibrated not above raw', calibrated.error, raw.error)];
  reportBars(options, bars);
  if (!options.quick) keepResults(options, 'ocr-reliability', { reliability, bars });
  return reliability;
}

async function soak(): Promise<void> {
  const pages = await drawnPages(wantedPages(soakPagesPerClass), progress);
  const result = await soakMemory(pages, soakPages, progress);
  reportBars(options, result.bars);
  keepResults(options, 'ocr-soak', result);
}
