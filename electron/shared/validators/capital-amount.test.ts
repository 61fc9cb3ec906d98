/** Amounts of the vectors, refused spellings, and writing and reading back any amount. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amount, parseCapitalAmount } from './capital-amount.ts';

test.each([
  [0, '零元整'],
  [105, '壹元零伍分'],
  [10000, '壹佰元整'],
  [100500, '壹仟零伍元整'],
  [140950, '壹仟肆佰零玖元伍角整'],
  [600714, '陆仟零柒元壹角肆分'],
  [1680032, '壹万陆仟捌佰元零叁角贰分'],
  [1680032, '壹万陆仟捌佰元叁角贰分'],
  [32504, '叁佰贰拾伍元零肆分'],
  [12345678, '壹拾贰万叁仟肆佰伍拾陆元柒角捌分'],
  [10000100, '壹拾万零壹元整'],
  [100000000, '壹佰万元整'],
  [1000000000000, '壹佰亿元整'],
  [250000, '人民币贰仟伍佰圆正'],
])('%i cents is %s', (cents, text) => expect(parseCapitalAmount(text)).toBe(cents));

test.each(['壹佰元伍', '壹万万元', '叁拾伍佰元', '壹仟伍元', '壹万伍元整', '南宁'])('%s is refused', (text) => {
  expect(parseCapitalAmount(text)).toBeNull();
  expect(amount.validate(text).problems.map(({ code }) => code)).toEqual(['amount.unreadable']);
});

test.each([
  ['￥2,500.00', '2500.00'],
  ['2500元', '2500.00'],
  ['10万元', '100000.00'],
  ['贰仟伍佰元整', '2500.00'],
])('%s is %s', (text, decimal) => expect(amount.validate(text)).toEqual({ normalised: decimal, problems: [] }));

/** Writes an amount by the rules of the central bank. */
function write(cents: number): string {
  const numerals = '零壹贰叁肆伍陆柒捌玖';
  const section = (value: number): string =>
    [...String(value).padStart(4, '0')]
      .map((digit, index) => (digit === '0' ? '零' : numerals[Number(digit)] + (['仟', '佰', '拾', ''][index] ?? '')))
      .join('');
  const yuan = Math.floor(cents / 100);
  const parts: readonly [number, string][] = [
    [Math.floor(yuan / 100_000_000), '亿'],
    [Math.floor(yuan / 10_000) % 10_000, '万'],
    [yuan % 10_000, ''],
  ];
  const integer = parts.map(([value, unit]) => (value === 0 ? '零' : section(value) + unit)).join('');
  const clean = integer
    .replace(/零+/g, '零')
    .replace(/零(?=[亿万])/g, '')
    .replace(/^零|零$/g, '');
  const [tens, ones] = [Math.floor(cents / 10) % 10, cents % 10];
  const fraction = tens + ones === 0 ? '整' : `${tens ? `${numerals[tens]}角` : '零'}${ones ? `${numerals[ones]}分` : ''}`;
  return `${clean || '零'}元${fraction}`;
}

test('any amount is read back as written', () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000_000 }), (cents) => void expect(parseCapitalAmount(write(cents))).toBe(cents)),
  ));
