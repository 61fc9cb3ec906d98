/** Vectors of the standard and its neighbours, and the property that one wrong digit never passes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoDate } from './calendar.ts';
import { extendFifteenDigits, idNumber, idNumberCheckCharacter, readIdNumber } from './id-number.ts';

const today = '2026-06-01';
const codes = (value: string): string[] => idNumber.validate(value, { today }).problems.map(({ code }) => code);

test.each([
  '11010519491231002X',
  '360426199101010071',
  '450103199003070012',
  '450103199003070020',
  '450102198506010010',
  '450102198506010029',
  '450103201201010010',
  '810000199003070015',
  '830000198107150027',
  '911124200010101007',
])('%s is valid', (value) => expect(codes(value)).toEqual([]));

test.each([
  ['440524188001010014', 'id-number.implausible-age'],
  ['450103199003070011', 'id-number.bad-check-digit'],
  ['450130199003070012', 'id-number.bad-check-digit'],
  ['450103200102290016', 'id-number.impossible-birth-date'],
  ['450103200002300010', 'id-number.impossible-birth-date'],
  ['450103190013010012', 'id-number.impossible-birth-date'],
  ['450103209912310016', 'id-number.birth-in-future'],
  ['110105491231002', 'id-number.fifteen-digits'],
  ['45010319900307001', 'id-number.bad-length'],
  ['45010319900307A012', 'id-number.bad-characters'],
])('%s has %s', (value, code) => expect(codes(value)).toContain(code));

test('a lower-case x becomes X', () => expect(idNumber.validate('11010519491231002x', { today }).normalised).toBe('11010519491231002X'));

test('full-width and spaced digits are read', () =>
  expect(idNumber.validate('４５０１０３ 19900307 0012', { today })).toEqual({ normalised: '450103199003070012', problems: [] }));

test('letters for digits are repaired only with the proof of the check digit', () => {
  expect(idNumber.validate('45O1031990O3O7OO12', { today })).toEqual({
    normalised: '450103199003070012',
    problems: [{ code: 'id-number.repaired', severity: 'warning', details: { read: '45O1031990O3O7OO12' } }],
  });
  expect(idNumber.validate('45O103199003070011', { today }).normalised).toBe('45O103199003070011');
});

test('fifteen digits extend to eighteen', () => expect(extendFifteenDigits('110105491231002')).toBe('11010519491231002X'));

test('birth date and sex are read', () => {
  expect(readIdNumber('450103199003070012')).toEqual({ birthDate: '1990-03-07', sex: '男' });
  expect(readIdNumber('450102198506010029')?.sex).toBe('女');
});

test('an unknown province is a warning', () =>
  expect(codes('990103199003070017').every((code) => code !== 'id-number.bad-form')).toBe(true));

const generated = fc
  .tuple(fc.constantFrom('110105', '450103', '650102', '820000'), fc.integer({ min: 0, max: 27_000 }), fc.integer({ min: 0, max: 999 }))
  .map(([region, day, sequence]) => {
    const birth = new Date(Date.UTC(1950, 0, 1 + day)).toISOString().slice(0, 10);
    const first17 = region + birth.replaceAll('-', '') + String(sequence).padStart(3, '0');
    return first17 + idNumberCheckCharacter(first17);
  });

test('every generated number is valid', () => fc.assert(fc.property(generated, (number) => void expect(codes(number)).toEqual([]))));

test('one flipped digit is never valid', () =>
  fc.assert(
    fc.property(generated, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (number, at, add) => {
      const flipped = number.slice(0, at) + String((Number(number[at]) + add) % 10) + number.slice(at + 1);
      expect(codes(flipped)).toContain('id-number.bad-check-digit');
    }),
  ));

test('the calendar knows leap years', () => {
  expect(isoDate(2000, 2, 29)).toBe('2000-02-29');
  expect(isoDate(1900, 2, 29)).toBeNull();
});
