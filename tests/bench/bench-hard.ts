/**
 * `npm run bench:hard`: papers on which a wrong value is easily accepted, drawn and read by the real chain. `forms`: empty, half filled and
 * crossed-out slots, stained labels, second persons. `names`: ID cards, leases, powers of attorney and licences of people whose names hold
 * rare characters. `--forms` or `--names` only these; `--quick` the pages at hand and a few more, `--hundred` a quarter of all, `--json` the
 * bars as one object, `--fresh` reads all pages again, `--cached` draws nothing, `--verbose` shows what went wrong.
 */
import { slotStates } from '../../models/synthesis/templates/blocks/slots.ts';
import { slotLayouts } from '../../models/synthesis/templates/layouts/slot-layouts.ts';
import { drawingProblem } from '../../models/synthesis/typefaces.ts';
import { atLeast, atMost, benchOptions, endWithout, keepResults, reportBars, say } from './bars.ts';
import type { Bar } from './bars.ts';
import { compareFields, documentValues, extractPage, figuresOf, figuresTable, share } from './field-figures.ts';
import type { FieldOutcome } from './field-figures.ts';
import { collectFieldPages } from './field-pages.ts';
import type { WantedFieldPage } from './field-pages.ts';
import { isPersonName, rareNamePages } from './rare-name-pages.ts';
import { upperShare } from './upper-share.ts';

type Section = { wanted: readonly WantedFieldPage[]; bars(outcomes: readonly FieldOutcome[]): Bar[]; group(outcome: FieldOutcome): string };

const seeds = 20;
const namedPapers = 400;
/** A quick run draws and reads so long for each kind; pages that are then missing are left out. */
const quickReadingMs = 13_000;

const wrongShare = (outcomes: readonly FieldOutcome[]): number => {
  const { accepted, acceptedWrong } = figuresOf(outcomes);
  return share(acceptedWrong, accepted);
};

const sections: Readonly<Record<string, Section>> = {
  forms: {
    // Seed by seed all kinds of form, so that any first part is a fair mixture.
    wanted: Array.from({ length: seeds }, (_, index) =>
      slotLayouts.map((layout) => ({ layout, split: 'holdout' as const, seed: index + 1, page: 1 })),
    ).flat(),
    bars: (outcomes) => [atMost('half-done forms: wrong but accepted, %', wrongShare(outcomes), 0.2)],
    group: ({ page }) => slotStates.find((state) => page.includes(`slots-${state}-`)) ?? '',
  },
  names: {
    wanted: rareNamePages(namedPapers),
    bars(outcomes) {
      const { right, fields } = figuresOf(outcomes.filter(isPersonName));
      return [
        atMost('papers with rare names: wrong but accepted, %', wrongShare(outcomes), 0.3),
        atLeast('rare names exact, %', share(right, fields), 90),
      ];
    },
    group: (outcome) => `${outcome.documentType}, ${isPersonName(outcome) ? 'names' : 'other fields'}`,
  },
};

const options = benchOptions(['fresh', 'cached', 'verbose', 'hundred', ...Object.keys(sections)]);
const { flags, quick } = options;
if (!flags.has('cached')) endWithout(options, drawingProblem(['train', 'validation', 'holdout']));
const chosen = Object.entries(sections).filter(([name]) => flags.has(name) || !Object.keys(sections).some((one) => flags.has(one)));
const bars: Bar[] = [];
const figures: Record<string, object> = {};
for (const [name, section] of chosen) {
  const wanted = flags.has('hundred') ? section.wanted.slice(0, Math.ceil(section.wanted.length / 4)) : section.wanted;
  const pages = await collectFieldPages(wanted, {
    progress: (text) => process.stderr.write(`${text}\n`),
    budgetMs: flags.has('cached') ? -1 : quick ? quickReadingMs : Infinity,
    fresh: flags.has('fresh'),
  });
  const known = documentValues(pages);
  const outcomes = pages.flatMap((page) => compareFields(page, extractPage(page).fields, known));
  const counted = figuresOf(outcomes);
  const upper = 100 * upperShare(counted.acceptedWrong, counted.accepted);
  say(options, `\n${figuresTable(outcomes, section.group)}\n`);
  if (flags.has('verbose'))
    for (const { page, key, wanted: value, field, right } of outcomes)
      if (!right)
        say(options, `${field?.status === 'accepted' ? 'ACCEPTED ' : ''}${page}.${key}: want ${value ?? '-'} got ${field?.value ?? '-'}`);
  say(options, `${name}: ${pages.length} papers; ${counted.right} of ${counted.fields} values exact, ${counted.accepted} accepted`);
  say(options, `wrong but accepted: ${counted.acceptedWrong} of ${counted.accepted}, at most ${upper.toFixed(2)} % (95 % interval, exact)`);
  bars.push(...section.bars(outcomes));
  figures[name] = { pages: pages.length, upperPercent: upper, ...counted };
}
reportBars(options, bars);
if (!quick && !flags.has('cached')) keepResults(options, 'hard', { bars, figures });
