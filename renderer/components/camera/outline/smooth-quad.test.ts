/** A drawn outline that neither trembles nor lags behind a hand. */
import { expect, test } from 'vitest';
import type { Quad } from '#shared/page.ts';
import { smoothQuad } from './smooth-quad.ts';

const square = (left: number): Quad => [
  [left, 0.1],
  [left + 0.5, 0.1],
  [left + 0.5, 0.9],
  [left, 0.9],
];

test('jitter is halved, a jump is followed at once', () => {
  const first = smoothQuad(null, { at: 0, quad: square(0.2) });
  const jittered = smoothQuad(first, { at: 66, quad: square(0.21) });
  expect(jittered!.quad[0][0]).toBeGreaterThan(0.2);
  expect(jittered!.quad[0][0]).toBeLessThan(0.206);
  expect(smoothQuad(first, { at: 66, quad: square(0.3) })!.quad[0][0]).toBe(0.3);
});

test('one missed look is bridged, a paper that is gone is not drawn', () => {
  const first = smoothQuad(null, { at: 0, quad: square(0.2) });
  expect(smoothQuad(first, { at: 100, quad: null })).toBe(first);
  expect(smoothQuad(first, { at: 400, quad: null })).toBeNull();
});
