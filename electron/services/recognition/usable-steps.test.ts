/** Stored steps are used only as an unbroken chain of the same version. */
import { expect, test } from 'vitest';
import { usableSteps } from './usable-steps.ts';

const preparation = {
  widthPx: 100,
  heightPx: 200,
  dpi: 300,
  rotationCw: 0,
  skewDegrees: 0,
  blank: false,
  inkCoverage: 0.1,
  qualityProblems: [],
  seals: [],
};
const line = {
  text: '姓名',
  confidence: 0.9,
  quad: [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ],
};
const of = (result: unknown, version = '1') => ({ version, result });

test('an unbroken chain is used', () => {
  const steps = usableSteps({ prepare: of(preparation), read: of([line]) }, '1');
  expect(Object.keys(steps)).toEqual(['prepare', 'read']);
});

test('a result of another version, and what follows it, is done again', () => {
  expect(usableSteps({ prepare: of(preparation, '0'), read: of([line]) }, '1')).toEqual({});
});

test('a result that no longer fits its schema is done again', () => {
  expect(Object.keys(usableSteps({ prepare: of(preparation), read: of([{ text: 1 }]) }, '1'))).toEqual(['prepare']);
});

test('only the named steps', () => {
  expect(Object.keys(usableSteps({ prepare: of(preparation), read: of([line]) }, '1', ['prepare']))).toEqual(['prepare']);
});
