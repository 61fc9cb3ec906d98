/**
 * `npm run bench:classifier`: page types of pages whose layouts and typefaces no training has seen, drawn, prepared and read by the
 * product's engine, and of the shared real samples. `--quick` a few pages, `--json` the bars, `--failures` every wrong page,
 * `--stacks` the splitting of mixed stacks as well (bench:stacks).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { openNetwork } from '../../models/classifier/open-classifier.ts';
import type { PageNetwork } from '../../models/classifier/page-network.ts';
import { documentTypes } from '#shared/document-types/index.ts';
import { modelFiles } from '../../models/manifest.ts';
import { drawingProblem } from '../../models/synthesis/typefaces.ts';
import { benchOptions, endWithout, keepResults, quantile, reportBars, say } from './bars.ts';
import type { Bar } from './bars.ts';
import { acceptance, barsOf, isRight, rowsOf, teach, turns } from './classifier-figures.ts';
import type { TaughtPages } from './classifier-figures.ts';
import { judgePages } from './classifier-judges.ts';
import type { JudgedPage } from './classifier-judges.ts';
import { readPages, withLook } from './classifier-pages.ts';
import type { ReadPage, WantedPage } from './classifier-pages.ts';
import { realSamples } from './classifier-real.ts';
import { splitPages, taughtPapers } from './classifier-sets.ts';
import { confusionPicture } from './confusion-picture.ts';
import { fullPlan, measureStacks } from './stacks/measure-stacks.ts';

const rendersPerLayout = 4;
const taughtPages = 55;
/** A quick run reads what the cache lacks for so long, in an order that mixes the types, and prepares what it then has for so long. */
const quickMs = { read: 18_000, prepare: 16_000 } as const;
const timedRuns = { quick: 30, full: 200 };

const options = benchOptions(['failures', 'stacks']);
endWithout(options, drawingProblem(['holdout']));
const progress = (text: string) => process.stderr.write(`${text}\n`);
const modelId = 'page-classifier';
const network = await openNetwork();
const model = modelFiles.find(({ id }) => id === modelId)!;

const holdout = await judged(options.quick ? mixed(splitPages('holdout', 1)) : splitPages('holdout', rendersPerLayout));
const real = options.quick ? [] : await judgePages(await withLook(await realSamples(progress), network, { progress }), network);
const taught = options.quick ? [] : await taughtFigures(holdout);
const times = await timeLook(network, holdout[0]!.page);
await network.close();

const rows = rowsOf(holdout, real);
const accepted = acceptance([...holdout, ...real]);
const turned = turns(holdout);
const medianMs = quantile(times, 0.5);
for (const row of rows)
  say(
    options,
    `${row.judge.padEnd(14)} hold-out ${percent(row.holdout)}  real ${percent(row.real)}  negatives refused ${percent(row.negativesRefused)}  side ${percent(row.side)}`,
  );
say(
  options,
  `${holdout.length} hold-out pages, ${real.length} real; accepted ${percent(accepted.share)} of them, ${accepted.wrong.length} wrongly`,
);
say(options, `orientation of ${turned.pages} pages: product ${percent(turned.fused)}, look alone ${percent(turned.look)}`);
for (const { name, titles, recall, stolen } of taught)
  say(options, `taught ${name}: titles ${titles.join('、') || 'none'}, recall ${percent(recall)}, stolen ${percent(stolen)}`);
if (options.flags.has('failures')) [...holdout, ...real].filter((page) => !isRight(page)).forEach(sayFailure);
const bars: Bar[] = [
  ...barsOf({ pages: holdout.length, rows, accepted, turns: turned, taught, medianMs }, options),
  ...(options.flags.has('stacks') ? await stackBars() : []),
];
reportBars(options, bars);
if (!options.quick) keep();

async function judged(wanted: readonly WantedPage[]): Promise<JudgedPage[]> {
  const read = await readPages(wanted, { progress, budgetMs: options.quick ? quickMs.read : Infinity });
  const pages = await withLook(read, network, { progress, budgetMs: options.quick ? quickMs.prepare : Infinity });
  if (pages.length < wanted.length)
    say(options, `${wanted.length - pages.length} of ${wanted.length} pages left out: unreadable or no time`);
  return judgePages(pages, network);
}

function mixed(wanted: readonly WantedPage[]): WantedPage[] {
  const place = ({ id }: WantedPage) => createHash('sha256').update(id).digest('hex');
  return wanted.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

async function taughtFigures(others: readonly JudgedPage[]) {
  const papers: TaughtPages[] = [];
  for (const { name, pages } of taughtPapers(taughtPages)) papers.push({ name, pages: await judged(pages) });
  return teach(papers, others);
}

/** Milliseconds of one look at a page, the small picture at hand. */
async function timeLook(judge: PageNetwork, { picture }: ReadPage): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < (options.quick ? timedRuns.quick : timedRuns.full); run++) {
    const started = performance.now();
    await judge.judge({ picture, lines: null });
    times.push(performance.now() - started);
  }
  return times;
}

async function stackBars(): Promise<Bar[]> {
  return (await measureStacks(fullPlan, progress)).bars;
}

function sayFailure({ page, fused, answers, evidence }: JudgedPage): void {
  const told = `${fused.documentType} ${fused.confidence.toFixed(3)}${fused.unsure ? ' (unsure)' : ''}`;
  const others = `text says ${evidence.classification.documentType}, look says ${answers['visual only'].documentType}`;
  say(
    options,
    `${page.id}: ${page.label.documentType} taken for ${told}; ${others}; ${page.label.capture} ${page.label.quality.join(' ')}`,
  );
}

function percent(value: number): string {
  return Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`;
}

function keep(): void {
  const pairs = holdout.map(({ page, fused }) => ({ truth: page.label.documentType, answer: fused.documentType }));
  const folder = fileURLToPath(new URL('../../models/classifier/evaluation/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const title = `${holdout.length} hold-out pages: rows are the truth, columns the answer`;
  writeFileSync(
    `${folder}confusion.svg`,
    confusionPicture(
      documentTypes.map(({ id }) => id),
      pairs,
      title,
    ),
  );
  const { wrong, ...rest } = accepted;
  keepResults(options, 'classifier', {
    model: model.sha256,
    bars,
    rows,
    pages: { holdout: holdout.length, real: real.length },
    accepted: { ...rest, wrong: wrong.length },
    turns: turned,
    taught,
    medianMs,
  });
}
