/** Numbers of certificates, vehicles, tax payers and regions. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mrzCheckDigit } from './mrz.ts';
import { findValidator } from './index.ts';
import { idNumber, idNumberCheckCharacter } from './id-number.ts';
import { regionName } from './region-code.ts';
import { vinCheckCharacter } from './vehicle-identification-number.ts';

const check = (id: string, value: string) => findValidator(id)!.validate(value, { today: '2026-06-01' });
const codes = (id: string, value: string): string[] => check(id, value).problems.map(({ code }) => code);

test.each([
  ['marriage-certificate-number', 'J450103-2024-000123', 'J450103-2024-000123'],
  ['marriage-certificate-number', 'BJ5201022013-628776', 'BJ520102-2013-628776'],
  ['real-estate-certificate-number', '桂（2023）南宁市不动产权第0123456号', '桂(2023)南宁市不动产权第0123456号'],
  ['real-estate-certificate-number', '京房权证钦南字第22406149号', '京房权证钦南字第22406149号'],
  ['food-permit-number', 'JY24501030012345', 'JY24501030012345'],
  ['invoice-code', '4500202130', '4500202130'],
  ['invoice-number', '26452822449198926344', '26452822449198926344'],
  ['birth-certificate-number', 'R450012345', 'R450012345'],
  ['account-approval-number', 'J6110012345678', 'J6110012345678'],
  ['diploma-number', '106181202205001234', '106181202205001234'],
])('%s %s', (id, value, normalised) => expect(check(id, value)).toEqual({ normalised, problems: [] }));

test.each([
  ['marriage-certificate-number', 'X450103-2024-000123'],
  ['real-estate-certificate-number', '南宁市第12号'],
  ['food-permit-number', 'JY44501030012345'],
  ['invoice-code', '45002021'],
  ['invoice-number', '123456789'],
  ['birth-certificate-number', '4500123456'],
  ['account-approval-number', 'J611'],
  ['diploma-number', '10618'],
])('%s %s asks for a look', (id, value) => expect(codes(id, value)).toEqual([`${id}.unusual`]));

test('tax numbers are credit codes today and had 15 or 20 characters before', () => {
  expect(codes('tax-number', '91350100M000100Y43')).toEqual([]);
  expect(codes('tax-number', '91350100M000100Y44')).toEqual(['uscc.bad-check-digit']);
  expect(codes('tax-number', '450103198801234')).toEqual(['tax-number.old-form']);
  expect(codes('tax-number', '4501')).toEqual(['tax-number.bad-form']);
});

test('vehicle numbers: a look-alike letter is repaired when the check digit proves it', () => {
  const body = ['LSVAA4187', 'E2123456'];
  const vin = body[0]!.slice(0, 8) + vinCheckCharacter(`${body[0]!.slice(0, 8)}0${body[1]}`) + body[1];
  expect(codes('vin', vin)).toEqual([]);
  expect(check('vin', vin.replace('1', 'I'))).toEqual({
    normalised: vin,
    problems: [{ code: 'vin.repaired', severity: 'warning', details: { read: vin.replace('1', 'I') } }],
  });
  expect(codes('vin', '1M8GDM9AXKP042788')).toEqual([]);
  expect(codes('vin', '1M8GDM9A1KP042788')).toEqual(['vin.bad-check-digit']);
  expect(codes('vin', 'LSV')).toEqual(['vin.bad-length']);
});

test('regions have names, abolished ones a warning and no error', () => {
  expect(regionName('450103')).toBe('广西壮族自治区南宁市青秀区');
  expect(regionName('110105')).toBe('北京市朝阳区');
  expect(regionName('450000')).toBe('广西壮族自治区');
  expect(regionName('450121')).toBeNull();
  const first17 = '45012119700101001';
  const old = idNumber.validate(first17 + idNumberCheckCharacter(first17), { today: '2026-06-01' });
  expect(old.problems).toEqual([{ code: 'id-number.former-county', severity: 'warning', details: { region: '450121' } }]);
  expect(codes('id-number', '810000199003070015')).toEqual([]);
});

const charactersOf = (alphabet: string, length: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length }).map((chars) => chars.join(''));
/** Another character of the alphabet at one place. */
const flip = (text: string, at: number, add: number, alphabet: string): string =>
  text.slice(0, at) + alphabet[(alphabet.indexOf(text[at]!) + add) % alphabet.length]! + text.slice(at + 1);

test('document numbers of a machine readable zone: one other digit is not valid', () =>
  fc.assert(
    fc.property(charactersOf('0123456789', 8), fc.nat(7), fc.integer({ min: 1, max: 9 }), (digits, at, add) => {
      const number = `E${digits}`;
      expect(codes('mrz-document-number', number + mrzCheckDigit(number))).toEqual([]);
      // Ten is the modulus, and the weights 7, 3 and 1 have no factor in common with it.
      const flipped = `E${flip(digits, at, add, '0123456789')}`;
      expect(codes('mrz-document-number', flipped + mrzCheckDigit(number))).toEqual(['mrz.bad-check-digit']);
    }),
  ));
