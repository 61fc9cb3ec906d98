/** The list of characters that stand in for others is the shipped one, and names are asked about it. */
import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { modelPath } from '../manifest.ts';
import { calibrateCharacter } from './character-calibration.ts';
import measured from './look-alikes.json' with { type: 'json' };
import { mayBeLookAlike } from './look-alikes.ts';
import { readCharacterList } from './pp-ocr/ctc-decode.ts';

const pairs = Object.entries<{ for: string; upTo: number }>(measured.characters);

test('every listed character is one that the reader can give', async () => {
  const known = new Set(readCharacterList(await readFile(modelPath('pp-ocrv6-keys'), 'utf8')));
  expect(pairs.length).toBeGreaterThan(20);
  expect(pairs.filter(([read]) => !known.has(read))).toEqual([]);
});

test('a listed character is believed only when it is surer than every confusion was', () => {
  for (const [read, { upTo }] of pairs) expect(mayBeLookAlike(read, calibrateCharacter(upTo))).toBe(true);
  const [known] = pairs.find(([, { upTo }]) => upTo < 0.95)!;
  expect(mayBeLookAlike(known, calibrateCharacter(0.9999))).toBe(false);
  expect(mayBeLookAlike('建', 0.5)).toBe(false);
});
