/** Devices that need special treatment: data with a story, checked when the program starts. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const quirkSchema = z.strictObject({
  /** Regular expression over MakeAndModel. */
  match: z.string().min(1),
  /** The device, the symptom, and what the cure costs. */
  why: z.string().min(20),
  pauseBeforeNextDocument: z.boolean().optional(),
  deleteFinishedJob: z.boolean().optional(),
  hostHeader: z.string().optional(),
  checkFeederFirst: z.boolean().optional(),
  oneSheetPerJob: z.boolean().optional(),
  maxDpi: z.number().int().positive().optional(),
});
export const quirkListSchema = z.array(quirkSchema);
export type Quirk = z.infer<typeof quirkSchema>;
export type Quirks = Omit<Quirk, 'match' | 'why'>;

const knownQuirks = quirkListSchema.parse(JSON.parse(readFileSync(new URL('./quirks.json', import.meta.url), 'utf8')));

/** All matching entries merged; later entries win. */
export function quirksOf(makeAndModel: string, list: readonly Quirk[] = knownQuirks): Quirks {
  const matching = list.filter((quirk) => new RegExp(quirk.match, 'i').test(makeAndModel));
  return matching.reduce<Quirks>((merged, { match: _match, why: _why, ...quirk }) => ({ ...merged, ...quirk }), {});
}
