/** Characters that the shipped reader gives surely although another one is printed: how sure it must be of these to be believed. */
import { z } from 'zod';
import measured from './look-alikes.json' with { type: 'json' };

/** `for`: what was printed; `believedAbove`: calibrated probability that no confusion came near. */
const entrySchema = z.object({ for: z.string(), believedAbove: z.number() });
const listed = new Map(Object.entries(z.record(z.string(), entrySchema).parse(measured.characters)));

/**
 * True for a character that may stand for one that looks like it.
 * @param confidence of the character, calibrated
 */
export function mayBeLookAlike(character: string, confidence: number): boolean {
  const entry = listed.get(character);
  return entry !== undefined && confidence <= entry.believedAbove;
}
