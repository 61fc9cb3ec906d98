/** Which way is up: text decides when it is sure, the look when it is not and the look is. */
import { expect, test } from 'vitest';
import type { Rotation } from '#shared/page.ts';
import type { TextFinder } from '../ocr/engine.ts';
import type { NetworkOpinion } from './page-network.ts';
import { turnByLook } from './turn-by-look.ts';

const page = { widthPx: 20, heightPx: 30, channels: 1 as const, data: new Uint8Array(600).fill(255) };

function turnOf(text: { rotationCw: Rotation; confidence: number }, look: number) {
  const finder: TextFinder = { findLines: () => Promise.resolve([]), findReadingTurn: () => Promise.resolve(text) };
  const rotations = new Map<Rotation, number>([
    [0, 1 - look],
    [90, look],
  ]);
  let asked = 0;
  const network = {
    judge: () => {
      asked++;
      return Promise.resolve({ rotations } as unknown as NetworkOpinion);
    },
  };
  return turnByLook(finder, network)
    .findReadingTurn(page, [])
    .then(({ rotationCw }) => ({ rotationCw, asked }));
}

test('text that reads well is not questioned', async () => {
  expect(await turnOf({ rotationCw: 180, confidence: 0.9 }, 0.99)).toEqual({ rotationCw: 180, asked: 0 });
});

test('without readable text a sure look decides, an unsure one does not', async () => {
  expect(await turnOf({ rotationCw: 0, confidence: 0 }, 0.97)).toEqual({ rotationCw: 90, asked: 1 });
  expect(await turnOf({ rotationCw: 0, confidence: 0 }, 0.7)).toEqual({ rotationCw: 0, asked: 1 });
});
