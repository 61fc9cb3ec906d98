/** The transforms of a mapping rule. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyTransforms } from './mapping-transforms.ts';
import type { Transform } from './mapping.ts';

const sent = (value: string, ...transforms: Transform[]) => {
  const result = applyTransforms(value, transforms);
  return result.ok ? result.value : result.code;
};
const date = (pattern: string): Transform => ({ name: 'date', pattern });

test.each([
  ['1990-03-07', 'YYYYMMDD', '19900307'],
  ['1990-03-07', 'YYYY年MM月DD日', '1990年03月07日'],
  // 16:30 UTC is half past midnight of the next day in China.
  ['2026-03-01T16:30:05.123Z', 'YYYY-MM-DD HH:mm:ss', '2026-03-02 00:30:05'],
  ['2026-03-02T00:30:05+08:00', 'YYYY-MM-DD HH:mm:ss', '2026-03-02 00:30:05'],
  ['2026-03-02T09:15', 'HH:mm', '09:15'],
  ['2026-02-30', 'YYYYMMDD', 'no-such-date'],
  ['2026-13-01', 'YYYYMMDD', 'no-such-date'],
  ['长期', 'YYYYMMDD', 'not-a-date'],
  ['1990/03/07', 'YYYYMMDD', 'not-a-date'],
])('date %s as %s is %s', (value, pattern, expected) => {
  expect(sent(value, date(pattern))).toBe(expected);
});

test.each([
  ['3', 3],
  ['3.50', 3.5],
  ['-2', -2],
  ['1,234,567.8', 1234567.8],
  ['1,23', 'not-a-number'],
  ['3万', 'not-a-number'],
  ['', 'not-a-number'],
  ['1e3', 'not-a-number'],
  ['0x10', 'not-a-number'],
])('number %j is %j', (value, expected) => {
  expect(sent(value, { name: 'number' })).toBe(expected);
});

test.each([
  ['是', true],
  ['TRUE', true],
  ['否', false],
  ['0', false],
  ['也许', 'not-yes-or-no'],
])('boolean %j is %j', (value, expected) => {
  expect(sent(value, { name: 'boolean' })).toBe(expected);
});

test('a value map sends the mapped value, the fallback or a problem', () => {
  const values = { 男: '1', 女: '2' };
  expect(sent('女', { name: 'value-map', values, otherwise: null })).toBe('2');
  expect(sent('?', { name: 'value-map', values, otherwise: '9' })).toBe('9');
  expect(sent('?', { name: 'value-map', values, otherwise: null })).toBe('not-in-value-map');
  expect(sent('constructor', { name: 'value-map', values, otherwise: null })).toBe('not-in-value-map');
});

test('transforms run in order and the first failure ends the chain', () => {
  expect(sent('11010519491231002x', { name: 'upper' }, { name: 'truncate', length: 6 })).toBe('110105');
  expect(sent('x', { name: 'number' }, { name: 'upper' })).toBe('not-a-number');
});

test('truncate never cuts a character in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (value, length) => {
      const result = String(sent(value, { name: 'truncate', length }));
      expect([...result].length).toBeLessThanOrEqual(length);
      expect(value.startsWith(result)).toBe(true);
      expect(result.isWellFormed()).toBe(true);
    }),
  );
});

test('every real day keeps its date', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (day) => {
      const iso = day.toISOString().slice(0, 10);
      expect(sent(iso, date('YYYY-MM-DD'))).toBe(iso);
    }),
  );
});
