/** Waiting times between attempts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualBackOff, waitBeforeNext } from './push-back-off.ts';

test('waits grow to the limit, keep at least half, and honour what the far side asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.option(fc.integer({ min: 0, max: 86_400_000 })),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, afterMs, random) => {
        const wait = waitBeforeNext(attempts, afterMs, random, usualBackOff);
        const full = Math.min(usualBackOff.firstMs * 2 ** (attempts - 1), usualBackOff.maxMs);
        expect(wait).toBeGreaterThanOrEqual(Math.max(Math.floor(full / 2), afterMs ?? 0));
        expect(wait).toBeLessThanOrEqual(Math.max(full, afterMs ?? 0));
      },
    ),
  );
});

test('all attempts together last hours, not days', () => {
  const total = Array.from({ length: usualBackOff.maxAttempts - 1 }, (_, index) => waitBeforeNext(index + 1, null, 1, usualBackOff)).reduce(
    (sum, ms) => sum + ms,
    0,
  );
  expect(total / 3_600_000).toBeGreaterThan(2);
  expect(total / 3_600_000).toBeLessThan(4);
});
