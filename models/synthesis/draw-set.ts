/** Command: draws a labelled set of page thumbnails for training, validation or measuring; chunks may run side by side. */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawThumbnail, printForThumbnails } from './draw-thumbnail.ts';
import type { ThumbnailPrint } from './draw-thumbnail.ts';
import { createRandom } from './random.ts';
import { setJobs } from './set-jobs.ts';
import type { SetJob } from './set-jobs.ts';
import { openSheetPrinter } from './sheet-printer.ts';
import { isSplit, splits } from './splits.ts';
import type { Split } from './splits.ts';
import { drawingProblem, missingFontPackages } from './typefaces.ts';

const usage = `node models/synthesis/draw-set.ts --out <folder> [--renders 4] [--variants 5] [--side 320] [--seed 1] [--split ${splits.join('|')}] [--chunk 1/1] [--match <part of a layout id or document type>]
--renders prints per layout, --variants pictures per print, --chunk 2/4 the second of four parts`;

const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    renders: { type: 'string', default: '4' },
    variants: { type: 'string', default: '5' },
    side: { type: 'string', default: '320' },
    seed: { type: 'string', default: '1' },
    split: { type: 'string', default: 'train' },
    chunk: { type: 'string', default: '1/1' },
    match: { type: 'string', default: '' },
  },
});
const [renders, variants, side] = [Number(options.renders), Number(options.variants), Number(options.side)];
const [part, parts] = options.chunk.split('/').map(Number) as [number, number];
if (
  !options.out ||
  !isSplit(options.split) ||
  ![renders, variants, side, part, parts].every((count) => Number.isInteger(count) && count > 0) ||
  part > parts
) {
  console.error(usage);
  process.exit(2);
}

async function drawVariants(print: ThumbnailPrint, job: SetJob, split: Split, folder: string): Promise<string[]> {
  return Promise.all(
    Array.from({ length: variants }, async (_, variant) => {
      const random = createRandom(`${job.layout.id}/${job.seed}/${job.page}/variant ${variant}`);
      const { jpeg, label } = await drawThumbnail(print, side, random);
      const file = join('images', `${job.layout.id}-${job.seed.replaceAll('/', '-')}-${job.page}-${variant}.jpg`);
      writeFileSync(join(folder, file), jpeg);
      const { lines } = print.print;
      const lineHeightsMm = lines.map(({ box }) => Number(box[3].toFixed(1)));
      return JSON.stringify({ file, split, ...label, lines: lines.map(({ text }) => text), lineHeightsMm });
    }),
  );
}

const { split, out } = options as { split: Split; out: string };
const problem = drawingProblem([split]);
if (problem !== null) {
  console.error(problem);
  process.exit(2);
}
const missing = missingFontPackages();
if (missing.length > 0) console.warn(`fonts are missing, the set will be poorer: apt-get install ${missing.join(' ')}`);
mkdirSync(join(out, 'images'), { recursive: true });
const labels = createWriteStream(join(out, `labels-${split}-${part}-of-${parts}.jsonl`));
const printer = await openSheetPrinter(Math.round(side * 2.2));
const match = new RegExp(options.match);
const jobs = setJobs(split, renders, options.seed)
  .filter(({ layout: { id, documentType } }) => match.test(id) || match.test(documentType))
  .filter((_, index) => index % parts === part - 1);
const started = performance.now();
const printJob = (job: SetJob) => printForThumbnails(printer, job.layout, job.seed, job.page, split);
let next: Promise<ThumbnailPrint> | null = jobs[0] ? printJob(jobs[0]) : null;
let printedMs = 0;
for (const [index, job] of jobs.entries()) {
  const before = performance.now();
  const print = await (next as Promise<ThumbnailPrint>);
  printedMs += performance.now() - before;
  // The browser prints the next sheet while this process degrades the present one.
  const following = jobs[index + 1];
  next = following ? printJob(following) : null;
  for (const line of await drawVariants(print, job, split, out)) labels.write(`${line}\n`);
  if ((index + 1) % 100 === 0) console.log(`${index + 1}/${jobs.length} prints, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
await printer.close();
await new Promise((resolve) => labels.end(resolve));
const seconds = (performance.now() - started) / 1000;
const pictures = jobs.length * variants;
console.log(
  `${jobs.length} prints, ${pictures} pictures in ${seconds.toFixed(1)} s: ${(pictures / seconds).toFixed(1)} pictures/s; ${(printedMs / 1000).toFixed(1)} s spent waiting for prints`,
);
