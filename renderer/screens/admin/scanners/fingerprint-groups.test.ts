/** Sixty-four digits in sixteen groups on two lines; nothing is lost. */
import { expect, test } from 'vitest';
import { fingerprintLines } from './fingerprint-groups.ts';

test('sixteen groups of four on two lines', () => {
  const sha256 = '4f9a61c2d07b5e8843aa10b6f2d9c35577e0148bc96d2f3a1e5b7c8096d4e2f1';
  const lines = fingerprintLines(sha256);
  expect(lines.map((line) => line.length)).toEqual([8, 8]);
  expect(lines[0]![0]).toBe('4F9A');
  expect(lines.flat().join('').toLowerCase()).toBe(sha256);
  expect(fingerprintLines('')).toEqual([]);
});
