/**
 * `npm run bench:stacks`: 30 seeded mixed stacks of 20 to 60 pages of papers no training has seen, read by the real pipeline and
 * cut into documents. `--quick` a few short stacks, `--json` the bars as one object, `--failures` every wrong cut.
 * Readings are kept under the system's temporary folder by the hash of each page.
 */
import { drawingProblem } from '../../models/synthesis/typefaces.ts';
import { benchOptions, endWithout, keepResults, quantile, reportBars, say } from './bars.ts';
import { fullPlan, measureStacks, quickPlan } from './stacks/measure-stacks.ts';

const options = benchOptions(['failures', 'other-seeds']);
endWithout(options, drawingProblem(['validation', 'holdout']));
const started = performance.now();
const plan = options.quick ? quickPlan : options.flags.has('other-seeds') ? { ...fullPlan, firstSeed: 1001 } : fullPlan;
const result = await measureStacks(plan, (text) => process.stderr.write(`${text}\n`));
const { score, pages, groupMs, readMs, failures } = result;
say(options, `${plan.stacks} stacks, ${pages} pages; cuts: ${score.rightCuts} right, ${score.wrongCuts} wrong, ${score.missedCuts} missed`);
say(options, `documents of several pages: ${score.longDocuments}, whole ${score.whole}, whole and in order ${score.inOrder}`);
say(options, `scanned out of order: ${score.disordered}, restored ${score.restored}`);
say(
  options,
  `grouping ${groupMs.toFixed(0)} ms per stack${readMs.length > 0 ? `; reading ${quantile(readMs, 0.5).toFixed(0)} ms per page` : ''}`,
);
if (options.flags.has('failures'))
  for (const { seed, page, expected, got } of failures) say(options, `stack ${seed}: ${page}: expected ${expected}, got ${got}`);
reportBars(options, result.bars);
if (!options.quick && !options.flags.has('other-seeds')) keepResults(options, 'stacks', { ...result, readMs: undefined });
say(options, `${((performance.now() - started) / 1000).toFixed(0)} s`);
