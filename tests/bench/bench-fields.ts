/**
 * `npm run bench:fields`: fields of drawn hold-out pages of every document type, read by the real chain and compared with what was printed;
 * the real samples scored by their own script; the time of extraction. `--quick` the pages at hand and a few more, `--json` the bars as one
 * object, `--fresh` reads all pages again, `--cached` draws nothing. Pages are drawn at the resolution a new scanner is set to, with the wear that a scanner gives.
 */
import { performance } from 'node:perf_hooks';
import { drawingProblem } from '../../models/synthesis/typefaces.ts';
import { atLeast, atMost, benchOptions, endWithout, keepResults, quantile, reportBars, say } from './bars.ts';
import type { Bar } from './bars.ts';
import { drawFieldCurves } from './field-curves.ts';
import { compareFields, documentValues, extractPage, figuresOf, figuresTable, share } from './field-figures.ts';
import type { FieldOutcome } from './field-figures.ts';
import { collectFieldPages, wantedFieldPages } from './field-pages.ts';
import type { FieldPage } from './field-pages.ts';
import { measureLostLabels } from './lost-labels.ts';
import { measurePageHandwriting } from './page-handwriting.ts';
import { scoreRealSamples } from './real-fields.ts';

const seeds = { full: 4, quick: 1 };
/** A quick run draws and reads so long; pages that are then missing are left out. */
const quickReadingMs = 25_000;
const worstShown = 60;
/** Extraction is run so often per page; the first run also warms the program. */
const timedRounds = 3;

const options = benchOptions(['fresh', 'cached', 'verbose']);
if (!options.flags.has('cached')) endWithout(options, drawingProblem(['holdout']));
const started = performance.now();
const progress = (text: string) => process.stderr.write(`${text}\n`);

const wanted = wantedFieldPages('holdout', options.quick ? seeds.quick : seeds.full);
const pages = await collectFieldPages(wanted, {
  progress,
  budgetMs: options.flags.has('cached') ? -1 : options.quick ? quickReadingMs : Infinity,
  fresh: options.flags.has('fresh'),
});
const { outcomes, times } = measure(pages);
const bars: Bar[] = drawnBars(outcomes, times);
const lostLabels = measureLostLabels(pages);
const handwriting = options.quick ? null : await measurePageHandwriting(wanted, pages);
const real = options.quick ? null : await scoreRealSamples(progress);
if (real) bars.push(...real.bars);
report();

function measure(read: readonly FieldPage[]): { outcomes: FieldOutcome[]; times: number[] } {
  const known = documentValues(read);
  const extracted = read.map((page) => {
    const runs = Array.from({ length: timedRounds }, () => extractPage(page));
    return {
      outcomes: compareFields(page, runs[0]!.fields, known),
      ms: quantile(
        runs.map(({ ms }) => ms),
        0.5,
      ),
    };
  });
  return { outcomes: extracted.flatMap((one) => one.outcomes), times: extracted.map(({ ms }) => ms) };
}

function drawnBars(all: readonly FieldOutcome[], ms: readonly number[]): Bar[] {
  const { fields, right, accepted, acceptedWrong } = figuresOf(all);
  return [
    atLeast('drawn pages: fields exact, %', share(right, fields), 97),
    atMost('drawn pages: wrong but accepted, %', share(acceptedWrong, accepted), 0.2),
    atLeast('drawn pages: accepted without a person, %', share(accepted, fields), 85),
    atMost('extraction per page, p95, ms', quantile(ms, 0.95), 10),
  ];
}

function report(): void {
  say(options, `\n${figuresTable(outcomes, ({ documentType }) => documentType)}\n`);
  if (options.flags.has('verbose')) sayFailures();
  const types = new Set(pages.map(({ documentType }) => documentType));
  say(options, `${pages.length} pages, ${types.size} document types, extraction median ${quantile(times, 0.5).toFixed(2)} ms`);
  sayMarks();
  if (!real) say(options, options.quick ? 'quick run, left out: real samples' : 'no real samples here: their bars are left out');
  reportBars(options, bars);
  if (!options.quick) {
    drawFieldCurves(outcomes);
    const byField = Object.fromEntries(
      [...Map.groupBy(outcomes, ({ documentType, key }) => `${documentType}.${key}`)].map(([name, part]) => [name, figuresOf(part)]),
    );
    keepResults(options, 'fields', { pages: pages.length, bars, real: real?.report ?? null, lostLabels, handwriting, byField });
  }
  say(options, `${((performance.now() - started) / 1000).toFixed(0)} s`);
}

function sayMarks(): void {
  if (lostLabels) {
    const { fields, right, rightWithoutPlaces, accepted, acceptedWrong } = lostLabels;
    say(
      options,
      `cards without their labels: ${right} of ${fields} fields exact (${rightWithoutPlaces} without fixed places), ${accepted} accepted, ${acceptedWrong} of them wrong`,
    );
  }
  if (!handwriting) return;
  const { printed, alarms, written, found, medianMs, p95Ms } = handwriting;
  say(
    options,
    `handwriting: ${found} of ${written} written values told, ${alarms} of ${printed} printed ones called written (${share(alarms, printed).toFixed(2)} %), ${medianMs.toFixed(1)} ms a page, p95 ${p95Ms.toFixed(1)} ms`,
  );
}

/** Drawn people are invented: their values may be shown. */
function sayFailures(): void {
  say(options, `${figuresTable(outcomes, ({ documentType, key }) => `${documentType}.${key}`)}\n`);
  const wrong = outcomes
    .filter(({ right }) => !right)
    .toSorted((a, b) => Number(b.field?.status === 'accepted') - Number(a.field?.status === 'accepted'));
  for (const { page, key, wanted, field } of wrong.slice(0, worstShown * 10))
    say(options, `${field?.status === 'accepted' ? 'ACCEPTED ' : ''}${page}.${key}: want ${wanted ?? '-'} got ${field?.value ?? '-'}`);
}
