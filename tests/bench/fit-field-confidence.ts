/**
 * Fits the confidence of fields on drawn training pages and chooses the threshold on pages of other seeds; the hold-out is never read.
 * `node tests/bench/fit-field-confidence.ts [--train 2] [--validation 1] [--write]` draws and reads what is missing, prints the figures,
 * and with `--write` puts the model into electron/shared/confidence/field-confidence.json.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { confidenceFeatures, fieldConfidence, logOdds } from '#shared/confidence/field-confidence.ts';
import type { ConfidenceFeature, ConfidenceModel, FieldFeatures } from '#shared/confidence/field-confidence.ts';
import { coverageCurve, reliabilityPoints, thresholdFor } from '#shared/confidence/confidence-curve.ts';
import type { ConfidenceSample } from '#shared/confidence/confidence-curve.ts';
import { isReadWhole, weighDrafts } from '../../electron/pipeline/extract/decide.ts';
import { featuresOf } from '../../electron/pipeline/extract/features.ts';
import { draftFields } from '../../electron/pipeline/extract.ts';
import { documentValues, extractInputOf, isTrueOfDocument, sameFieldValue } from './field-figures.ts';
import { collectFieldPages, wantedFieldPages } from './field-pages.ts';
import type { FieldPage } from './field-pages.ts';

type Sample = { name: string; features: FieldFeatures; right: boolean; clean: boolean };

const { values: options } = parseArgs({
  options: {
    train: { type: 'string', default: '2' },
    validation: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    cached: { type: 'boolean', default: false },
  },
});
/** Of what passes at most so much may be wrong; below the bar of 0.2 %, since the pages to come are not these. */
const maxWrongShare = 0.002;
/** Pull per weight and sample towards what was expected of it: signs that were seen in few pages must not decide alone, nor be forgotten. */
const ridge = 0.004;
/** Each page is judged by a model that was fitted on the pages of the other parts. */
const folds = 5;
/** Few pages hold few wrong values: the threshold keeps this distance, in log-odds, from the surest wrong one that was judged unseen. */
const margin = Math.log(3);
/** The pages to come are not these: however few of them are wrong, nothing less sure than this passes. */
const leastThreshold = 0.98;
const rounds = 4000;
const learningRate = 0.15;

/** What can only speak for a value or only against it, whatever a small set of pages happens to show. */
const onlyFor: ReadonlySet<ConfidenceFeature> = new Set([
  'allRight',
  'worst',
  'proved',
  'formChecked',
  'usual',
  'whole',
  'repeated',
  'agreed',
  'codeAgreed',
]);
const onlyAgainst: ReadonlySet<ConfidenceFeature> = new Set([
  'furtherLines',
  'loose',
  'openEnd',
  'oddStart',
  'cut',
  'lost',
  'joined',
  'foundByForm',
  'misreadLabel',
  'problems',
]);

/** What earlier fits, on other pages, gave the signs that are seen seldom; of all others nothing is expected. */
const expected: Partial<Record<ConfidenceFeature, number>> = {
  loose: -3,
  openEnd: -6,
  oddStart: -6,
  cut: -4,
  lost: -6,
  joined: -3,
  misreadLabel: -8,
  problems: -4,
};

const progress = (text: string) => process.stderr.write(`${text}\n`);
const budget = options.cached ? { budgetMs: -1 } : {};
const train = samplesOf(await collectFieldPages(wantedFieldPages('train', Number(options.train)), { progress, ...budget }));
const validation = samplesOf(await collectFieldPages(wantedFieldPages('validation', Number(options.validation)), { progress, ...budget }));
const model = withThreshold(fit(train), [...unseen(train), ...scored(validation.filter(isClean), { ...fit(train), threshold: 1 })]);
report('train', train, model);
report('validation', validation, model);
if (options.write)
  writeFileSync(
    fileURLToPath(new URL('../../electron/shared/confidence/field-confidence.json', import.meta.url)),
    `${JSON.stringify({ fittedOn: { train: train.length, validation: validation.length, maxWrongShare }, ...model }, null, 2)}\n`,
  );

/** One sample per value that was read; what the page prints without a mark counts only where another page tells the truth. */
function samplesOf(pages: readonly FieldPage[]): Sample[] {
  const known = documentValues(pages);
  return pages.flatMap((page) => {
    const read = draftFields(extractInputOf(page));
    if (!read) return [];
    const { drafts, agreements } = weighDrafts(read.drafts, read.type);
    const truth = new Map(page.truth.fields.map(({ key, value }) => [key, value]));
    return drafts.flatMap((draft): Sample[] => {
      const features = featuresOf(draft, agreements);
      if (!features || draft.definition.accept === 'never') return [];
      const { key } = draft.definition;
      const wanted = truth.get(key);
      // Read under the label that is printed, while the truth names the value by another key: nobody is right.
      if (wanted === undefined && [...truth.values()].includes(draft.value)) return [];
      const right = wanted === undefined ? isTrueOfDocument(page, key, draft.value, known) : sameFieldValue(key, wanted, draft.value);
      return [
        {
          name: `${page.id}.${key}`,
          features,
          right,
          clean: draft.problems.length === 0 && !draft.reading?.unclear && isReadWhole(draft, agreements),
        },
      ];
    });
  });
}

function isClean({ clean }: Sample): boolean {
  return clean;
}

function signed(name: ConfidenceFeature, weight: number): number {
  return onlyFor.has(name) ? Math.max(0, weight) : onlyAgainst.has(name) ? Math.min(0, weight) : weight;
}

/** Values without problems, each scored by a model that never saw its page. */
function unseen(samples: readonly Sample[]): ConfidenceSample[] {
  const pageOf = ({ name }: Sample): string => name.split('.')[0]!;
  const pages = [...new Set(samples.map(pageOf))];
  const foldOf = new Map(pages.map((page, index) => [page, index % folds]));
  return Array.from({ length: folds }, (_, fold) => {
    const isInside = (one: Sample): boolean => foldOf.get(pageOf(one)) === fold;
    const model = { ...fit(samples.filter((one) => !isInside(one))), threshold: 1 };
    return scored(
      samples.filter((one) => isInside(one) && isClean(one)),
      model,
    );
  }).flat();
}

/** Logistic regression with an L2 pull, by gradient descent on standardised features; wrong values are rare and count more. */
function fit(samples: readonly Sample[]): Omit<ConfidenceModel, 'threshold'> {
  const scales = Object.fromEntries(
    confidenceFeatures.map((name) => {
      const values = samples.map(({ features }) => features[name]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      return [name, spread || 1];
    }),
  ) as Record<ConfidenceFeature, number>;
  const rows = samples.map(({ features }) => confidenceFeatures.map((name) => features[name] / scales[name]));
  const prior = confidenceFeatures.map((name) => (expected[name] ?? 0) * scales[name]);
  const weights = [...prior];
  let bias = 0;
  for (let round = 0; round < rounds; round += 1) {
    const gradient = confidenceFeatures.map(() => 0);
    let biasGradient = 0;
    for (const [index, row] of rows.entries()) {
      const said = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * weights[at]!, bias)));
      const off = said - (samples[index]!.right ? 1 : 0);
      biasGradient += off;
      for (let at = 0; at < row.length; at += 1) gradient[at]! += off * row[at]!;
    }
    bias -= (learningRate * biasGradient) / rows.length;
    for (let at = 0; at < weights.length; at += 1)
      weights[at] = signed(
        confidenceFeatures[at]!,
        weights[at]! - learningRate * (gradient[at]! / rows.length + ridge * (weights[at]! - prior[at]!)),
      );
  }
  const round4 = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    bias: round4(bias),
    weights: Object.fromEntries(
      confidenceFeatures.map((name, at) => [name, round4(weights[at]! / scales[name])]),
    ) as ConfidenceModel['weights'],
  };
}

function scored(samples: readonly Sample[], fitted: ConfidenceModel): ConfidenceSample[] {
  return samples.map(({ features, right }) => ({ confidence: fieldConfidence(features, fitted), right }));
}

/** Only values without problems can pass, hence only they set the threshold. */
function withThreshold(fitted: Omit<ConfidenceModel, 'threshold'>, judged: readonly ConfidenceSample[]): ConfidenceModel {
  const allowed = thresholdFor(coverageCurve(judged), maxWrongShare)?.threshold ?? 1;
  const surest = Math.max(0.5, ...judged.filter(({ right }) => !right).map(({ confidence }) => confidence));
  const apart = 1 / (1 + Math.exp(-(logOdds(surest) + margin)));
  const owned = expectedShare(judged);
  console.log(
    `unseen: surest wrong at ${surest.toFixed(4)}, ${maxWrongShare * 100} % wrong at ${allowed.toFixed(4)}, expected so at ${owned.toFixed(4)}`,
  );
  return { ...fitted, threshold: Math.ceil(Math.max(leastThreshold, allowed, apart, owned) * 1e4) / 1e4 };
}

/** The lowest confidence down to which the model itself expects no more than the allowed share to be wrong: luck of a few pages does not count. */
function expectedShare(judged: readonly ConfidenceSample[]): number {
  let [wrong, passing, lowest] = [0, 0, 1];
  for (const { confidence } of judged.toSorted((a, b) => b.confidence - a.confidence)) {
    wrong += 1 - confidence;
    passing += 1;
    if (wrong <= maxWrongShare * passing) lowest = confidence;
  }
  return lowest;
}

function report(name: string, samples: readonly Sample[], fitted: ConfidenceModel): void {
  const all = scored(samples, fitted);
  const passing = scored(
    samples.filter(({ clean }) => clean),
    fitted,
  ).filter(({ confidence }) => confidence >= fitted.threshold);
  const wrong = passing.filter(({ right }) => !right).length;
  console.log(
    `${name}: ${samples.length} values, ${samples.filter(({ right }) => right).length} right; at ${fitted.threshold}: ${passing.length} pass (${((100 * passing.length) / samples.length).toFixed(1)} %), ${wrong} wrong`,
  );
  const surestWrong = samples
    .filter(({ right, clean }) => !right && clean)
    .map((sample) => ({ ...sample, confidence: fieldConfidence(sample.features, fitted) }))
    .toSorted((a, b) => b.confidence - a.confidence);
  for (const { name: where, confidence } of surestWrong.slice(0, 8)) console.log(`  wrong at ${confidence.toFixed(4)}: ${where}`);
  for (const { from, to, count, meanConfidence, shareRight } of reliabilityPoints(all))
    console.log(`  ${from}–${to}: ${count} values, said ${meanConfidence.toFixed(4)}, right ${shareRight.toFixed(4)}`);
}
console.log(JSON.stringify(model.weights), model.bias);
