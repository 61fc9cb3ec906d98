/** Characters that the shipped reader gives surely although another one is printed: how sure it must be of these to be believed. */
import { z } from 'zod';
import { calibrateCharacter } from './character-calibration.ts';
import measured from './look-alikes.json' with { type: 'json' };

const listed = new Map(Object.entries(z.record(z.string(), z.object({ for: z.string(), upTo: z.number() })).parse(measured.characters)));

/** What was drawn is not all that is printed: of the doubt that the worst confusion left, only so much may remain. */
const remainingDoubt = 1 / 3;

/** @param upTo probability of the surest confusion, as the model gives it */
export const boundOf = (upTo: number): number => 1 - (1 - upTo) * remainingDoubt;

/**
 * True for a character that may stand for one that looks like it.
 * @param confidence of the character, calibrated
 */
export function mayBeLookAlike(character: string, confidence: number): boolean {
  const entry = listed.get(character);
  return entry !== undefined && confidence <= calibrateCharacter(boundOf(entry.upTo));
}
