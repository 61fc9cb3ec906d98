/** Numbers with check digits, against the standards' specimens. */
import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { completeLuhn, drawUnitNumber, drawVin, mrzCheck, passportMrz } from './document-numbers.ts';
import { regions } from './regions.ts';

test.each(['4111111111111111', '6222020000000000000', '6217000000000000004', '622848000000000007'])('completes card number %s', (number) =>
  expect(completeLuhn(number.slice(0, -1))).toBe(number),
);

test('the lines of ICAO 9303 for its specimen passport', () => {
  const [first, second] = passportMrz({
    number: 'L898902C3',
    surname: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    birthDate: '1974-08-12',
    sex: 'F',
    expiryDate: '2012-04-15',
    nationality: 'UTO',
    optional: 'ZE184226B',
  });
  expect(first).toBe('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<');
  expect(second).toBe('L898902C36UTO7408122F1204159ZE184226B<<<<<10');
  expect(mrzCheck('520727')).toBe('3');
});

test('a vehicle number keeps its check digit in position nine, and property units their 28 characters', () => {
  const values = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  for (let seed = 0; seed < 50; seed += 1) {
    const vin = drawVin(createRandom(seed));
    const sum = [...vin].reduce((total, character, index) => total + (values.indexOf(character) % 10) * (weights[index] as number), 0);
    expect(vin[8]).toBe(sum % 11 === 10 ? 'X' : String(sum % 11));
    expect(drawUnitNumber(createRandom(seed), regions[0] as (typeof regions)[number])).toMatch(/^\d{12}[GJZ][A-Z]\d{5}F\d{8}$/);
  }
});

test('every region has six digits, a plate letter and a postcode', () => {
  for (const region of regions) expect(`${region.code} ${region.plate} ${region.postcode}`).toMatch(/^\d{6} [A-Z] \d{6}$/);
});
