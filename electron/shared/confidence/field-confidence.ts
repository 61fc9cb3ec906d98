/** How likely the value of a field is right: a logistic model over what is known of its reading, fitted on drawn pages. */
import { z } from 'zod';
import fitted from './field-confidence.json' with { type: 'json' };

/**
 * What the model weighs, each a number that is 0 for "nothing to say". `loose` = how much wider its characters stand than the page's:
 * a lost character leaves no other trace. `cut` = ink goes on beyond its line, `lost` = its line shows more characters, `joined` = over several lines without proof that they follow
 * each other whole. `whole` = an address from its region to its house, `repeated` = the page prints the same once more. `openEnd` = words that break off in a number, `oddStart` = words after a stray sign.
 * `allRight` = log-odds that every character is right, from the engine's calibrated probabilities; `worst` = log-odds of the worst one.
 */
export const confidenceFeatures = [
  'allRight',
  'worst',
  'furtherLines',
  'loose',
  'openEnd',
  'oddStart',
  'cut',
  'lost',
  'joined',
  'foundByForm',
  'misreadLabel',
  'proved',
  'formChecked',
  'usual',
  'whole',
  'repeated',
  'agreed',
  'codeAgreed',
  'problems',
  'name',
  'date',
  'number',
  'choice',
  'longText',
  'title',
] as const;
export type ConfidenceFeature = (typeof confidenceFeatures)[number];
export type FieldFeatures = Readonly<Record<ConfidenceFeature, number>>;

const modelSchema = z.object({
  bias: z.number(),
  weights: z.record(z.enum(confidenceFeatures), z.number()),
  /** At or above this a value may pass without a person. */
  threshold: z.number(),
});
export type ConfidenceModel = z.infer<typeof modelSchema>;

export const shippedConfidenceModel: ConfidenceModel = modelSchema.parse(fitted);

/** Probabilities of 0 and 1 have no log-odds; beyond these nothing is known anyway. */
const surest = 0.9998;

export function logOdds(probability: number): number {
  const kept = Math.min(surest, Math.max(1 - surest, probability));
  return Math.log(kept / (1 - kept));
}

/** Probability 0..1 that the value is right. */
export function fieldConfidence(features: FieldFeatures, model: ConfidenceModel = shippedConfidenceModel): number {
  const sum = confidenceFeatures.reduce((total, name) => total + model.weights[name] * features[name], model.bias);
  return 1 / (1 + Math.exp(-sum));
}
