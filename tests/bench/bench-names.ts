/**
 * `npm run bench:names`: ID cards, leases, powers of attorney and licences of people whose names hold rare characters, drawn and read by
 * the real chain. `--quick` the pages at hand and a few more, `--hundred` a quarter of all, `--json` the bars as one object, `--fresh`
 * reads all pages again, `--cached` draws nothing, `--verbose` shows what went wrong.
 */
import { findDocumentType } from '#shared/document-types/index.ts';
import { createRandom } from '../../models/synthesis/random.ts';
import { drawRareName } from '../../models/synthesis/record/rare-characters.ts';
import type { LayoutValues } from '../../models/synthesis/templates/layout.ts';
import { layouts } from '../../models/synthesis/templates/index.ts';
import { drawingProblem } from '../../models/synthesis/typefaces.ts';
import { atLeast, atMost, benchOptions, endWithout, keepResults, reportBars, say } from './bars.ts';
import { compareFields, documentValues, extractPage, figuresOf, figuresTable, share } from './field-figures.ts';
import type { FieldOutcome } from './field-figures.ts';
import { collectFieldPages } from './field-pages.ts';
import { upperShare } from './upper-share.ts';

const types = new Set(['id-card', 'lease-contract', 'power-of-attorney', 'business-licence']);
const pageCount = 400;
/** A quick run draws and reads so long; pages that are then missing are left out. */
const quickReadingMs = 25_000;
const splits = ['train', 'validation', 'holdout'] as const;

/** Everybody of the paper gets such a name, wherever it stands. */
function withRareNames(values: LayoutValues): LayoutValues {
  const random = createRandom(`rare names/${values.key}`);
  const { holder, partner, agent, child } = values.facts;
  const text = [holder, partner, agent, child].reduce(
    (all, { name }) => all.replaceAll(name, drawRareName(random)),
    JSON.stringify(values.facts),
  );
  return { ...values, facts: JSON.parse(text) as LayoutValues['facts'] };
}

const options = benchOptions(['fresh', 'cached', 'verbose', 'hundred']);
if (!options.flags.has('cached')) endWithout(options, drawingProblem(splits));
const papers = layouts.filter(({ documentType, side }) => types.has(documentType) && side !== 'emblem');
const wanted = Array.from({ length: pageCount }, (_, index) => {
  // Type by type in turn, so that any first part is a fair mixture.
  const type = [...types][index % types.size]!;
  const own = papers.filter(({ documentType }) => documentType === type);
  const round = Math.floor(index / types.size);
  const layout = own[round % own.length]!;
  return { layout, split: layout.split, seed: 9000 + round, page: 1, change: withRareNames };
}).slice(0, options.flags.has('hundred') ? pageCount / 4 : pageCount);
const pages = await collectFieldPages(wanted, {
  progress: (text) => process.stderr.write(`${text}\n`),
  budgetMs: options.flags.has('cached') ? -1 : options.quick ? quickReadingMs : Infinity,
  fresh: options.flags.has('fresh'),
});
const known = documentValues(pages);
const outcomes = pages.flatMap((page) => compareFields(page, extractPage(page).fields, known));
const isName = ({ documentType, key }: FieldOutcome) =>
  findDocumentType(documentType)?.fields.some((field) => field.key === key && field.validators.includes('person-name')) ?? false;
const names = outcomes.filter(isName);
const all = figuresOf(outcomes);
const read = figuresOf(names);
const upper = 100 * upperShare(all.acceptedWrong, all.accepted);
const bars = [
  atMost('papers with rare names: wrong but accepted, %', share(all.acceptedWrong, all.accepted), 0.3),
  atLeast('rare names exact, %', share(read.right, read.fields), 90),
];

say(options, `\n${figuresTable(names, ({ documentType }) => documentType)}\n`);
if (options.flags.has('verbose'))
  for (const { page, key, wanted: value, field, right } of outcomes)
    if (!right)
      say(options, `${field?.status === 'accepted' ? 'ACCEPTED ' : ''}${page}.${key}: want ${value ?? '-'} got ${field?.value ?? '-'}`);
say(
  options,
  `${pages.length} papers; names: ${read.right} of ${read.fields} exact, ${read.accepted} accepted, ${read.acceptedWrong} of these wrong`,
);
say(options, `wrong but accepted: ${all.acceptedWrong} of ${all.accepted}, at most ${upper.toFixed(2)} % (95 % interval, exact)`);
reportBars(options, bars);
if (!options.quick) keepResults(options, 'names', { pages: pages.length, bars, names: read, figures: all, upperPercent: upper });
