/**
 * Fits how writing is told from print, on drawn specimen sheets: `node tests/bench/fit-handwriting.ts [--write]`. The threshold is set on
 * training and validation sheets; hold-out sheets, in hands and typefaces of their own, are only measured.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodeImage } from '../../models/image/decode.ts';
import { handwritingProbability, handwritingSigns, signsOf } from '../../models/image/handwriting.ts';
import type { HandwritingModel, HandwritingSign } from '../../models/image/handwriting.ts';
import { measureStrokes } from '../../models/image/stroke-shape.ts';
import type { Split } from '../../models/synthesis/splits.ts';
import { quantile } from './bars.ts';
import { handwritingSheets } from './handwriting-sheets.ts';

const { values: options } = parseArgs({
  options: { write: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } },
});
const sheets = { train: 8, validation: 3, holdout: 3 } as const;
/** Print that would be called writing; each costs a clerk a look. */
const maxFalseAlarms = 0.005;
const ridge = 0.001;
const rounds = 6000;
const learningRate = 0.3;

type Sample = { where: string; text: string; hand: boolean; signs: Readonly<Record<HandwritingSign, number>> };

async function samplesOf(split: Split): Promise<{ samples: Sample[]; untold: number }> {
  const samples: Sample[] = [];
  let untold = 0;
  for (const { id, jpegPath, lines } of await handwritingSheets(split, sheets[split], (text) => process.stderr.write(`${text}\n`))) {
    const image = await decodeImage(readFileSync(jpegPath));
    const shapes = lines.map((line) => ({ line, shape: measureStrokes(image, line.box) }));
    const printed = shapes.flatMap(({ line, shape }) => (shape && line.kind === 'print' ? [shape.heightPx] : []));
    const printHeightPx = quantile(printed, 0.5);
    for (const { line, shape } of shapes) {
      if (shape) samples.push({ where: id, text: line.text, hand: line.kind === 'hand', signs: signsOf(shape, printHeightPx) });
      else untold += 1;
    }
  }
  return { samples, untold };
}

/** Logistic regression with an L2 pull; a weight that would speak against writing stays at zero. Both kinds count alike. */
function fit(samples: readonly Sample[]): Omit<HandwritingModel, 'threshold'> {
  const scales = handwritingSigns.map((name) => {
    const values = samples.map(({ signs }) => signs[name]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  });
  const weights = handwritingSigns.map(() => 0);
  let bias = 0;
  for (let round = 0; round < rounds; round += 1) {
    const gradient = handwritingSigns.map(() => 0);
    let biasGradient = 0;
    for (const { signs, hand } of samples) {
      const row = handwritingSigns.map((name, at) => signs[name] / scales[at]!);
      const off = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * weights[at]!, bias))) - (hand ? 1 : 0);
      biasGradient += off;
      for (const [at, value] of row.entries()) gradient[at]! += off * value;
    }
    bias -= (learningRate * biasGradient) / samples.length;
    for (const at of weights.keys())
      weights[at] = Math.max(0, weights[at]! - learningRate * (gradient[at]! / samples.length + ridge * weights[at]!));
  }
  const round4 = (value: number) => Math.round(value * 1e4) / 1e4;
  return {
    bias: round4(bias),
    weights: Object.fromEntries(
      handwritingSigns.map((name, at) => [name, round4(weights[at]! / scales[at]!)]),
    ) as HandwritingModel['weights'],
  };
}

const scored = (samples: readonly Sample[], model: HandwritingModel) =>
  samples.map((sample) => ({ ...sample, probability: handwritingProbability(sample.signs, model) }));

function thresholdOf(samples: readonly Sample[], model: Omit<HandwritingModel, 'threshold'>): number {
  const print = scored(samples, { ...model, threshold: 1 }).filter(({ hand }) => !hand);
  return Math.max(
    0.5,
    Math.ceil(
      quantile(
        print.map(({ probability }) => probability),
        1 - maxFalseAlarms,
      ) *
        1e3 +
        1e-9,
    ) / 1e3,
  );
}

function report(name: string, { samples, untold }: { samples: Sample[]; untold: number }, model: HandwritingModel): void {
  const all = scored(samples, model);
  const [hand, print] = [all.filter((one) => one.hand), all.filter((one) => !one.hand)];
  const alarms = print.filter(({ probability }) => probability >= model.threshold);
  const hits = hand.filter(({ probability }) => probability >= model.threshold);
  const percent = (part: number, whole: number) => ((100 * part) / Math.max(1, whole)).toFixed(2);
  console.log(
    `${name}: ${hits.length}/${hand.length} written found (${percent(hits.length, hand.length)} %), ${alarms.length}/${print.length} printed called written (${percent(alarms.length, print.length)} %), ${untold} with too little ink`,
  );
  for (const sign of handwritingSigns) {
    const of = (part: typeof all) =>
      [0.05, 0.5, 0.95]
        .map((share) =>
          quantile(
            part.map(({ signs }) => signs[sign]),
            share,
          ).toFixed(3),
        )
        .join(' ');
    if (options.verbose) console.log(`  ${sign.padEnd(14)} print ${of(print)} | hand ${of(hand)}`);
  }
  if (!options.verbose) return;
  for (const { where, text, probability } of alarms.slice(0, 12)) console.log(`  alarm ${probability.toFixed(3)} ${where} ${text}`);
  for (const { where, text, probability } of hand.filter(({ probability }) => probability < model.threshold).slice(0, 12))
    console.log(`  missed ${probability.toFixed(3)} ${where} ${text}`);
}

const [train, validation, holdout] = [await samplesOf('train'), await samplesOf('validation'), await samplesOf('holdout')];
const fitted = fit(train.samples);
const model: HandwritingModel = { ...fitted, threshold: thresholdOf([...train.samples, ...validation.samples], fitted) };
report('train', train, model);
report('validation', validation, model);
report('hold-out', holdout, model);
console.log(JSON.stringify(model));
if (options.write)
  writeFileSync(fileURLToPath(new URL('../../models/image/handwriting.json', import.meta.url)), `${JSON.stringify(model, null, 2)}\n`);
