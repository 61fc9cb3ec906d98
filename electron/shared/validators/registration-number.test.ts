/** Registration numbers: MOD 11,10 holds for real numbers, fails for one other digit; old and odd ones are told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registrationCheckDigit, registrationNumber } from './registration-number.ts';

const codes = (value: string) => registrationNumber.validate(value).problems.map(({ code }) => code);

test.each([
  ['110108000000016', [], true],
  ['310000400000041', [], true],
  ['110108000000017', ['registration-number.bad-check-digit'], false],
  ['4501002001234', [], false],
  ['45010020', ['registration-number.unusual'], false],
  ['', [], false],
])('%s: %o, proved %s', (value, problems, proved) => {
  expect(codes(value)).toEqual(problems);
  expect(registrationNumber.proves?.(value)).toBe(proved);
});

const first14 = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 }).map((digits) => digits.join(''));

test('any number with its check digit holds, and no other digit in one place does', () =>
  fc.assert(
    fc.property(first14, fc.nat(14), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const whole = digits + registrationCheckDigit(digits);
      expect(codes(whole)).toEqual([]);
      const other = whole.slice(0, at) + ((Number(whole[at]) + by) % 10) + whole.slice(at + 1);
      expect(codes(other)).toEqual(['registration-number.bad-check-digit']);
    }),
  ));
