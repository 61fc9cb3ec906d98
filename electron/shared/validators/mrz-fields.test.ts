/** MRZ fields with their check digits, the century of two-digit years, and values that a person types. */
import { expect, test } from 'vitest';
import { mrzBirthDate, mrzDocumentNumber, mrzExpiryDate } from './mrz-fields.ts';

const today = '2026-06-01';

test.each([
  [mrzDocumentNumber, 'L898902C36', 'L898902C3'],
  [mrzDocumentNumber, 'E1234567<4', 'E1234567'],
  [mrzBirthDate, '7408122', '1974-08-12'],
  [mrzBirthDate, '2001012', '2020-01-01'],
  [mrzExpiryDate, '1204159', '2012-04-15'],
  [mrzDocumentNumber, 'E12345678', 'E12345678'],
  [mrzBirthDate, '1974-08-12', '1974-08-12'],
])('%o reads %s as %s', (validator, value, normalised) => {
  const check = validator.validate(value, { today });
  expect(check.normalised).toBe(normalised);
  expect(check.problems).toEqual([]);
});

test('a wrong check digit is an error', () => {
  expect(mrzBirthDate.validate('7408123', { today }).problems.map(({ code }) => code)).toEqual(['mrz.bad-check-digit']);
  expect(mrzDocumentNumber.validate('L898902C37').problems.map(({ code }) => code)).toEqual(['mrz.bad-check-digit']);
  expect(mrzExpiryDate.validate('129915', { today }).problems.map(({ code }) => code)).toEqual(['date.unreadable']);
});
