/** Tests of the calibration: monotone, fitted as measured, and fed with the right characters. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrateCharacter, calibrationError, fitCalibration, markRightCharacters, reliabilityBins } from './character-calibration.ts';
import type { CharacterSample } from './character-calibration.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

test('the shipped map stays within 0..1 and never turns round', () => {
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [low, high] = [calibrateCharacter(Math.min(one, other)), calibrateCharacter(Math.max(one, other))];
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(high);
    }),
  );
});

/** A model that says `said` and is right in every `right` of ten cases. */
const samples = (said: number, right: number, count: number): CharacterSample[] =>
  Array.from({ length: count }, (_, index) => ({ probability: said, right: index % 10 < right }));

test('a fit brings what was said to what was measured', () => {
  const seen = [...samples(0.7, 4, 2000), ...samples(0.9, 7, 2000), ...samples(0.99, 10, 2000)];
  const map = fitCalibration(seen);
  expect(map.map(([, measured]) => measured)).toEqual(map.map(([, measured]) => measured).toSorted((a, b) => a - b));
  expect(calibrateCharacter(0.99, map)).toBeGreaterThan(0.99);
  expect(calibrateCharacter(0.9, map)).toBeCloseTo(0.7, 1);
  const after = seen.map(({ probability, right }) => ({ probability: calibrateCharacter(probability, map), right }));
  expect(calibrationError(reliabilityBins(after))).toBeLessThan(calibrationError(reliabilityBins(seen)) / 2);
});

test('more trust with fewer right answers is no order: the two are pooled', () => {
  const map = fitCalibration([...samples(0.6, 8, 2000), ...samples(0.9, 5, 2000)]);
  expect(map).toHaveLength(1);
  expect(map[0]![1]).toBeCloseTo(0.65, 2);
});

test('characters are marked along the printed line that resembles them most', () => {
  expect(markRightCharacters('成立曰期', ['名称', '成立日期2017年'])).toEqual([true, true, false, true]);
  expect(markRightCharacters('45010', ['4501'])).toEqual([true, true, true, true, false]);
  expect(markRightCharacters('（副本）', ['(副本)'])).toEqual([true, true, true, true]);
  expect(markRightCharacters('风马牛', ['名称', '类型'])).toBeNull();
});
