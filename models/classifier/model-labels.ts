/** What the outputs of the trained classifier stand for, in their order: written by the training beside the model, read with it. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { rotationSchema, sideSchema } from '#shared/page.ts';

const flags = ['blurred', 'too-dark', 'too-light', 'low-resolution', 'cut-off', 'glare', 'shadow', 'continuation'] as const;

/** Types are plain ids: a model may know one that the product has dropped, and lack one that came later. */
const modelLabelsSchema = z.object({
  types: z.array(z.string()).refine((ids) => new Set(ids).size === ids.length, 'an id stands twice'),
  /** Null stands for types without sides. */
  sides: z.array(sideSchema.nullable()),
  /** Clockwise turns that make the picture upright. */
  rotations: z.array(rotationSchema),
  flags: z.array(z.enum(flags)),
});
export type ModelLabels = z.infer<typeof modelLabelsSchema>;
export type ModelFlag = ModelLabels['flags'][number];

/** What a training is to tell apart; the model that comes of it keeps these labels. */
export const labelsFor = (types: readonly string[]): ModelLabels => ({
  types: [...types],
  sides: [null, ...sideSchema.options],
  rotations: [0, 90, 180, 270],
  flags: [...flags],
});

export const embeddingLength = 96;

/** @throws AppError `recognizer.labels-mismatch` when the file is no list of labels that the product understands */
export async function readModelLabels(path: string): Promise<ModelLabels> {
  try {
    return modelLabelsSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new AppError('recognizer.labels-mismatch', {}, error);
  }
}

/** The outputs that labels name, and the head of each. */
const heads = { type: 'types', look: 'types', side: 'sides', rotation: 'rotations', flags: 'flags' } as const;

/**
 * @param lengths of the model's outputs, by name
 * @throws AppError `recognizer.labels-mismatch` with the output whose labels are too many or too few
 */
export function checkLabels(labels: ModelLabels, lengths: Readonly<Record<string, number>>): void {
  for (const [output, head] of Object.entries(heads)) {
    const [named, given] = [labels[head].length, lengths[output] ?? 0];
    if (named !== given) throw new AppError('recognizer.labels-mismatch', { output, labels: named, outputs: given });
  }
}
