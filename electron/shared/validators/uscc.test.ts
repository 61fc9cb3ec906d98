/** Vectors of GB 32100 and GB 11714, and one wrong character in each. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organizationCode, organizationCodeCheckCharacter } from './organization-code.ts';
import { uscc, usccCheckCharacter } from './uscc.ts';

const codes = (value: string): string[] => uscc.validate(value).problems.map(({ code }) => code);

test.each([
  '91350100M000100Y43',
  '91110108123456788E',
  '92450103MA5K000040',
  '12450000498500001R',
  '11450000000000000B',
  '52450000500000007J',
])('%s is valid', (value) => expect(codes(value)).toEqual([]));

test.each([
  ['91350100M000100Y4Z', 'uscc.bad-characters'],
  ['91350100M000100Y44', 'uscc.bad-check-digit'],
  ['91350100M000100Y4', 'uscc.bad-length'],
])('%s has %s', (value, code) => expect(codes(value)).toEqual([code]));

test('a wrong check character is a warning: some early codes have one', () =>
  expect(uscc.validate('91350100M000100Y44').problems[0]?.severity).toBe('warning'));

/** A code with a good organisation code whose own last character is B. */
const letterAtEnd = Array.from({ length: 10_000 }, (_, index) => {
  const first8 = String(index).padStart(8, '0');
  const first17 = `91450100${first8}${organizationCodeCheckCharacter(first8)}`;
  return first17 + usccCheckCharacter(first17);
}).find((code) => /^[^B]+B$/.test(code) && !code.slice(0, 17).includes('X'))!;

test('a last character is not repaired where the organisation code does not hold', () => {
  const wrong = `${letterAtEnd.slice(0, 16)}${(Number(letterAtEnd[16]) + 1) % 10}`;
  expect(codes(`${wrong}8`)).not.toContain('uscc.repaired');
});

test.each([
  ['9I350100M000100Y43', '91350100M000100Y43'],
  ['9135O1OOMOOO1OOY43', '91350100M000100Y43'],
  // The last character, where the organisation's own check digit holds.
  [letterAtEnd.replace('B', '8'), letterAtEnd],
  [letterAtEnd.replace('B', '1'), letterAtEnd],
])('%s is repaired to %s', (read, repaired) =>
  expect(uscc.validate(read)).toEqual({
    normalised: repaired,
    problems: [{ code: 'uscc.repaired', severity: 'warning', details: { read } }],
  }),
);

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const generated = fc
  .tuple(
    fc.constantFrom('91', '92', '93', '12', '52'),
    fc.array(fc.constantFrom(...'0123456789'), { minLength: 6, maxLength: 6 }),
    fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
  )
  .map(([head, region, body]) => head + region.join('') + body.join(''))
  .map((first17) => first17 + usccCheckCharacter(first17));

test('every generated code is valid', () => fc.assert(fc.property(generated, (code) => void expect(codes(code)).toEqual([]))));

test('one flipped character is never valid', () =>
  fc.assert(
    fc.property(generated, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 30 }), (code, at, add) => {
      const char = alphabet[(alphabet.indexOf(code[at] ?? '') + add) % 31] ?? '';
      expect(codes(code.slice(0, at) + char + code.slice(at + 1))).not.toEqual([]);
    }),
  ));

const organization = (value: string): string[] => organizationCode.validate(value).problems.map(({ code }) => code);

test.each(['D2143569-X', '12345678-8', '00000000-0', '123456788'])('organisation code %s is valid', (value) =>
  expect(organization(value)).toEqual([]),
);
test('organisation codes are refused', () => {
  expect(organization('D2143569-1')).toEqual(['organization-code.bad-check-digit']);
  expect(organization('D2143')).toEqual(['organization-code.bad-form']);
});
test('organisation codes with one flipped digit are refused', () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'0123456789'), { minLength: 8, maxLength: 8 }),
      fc.nat(7),
      fc.integer({ min: 1, max: 9 }),
      (chars, at, add) => {
        const first8 = chars.join('');
        const check = organizationCodeCheckCharacter(first8);
        expect(organization(first8 + check)).toEqual([]);
        const flipped = first8.slice(0, at) + String((Number(first8[at]) + add) % 10) + first8.slice(at + 1);
        expect(organization(flipped + check)).toEqual(['organization-code.bad-check-digit']);
      },
    ),
  ));
