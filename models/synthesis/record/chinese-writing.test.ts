/** Amounts and dates as Chinese paper writes them. */
import { expect, test } from 'vitest';
import { addDays, addYears, capitalYuan, chineseDate, dottedDate, paddedChineseDate } from './chinese-writing.ts';

test.each([
  [0, '零元整'],
  [100, '壹佰元整'],
  [1005, '壹仟零伍元整'],
  [2300, '贰仟叁佰元整'],
  [16_800, '壹万陆仟捌佰元整'],
  [32_500, '叁万贰仟伍佰元整'],
  [100_001, '壹拾万零壹元整'],
  [1_000_000, '壹佰万元整'],
  [10_000_500, '壹仟万零伍佰元整'],
  [123_456_789, '壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元整'],
  [100_000_001, '壹亿零壹元整'],
  [10_000_000_000, '壹佰亿元整'],
])('%d yuan in capitals', (yuan, text) => expect(capitalYuan(yuan)).toBe(text));

test('dates in the three forms of print', () => {
  expect(chineseDate('2024-03-07')).toBe('2024年3月7日');
  expect(paddedChineseDate('2024-03-07')).toBe('2024年03月07日');
  expect(dottedDate('2024-03-07')).toBe('2024.03.07');
});

test('years and days are added on the calendar', () => {
  expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
  expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  expect(addYears('2026-11-01', 2)).toBe('2028-11-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});
