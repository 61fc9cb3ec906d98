/** The models that the simulator can be: data with a story, checked when it starts. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const modelSchema = z.strictObject({
  id: z.string(),
  /** Which kind of real device this stands for. */
  why: z.string().min(20),
  makeAndModel: z.string(),
  version: z.string().default('2.63'),
  platen: z.boolean().default(true),
  feeder: z.object({ duplex: z.boolean(), capacity: z.number().int().positive() }).nullable().default({ duplex: true, capacity: 50 }),
  /** Pairs of x and y dpi. */
  resolutions: z.array(z.tuple([z.number().int(), z.number().int()])).default([75, 100, 150, 200, 300, 400, 600].map((dpi) => [dpi, dpi])),
  /** Listed instead of the steps: lowest and highest dpi. */
  resolutionRange: z.tuple([z.number().int(), z.number().int()]).nullable().default(null),
  formats: z.array(z.enum(['image/jpeg', 'application/pdf'])).default(['image/jpeg', 'application/pdf']),
  /** Lists `DocumentFormatExt`, which came with eSCL 2.1. */
  formatExt: z.boolean().default(true),
  /** What AdfState says while sheets move. */
  feedingState: z.enum(['ScannerAdfLoaded', 'ScannerAdfProcessing']).default('ScannerAdfLoaded'),
  jobUri: z.enum(['path', 'urn-uuid']).default('path'),
  location: z.enum(['relative', 'trailing-slash']).default('relative'),
  /** 1000 = 60 sheets a minute; 0 = as fast as it can be drawn. */
  msPerSheet: z.number().int().min(0).default(0),
  /** NextDocument answers 503 this often before the first page of a job. */
  warmUpTries: z.number().int().min(0).default(0),
});
export type Model = z.infer<typeof modelSchema>;

export const models: readonly Model[] = z
  .array(modelSchema)
  .parse(JSON.parse(readFileSync(new URL('./models.json', import.meta.url), 'utf8')));

/** @throws Error that names the known models */
export function modelOf(id: string): Model {
  const found = models.find((model) => model.id === id);
  if (!found) throw new Error(`no model ${id}; there are ${models.map((model) => model.id).join(', ')}`);
  return found;
}

export function offersResolution({ resolutions, resolutionRange }: Model, x: number, y: number): boolean {
  if (resolutionRange) return x === y && x >= resolutionRange[0] && x <= resolutionRange[1];
  return resolutions.some(([offeredX, offeredY]) => offeredX === x && offeredY === y);
}
