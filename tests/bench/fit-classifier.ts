/**
 * Command: fits models/classifier/calibration.json on validation pages, read by the real engine: temperature, weights of the fusion,
 * and the confidence from which at most 0.5 % of the answers are wrong. `node tests/bench/fit-classifier.ts [renders] [milliseconds for reading pages]`
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fusedProbabilities } from '../../models/classifier/fusion.ts';
import type { Calibration } from '../../models/classifier/fusion.ts';
import { openNetwork } from '../../models/classifier/open-classifier.ts';
import { typeProbabilities } from '../../models/classifier/page-network.ts';
import { judgePages } from './classifier-judges.ts';
import type { JudgedPage } from './classifier-judges.ts';
import { readPages } from './classifier-pages.ts';
import { splitPages } from './classifier-sets.ts';

const allowedWrong = 0.005;
const refuseBelow = 0.35;
/** Below nothing is accepted, however well the validation pages went: they are only some hundred. */
const leastAccepted = 0.9;

const cost = (probabilities: readonly ReadonlyMap<string, number>[], pages: readonly JudgedPage[]): number =>
  probabilities.reduce((sum, row, index) => sum - Math.log(Math.max(1e-9, row.get(pages[index]!.page.label.documentType) ?? 0)), 0) /
  pages.length;

/** Validation shares most layouts with training, so what fits it best is too sure of itself: costs this close to the best are as good. */
const asGood = 0.02;

/** Of the candidates that are as good as the best, the one that is least sure. @param sureness rises with it */
function humblestOf<T>(candidates: readonly T[], costOf: (candidate: T) => number, sureness: (candidate: T) => number): T {
  const tried = candidates.map((candidate) => ({ candidate, value: costOf(candidate) }));
  const least = Math.min(...tried.map(({ value }) => value));
  const good = tried.filter(({ value }) => value <= least + asGood).map(({ candidate }) => candidate);
  return good.toSorted((a, b) => sureness(a) - sureness(b))[0]!;
}

const steps = (from: number, to: number, step: number) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);

/** What evidence is worth shows on layouts that the network has not learnt, and validation has too few: so its weight is set, not fitted. */
const ofEvidence = { score: 3, answer: 0 } as const;

function fitWeights(pages: readonly JudgedPage[], temperature: Calibration['temperature']): Calibration['weights'] {
  const candidates = steps(0, 1.2, 0.3).flatMap((network) => steps(0, 1.2, 0.3).map((text) => ({ network, text, ...ofEvidence })));
  const costOf = (weights: Calibration['weights']) =>
    cost(
      pages.map(({ voices, evidence }) => fusedProbabilities(voices, evidence, { temperature, weights, acceptFrom: 1, refuseBelow: 0 })),
      pages,
    );
  return humblestOf(candidates, costOf, ({ network, text }) => network + text);
}

/** The least confidence from which the answers are wrong at most as often as allowed; `leastAccepted` when all are right. */
function fitAcceptance(answers: readonly { confidence: number; right: boolean }[]): number {
  const sorted = answers.toSorted((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  let limit = 1;
  for (const [index, { confidence, right }] of sorted.entries()) {
    wrong += Number(!right);
    if (wrong / (index + 1) <= allowedWrong) limit = (confidence + (sorted[index + 1]?.confidence ?? 0)) / 2;
  }
  return Math.max(leastAccepted, Math.ceil(limit * 1000) / 1000);
}

const renders = Number(process.argv[2] ?? 4);
const pages = await readPages(splitPages('validation', renders), {
  progress: (text) => console.error(text),
  budgetMs: Number(process.argv[3] ?? Infinity),
});
const network = await openNetwork();
const judged = (await judgePages(pages, network)).filter(({ page }) => !page.preparation.blank);
await network.close();

const temperatures = steps(0.4, 3, 0.1);
const logitCost = (pick: (page: JudgedPage) => ReadonlyMap<string, number>) => (value: number) =>
  cost(
    judged.map((page) => typeProbabilities(pick(page), value)),
    judged,
  );
const temperature = {
  fused: humblestOf(
    temperatures,
    logitCost(({ voices }) => voices.both.typeLogits),
    (value) => -value,
  ),
  look: humblestOf(
    temperatures,
    logitCost(({ voices }) => voices.both.lookLogits),
    (value) => -value,
  ),
};
const weights = fitWeights(judged, temperature);
const answers = judged.map(({ voices, evidence, page }) => {
  const probabilities = fusedProbabilities(voices, evidence, { temperature, weights, acceptFrom: 1, refuseBelow: 0 });
  const [answer, confidence] = [...probabilities].toSorted((a, b) => b[1] - a[1])[0]!;
  return { confidence, right: answer === page.label.documentType, page };
});
const rounded = (value: number) => Number(value.toFixed(3));
const fitted = {
  temperature: { fused: rounded(temperature.fused), look: rounded(temperature.look) },
  weights,
  acceptFrom: fitAcceptance(answers),
  refuseBelow,
};
const path = fileURLToPath(new URL('../../models/classifier/calibration.json', import.meta.url));
writeFileSync(path, `${JSON.stringify(fitted, null, 2)}\n`);
const right = answers.filter((answer) => answer.right).length;
const accepted = answers.filter(({ confidence }) => confidence >= fitted.acceptFrom);
console.log(
  `${right}/${answers.length} validation pages right; ${accepted.length} accepted, ${accepted.filter((answer) => !answer.right).length} of them wrong`,
);
for (const { page, confidence, right } of answers) if (!right) console.log(`wrong: ${page.id} ${confidence.toFixed(3)}`);
console.log(fitted);
