/** Vectors of the smaller validators: card numbers, phones, post codes, unit numbers, names, ID validity, MRZ. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkIdValidity, idValidity } from './id-validity.ts';
import { findValidator, validators } from './index.ts';
import { luhnSum } from './luhn.ts';
import { mrzCheckDigit } from './mrz.ts';

const check = (id: string, value: string): string[] => (findValidator(id)?.validate(value).problems ?? []).map(({ code }) => code);

test('ids are unique and empty values have no problems', () => {
  expect(new Set(validators.map(({ id }) => id)).size).toBe(validators.length);
  for (const validator of validators) expect(validator.validate('').problems).toEqual([]);
});

test.each(['4111111111111111', '6222020000000000000', '6217000000000000004', '622848000000000007', '4111 1111 1111 1111'])(
  'card number %s is valid',
  (value) => expect(check('bank-card-number', value)).toEqual([]),
);
test('card numbers are refused', () => {
  expect(check('bank-card-number', '6222020000000000001')).toEqual(['bank-card-number.bad-check-digit']);
  expect(check('bank-card-number', '62220200')).toEqual(['bank-card-number.bad-form']);
});
test('one flipped digit breaks Luhn', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 12, maxLength: 18 }), fc.nat(11), fc.integer({ min: 1, max: 9 }), (digits, at, add) => {
      const body = digits.join('');
      const number = body + String((10 - (luhnSum(`${body}0`) % 10)) % 10);
      expect(check('bank-card-number', number)).toEqual([]);
      const flipped = number.slice(0, at) + String((Number(number[at]) + add) % 10) + number.slice(at + 1);
      expect(check('bank-card-number', flipped)).toEqual(['bank-card-number.bad-check-digit']);
    }),
  ));

test.each([
  ['13807710001', '13807710001'],
  ['+86 138 0771 0001', '13807710001'],
  ['0086-13807710001', '13807710001'],
  ['１３８-０７７１-０００１', '13807710001'],
  ['0771-5530001', '0771-5530001'],
  ['0771-5530001-12', '0771-5530001-12'],
  ['5530001', '5530001'],
  ['400-800-1234', '400-800-1234'],
  ['95588', '95588'],
])('phone %s is %s', (value, normalised) => expect(findValidator('phone')?.validate(value)).toEqual({ normalised, problems: [] }));
test.each(['12807710001', '1380771000', '0771-55', 'abc'])('phone %s is refused', (value) =>
  expect(check('phone', value)).toEqual(['phone.bad-form']),
);

test('post codes', () => {
  expect(check('post-code', '530000')).toEqual([]);
  expect(check('post-code', '53000')).toEqual(['post-code.bad-form']);
});

test.each(['450103001002GB00012F00010001', '450103 001002 JC00003 W00000000'])('unit number %s is valid', (value) =>
  expect(check('real-estate-unit-number', value)).toEqual([]),
);
test.each([
  ['450103001002GB00012F0001000', 'real-estate-unit-number.bad-length'],
  ['450103001002XB00012F00010001', 'real-estate-unit-number.bad-form'],
  ['450103001002GB00012K00010001', 'real-estate-unit-number.bad-form'],
  ['450103001002GB00012W00010001', 'real-estate-unit-number.fixture-without-building'],
])('unit number %s has %s', (value, code) => expect(check('real-estate-unit-number', value)).toEqual([code]));

test.each([
  ['1990-03-07', '2010-01-05', '2020-01-05', ['id-validity.expired']],
  ['1990-03-07', '2020-01-05', '2040-01-05', []],
  ['1990-03-07', '2020-01-05', '2030-01-05', ['id-validity.period-does-not-fit-age']],
  ['1970-01-01', '2020-06-01', '长期', []],
  ['1990-03-07', '2020-06-01', '长期', ['id-validity.period-does-not-fit-age']],
  ['2012-01-01', '2020-06-01', '2025-06-01', []],
  [null, '2020-06-01', '2033-06-01', ['id-validity.unusual-period']],
  [null, '2027-06-01', '2037-06-01', ['id-validity.not-yet-valid']],
  [null, '2003-06-01', '2023-06-01', ['id-validity.expired', 'id-validity.before-second-generation']],
  [null, '2004-02-29', '2014-02-28', []],
])('born %s, valid %s to %s: %j', (birth, from, to, expected) => {
  const today = to === '2025-06-01' || to === '2014-02-28' ? '2010-01-01' : '2024-01-01';
  const codes = checkIdValidity(from, to, birth, today).map(({ code }) => code);
  expect(codes.filter((code) => !(today === '2010-01-01' && code === 'id-validity.not-yet-valid'))).toEqual(expected);
});
test('the birth date comes from the number when it is not printed', () => {
  const fields = { validFrom: '2020-01-05', idNumber: '450103199003070012' };
  expect(idValidity.validate('2030.01.05', { today: '2024-01-01', fields }).problems.map(({ code }) => code)).toEqual([
    'id-validity.period-does-not-fit-age',
  ]);
});

test.each([
  ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['张 三', '张三'],
])('name %s is %s', (value, normalised) => expect(findValidator('person-name')?.validate(value)).toEqual({ normalised, problems: [] }));
test('odd names are a warning', () => expect(check('person-name', '姓名3')).toEqual(['person-name.unusual']));

test('sex and ethnic group', () => {
  expect(check('sex', '男')).toEqual([]);
  expect(check('sex', '公')).toEqual(['sex.bad-form']);
  expect(findValidator('ethnicity')?.validate('壮族')).toEqual({ normalised: '壮', problems: [] });
  expect(check('ethnicity', '壮壮')).toEqual(['ethnicity.unknown']);
});

test('a party is a person or an organisation', () => {
  expect(check('person-or-organization-number', '450103199003070012')).toEqual([]);
  expect(check('person-or-organization-number', '91350100M000100Y43')).toEqual([]);
  expect(check('person-or-organization-number', '91350100M000100Y44')).toEqual(['uscc.bad-check-digit']);
  expect(check('person-or-organization-number', '450103199003070011')).toEqual(['id-number.bad-check-digit']);
});

test('yes and no', () => {
  expect(findValidator('yes-no')?.validate('是').normalised).toBe('true');
  expect(check('yes-no', '也许')).toEqual(['yes-no.bad-form']);
});

test('the specimen passport of ICAO 9303', () => {
  expect(['L898902C3', '740812', '120415', 'ZE184226B<<<<<'].map(mrzCheckDigit)).toEqual(['6', '2', '9', '1']);
});
