/** Tells writing from print by how the strokes in a box run: a logistic model fitted on drawn specimens (tests/bench/fit-handwriting.ts). */
import type { Box } from '#shared/page.ts';
import fitted from './handwriting.json' with { type: 'json' };
import type { PixelImage } from './pixel-image.ts';
import { measureStrokes } from './stroke-shape.ts';
import type { StrokeShape } from './stroke-shape.ts';

/** What the model weighs; every one grows with writing and is next to nothing in print, so no weight may be negative. */
export const handwritingSigns = ['oblique', 'levelSpread', 'uprightSpread', 'jitter', 'heightSpread', 'blue', 'tall'] as const;
export type HandwritingSign = (typeof handwritingSigns)[number];
export type HandwritingModel = { bias: number; weights: Readonly<Record<HandwritingSign, number>>; threshold: number };

export const shippedHandwritingModel: HandwritingModel = fitted;

/** Taller than the page's print by more than this is a title as often as writing. */
const maxTall = 1;

/** @param printHeightPx height of a usual printed character of the page; null when that is not known */
export function signsOf(shape: StrokeShape, printHeightPx: number | null): Readonly<Record<HandwritingSign, number>> {
  return {
    oblique: 1 - shape.axial,
    levelSpread: shape.levelSpread,
    uprightSpread: shape.uprightSpread,
    // Where two characters at most were told apart, their places say nothing.
    jitter: shape.characters > 2 ? shape.jitter : 0,
    heightSpread: shape.characters > 2 ? shape.heightSpread : 0,
    blue: Math.max(0, shape.blue),
    tall: printHeightPx === null ? 0 : Math.min(maxTall, Math.max(0, shape.heightPx / printHeightPx - 1)),
  };
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
