/** Tests of the list of characters that stand in for others. */
import { expect, test } from 'vitest';
import measured from './look-alikes.json' with { type: 'json' };
import { mayBeLookAlike } from './look-alikes.ts';

const entries = Object.entries<{ for: string; believedAbove: number }>(measured.characters);

test('no character stands for itself, and none is believed at the least that passes alone', () => {
  expect(entries.length).toBeGreaterThan(20);
  for (const [read, { for: printed, believedAbove }] of entries) {
    expect([...printed]).not.toContain(read);
    expect(believedAbove).toBeGreaterThan(0.9);
  }
});

test('a listed character is believed only when it is surer than every confusion was', () => {
  const [read, { believedAbove }] = entries.find(([, entry]) => entry.believedAbove < 0.99)!;
  expect(mayBeLookAlike(read, believedAbove)).toBe(true);
  expect(mayBeLookAlike(read, believedAbove + 0.001)).toBe(false);
  expect(mayBeLookAlike('建', 0.5)).toBe(false);
});
