/** Check characters against the standards' printed examples and against other ways of computing them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeCitizenNumber, completeOrganizationCode, completeUscc, usccAlphabet } from './check-digits.ts';

test.each(['11010519491231002X', '440524188001010014', '450103199003070012', '450102198506010029', '911124200010101007'])(
  'completes citizen number %s',
  (number) => expect(completeCitizenNumber(number.slice(0, 17))).toBe(number),
);

test.each(['91350100M000100Y43', '91110108123456788E', '92450103MA5K000040', '12450000498500001R', '52450000500000007J'])(
  'completes credit code %s',
  (code) => expect(completeUscc(code.slice(0, 17))).toBe(code),
);

test.each(['D2143569X', '123456788', '000000000'])('completes organisation code %s', (code) =>
  expect(completeOrganizationCode(code.slice(0, 8))).toBe(code),
);

test('every completed citizen number satisfies ISO 7064 MOD 11-2, computed by doubling from the left', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{17}$/), (first) => {
      const number = completeCitizenNumber(first);
      let remainder = 0;
      for (const character of number) remainder = (remainder * 2 + (character === 'X' ? 10 : Number(character))) % 11;
      expect(remainder).toBe(1);
    }),
  );
});

test('every completed credit code has a weighted sum divisible by 31, computed with exact powers of three', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...usccAlphabet), { minLength: 17, maxLength: 17 }), (characters) => {
      const code = completeUscc(characters.join(''));
      let sum = BigInt(usccAlphabet.indexOf(code[17] as string));
      for (const [index, character] of characters.entries()) sum += BigInt(usccAlphabet.indexOf(character)) * 3n ** BigInt(index);
      expect(sum % 31n).toBe(0n);
    }),
  );
});

test('refuses what the standards do not allow', () => {
  expect(() => completeCitizenNumber('4501031990030700')).toThrow(RangeError);
  expect(() => completeUscc('9I350100M000100Y4')).toThrow(RangeError);
  expect(() => completeOrganizationCode('1234567')).toThrow(RangeError);
});
