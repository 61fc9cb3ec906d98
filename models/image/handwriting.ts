/** Tells writing from print by how the strokes in a box run: a logistic model fitted on drawn specimens (tests/bench/fit-handwriting.ts). */
import type { Box } from '#shared/page.ts';
import fitted from './handwriting.json' with { type: 'json' };
import type { PixelImage } from './pixel-image.ts';
import { measureStrokes } from './stroke-shape.ts';
import type { StrokeShape } from './stroke-shape.ts';

/** What the model weighs; every one grows with writing and is next to nothing in print, so no weight may be negative. */
export const handwritingSigns = [
  'oblique',
  'levelSpread',
  'uprightSpread',
  'tiltSpread',
  'jitter',
  'feet',
  'advance',
  'heightSpread',
  'blue',
  'tall',
] as const;
export type HandwritingSign = (typeof handwritingSigns)[number];
export type HandwritingModel = { bias: number; weights: Readonly<Record<HandwritingSign, number>>; threshold: number };

export const shippedHandwritingModel: HandwritingModel = fitted;

/** Beyond these a sign says no more: broken print must not be called writing for one sign alone. */
const most: Readonly<Record<HandwritingSign, number>> = {
  oblique: 0.85,
  levelSpread: 12,
  uprightSpread: 12,
  tiltSpread: 4,
  jitter: 0.04,
  feet: 0.04,
  advance: 0.08,
  heightSpread: 0.06,
  blue: 0.25,
  tall: 0.5,
};

/** @param printHeightPx height of a usual printed character of the page; null when that is not known */
export function signsOf(shape: StrokeShape, printHeightPx: number | null): Readonly<Record<HandwritingSign, number>> {
  // Where two characters at most were told apart, their places say nothing.
  const several = shape.characters > 2 ? 1 : 0;
  const signs: Record<HandwritingSign, number> = {
    oblique: 1 - shape.axial,
    levelSpread: shape.levelSpread,
    uprightSpread: shape.uprightSpread,
    tiltSpread: shape.tiltSpread,
    jitter: several * shape.jitter,
    feet: several * shape.feet,
    advance: several * shape.advance,
    heightSpread: several * shape.heightSpread,
    blue: Math.max(0, shape.blue),
    tall: printHeightPx === null ? 0 : Math.max(0, shape.heightPx / printHeightPx - 1),
  };
  for (const name of handwritingSigns) signs[name] = Math.min(most[name], signs[name]);
  return signs;
}

/** Probability 0..1 that this was written by hand. */
export function handwritingProbability(signs: Readonly<Record<HandwritingSign, number>>, model = shippedHandwritingModel): number {
  const sum = handwritingSigns.reduce((total, name) => total + model.weights[name] * signs[name], model.bias);
  return 1 / (1 + Math.exp(-sum));
}

/** Null where the box holds too little ink to tell. */
export function isHandwritten(image: PixelImage, box: Box, printHeightPx: number | null): boolean | null {
  const shape = measureStrokes(image, box);
  return shape && handwritingProbability(signsOf(shape, printHeightPx)) >= shippedHandwritingModel.threshold;
}
