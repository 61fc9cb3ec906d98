/**
 * `npm run bench:forms`: forms with empty, half filled and crossed-out slots, stained labels and second persons, drawn and read by the real
 * chain. What counts is a value accepted that is not the one printed for that slot. `--quick` the pages at hand and a few more, `--json` the bars as one object,
 * `--fresh` reads all pages again, `--cached` draws nothing, `--verbose` shows what went wrong.
 */
import { slotStates } from '../../models/synthesis/templates/blocks/slots.ts';
import { slotLayouts } from '../../models/synthesis/templates/layouts/slot-layouts.ts';
import { drawingProblem } from '../../models/synthesis/typefaces.ts';
import { atMost, benchOptions, endWithout, keepResults, reportBars, say } from './bars.ts';
import { compareFields, documentValues, extractPage, figuresOf, figuresTable, share } from './field-figures.ts';
import type { FieldOutcome } from './field-figures.ts';
import { collectFieldPages } from './field-pages.ts';
import { upperShare } from './upper-share.ts';

/** Seed by seed all kinds of form, so that any first part is a fair mixture. */
const seeds = 20;
/** A quick run draws and reads so long; pages that are then missing are left out. */
const quickReadingMs = 25_000;

const options = benchOptions(['fresh', 'cached', 'verbose']);
if (!options.flags.has('cached')) endWithout(options, drawingProblem(['holdout']));
const wanted = Array.from({ length: seeds }, (_, index) =>
  slotLayouts.map((layout) => ({ layout, split: 'holdout' as const, seed: index + 1, page: 1 })),
).flat();
const pages = await collectFieldPages(wanted, {
  progress: (text) => process.stderr.write(`${text}\n`),
  budgetMs: options.flags.has('cached') ? -1 : options.quick ? quickReadingMs : Infinity,
  fresh: options.flags.has('fresh'),
});
const known = documentValues(pages);
const outcomes = pages.flatMap((page) => compareFields(page, extractPage(page).fields, known));
const stateOf = ({ page }: FieldOutcome): string => slotStates.find((state) => page.includes(`slots-${state}-`)) ?? '';
const figures = figuresOf(outcomes);
const { fields, right, accepted, acceptedWrong } = figures;
const upper = 100 * upperShare(acceptedWrong, accepted);
const bars = [atMost('half-done forms: wrong but accepted, %', share(acceptedWrong, accepted), 0.2)];

say(options, `\n${figuresTable(outcomes, stateOf)}\n\n${figuresTable(outcomes, ({ documentType }) => documentType)}\n`);
if (options.flags.has('verbose'))
  for (const { page, key, wanted: value, field, right: isRight } of outcomes)
    if (!isRight)
      say(options, `${field?.status === 'accepted' ? 'ACCEPTED ' : ''}${page}.${key}: want ${value ?? '-'} got ${field?.value ?? '-'}`);
say(options, `${pages.length} forms; ${right} of ${fields} filled slots exact, ${accepted} values accepted`);
say(options, `wrong but accepted: ${acceptedWrong} of ${accepted}, at most ${upper.toFixed(2)} % (95 % interval, exact)`);
reportBars(options, bars);
if (!options.quick) keepResults(options, 'forms', { pages: pages.length, bars, figures, upperPercent: upper });
